import type { Matrix } from '../../features/matrix.ts';
import type { Progress } from '../detector.ts';
import type { Nearest } from './kd-tree-search.ts';
import { MOST_QUERIES, type NeighbourSearch, openNeighbourSearch } from './neighbours-compiled.ts';
import type { NeighbourIndex } from './neighbours-index.ts';

/** For fewer queries it takes longer to make the rows ready than to search for them. */
const FEWEST_QUERIES = 64;
/** So many searches tell whether the tree rules anything out. */
const SAMPLED_QUERIES = 64;
/** With more ties than this share, rows are better offered one by one than compared and then settled. */
const MOST_TIED = 1 / 8;
const PROGRESS_STEPS = 32;

/** Searches for many queries, and what becomes of each list. */
export interface Batch {
  /** Rows to search for, or places of the leaf order whose rows are searched for. */
  readonly queries: Matrix | Int32Array;
  /** How much further than the last neighbour to look, as a share of its distance and the norm. */
  readonly share: number;
  /** The list of a query, as `searchKdTree` would leave it. Returns whether a row ties with the last. */
  readonly settle: (query: number, nearest: Nearest) => boolean;
}

/**
 * Has every query's list settled, in order, by compiled loops: from the tree or, where that rules
 * nothing out, by comparing with all rows. False where there are no such loops or where they would
 * be no help; some queries may have been settled then.
 */
export function searchBatch(
  index: NeighbourIndex,
  batch: Batch,
  nearest: Nearest,
  onProgress?: Progress,
): boolean {
  const { queries, share } = batch;
  const total = queries instanceof Int32Array ? queries.length : queries.rows;
  if (total < FEWEST_QUERIES) return false;
  const search = openNeighbourSearch(index, queries, nearest.count, share);
  if (search === undefined) return false;
  try {
    const tied = settleSample(search, batch, nearest, total);
    const { tree, comparing } = search.costs(SAMPLED_QUERIES);
    let find = search.searchTree;
    if (comparing < tree) {
      if (index.algorithm === 'brute' && tied > MOST_TIED) return false;
      if (search.canCompare()) find = search.compare;
    }
    const step = Math.ceil(total / MOST_QUERIES / PROGRESS_STEPS) * MOST_QUERIES;
    for (let from = 0; from < total; from += MOST_QUERIES) {
      if (from % step === 0) onProgress?.(from / total);
      const to = Math.min(from + MOST_QUERIES, total);
      find(from, to);
      for (let query = from; query < to; query++) settleOne(search, batch, nearest, query, from);
    }
  } finally {
    search.close();
  }
  onProgress?.(1);
  return true;
}

/** Returns the share of ties. */
function settleSample(
  search: NeighbourSearch,
  batch: Batch,
  nearest: Nearest,
  total: number,
): number {
  let tied = 0;
  for (let i = 0; i < SAMPLED_QUERIES; i++) {
    const query = Math.floor((i * total) / SAMPLED_QUERIES);
    search.searchTree(query, query + 1);
    tied += +settleOne(search, batch, nearest, query, query);
  }
  return tied / SAMPLED_QUERIES;
}

function settleOne(
  { distances, rows, listLength, runnersUp }: NeighbourSearch,
  { settle }: Batch,
  nearest: Nearest,
  query: number,
  from: number,
): boolean {
  const { count } = nearest;
  const list = (query - from) * listLength;
  for (let i = 0; i < count; i++) {
    nearest.distances[i] = distances[list + i];
    nearest.rows[i] = rows[list + i];
  }
  nearest.runnerUp[0] = runnersUp[query - from];
  return settle(query, nearest);
}
