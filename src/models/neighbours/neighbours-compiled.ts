import type { Matrix } from '../../features/matrix.ts';
import { bytesTaken, compiledLoops, type Workspace } from '../compiled/compiled-loops.ts';
import { type KdTree, LEAF_ROWS } from './kd-tree.ts';
import { wasm } from './neighbours.as.ts?wasm';
import { boxWords, layOutBoxes, paddedWidth, placeInBox } from './neighbours-boxes.ts';
import {
  bytesForComparison,
  compareEach,
  compareQueries,
  prepareComparison,
} from './neighbours-comparison.ts';
import type { NeighbourIndex } from './neighbours-index.ts';
import { listLength, longestList } from './neighbours-lists.ts';
import type { NeighbourLoops } from './neighbours-loops.ts';

const openNeighbourLoops = compiledLoops<NeighbourLoops>(wasm);

/** Queries that are searched for at a time: what V8 runs is exchanged between two calls. */
export const MOST_QUERIES = 64;
/** Leaves that are prepared at a time. */
const LEAVES_A_CALL = 256;
/** Searches for many queries by compiled loops: the lists of `searchKdTree`, to the bit. */
export interface NeighbourSearch {
  /** Lists of the queries searched for last, one behind the other, each ascending. */
  readonly distances: Float64Array;
  readonly rows: Int32Array;
  /** Places from one list to the next. */
  readonly listLength: number;
  /** Of each: the least distance of a row that is not in the list, exact as far as it matters. */
  readonly runnersUp: Float64Array;
  /** Searches the tree for queries `from … to`, `MOST_QUERIES` at most. */
  searchTree(from: number, to: number): void;
  /** Nanoseconds that a query has taken the tree so far, and that comparing it with all rows takes. */
  costs(queries: number): { readonly tree: number; readonly comparing: number };
  /** Makes ready for `compare`. False where numbers are too large for it. */
  canCompare(): boolean;
  /** As `searchTree`, by comparing the queries with all rows. */
  compare(from: number, to: number): void;
  close(): void;
}

/**
 * Makes the rows of an index ready, O(rows × columns). Undefined where there are no compiled loops, or
 * none for the metric.
 *
 * @param queries rows to search for, or places of the leaf order whose rows are searched for
 * @param count neighbours of each
 * @param share how much further than the last neighbour to look: see `want` in `list.as.ts`
 */
export function openNeighbourSearch(
  { tree, metric }: NeighbourIndex,
  queries: Matrix | Int32Array,
  count: number,
  share: number,
): NeighbourSearch | undefined {
  if (metric !== 'euclidean') return undefined;
  const own = queries instanceof Int32Array ? undefined : queries;
  const workspace = openNeighbourLoops(bytesNeeded(tree, queries, count));
  if (workspace === undefined) return undefined;
  const { run } = workspace;
  const { columns, rows } = tree;
  const width = paddedWidth(columns);
  const listed = listLength(count);
  const points = layOutTree(workspace, tree, listed);
  run.want(count, longestList(count), share);
  const homes = workspace.int32(queries instanceof Int32Array ? queries.length : 0);
  if (queries instanceof Int32Array) homes.set(queries);
  const asked =
    own === undefined ? points : paddedRows(workspace, own.data, own.rows, columns, width);
  const distances = workspace.float64(MOST_QUERIES * listed);
  const listRows = workspace.int32(MOST_QUERIES * listed);
  const runnersUp = workspace.float64(MOST_QUERIES);
  let find: NeighbourSearch['compare'] | undefined;
  return {
    distances,
    rows: listRows,
    listLength: listed,
    runnersUp,
    searchTree: (from, to) =>
      run.searchTree(
        asked.byteOffset,
        own === undefined ? homes.byteOffset : 0,
        from,
        to,
        distances.byteOffset,
        listRows.byteOffset,
        runnersUp.byteOffset,
      ),
    costs: (searched) => {
      const width16 = columns / 16;
      // In few columns boxes and rows cost hardly less: what they cost besides outweighs it.
      const met = (NS_A_BOX * run.seenBoxes() + NS_A_ROW * run.seenRows()) * Math.max(1, width16);
      const comparing =
        NS_A_PAIR * rows * width16 + NS_AN_ENTRY * count * (1 + Math.log(rows / count));
      return { tree: met / searched, comparing };
    },
    canCompare: () => {
      const comparison = prepareComparison(workspace, tree, points, own);
      if (comparison === undefined) return false;
      if (own === undefined) {
        // A pair serves both of its rows, so all are compared at once.
        let lists: ReturnType<typeof compareEach> | undefined;
        find = (from, to) => {
          lists ??= compareEach(workspace, comparison, points, count);
          for (let query = from; query < to; query++) {
            const place = homes[query];
            const list = place * listed;
            const target = (query - from) * listed;
            distances.set(lists.distances.subarray(list, list + count), target);
            listRows.set(lists.rows.subarray(list, list + count), target);
            runnersUp[query - from] = lists.runnerUp(place);
          }
        };
      } else {
        find = (from, to) =>
          compareQueries(workspace, comparison, asked, from, to, {
            distances,
            rows: listRows,
            runnersUp,
            listLength: listed,
          });
      }
      return true;
    },
    compare: (from, to) => {
      if (find === undefined) throw new Error('Call canCompare first.');
      find(from, to);
    },
    close: workspace.close,
  };
}

