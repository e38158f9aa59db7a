import { buildReferenceTree, searchReferenceTree } from './kd-tree-reference.ts';
import { createNearest, type Nearest, searchKdTree } from './kd-tree-search.ts';
import { type NeighbourIndex, normOfRow } from './neighbours-index.ts';
import {
  expandedSquare,
  normAsDot,
  roundingOfExpandedSquare,
  sumOfSquares,
} from './neighbours-rounding.ts';
import { createScan, scanRows, sortByDistance, sortTiesByRow } from './neighbours-scan.ts';
import { openReferenceWalk, type ReferenceWalk } from './ties/reference-walk.ts';

/** Squared distances below this share of the squared norm are rounded as scikit-learn's are. */
const CLOSE = 2 ** -10;
/** For fewer searches it takes longer to lay scikit-learn's tree out for compiled loops than to walk it. */
const FEWEST_WALKS = 64;

/** Searches of an index one after the other, whose lists are as scikit-learn has them. */
export interface Search {
  /** What the last search found, ascending; Euclidean distances still squared. */
  readonly nearest: Nearest;
  /** Finds the neighbours of `numbers[at …]`; a training row's `home` is its place in the leaf order. */
  find(numbers: Float64Array, at: number, home?: number): void;
  /** Whether a row ties with the last neighbour of the list in `nearest`. */
  isTied(numbers: Float64Array, at: number): boolean;
  /**
   * Has the list of a search in `nearest` as scikit-learn has it, where ties or its rounding tell the two
   * apart.
   */
  settle(numbers: Float64Array, at: number, home?: number): void;
  /** As `find`, where a row is known to tie with the last neighbour. */
  replay(numbers: Float64Array, at: number): void;
  /** Whether `walk` finds a list without a search before it. */
  canWalk(): boolean;
  /** As `find`, by walking scikit-learn's own tree alone. */
  walk(numbers: Float64Array, at: number): void;
  close(): void;
}

/** @param searches how many will be made at most */
export function openSearch(index: NeighbourIndex, count: number, searches: number): Search {
  const nearest = createNearest(count);
  const scan = createScan(index.x.rows);
  const rounding = roundingOf(index);
  const stretch = 1 + rounding;
  const slackOf = (numbers: Float64Array, at: number) =>
    index.expanded ? rounding * sumOfSquares(numbers, at, index.x.columns) : 0;
  let walk: ReferenceWalk | undefined;
  let mayWalk = index.algorithm === 'kd_tree' && searches >= FEWEST_WALKS;
  const canWalk = () => {
    if (mayWalk && walk === undefined) {
      walk = openReferenceWalk(referenceTreeOf(index), count);
      mayWalk = walk !== undefined;
    }
    return mayWalk;
  };
  const replay = (numbers: Float64Array, at: number) => {
    if (index.algorithm === 'brute') {
      const norm = index.expanded ? normAsDot(numbers, at, index.x.columns) : 0;
      const query = { numbers, at, norm, stretch, slack: slackOf(numbers, at) };
      scanRows(index, scan, query, nearest);
    } else if (canWalk()) {
      walk?.walk(numbers, at, nearest);
      sortByDistance(nearest.distances, nearest.rows);
    } else searchReferenceTree(referenceTreeOf(index), numbers, at, nearest);
  };
  const isTied = (numbers: Float64Array, at: number) =>
    nearest.runnerUp[0] <= nearest.distances[count - 1] * stretch + slackOf(numbers, at);
  const settle = (numbers: Float64Array, at: number, home = -1) => {
    if (isTied(numbers, at)) {
      replay(numbers, at);
      return;
    }
    if (!index.expanded) return;
    const limit = CLOSE * sumOfSquares(numbers, at, index.x.columns);
    // The nearest of a training row is the row itself, whose distance nobody asks for.
    const closest = nearest.distances[home < 0 || count < 2 ? 0 : 1];
    if (closest < limit) roundCloseDistances(index, numbers, at, nearest, limit);
  };
  return {
    nearest,
    find: (numbers, at, home = -1) => {
      searchKdTree(index.tree, numbers, at, nearest, home, stretch, slackOf(numbers, at));
      settle(numbers, at, home);
    },
    isTied,
    settle,
    replay,
    canWalk,
    walk: (numbers, at) => {
      if (!canWalk() || walk === undefined) throw new Error('Ask canWalk first.');
      walk.walk(numbers, at, nearest);
      const tied = nearest.runnerUp[0] <= nearest.distances[0];
      sortByDistance(nearest.distances, nearest.rows);
      if (!tied) sortTiesByRow(nearest.distances, nearest.rows);
    },
    close: () => walk?.close(),
  };
}

function referenceTreeOf(index: NeighbourIndex) {
  const { data, rows, columns } = index.x;
  index.referenceTree ??= buildReferenceTree(data, rows, columns, index.metric);
  return index.referenceTree;
}

/** Two rows may change places in scikit-learn's rounding if they lie no further apart than this. */
export function roundingOf({ expanded, x }: NeighbourIndex): number {
  return expanded ? 8 * roundingOfExpandedSquare(x.columns) : 0;
}

/** Replaces distances that scikit-learn's rounding changes visibly by what it makes of them. */
function roundCloseDistances(
  index: NeighbourIndex,
  numbers: Float64Array,
  at: number,
  { rows, distances }: Nearest,
  limit: number,
): void {
  const { data, columns } = index.x;
  const norm = normAsDot(numbers, at, columns);
  let sorted = true;
  for (let i = 0; i < rows.length && distances[i] < limit; i++) {
    const row = rows[i];
    const rowNorm = normOfRow(index, row);
    distances[i] = expandedSquare(numbers, at, norm, data, row * columns, rowNorm, columns);
    sorted &&= i === 0 || distances[i - 1] <= distances[i];
  }
  if (!sorted) sortByDistance(distances, rows);
}
