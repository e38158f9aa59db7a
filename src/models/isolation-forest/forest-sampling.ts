import { boundedInteger, permutation } from '../../data/distributions.ts';
import { MersenneTwister } from '../../data/random.ts';

/*
 * Which rows and columns a tree sees, drawn in the very way of scikit-learn's bagging and its
 * `sample_without_replacement`, so that a seed picks the same ones.
 */

/** Seeds of scikit-learn are drawn from 0 … 2³¹−2. */
export const LARGEST_SEED = 2 ** 31 - 2;

/** What one tree of a bagged ensemble is grown from. */
export interface TreeDraw {
  /** Columns in the order in which the tree knows them. */
  readonly columns: Int32Array;
  /** The distinct rows, ascending. */
  readonly rows: Int32Array;
  /** How often each of `rows` was drawn; 1 without bootstrap. */
  readonly weights: Float64Array;
  /** First state of the tree's own generator, as uint32. */
  readonly splitterSeed: number;
}

/** How much each tree is given. */
export interface Bagging {
  readonly rows: number;
  readonly columns: number;
  readonly maxSamples: number;
  readonly maxFeatures: number;
  readonly bootstrap: boolean;
}

/** The seeds of `count` trees, all drawn up front from the ensemble's `randomState`. */
export function treeSeeds(randomState: number, count: number): Float64Array {
  const source = new MersenneTwister(randomState);
  const seeds = new Float64Array(count);
  for (let t = 0; t < count; t++) seeds[t] = boundedInteger(source, LARGEST_SEED);
  return seeds;
}

/** Columns, rows and splitter seed of the tree with seed `seed`. O(rows), or less. */
export function drawTree(bagging: Bagging, seed: number): TreeDraw {
  const { rows, columns, maxSamples, maxFeatures, bootstrap } = bagging;
  const treeSeed = boundedInteger(new MersenneTwister(seed), LARGEST_SEED);
  const splitterSeed = boundedInteger(new MersenneTwister(treeSeed), LARGEST_SEED);
  const source = new MersenneTwister(seed);
  const drawnColumns = sampleInOrder(source, columns, maxFeatures);
  const drawnRows = bootstrap
    ? sampleWithReplacement(source, rows, maxSamples)
    : sampleAscending(source, rows, maxSamples);
  return { columns: drawnColumns, ...countRows(drawnRows), splitterSeed };
}

/** Distinct values of `ascending` and how often each appears. */
function countRows(ascending: Int32Array): { rows: Int32Array; weights: Float64Array } {
  const rows = new Int32Array(ascending.length);
  const weights = new Float64Array(ascending.length);
  let distinct = 0;
  for (let i = 0; i < ascending.length; i++) {
    if (i === 0 || ascending[i] !== ascending[i - 1]) rows[distinct++] = ascending[i];
    weights[distinct - 1]++;
  }
  return { rows: rows.subarray(0, distinct), weights: weights.subarray(0, distinct) };
}

function sampleWithReplacement(source: MersenneTwister, n: number, size: number): Int32Array {
  const drawn = new Int32Array(size);
  for (let i = 0; i < size; i++) drawn[i] = boundedInteger(source, n - 1);
  return drawn.sort();
}

/** `size` different integers of 0 … n − 1 in scikit-learn's order of draw. O(n). */
export function sampleInOrder(source: MersenneTwister, n: number, size: number): Int32Array {
  return isPermuted(n, size)
    ? Int32Array.from(permutation(source, n).subarray(0, size))
    : sampleRareOrMost(source, n, size);
}

/** What `sampleInOrder` draws, ascending. O(n), or O(size) below a share of 0.01. */
export function sampleAscending(source: MersenneTwister, n: number, size: number): Int32Array {
  return isPermuted(n, size)
    ? permutationHeadAscending(source, n, size)
    : sampleRareOrMost(source, n, size).sort();
}

/** Whether scikit-learn permutes n integers to draw `size`: it goes by the share that is drawn. */
export function isPermuted(n: number, size: number): boolean {
  return size / n > 0.01 && size / n < 0.99;
}

function sampleRareOrMost(source: MersenneTwister, n: number, size: number): Int32Array {
  return size / n < 0.2 ? trackingSelection(source, n, size) : reservoirSample(source, n, size);
}

/**
 * The first `size` integers of `permutation(source, n)`, ascending, in half its time. The shuffle
 * swaps places i and draws[i] for i = n − 1 … 1; gone through backwards from `size` on, it tells
 * where the integers that end up in the head lay at first, which is what they are.
 */
function permutationHeadAscending(source: MersenneTwister, n: number, size: number): Int32Array {
  const draws = new Int32Array(n);
  source.shuffleDraws(draws, n - 1, size);
  const inHead = new Uint8Array(n).fill(1, 0, size);
  for (let i = size; i < n; i++) {
    const j = draws[i];
    if (inHead[j] === 0) continue;
    inHead[j] = 0;
    inHead[i] = 1;
  }
  const head = new Int32Array(size);
  let place = -1;
  for (let k = 0; k < size; k++) {
    place = inHead.indexOf(1, place + 1);
    head[k] = place;
  }
  return head;
}

/** Draws again whenever an integer was seen. */
function trackingSelection(source: MersenneTwister, n: number, size: number): Int32Array {
  const seen = new Set<number>();
  while (seen.size < size) seen.add(boundedInteger(source, n - 1));
  return Int32Array.from(seen);
}

/** Source: Vitter, "Random sampling with a reservoir", ACM TOMS 11(1), 1985, algorithm R. */
function reservoirSample(source: MersenneTwister, n: number, size: number): Int32Array {
  const reservoir = Int32Array.from({ length: size }, (_, i) => i);
  for (let i = size; i < n; i++) {
    const j = boundedInteger(source, i);
    if (j < size) reservoir[j] = i;
  }
  return reservoir;
}
