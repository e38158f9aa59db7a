import type { Matrix } from '../../features/matrix.ts';
import type { Progress } from '../detector.ts';
import type { Nearest } from './kd-tree-search.ts';
import { MOST_QUERIES, type NeighbourSearch, openNeighbourSearch } from './neighbours-compiled.ts';
import { sortedHeap } from './neighbours-exhaustive.ts';
import type { NeighbourIndex } from './neighbours-index.ts';
import { roundingOf, type Search } from './neighbours-settle.ts';
import { fewOfEach } from './neighbours-twins.ts';
import { withTiedHeaps } from './ties/heaps.ts';

/** For fewer queries it takes longer to make the rows ready than to search for them. */
const FEWEST_QUERIES = 64;
/** So many searches tell whether the tree rules anything out. */
const SAMPLED_QUERIES = 64;
/** With more ties than this share, rows are better walked to or offered one by one than searched for first. */
const MOST_TIED = 1 / 8;

const PROGRESS_STEPS = 32;
/** Lists that are replayed at a time. */
const MOST_DEFERRED = 8192;
/** What replaying a list costs (measured): each of the first rows of a scan, the tree again, a heap. */
const NS_A_SCANNED = 30;
const SCANS_A_TREE = 3;
const NS_A_HEAP = 5000;

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

/** Whether all lists are filed, or why none is: most end in a tie, or there are no compiled loops. */
type BatchOutcome = 'filed' | 'tied' | 'impossible';

/**
 * Has every query's list settled and filed, in order, by compiled loops: from the tree or, where that
 * rules nothing out, by comparing with all rows; or, where most lists end in a tie, by scikit-learn's
 * walk. Where its brute-force search would keep other rows of many lists, nothing is filed.
 */
export function searchBatch(
  index: NeighbourIndex,
  batch: Batch,
  search: Search,
  onProgress?: Progress,
): BatchOutcome {
  const { queries, numbers, startOf, homeOf, file } = batch;
  const total = queries instanceof Int32Array ? queries.length : queries.rows;
  if (total < FEWEST_QUERIES) return 'impossible';
  const lists = openNeighbourSearch(index, queries, search.nearest.count, roundingOf(index));
  if (lists === undefined) return 'impossible';
  const step = Math.ceil(total / MOST_QUERIES / PROGRESS_STEPS) * MOST_QUERIES;
  try {
    const tied = sampleTies(lists, batch, search, total);
    const { tree, comparing } = lists.costs(SAMPLED_QUERIES);
    const walks = tied > MOST_TIED && search.canWalk();
    let find = lists.searchTree;
    if (comparing < tree) {
      if (index.algorithm === 'brute' && tied > MOST_TIED) return 'tied';
      if (!walks && lists.canCompare()) find = lists.compare;
    }
    const defers =
      index.expanded && tied > 0 && heapsPay(index, search.nearest.count, tree, comparing);
    const deferred: number[] = [];
    for (let from = 0; from < total; from += MOST_QUERIES) {
      if (from % step === 0) onProgress?.(from / total);
      const to = Math.min(from + MOST_QUERIES, total);
      if (!walks) find(from, to);
      for (let query = from; query < to; query++) {
        if (walks) {
          search.walk(numbers, startOf(query));
          file(query);
        } else {
          takeList(lists, search.nearest, query - from);
          if (defers && search.isTied(numbers, startOf(query))) {
            deferred.push(query);
            continue;
          }
          search.settle(numbers, startOf(query), homeOf(query));
          file(query);
        }
      }
    }
    for (let from = 0; from < deferred.length; from += MOST_DEFERRED) {
      replayTied(index, batch, search, deferred.slice(from, from + MOST_DEFERRED));
    }
  } finally {
    lists.close();
  }
  return 'filed';
}

/**
 * Whether many lists that end in a tie are sooner replayed by heaps of rows compared with all than by a
 * scan each, from what a list has taken the tree and takes to compare.
 */
function heapsPay(
  { x, twins }: NeighbourIndex,
  count: number,
  tree: number,
  comparing: number,
): boolean {
  const offered = fewOfEach(twins, count).length / x.rows;
  const scanning = NS_A_SCANNED * Math.sqrt(count * x.rows) + SCANS_A_TREE * tree;
  return offered * comparing + NS_A_HEAP < scanning;
}

/** Files the lists of queries that end in a tie. */
function replayTied(
  index: NeighbourIndex,
  { numbers, startOf, file }: Batch,
  search: Search,
  tied: readonly number[],
): void {
  const { nearest } = search;
  const { columns, names } = index.x;
  if (tied.length >= FEWEST_QUERIES) {
    const data = new Float64Array(tied.length * columns);
    tied.forEach((query, i) => {
      const start = startOf(query);
      data.set(numbers.subarray(start, start + columns), i * columns);
    });
    const queries = { data, rows: tied.length, columns, names };
    const isDone = withTiedHeaps(index, queries, nearest.count, roundingOf(index), (heaps) => {
      tied.forEach((query, i) => {
        const { distances, rows } = sortedHeap(heaps, i);
        nearest.distances.set(distances);
        nearest.rows.set(rows);
        file(query);
      });
    });
    if (isDone) return;
  }
  for (const query of tied) {
    search.replay(numbers, startOf(query));
    file(query);
  }
}

/** The share of lists of a sample that end in a tie. */
function sampleTies(
  lists: NeighbourSearch,
  { numbers, startOf }: Batch,
  { nearest, isTied }: Search,
  total: number,
): number {
  let tied = 0;
  for (let i = 0; i < SAMPLED_QUERIES; i++) {
    const query = Math.floor((i * total) / SAMPLED_QUERIES);
    lists.searchTree(query, query + 1);
    takeList(lists, nearest, 0);
    tied += +isTied(numbers, startOf(query));
  }
  return tied / SAMPLED_QUERIES;
}

function takeList(
  { distances, rows, listLength, runnersUp }: NeighbourSearch,
  nearest: Nearest,
  place: number,
): void {
  const list = place * listLength;
  for (let i = 0; i < nearest.count; i++) {
    nearest.distances[i] = distances[list + i];
    nearest.rows[i] = rows[list + i];
  }
  nearest.runnerUp[0] = runnersUp[place];
}
