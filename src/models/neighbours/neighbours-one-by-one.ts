import type { Progress } from '../detector.ts';
import type { Nearest } from './kd-tree-search.ts';
import type { NeighbourIndex } from './neighbours-index.ts';

/** So many searches tell whether the tree rules anything out. */
const SAMPLED_ROWS = 128;
const PROGRESS_STEPS = 32;

/** What a pair of rows costs in a tile, in boxes and rows that a search looks at (measured). */
export const PAIR = 1 / 4;

/**
 * What it costs to compare one row with all rows, in boxes and rows that a search looks at: the
 * pairs, and seven (measured) for each of the some size × log(rows / size) rows that pass
 * through a heap.
 */
function effortOfComparing(rows: number, size: number, pair: number): number {
  return pair * rows + 7 * size * (1 + Math.log(rows / size));
}

/** How lists are found. */
interface Ways {
  /** Searches the tree for one query. */
  readonly searchFor: (query: number) => void;
  /** Compares all queries with all rows. */
  readonly compare: () => void;
  /** What a pair costs then: `PAIR`, or a share of it. */
  readonly pair: number;
}

/**
 * Searches for queries one after the other, or compares them all where a sample shows that to be sooner,
 * without compiled loops.
 */
export function searchOneByOne(
  { algorithm, x }: NeighbourIndex,
  queries: number,
  nearest: Nearest,
  { searchFor, compare, pair }: Ways,
  onProgress?: Progress,
): void {
  const sampleStep = Math.max(1, Math.floor(queries / SAMPLED_ROWS));
  for (let query = 0; query < queries; query += sampleStep) searchFor(query);
  const effort = (nearest.effort * sampleStep) / queries;
  const canCompare = algorithm === 'brute' && sampleStep > 1;
  if (canCompare && effort > effortOfComparing(x.rows, nearest.count, pair)) {
    compare();
    return;
  }
  const step = Math.ceil(queries / PROGRESS_STEPS);
  for (let query = 0; query < queries; query++) {
    if (query % step === 0) onProgress?.(query / queries);
    if (query % sampleStep !== 0) searchFor(query);
  }
}
