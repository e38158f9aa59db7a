import type { Matrix } from '../../features/matrix.ts';
import type { Progress } from '../detector.ts';
import { MOST_QUERIES, type NeighbourSearch, openNeighbourSearch } from './neighbours-compiled.ts';
import type { NeighbourIndex } from './neighbours-index.ts';
import { roundingOf, type Search } from './neighbours-settle.ts';

/** For fewer queries it takes longer to make the rows ready than to search for them. */
const FEWEST_QUERIES = 64;
/** So many searches tell whether the tree rules anything out. */
const SAMPLED_QUERIES = 64;
/** With more ties than this share, rows are better offered one by one than compared and then settled. */
const MOST_TIED = 1 / 8;
/** With more ties than this share, searching before walking scikit-learn's tree takes longer than it saves. */
const MOST_TIED_SEARCHED = 1 / 2;
const PROGRESS_STEPS = 32;

/** Searches for many queries, and what becomes of each list. */
export interface Batch {
  /** Rows to search for, or places of the leaf order whose rows are searched for. */
  readonly queries: Matrix | Int32Array;
  /** Where the numbers of a query stand. */
  readonly numbers: Float64Array;
  readonly startOf: (query: number) => number;
  /** Its place in the leaf order, or −1. */
  readonly homeOf: (query: number) => number;
  /** Takes the list of a query from the search's `nearest`. */
  readonly file: (query: number) => void;
}

/**
 * Has every query's list settled and filed, in order, by compiled loops: from the tree or, where that
 * rules nothing out, by comparing with all rows; or, where most lists end in a tie, by scikit-learn's
 * walk. False where there are no such loops or where they would be no help; some queries may have
 * been filed then.
 */
export function searchBatch(
  index: NeighbourIndex,
  batch: Batch,
  search: Search,
  onProgress?: Progress,
): boolean {
  const { queries, numbers, startOf, file } = batch;
  const total = queries instanceof Int32Array ? queries.length : queries.rows;
  if (total < FEWEST_QUERIES) return false;
  const lists = openNeighbourSearch(index, queries, search.nearest.count, roundingOf(index));
  if (lists === undefined) return false;
  const step = Math.ceil(total / MOST_QUERIES / PROGRESS_STEPS) * MOST_QUERIES;
  try {
    const tied = settleSample(lists, batch, search, total);
    const { tree, comparing } = lists.costs(SAMPLED_QUERIES);
    const walks = tied > MOST_TIED_SEARCHED && search.canWalk();
    let find = lists.searchTree;
    if (comparing < tree) {
      if (index.algorithm === 'brute' && tied > MOST_TIED) return false;
      if (!walks && lists.canCompare()) find = lists.compare;
    }
    for (let from = 0; from < total; from += MOST_QUERIES) {
      if (from % step === 0) onProgress?.(from / total);
      const to = Math.min(from + MOST_QUERIES, total);
      if (!walks) find(from, to);
      for (let query = from; query < to; query++) {
        if (walks) {
          search.walk(numbers, startOf(query));
          file(query);
        } else settleOne(lists, batch, search, query, from);
      }
    }
  } finally {
    lists.close();
  }
  return true;
}

/** Returns the share of ties. */
function settleSample(lists: NeighbourSearch, batch: Batch, search: Search, total: number): number {
  let tied = 0;
  for (let i = 0; i < SAMPLED_QUERIES; i++) {
    const query = Math.floor((i * total) / SAMPLED_QUERIES);
    lists.searchTree(query, query + 1);
    tied += +settleOne(lists, batch, search, query, query);
  }
  return tied / SAMPLED_QUERIES;
}

function settleOne(
  { distances, rows, listLength, runnersUp }: NeighbourSearch,
  { numbers, startOf, homeOf, file }: Batch,
  { nearest, settle }: Search,
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
  const tied = settle(numbers, startOf(query), homeOf(query));
  file(query);
  return tied;
}
