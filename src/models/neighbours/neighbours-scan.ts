import { distancesOf } from './kd-tree-distance.ts';
import { markRowsWithin, type Nearest } from './kd-tree-search.ts';
import { type NeighbourIndex, normOfRow } from './neighbours-index.ts';
import { expandedSquare } from './neighbours-rounding.ts';

/*
 * The neighbours of one row as scikit-learn's brute-force search keeps them. Where rows tie for the
 * last place, which of them stay depends on all that went through its heap before, so rows are
 * offered in its order, first to last, as it does on one thread. (On several threads it splits the
 * rows between heaps and keeps others.)
 */

/** Scratch for scans, to be used again for every query. */
export interface Scan {
  /** Distance from the query to each group of equal rows, at the group's first row … */
  readonly known: Float64Array;
  /** … if this is the number of the scan. */
  readonly knownIn: Int32Array;
  readonly marks: Uint32Array;
  number: number;
}

export function createScan(rows: number): Scan {
  return {
    known: new Float64Array(rows),
    knownIn: new Int32Array(rows),
    marks: new Uint32Array((rows >>> 5) + 1),
    number: 0,
  };
}

/** Up to so many, sorting by insertion is quicker. */
const MOST_INSERTED = 64;

/** A point whose neighbours are wanted, and how far rounding may move its distances. */
export interface Query {
  readonly numbers: Float64Array;
  /** Where the point starts in `numbers`. */
  readonly at: number;
  /** Squared norm as scikit-learn rounds it. */
  readonly norm: number;
  /** Distances up to `stretch × limit + slack` may come out below the limit. */
  readonly stretch: number;
  readonly slack: number;
}

/**
 * Leaves the neighbours of the query in `nearest`, ascending. Only the first rows are all looked
 * at: the distance of the last neighbour among them bounds what can still enter the heap, and the
 * tree tells which of the others could. Some √(neighbours × rows) distances in tame cases.
 */
export function scanRows(index: NeighbourIndex, scan: Scan, query: Query, nearest: Nearest): void {
  const { distances, rows } = nearest;
  const { marks } = scan;
  const count = index.x.rows;
  scan.number++;
  distances.fill(Number.POSITIVE_INFINITY);
  rows.fill(-1);
  const ahead = Math.min(count, Math.ceil(Math.sqrt(distances.length * count)));
  nearest.effort += ahead;
  for (let row = 0; row < ahead; row++) offerRow(index, scan, query, row, distances, rows);
  const limit = distances[0] * query.stretch + query.slack;
  if (ahead < count) {
    const { stack } = nearest;
    nearest.effort += markRowsWithin(index.tree, query.numbers, query.at, limit, stack, marks);
  }
  for (let word = 0; word < marks.length; word++) {
    let bits = marks[word];
    marks[word] = 0;
    while (bits !== 0) {
      const row = 32 * word + 31 - Math.clz32(bits & -bits);
      if (row >= ahead) offerRow(index, scan, query, row, distances, rows);
      bits &= bits - 1;
    }
  }
  sortByDistance(distances, rows);
}

function offerRow(
  index: NeighbourIndex,
  scan: Scan,
  query: Query,
  row: number,
  distances: Float64Array,
  rows: Int32Array,
): void {
  const { known, knownIn } = scan;
  const first = index.twins.first[row];
  if (knownIn[first] !== scan.number) {
    knownIn[first] = scan.number;
    known[first] = distanceBelow(index, query, first, distances[0]);
  }
  if (known[first] < distances[0]) replaceTop(distances, rows, known[first], row);
}

/** The distance as scikit-learn rounds it, or anything not below `limit` if it is not below. */
function distanceBelow(index: NeighbourIndex, query: Query, row: number, limit: number): number {
  const { data, columns } = index.x;
  const start = row * columns;
  const { numbers, at, norm } = query;
  const most = limit * query.stretch + query.slack;
  const distance = distancesOf(index.metric).toRow(numbers, at, data, start, columns, most);
  if (!index.expanded || distance > most) return distance;
  return expandedSquare(numbers, at, norm, data, start, normOfRow(index, row), columns);
}

/**
 * Replaces the top of the max-heap by distance in the `size` places from `top` on; of two equal
 * children the left one moves up.
 */
export function replaceTop(
  distances: Float64Array,
  rows: Int32Array,
  distance: number,
  row: number,
  top = 0,
  size = distances.length,
): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && distances[top + child + 1] > distances[top + child]) child++;
    if (distances[top + child] <= distance) break;
    distances[top + at] = distances[top + child];
    rows[top + at] = rows[top + child];
    at = child;
  }
  distances[top + at] = distance;
  rows[top + at] = row;
}

/** Ascending by distance; equal distances keep the order they lie in. */
export function sortByDistance(distances: Float64Array, rows: Int32Array): void {
  if (distances.length > MOST_INSERTED) {
    const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]);
    distances.set(order.map((i) => distances[i]));
    rows.set(order.map((i) => rows[i]));
    return;
  }
  for (let i = 1; i < distances.length; i++) {
    const distance = distances[i];
    const row = rows[i];
    let at = i;
    for (; at > 0 && distances[at - 1] > distance; at--) {
      distances[at] = distances[at - 1];
      rows[at] = rows[at - 1];
    }
    distances[at] = distance;
    rows[at] = row;
  }
}

/** Orders equal distances of an ascending list by their rows. */
export function sortTiesByRow(distances: Float64Array, rows: Int32Array): void {
  for (let i = 1; i < distances.length; i++) {
    const row = rows[i];
    let at = i;
    for (; at > 0 && distances[at - 1] === distances[i] && rows[at - 1] > row; at--) {
      rows[at] = rows[at - 1];
    }
    rows[at] = row;
  }
}
