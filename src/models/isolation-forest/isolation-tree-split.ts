import {
  measureSplit,
  type SplitImpurity,
  sumOver,
  type Targets,
} from './isolation-tree-impurity.ts';

/*
 * How an isolation tree splits a node: scikit-learn's `ExtraTreeRegressor` with one feature per
 * split, step for step, because the order of its draws and sums decides which tree a seed gives.
 */

/** The rows that one tree is grown from, gathered: row i, column j is `values[j * size + i]`. */
export interface TreeSample {
  /** Number of distinct rows. */
  readonly size: number;
  /** Number of columns that this tree may split on. */
  readonly columns: number;
  /** Column-major, so that a split reads one stretch of memory. */
  readonly values: Float32Array;
  readonly targets: Targets;
}

/** What splitting one node after another carries along, and what the last split found. */
interface Splitter {
  readonly sample: TreeSample;
  /** Columns whose values differ by no more than this in float32 count as constant. */
  readonly featureThreshold: number;
  /** The sample's rows; those of a node lie in one stretch. */
  readonly order: Int32Array;
  /** Values of the column in question, along `order`. */
  readonly values: Float32Array;
  /** All columns: first those known to be constant in the node, then the others. */
  readonly features: Int32Array;
  /** The constant columns in the order in which they were found on the way down. */
  readonly constants: Int32Array;
  /** State of the tree's own xorshift generator. */
  state: number;

  /** The last split: rows up to `middle` have `feature` ≤ `threshold`. */
  feature: number;
  threshold: number;
  middle: number;
  /** Columns known to be constant in both children. */
  constantCount: number;
  /** Least and largest value of `feature` in the node. */
  least: number;
  largest: number;
}

const LARGEST_RANDOM = 2 ** 31 - 1;

export function createSplitter(
  sample: TreeSample,
  seed: number,
  featureThreshold: number,
): Splitter {
  return {
    sample,
    featureThreshold: Math.fround(featureThreshold),
    order: countUp(sample.size),
    values: new Float32Array(sample.size),
    features: countUp(sample.columns),
    constants: new Int32Array(sample.columns),
    state: seed === 0 ? 1 : seed | 0,
    feature: 0,
    threshold: 0,
    middle: 0,
    constantCount: 0,
    least: 0,
    largest: 0,
  };
}

/**
 * Splits the node of rows `order[start … end)` at a random threshold of a random column; leaves the
 * split in `splitter` and returns its impurities. Undefined where scikit-learn makes a leaf of the
 * node: all columns are constant. O(rows × columns tried).
 */
export function splitNode(
  splitter: Splitter,
  start: number,
  end: number,
  knownConstants: number,
  impurity: number,
): SplitImpurity | undefined {
  if (!chooseFeature(splitter, start, end, knownConstants)) return undefined;
  const { least, largest, order } = splitter;
  const { targets } = splitter.sample;
  const threshold = ((largest - least) * nextRandom(splitter)) / LARGEST_RANDOM + least;
  splitter.threshold = threshold === largest ? least : threshold;
  // Summed before the rows change places: the last bit depends on the order.
  const sum = sumOver(targets.weighted, order, start, end);
  const sumOfSquares = sumOver(targets.squared, order, start, end);
  const middle = partition(splitter.values, order, start, end, splitter.threshold);
  splitter.middle = middle;
  // Only a range beyond float32 can put all rows on one side.
  if (middle === start || middle === end) return undefined;
  return measureSplit(targets, order, start, middle, end, { impurity, sum, sumOfSquares });
}

/** The next number 0 … 2³¹−1. Source: Marsaglia, "Xorshift RNGs", J. Stat. Software 8(14), 2003. */
function nextRandom(splitter: Splitter): number {
  let state = splitter.state;
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  splitter.state = state;
  return state & 0x7fffffff;
}

/**
 * Draws columns until one is not constant in the node; leaves it, its range and the number of
 * constant columns in `splitter`, and its values in `splitter.values`.
 */
function chooseFeature(
  splitter: Splitter,
  start: number,
  end: number,
  knownConstants: number,
): boolean {
  const { features, constants } = splitter;
  const { size, columns } = splitter.sample;
  let drawn = 0;
  let found = 0;
  let chosen = false;
  while (!chosen && knownConstants + found < columns) {
    let at = drawn + (nextRandom(splitter) % (columns - found - drawn));
    if (at < knownConstants) {
      swap(features, drawn++, at);
      continue;
    }
    at += found;
    const feature = features[at];
    readColumn(splitter, feature * size, start, end);
    chosen = splitter.largest > Math.fround(splitter.least + splitter.featureThreshold);
    if (chosen) {
      splitter.feature = feature;
      swap(features, columns - 1, at);
    } else {
      swap(features, knownConstants + found++, at);
    }
  }
  for (let k = 0; k < knownConstants; k++) features[k] = constants[k];
  for (let k = 0; k < found; k++) constants[knownConstants + k] = features[knownConstants + k];
  splitter.constantCount = knownConstants + found;
  return chosen;
}

/** Copies a column's values along the order and finds their range. */
function readColumn(splitter: Splitter, column: number, start: number, end: number): void {
  const { order, values } = splitter;
  const source = splitter.sample.values;
  let least = source[column + order[start]];
  let largest = least;
  for (let p = start; p < end; p++) {
    const value = source[column + order[p]];
    values[p] = value;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  splitter.least = least;
  splitter.largest = largest;
}

/** Moves rows with a value ≤ `threshold` to the front; returns where the others begin. */
function partition(
  values: Float32Array,
  order: Int32Array,
  start: number,
  end: number,
  threshold: number,
): number {
  let front = start;
  let back = end;
  while (front < back) {
    if (values[front] <= threshold) {
      front++;
    } else {
      back--;
      const value = values[front];
      values[front] = values[back];
      values[back] = value;
      swap(order, front, back);
    }
  }
  return back;
}

/** 0 … length − 1. */
function countUp(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = i;
  return numbers;
}

function swap(items: Int32Array, i: number, j: number): void {
  const moved = items[i];
  items[i] = items[j];
  items[j] = moved;
}
