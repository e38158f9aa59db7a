import { buildKdTree, type KdTree, type Metric, type SplitRule } from './kd-tree.ts';
import { distancesOf } from './kd-tree-distance.ts';
import type { Nearest } from './kd-tree-search.ts';
import { replaceTop, sortByDistance } from './neighbours-scan.ts';

/*
 * scikit-learn's own kd-tree, for rows that tie for the last place among the neighbours: it keeps
 * those that its walk meets first. Where its leaves lie follows from the data; the order of rows
 * inside them from the selection of the C++ library it was built with, here that of GCC, which
 * the packages for Linux use.
 */

const LEAF_ROWS = 30;

const REFERENCE: SplitRule = {
  leaves: (rows) => 2 ** Math.trunc(Math.log2(Math.max(1, (rows - 1) / LEAF_ROWS))),
  column: columnOfWidestRange,
  select: selectAsGcc,
};

export function buildReferenceTree(
  data: Float64Array,
  rows: number,
  columns: number,
  metric: Metric,
): KdTree {
  return buildKdTree(data, rows, columns, metric, REFERENCE);
}

/** Leaves the neighbours of `queries[at …]` in `nearest` as scikit-learn's walk finds them. */
export function searchReferenceTree(
  tree: KdTree,
  queries: Float64Array,
  at: number,
  nearest: Nearest,
): void {
  const { columns, points, ids, starts, ends, bounds, splitColumns } = tree;
  const { distances, rows, stack } = nearest;
  const { toRow, toBox } = distancesOf(tree.metric);
  const boxes = new Float64Array(stack.length);
  const whole = Number.POSITIVE_INFINITY;
  distances.fill(Number.POSITIVE_INFINITY);
  rows.fill(-1);
  stack[0] = 0;
  let depth = 1;
  while (depth > 0) {
    const node = stack[--depth];
    if (boxes[depth] > distances[0]) continue;
    if (node < splitColumns.length) {
      const left = 2 * node + 1;
      const toLeft = toBox(bounds, left, columns, queries, at, whole);
      const toRight = toBox(bounds, left + 1, columns, queries, at, whole);
      const leftFirst = toLeft <= toRight;
      stack[depth] = leftFirst ? left + 1 : left;
      boxes[depth++] = leftFirst ? toRight : toLeft;
      stack[depth] = leftFirst ? left : left + 1;
      boxes[depth++] = leftFirst ? toLeft : toRight;
      continue;
    }
    for (let place = starts[node]; place < ends[node]; place++) {
      const distance = toRow(queries, at, points, place * columns, columns, distances[0]);
      if (distance < distances[0]) replaceTop(distances, rows, distance, ids[place]);
    }
  }
  sortByDistance(distances, rows);
}

/** The first column of the widest range. */
function columnOfWidestRange(
  data: Float64Array,
  columns: number,
  ids: Int32Array,
  start: number,
  end: number,
): number {
  let widest = 0;
  let widestRange = 0;
  for (let j = 0; j < columns; j++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) {
      const value = data[ids[i] * columns + j];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low <= widestRange) continue;
    widest = j;
    widestRange = high - low;
  }
  return widest;
}

/**
 * Selection by value, then row, with the exchanges of GCC's `std::nth_element`: quickselect on the
 * median of the second, the middle and the last, kept in the first place meanwhile, down to three.
 * Only its retreat to a heap, after 2 log₂ n bad pivots, is left out.
 */
function selectAsGcc(
  data: Float64Array,
  columns: number,
  column: number,
  ids: Int32Array,
  start: number,
  end: number,
  middle: number,
): void {
  const before = (a: number, b: number) => {
    const difference = data[a * columns + column] - data[b * columns + column];
    return difference < 0 || (difference === 0 && a < b);
  };
  let first = start;
  let last = end;
  while (last - first > 3) {
    const pivot = medianPlace(ids, before, first + 1, (first + last) >>> 1, last - 1);
    swap(ids, first, pivot);
    const cut = partition(ids, before, first, last);
    if (cut <= middle) first = cut;
    else last = cut;
  }
  ids.subarray(first, last).sort((a, b) => (before(a, b) ? -1 : 1));
}

type Before = (a: number, b: number) => boolean;

function medianPlace(ids: Int32Array, before: Before, a: number, b: number, c: number): number {
  if (before(ids[a], ids[b])) {
    if (before(ids[b], ids[c])) return b;
    return before(ids[a], ids[c]) ? c : a;
  }
  if (before(ids[a], ids[c])) return a;
  return before(ids[b], ids[c]) ? c : b;
}

/** Parts places `first + 1 … last − 1` by the row in place `first`; returns where the later start. */
function partition(ids: Int32Array, before: Before, first: number, last: number): number {
  const pivot = ids[first];
  let i = first + 1;
  let j = last;
  for (;;) {
    while (before(ids[i], pivot)) i++;
    j--;
    while (before(pivot, ids[j])) j--;
    if (i >= j) return i;
    swap(ids, i++, j);
  }
}

function swap(ids: Int32Array, a: number, b: number): void {
  const id = ids[a];
  ids[a] = ids[b];
  ids[b] = id;
}