/** What things cost (measured, 16 columns): a box, a row of a leaf, a pair compared, an entry of a list. */
const NS_A_BOX = 12;
const NS_A_ROW = 3;
const NS_A_PAIR = 1.2;
const NS_AN_ENTRY = 30;

function bytesNeeded(
  { rows, columns, starts, splitColumns }: KdTree,
  queries: Matrix | Int32Array,
  count: number,
): number {
  const width = paddedWidth(columns);
  const [homes, own] = queries instanceof Int32Array ? [queries.length, 0] : [0, queries.rows];
  const leaves = starts.length - splitColumns.length;
  const doubles = [
    rows * width,
    own * width,
    2 * starts.length * width,
    width,
    leaves * width,
    leaves,
    MOST_QUERIES * listLength(count),
    MOST_QUERIES,
    listLength(count),
  ];
  const words = [
    3 * starts.length,
    (starts.length + 1) * boxWords(columns),
    rows,
    homes,
    leaves * columns * LEAF_ROWS,
    STACK_WORDS,
    listLength(count),
    width,
    MOST_QUERIES * listLength(count),
  ];
  const sum = (lengths: readonly number[], bytes: number) =>
    lengths.reduce((total, length) => total + bytesTaken(bytes * length), 0);
  const comparing = bytesForComparison(rows, columns, own === 0 ? count : undefined);
  return sum(doubles, 8) + sum(words, 4) + comparing;
}

/** More than a tree is deep. */
const STACK_WORDS = 64;

/** Writes a tree where the loops find it. Returns its rows in leaf order. */
function layOutTree(
  workspace: Workspace<NeighbourLoops>,
  tree: KdTree,
  listed: number,
): Float64Array {
  const { columns, rows, splitColumns } = tree;
  const width = paddedWidth(columns);
  const nodes = tree.starts.length;
  const leaves = nodes - splitColumns.length;
  const starts = workspace.int32(nodes);
  const ends = workspace.int32(nodes);
  const splits = workspace.int32(nodes);
  const points = paddedRows(workspace, tree.points, rows, columns, width);
  const ids = workspace.int32(rows);
  starts.set(tree.starts);
  ends.set(tree.ends);
  splitColumns.forEach((column, node) => {
    splits[node] = placeInBox(column);
  });
  ids.set(tree.ids);
  const middles = workspace.float64(leaves * width);
  const radii = workspace.float64(leaves);
  const leafRows = workspace.float32(leaves * columns * LEAF_ROWS);
  const stack = workspace.int32(STACK_WORDS);
  const shifted = workspace.float32(width);
  const addresses = [starts, ends, splits, middles, radii, leafRows, stack, shifted];
  const sortedDistances = workspace.float64(listed);
  const sortedRows = workspace.int32(listed);
  const { run } = workspace;
  run.configureRows(
    columns,
    points.byteOffset,
    ids.byteOffset,
    sortedDistances.byteOffset,
    sortedRows.byteOffset,
  );
  layOutBoxes(workspace, tree);
  run.configureTree(splitColumns.length, ...addresses.map(({ byteOffset }) => byteOffset));
  for (let leaf = 0; leaf < leaves; leaf += LEAVES_A_CALL) {
    run.prepareLeaves(leaf, Math.min(leaf + LEAVES_A_CALL, leaves));
  }
  return points;
}

function paddedRows(
  workspace: Workspace<NeighbourLoops>,
  data: Float64Array,
  rows: number,
  columns: number,
  width: number,
): Float64Array {
  const padded = workspace.float64(rows * width);
  if (width === columns) padded.set(data);
  else {
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < columns; j++) padded[row * width + j] = data[row * columns + j];
    }
  }
  return padded;
}
