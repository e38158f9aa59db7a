import { boundedInteger, randint } from '../data/distributions.ts';
import { MersenneTwister } from '../data/random.ts';

/*
 * Which rows and columns a tree sees, drawn in the very way of scikit-learn's bagging and its
 * `sample_without_replacement`, so that a seed picks the same ones.
 */

/** Seeds of scikit-learn are drawn from 0 … 2³¹−2. */
const LARGEST_SEED = 2 ** 31 - 2;

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
  return Float64Array.from({ length: count }, () => boundedInteger(source, LARGEST_SEED));
}

/** Columns, rows and splitter seed of the tree with seed `seed`. O(rows), or less. */
export function drawTree(bagging: Bagging, seed: number): TreeDraw {
  const treeSeed = boundedInteger(new MersenneTwister(seed), LARGEST_SEED);
  const splitterSeed = boundedInteger(new MersenneTwister(treeSeed), LARGEST_SEED);
  const source = new MersenneTwister(seed);
  const columns = sampleWithoutReplacement(source, bagging.columns, bagging.maxFeatures);
  const drawn = bagging.bootstrap
    ? Int32Array.from({ length: bagging.maxSamples }, () => randint(source, 0, bagging.rows))
    : sampleWithoutReplacement(source, bagging.rows, bagging.maxSamples);
  return { columns, ...countRows(drawn.sort()), splitterSeed };
}

/** Distinct values of `sorted` and how often each appears. */
function countRows(sorted: Int32Array): { rows: Int32Array; weights: Float64Array } {
  const rows = new Int32Array(sorted.length);
  const weights = new Float64Array(sorted.length);
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) rows[distinct++] = sorted[i];
    weights[distinct - 1]++;
  }
  return { rows: rows.subarray(0, distinct), weights: weights.subarray(0, distinct) };
}

/**
 * `size` different integers of 0 … population − 1 in scikit-learn's order of draw. It picks the
 * method by the share that is drawn. O(population), or O(size) below a share of 0.01.
 */
export function sampleWithoutReplacement(
  source: MersenneTwister,
  population: number,
  size: number,
): Int32Array {
  const share = size / population;
  if (share > 0.01 && share < 0.99) return permutationHead(source, population, size);
  return share < 0.2
    ? trackingSelection(source, population, size)
    : reservoirSample(source, population, size);
}

/** The first `size` integers of a permutation of 0 … n − 1. */
function permutationHead(source: MersenneTwister, n: number, size: number): Int32Array {
  const draws = new Int32Array(n);
  source.shuffleDraws(draws, n - 1, 1);
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  // A shuffle swaps places i and draws[i], but beyond the head nobody reads place i again.
  for (let i = n - 1; i >= size; i--) order[draws[i]] = order[i];
  for (let i = size - 1; i > 0; i--) {
    const moved = order[i];
    order[i] = order[draws[i]];
    order[draws[i]] = moved;
  }
  return order.slice(0, size);
}

/** Draws again whenever an integer was seen. */
function trackingSelection(source: MersenneTwister, population: number, size: number): Int32Array {
  const seen = new Set<number>();
  while (seen.size < size) seen.add(boundedInteger(source, population - 1));
  return Int32Array.from(seen);
}

/** Source: Vitter, "Random sampling with a reservoir", ACM TOMS 11(1), 1985, algorithm R. */
function reservoirSample(source: MersenneTwister, population: number, size: number): Int32Array {
  const reservoir = Int32Array.from({ length: size }, (_, i) => i);
  for (let i = size; i < population; i++) {
    const j = boundedInteger(source, i);
    if (j < size) reservoir[j] = i;
  }
  return reservoir;
}
