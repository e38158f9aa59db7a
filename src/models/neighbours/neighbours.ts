import type { Matrix } from '../../features/matrix.ts';
import type { Progress } from '../detector.ts';
import type { KdTree } from './kd-tree.ts';
import { buildReferenceTree, searchReferenceTree } from './kd-tree-reference.ts';
import { createNearest, type Nearest, searchKdTree } from './kd-tree-search.ts';
import { searchBatch } from './neighbours-batch.ts';
import { compareAllRows, compareWithAllRows, type Heaps } from './neighbours-exhaustive.ts';
import { type NeighbourIndex, normOfRow } from './neighbours-index.ts';
import {
  expandedSquare,
  normAsDot,
  roundingOfExpandedSquare,
  sumOfSquares,
} from './neighbours-rounding.ts';
import { createScan, type Query, type Scan, scanRows, sortByDistance } from './neighbours-scan.ts';

/** The nearest training rows of each query, ascending: those of query i at `i × count` and on. */
export interface Neighbours {
  /** Neighbours per query. */
  readonly count: number;
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

const PROGRESS_STEPS = 32;

/** Squared distances below this share of the squared norm are rounded as scikit-learn's are. */
const CLOSE = 2 ** -10;

/** So many searches tell whether the tree rules anything out. */
const SAMPLED_ROWS = 128;

/**
 * The `count` nearest other rows of every training row, count below the number of rows. As in
 * scikit-learn a row is left out of its own neighbours by its number; where so many equal rows
 * crowd it out that it is not among its own count + 1 nearest, the first of those is left out.
 */
export function trainingNeighbours(
  index: NeighbourIndex,
  count: number,
  onProgress?: Progress,
): Neighbours {
  const { rows } = index.x;
  const found = emptyNeighbours(rows, count);
  const nearest = createNearest(count + 1);
  const scan = createScan(rows);
  const places = searchedPlaces(index);
  const batch = {
    queries: places,
    share: roundingOf(index),
    settle: (query: number) => {
      const place = places[query];
      const row = index.tree.ids[place];
      const tied = settle(index, scan, index.x.data, row * index.x.columns, nearest, place);
      storeForTwins(index, nearest, found, row);
      return tied;
    },
  };
  if (searchBatch(index, batch, nearest, onProgress)) return found;
  const sampleStep = Math.max(1, Math.floor(rows / SAMPLED_ROWS));
  for (let place = 0; place < rows; place += sampleStep) {
    searchTrainingRow(index, scan, place, nearest, found);
  }
  const effort = (nearest.effort * sampleStep) / rows;
  const canCompare = index.algorithm === 'brute' && sampleStep > 1;
  // A pair serves both of its rows.
  if (canCompare && effort > effortOfComparing(rows, count + 1, PAIR / 2)) {
    storeHeaps(index, compareAllRows(index, count + 1, roundingOf(index), onProgress), found);
  } else {
    const step = Math.ceil(rows / PROGRESS_STEPS);
    // In leaf order, so that one search finds in the caches what the one before has read.
    for (let place = 0; place < rows; place++) {
      if (place % step === 0) onProgress?.(place / rows);
      if (place % sampleStep !== 0) searchTrainingRow(index, scan, place, nearest, found);
    }
  }
  onProgress?.(1);
  return found;
}

/** Places of the leaf order that hold the first of some equal rows. */
function searchedPlaces({ tree, twins }: NeighbourIndex): Int32Array {
  const places = new Int32Array(tree.rows);
  let count = 0;
  for (let place = 0; place < tree.rows; place++) {
    const row = tree.ids[place];
    if (twins.first[row] === row) places[count++] = place;
  }
  return places.subarray(0, count);
}

/** What `trainingNeighbours` finds for one training row. O(rows) besides the search. */
export function neighboursOfTrainingRow(
  index: NeighbourIndex,
  row: number,
  count: number,
): Neighbours {
  const { x, tree, twins } = index;
  const first = twins.first[row];
  const found = emptyNeighbours(1, count);
  const nearest = createNearest(count + 1);
  const place = tree.ids.indexOf(first);
  searchIndex(index, createScan(x.rows), x.data, first * x.columns, nearest, place);
  storeNearest(index, nearest, Math.max(0, nearest.rows.indexOf(row)), found, 0);
  return found;
}

/** What a pair of rows costs in a tile, in boxes and rows that a search looks at (measured). */
const PAIR = 1 / 4;

/**
 * What it costs to compare one row with all rows, in boxes and rows that a search looks at: the
 * pairs, and seven (measured) for each of the some size × log(rows / size) rows that pass
 * through a heap.
 */
function effortOfComparing(rows: number, size: number, pair: number): number {
  return pair * rows + 7 * size * (1 + Math.log(rows / size));
}

/** Searches for the row in this place of the leaf order, and files what holds for all its equals. */
function searchTrainingRow(
  index: NeighbourIndex,
  scan: Scan,
  place: number,
  nearest: Nearest,
  found: Neighbours,
): void {
  const { x, tree, twins } = index;
  const row = tree.ids[place];
  if (twins.first[row] !== row) return;
  searchIndex(index, scan, x.data, row * x.columns, nearest, place);
  storeForTwins(index, nearest, found, row);
}

/** Files the neighbours of all rows from their heaps. */
function storeHeaps(index: NeighbourIndex, heaps: Heaps, found: Neighbours): void {
  const { size } = heaps;
  const { first } = index.twins;
  for (let row = 0; row < first.length; row++) {
    if (first[row] !== row) continue;
    const distances = heaps.distances.subarray(row * size, (row + 1) * size);
    const rows = heaps.rows.subarray(row * size, (row + 1) * size);
    sortByDistance(distances, rows);
    storeForTwins(index, { distances, rows }, found, row);
  }
}

/** Files what was found for the first of some equal rows for each of them. */
function storeForTwins(
  index: NeighbourIndex,
  nearest: Pick<Nearest, 'distances' | 'rows'>,
  found: Neighbours,
  first: number,
): void {
  for (let twin = first; twin >= 0; twin = index.twins.next[twin]) {
    storeNearest(index, nearest, Math.max(0, nearest.rows.indexOf(twin)), found, twin);
  }
}

/** The `count` nearest training rows of every row of `queries`, which has the same columns. */
export function queryNeighbours(
  index: NeighbourIndex,
  queries: Matrix,
  count: number,
  onProgress?: Progress,
): Neighbours {
  const found = emptyNeighbours(queries.rows, count);
  const nearest = createNearest(count);
  const scan = createScan(index.x.rows);
  const search = (row: number) => {
    searchIndex(index, scan, queries.data, row * queries.columns, nearest);
    storeNearest(index, nearest, count, found, row);
  };
  const batch = {
    queries,
    share: roundingOf(index),
    settle: (row: number) => {
      const tied = settle(index, scan, queries.data, row * queries.columns, nearest);
      storeNearest(index, nearest, count, found, row);
      return tied;
    },
  };
  if (searchBatch(index, batch, nearest, onProgress)) return found;
  const sampleStep = Math.max(1, Math.floor(queries.rows / SAMPLED_ROWS));
  for (let row = 0; row < queries.rows; row += sampleStep) search(row);
  const effort = (nearest.effort * sampleStep) / queries.rows;
  const canCompare = index.algorithm === 'brute' && sampleStep > 1;
  if (canCompare && effort > effortOfComparing(index.x.rows, count, PAIR)) {
    const rounding = roundingOf(index);
    const { distances, rows } = compareWithAllRows(index, queries, count, rounding, onProgress);
    for (let row = 0; row < queries.rows; row++) {
      const places = [row * count, (row + 1) * count] as const;
      const kept = { distances: distances.subarray(...places), rows: rows.subarray(...places) };
      sortByDistance(kept.distances, kept.rows);
      storeNearest(index, kept, count, found, row);
    }
  } else {
    const step = Math.ceil(queries.rows / PROGRESS_STEPS);
    for (let row = 0; row < queries.rows; row++) {
      if (row % step === 0) onProgress?.(row / queries.rows);
      if (row % sampleStep !== 0) search(row);
    }
  }
  onProgress?.(1);
  return found;
}

/**
 * The `count` nearest training rows of every row of `queries` but the training row `without`, in whose
 * place they stand. Of a query that equals that row these are its `trainingNeighbours`. Each is
 * searched for by the tree.
 */
export function otherNeighbours(
  index: NeighbourIndex,
  queries: Matrix,
  without: number,
  count: number,
): Neighbours {
  const { x } = index;
  const found = emptyNeighbours(queries.rows, count);
  const nearest = createNearest(count + 1);
  const scan = createScan(x.rows);
  for (let row = 0; row < queries.rows; row++) {
    searchIndex(index, scan, queries.data, row * queries.columns, nearest);
    const place = nearest.rows.indexOf(without);
    // Where its equals crowd the row out, the first goes, as in training; of others the last.
    const last = isRow(x, without, queries, row) ? 0 : count;
    storeNearest(index, nearest, place >= 0 ? place : last, found, row);
  }
  return found;
}

/** Whether a query equals a row in every bit. O(columns). */
export function isRow(x: Matrix, row: number, queries: Matrix, query: number): boolean {
  const { columns } = x;
  for (let j = 0; j < columns; j++) {
    if (!Object.is(x.data[row * columns + j], queries.data[query * columns + j])) return false;
  }
  return true;
}

function emptyNeighbours(queries: number, count: number): Neighbours {
  return {
    count,
    rows: new Int32Array(queries * count),
    distances: new Float64Array(queries * count),
  };
}

/** Leaves the neighbours of `numbers[at …]` in `nearest`, Euclidean distances still squared. */
function searchIndex(
  index: NeighbourIndex,
  scan: Scan,
  numbers: Float64Array,
  at: number,
  nearest: Nearest,
  home = -1,
): void {
  const rounding = roundingOf(index);
  const squaredNorm = index.expanded ? sumOfSquares(numbers, at, index.x.columns) : 0;
  searchKdTree(index.tree, numbers, at, nearest, home, 1 + rounding, rounding * squaredNorm);
  settle(index, scan, numbers, at, nearest, home);
}

/**
 * Has what a search found as scikit-learn has it, where ties or its rounding tell the two apart. Returns
 * whether a row ties with the last neighbour.
 */
function settle(
  index: NeighbourIndex,
  scan: Scan,
  numbers: Float64Array,
  at: number,
  nearest: Nearest,
  home = -1,
): boolean {
  const { distances, runnerUp } = nearest;
  const rounding = roundingOf(index);
  const squaredNorm = index.expanded ? sumOfSquares(numbers, at, index.x.columns) : 0;
  const stretch = 1 + rounding;
  const slack = rounding * squaredNorm;
  const isTied = runnerUp[0] <= distances[distances.length - 1] * stretch + slack;
  if (index.algorithm === 'kd_tree') {
    if (isTied) searchReferenceTree(referenceTreeOf(index), numbers, at, nearest);
    return isTied;
  }
  // The nearest of a training row is the row itself, whose distance nobody asks for.
  const closest = distances[home < 0 || distances.length < 2 ? 0 : 1];
  if (!isTied && !(index.expanded && closest < CLOSE * squaredNorm)) return false;
  const norm = index.expanded ? normAsDot(numbers, at, index.x.columns) : 0;
  const query: Query = { numbers, at, norm, stretch, slack };
  if (isTied) scanRows(index, scan, query, nearest);
  else roundCloseDistances(index, query, nearest, CLOSE * squaredNorm);
  return isTied;
}

function referenceTreeOf(index: NeighbourIndex): KdTree {
  const { data, rows, columns } = index.x;
  index.referenceTree ??= buildReferenceTree(data, rows, columns, index.metric);
  return index.referenceTree;
}

/** Two rows may change places in scikit-learn's rounding if they lie no further apart than this. */
function roundingOf({ expanded, x }: NeighbourIndex): number {
  return expanded ? 8 * roundingOfExpandedSquare(x.columns) : 0;
}

/** Replaces distances that scikit-learn's rounding changes visibly by what it makes of them. */
function roundCloseDistances(
  index: NeighbourIndex,
  { numbers, at, norm }: Query,
  { rows, distances }: Nearest,
  limit: number,
): void {
  const { data, columns } = index.x;
  let sorted = true;
  for (let i = 0; i < rows.length && distances[i] < limit; i++) {
    const row = rows[i];
    const rowNorm = normOfRow(index, row);
    distances[i] = expandedSquare(numbers, at, norm, data, row * columns, rowNorm, columns);
    sorted &&= i === 0 || distances[i - 1] <= distances[i];
  }
  if (!sorted) sortByDistance(distances, rows);
}

/** Files the neighbours of a query, all but the one at place `leftOut`. */
function storeNearest(
  index: NeighbourIndex,
  nearest: Pick<Nearest, 'distances' | 'rows'>,
  leftOut: number,
  found: Neighbours,
  query: number,
): void {
  const start = query * found.count;
  const euclidean = index.metric === 'euclidean';
  for (let i = 0; i < found.count; i++) {
    const from = i < leftOut ? i : i + 1;
    const distance = nearest.distances[from];
    found.rows[start + i] = nearest.rows[from];
    found.distances[start + i] = euclidean ? Math.sqrt(distance) : distance;
  }
}
