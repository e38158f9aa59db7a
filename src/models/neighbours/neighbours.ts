import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import type { Progress } from '../detector.ts';
import type { Nearest } from './kd-tree-search.ts';
import { searchBatch } from './neighbours-batch.ts';
import {
  compareAllRows,
  compareWithAllRows,
  type Heaps,
  sortedHeap,
} from './neighbours-exhaustive.ts';
import type { NeighbourIndex } from './neighbours-index.ts';
import { openSearch, roundingOf, type Search } from './neighbours-settle.ts';
import { fewOfEach, findTwins, type Twins } from './neighbours-twins.ts';
import { type TakeHeaps, withTiedHeaps } from './ties/heaps.ts';

/** The nearest training rows of each query, ascending: those of query i at `i × count` and on. */
export interface Neighbours {
  /** Neighbours per query. */
  readonly count: number;
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

const PROGRESS_STEPS = 32;

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
  const found = emptyNeighbours(index.x.rows, count);
  const places = searchedPlaces(index);
  const search = openSearch(index, count + 1, places.length);
  try {
    findTrainingNeighbours(index, places, search, found, onProgress);
  } finally {
    search.close();
  }
  onProgress?.(1);
  return found;
}

function findTrainingNeighbours(
  index: NeighbourIndex,
  places: Int32Array,
  search: Search,
  found: Neighbours,
  onProgress?: Progress,
): void {
  const { data, rows, columns } = index.x;
  const { nearest } = search;
  const batch = {
    queries: places,
    numbers: data,
    startOf: (query: number) => index.tree.ids[places[query]] * columns,
    homeOf: (query: number) => places[query],
    file: (query: number) => storeForTwins(index, nearest, found, index.tree.ids[places[query]]),
  };
  const outcome = searchBatch(index, batch, search, onProgress);
  if (outcome === 'filed') return;
  const { count } = nearest;
  const rounding = roundingOf(index);
  const store: TakeHeaps = (heaps, owners) => storeHeaps(index, heaps, owners, found);
  if (outcome === 'tied') {
    if (withTiedHeaps(index, undefined, count, rounding, store, onProgress)) return;
  }
  const sampleStep = Math.max(1, Math.floor(rows / SAMPLED_ROWS));
  for (let place = 0; place < rows; place += sampleStep) {
    searchTrainingRow(index, place, search, found);
  }
  const effort = (nearest.effort * sampleStep) / rows;
  const canCompare = index.algorithm === 'brute' && sampleStep > 1;
  // A pair serves both of its rows.
  if (canCompare && effort > effortOfComparing(rows, count, PAIR / 2)) {
    store(compareAllRows(index, count, rounding, onProgress));
    return;
  }
  const step = Math.ceil(rows / PROGRESS_STEPS);
  // In leaf order, so that one search finds in the caches what the one before has read.
  for (let place = 0; place < rows; place++) {
    if (place % step === 0) onProgress?.(place / rows);
    if (place % sampleStep !== 0) searchTrainingRow(index, place, search, found);
  }
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
  const search = openSearch(index, count + 1, 1);
  const { nearest } = search;
  search.find(x.data, first * x.columns, tree.ids.indexOf(first));
  search.close();
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
  place: number,
  search: Search,
  found: Neighbours,
): void {
  const { x, tree, twins } = index;
  const row = tree.ids[place];
  if (twins.first[row] !== row) return;
  search.find(x.data, row * x.columns, place);
  storeForTwins(index, search.nearest, found, row);
}

/** Files the neighbours of all rows from their heaps. */
function storeHeaps(
  index: NeighbourIndex,
  heaps: Heaps,
  owners: Uint32Array | undefined,
  found: Neighbours,
): void {
  const { first } = index.twins;
  const count = owners?.length ?? first.length;
  for (let heap = 0; heap < count; heap++) {
    const row = owners?.[heap] ?? heap;
    if (first[row] === row) storeForTwins(index, sortedHeap(heaps, heap), found, row);
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
  // Equal rows have the same neighbours.
  const twins = findTwins(queries.data, queries.rows, queries.columns);
  const distinct = fewOfEach(twins, 1);
  const isDistinct = distinct.length === queries.rows;
  const asked = isDistinct ? queries : takeMatrixRows(queries, distinct);
  const found = emptyNeighbours(asked.rows, count);
  const search = openSearch(index, count, asked.rows);
  try {
    findQueryNeighbours(index, asked, search, found, onProgress);
  } finally {
    search.close();
  }
  onProgress?.(1);
  return isDistinct ? found : forAllTwins(found, twins, distinct);
}

/** What was found for distinct rows, for each of their equals. */
function forAllTwins(of: Neighbours, { first, next }: Twins, distinct: Uint32Array): Neighbours {
  const { count } = of;
  const found = emptyNeighbours(first.length, count);
  distinct.forEach((row, i) => {
    const [rows, distances] = [of.rows, of.distances].map((all) =>
      all.subarray(i * count, (i + 1) * count),
    );
    for (let twin = row; twin >= 0; twin = next[twin]) {
      found.rows.set(rows, twin * count);
      found.distances.set(distances, twin * count);
    }
  });
  return found;
}

function findQueryNeighbours(
  index: NeighbourIndex,
  queries: Matrix,
  search: Search,
  found: Neighbours,
  onProgress?: Progress,
): void {
  const { nearest } = search;
  const { count } = nearest;
  const batch = {
    queries,
    numbers: queries.data,
    startOf: (row: number) => row * queries.columns,
    homeOf: () => -1,
    file: (row: number) => storeNearest(index, nearest, count, found, row),
  };
  const outcome = searchBatch(index, batch, search, onProgress);
  if (outcome === 'filed') return;
  const rounding = roundingOf(index);
  const store = (heaps: Heaps) => {
    for (let row = 0; row < queries.rows; row++) {
      storeNearest(index, sortedHeap(heaps, row), count, found, row);
    }
  };
  if (outcome === 'tied') {
    if (withTiedHeaps(index, queries, count, rounding, store, onProgress)) return;
  }
  const searchFor = (row: number) => {
    search.find(queries.data, row * queries.columns);
    storeNearest(index, nearest, count, found, row);
  };
  const sampleStep = Math.max(1, Math.floor(queries.rows / SAMPLED_ROWS));
  for (let row = 0; row < queries.rows; row += sampleStep) searchFor(row);
  const effort = (nearest.effort * sampleStep) / queries.rows;
  const canCompare = index.algorithm === 'brute' && sampleStep > 1;
  if (canCompare && effort > effortOfComparing(index.x.rows, count, PAIR)) {
    store(compareWithAllRows(index, queries, count, rounding, onProgress));
    return;
  }
  const step = Math.ceil(queries.rows / PROGRESS_STEPS);
  for (let row = 0; row < queries.rows; row++) {
    if (row % step === 0) onProgress?.(row / queries.rows);
    if (row % sampleStep !== 0) searchFor(row);
  }
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
  const search = openSearch(index, count + 1, queries.rows);
  const { nearest } = search;
  for (let row = 0; row < queries.rows; row++) {
    search.find(queries.data, row * queries.columns);
    const place = nearest.rows.indexOf(without);
    // Where its equals crowd the row out, the first goes, as in training; of others the last.
    const last = isRow(x, without, queries, row) ? 0 : count;
    storeNearest(index, nearest, place >= 0 ? place : last, found, row);
  }
  search.close();
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
