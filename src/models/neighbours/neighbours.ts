import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import type { Progress } from '../detector.ts';
import { searchBatch } from './neighbours-batch.ts';
import {
  compareAllRows,
  compareWithAllRows,
  type Heaps,
  sortedHeap,
} from './neighbours-exhaustive.ts';
import {
  emptyNeighbours,
  forAllTwins,
  type Neighbours,
  storeForTwins,
  storeHeaps,
  storeNearest,
} from './neighbours-filing.ts';
import type { NeighbourIndex } from './neighbours-index.ts';
import { PAIR, searchOneByOne } from './neighbours-one-by-one.ts';
import { openSearch, roundingOf, type Search } from './neighbours-settle.ts';
import { fewOfEach, findTwins } from './neighbours-twins.ts';
import { type TakeHeaps, withTiedHeaps } from './ties/heaps.ts';

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
  const ways = {
    // In leaf order, so that one search finds in the caches what the one before has read.
    searchFor: (place: number) => searchTrainingRow(index, place, search, found),
    compare: () => store(compareAllRows(index, count, rounding, onProgress)),
    // A pair serves both of its rows.
    pair: PAIR / 2,
  };
  searchOneByOne(index, rows, nearest, ways, onProgress);
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
  const ways = {
    searchFor: (row: number) => {
      search.find(queries.data, row * queries.columns);
      storeNearest(index, nearest, count, found, row);
    },
    compare: () => store(compareWithAllRows(index, queries, count, rounding, onProgress)),
    pair: PAIR,
  };
  searchOneByOne(index, queries.rows, nearest, ways, onProgress);
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
