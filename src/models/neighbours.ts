import type { Matrix } from '../features/matrix.ts';
import type { Progress } from './detector.ts';
import { buildKdTree, type KdTree, type Metric } from './kd-tree.ts';
import { createNearest, type Nearest, searchKdTree } from './kd-tree-search.ts';
import {
  expandedSquare,
  expandedSquareToRows,
  manhattanToRows,
  type RowDistance,
  roundingOfExpandedSquare,
  rowNorms,
  scanRows,
  sortByDistance,
} from './neighbours-scan.ts';

/** The nearest training rows of each query, ascending: those of query i at `i × count` and on. */
export interface Neighbours {
  /** Neighbours per query. */
  readonly count: number;
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

/** Distances between rows of larger numbers could overflow, and are not searched for. */
export const LARGEST_VALUE = 1e150;

/** Which of scikit-learn's searches to agree with, where rounding or ties tell them apart. */
export type SearchAlgorithm = 'brute' | 'kd_tree';

/** What `algorithm='auto'` comes to in scikit-learn, for both metrics. */
export function automaticAlgorithm(x: Matrix, nNeighbors: number): SearchAlgorithm {
  return x.columns > 15 || nNeighbors >= Math.floor(x.rows / 2) ? 'brute' : 'kd_tree';
}

/** Training rows made ready for searches. Every search goes through the tree. */
export interface NeighbourIndex {
  readonly x: Matrix;
  readonly metric: Metric;
  readonly tree: KdTree;
  /** How to search a row again whose last place is tied; none where the tree's order decides. */
  readonly distanceTo: RowDistance | undefined;
  /** Squared norms, where distances are to be rounded as ‖x‖² − 2x·y + ‖y‖². */
  readonly norms: Float64Array | undefined;
}

/** Time O(rows × (columns + log rows)), memory some three times that of `x`. */
export function indexRows(x: Matrix, metric: Metric, algorithm: SearchAlgorithm): NeighbourIndex {
  const { data, rows, columns } = x;
  const tree = buildKdTree(data, rows, columns, metric);
  if (algorithm === 'kd_tree') return { x, metric, tree, distanceTo: undefined, norms: undefined };
  if (metric === 'manhattan') {
    return { x, metric, tree, distanceTo: manhattanToRows(data, columns), norms: undefined };
  }
  const norms = rowNorms(data, rows, columns);
  return { x, metric, tree, distanceTo: expandedSquareToRows(data, columns, norms), norms };
}

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
  const { x, tree } = index;
  const found = emptyNeighbours(x.rows, count);
  const nearest = createNearest(count + 1);
  const step = Math.ceil(x.rows / PROGRESS_STEPS);
  // In leaf order, so that one search finds in the caches what the one before has read.
  for (let place = 0; place < x.rows; place++) {
    if (place % step === 0) onProgress?.(place / x.rows);
    const row = tree.ids[place];
    searchIndex(index, x.data, row * x.columns, nearest, index.norms?.[row] ?? 0, place);
    const self = Math.max(0, nearest.rows.indexOf(row));
    nearest.rows.copyWithin(self, self + 1);
    nearest.distances.copyWithin(self, self + 1);
    storeNearest(index, nearest, found, row);
  }
  onProgress?.(1);
  return found;
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
  const norms = index.norms && rowNorms(queries.data, queries.rows, queries.columns);
  const step = Math.ceil(queries.rows / PROGRESS_STEPS);
  for (let row = 0; row < queries.rows; row++) {
    if (row % step === 0) onProgress?.(row / queries.rows);
    searchIndex(index, queries.data, row * queries.columns, nearest, norms?.[row] ?? 0);
    storeNearest(index, nearest, found, row);
  }
  onProgress?.(1);
  return found;
}

const PROGRESS_STEPS = 32;

/** Squared distances below this share of the squared norm are rounded as scikit-learn's are. */
const CLOSE = 2 ** -16;

function emptyNeighbours(queries: number, count: number): Neighbours {
  return {
    count,
    rows: new Int32Array(queries * count),
    distances: new Float64Array(queries * count),
  };
}

/** Leaves the neighbours of `queries[at …]` in `nearest`, Euclidean distances still squared. */
function searchIndex(
  index: NeighbourIndex,
  queries: Float64Array,
  at: number,
  nearest: Nearest,
  norm: number,
  home = -1,
): void {
  const { x, tree, distanceTo, norms } = index;
  const { rows, distances } = nearest;
  // Two rows may change places in scikit-learn's rounding if they lie no further apart than this.
  const rounding = norms === undefined ? 0 : 8 * roundingOfExpandedSquare(x.columns);
  const stretch = 1 + rounding;
  const slack = rounding * norm;
  searchKdTree(tree, queries, at, nearest, home, stretch, slack);
  const last = distances[distances.length - 1];
  if (distanceTo !== undefined && nearest.runnerUp[0] <= last * stretch + slack) {
    scanRows(distanceTo, x.rows, queries, at, norm, distances, rows);
  } else if (norms !== undefined && distances[0] < CLOSE * norm) {
    roundCloseDistances(x, norms, queries, at, norm, nearest);
  }
}

/** Replaces the distances that scikit-learn's rounding changes visibly by what it makes of them. */
function roundCloseDistances(
  x: Matrix,
  norms: Float64Array,
  queries: Float64Array,
  at: number,
  norm: number,
  nearest: Nearest,
): void {
  const { rows, distances } = nearest;
  let sorted = true;
  for (let i = 0; i < rows.length && distances[i] < CLOSE * norm; i++) {
    const row = rows[i];
    distances[i] = expandedSquare(
      queries,
      at,
      norm,
      x.data,
      row * x.columns,
      norms[row],
      x.columns,
    );
    sorted &&= i === 0 || distances[i - 1] <= distances[i];
  }
  if (!sorted) sortByDistance(distances, rows);
}

function storeNearest(index: NeighbourIndex, nearest: Nearest, found: Neighbours, query: number) {
  const start = query * found.count;
  const euclidean = index.metric === 'euclidean';
  for (let i = 0; i < found.count; i++) {
    const distance = nearest.distances[i];
    found.rows[start + i] = nearest.rows[i];
    found.distances[start + i] = euclidean ? Math.sqrt(distance) : distance;
  }
}
