import type { Matrix } from '../../features/matrix.ts';
import { bytesTaken, compiledLoops, type Workspace } from '../compiled/compiled-loops.ts';
import { type KdTree, LEAF_ROWS } from './kd-tree.ts';
import { wasm } from './neighbours.as.ts?wasm';
import type { NeighbourIndex } from './neighbours-index.ts';

/** Addresses are in bytes; what each loop does stands in `neighbours.as.ts`. */
interface NeighbourLoops {
  configure(columns: number, leafStart: number, ...addresses: number[]): void;
  want(neighbours: number, longest: number, share: number): void;
  seenBoxes(): number;
  seenRows(): number;
  prepareLeaves(from: number, to: number): void;
  searchTree(
    queries: number,
    homes: number,
    from: number,
    to: number,
    lists: number,
    listRows: number,
    runnersUp: number,
  ): void;
  startFact(fact: number, query: number, norm: number, list: number, listRows: number): void;
  endFact(fact: number): void;
  compareFour(
    own: number,
    groups: number,
    bases: number,
    from: number,
    to: number,
    rowCount: number,
    facts: number,
  ): void;
}

const openNeighbourLoops = compiledLoops<NeighbourLoops>(wasm);

/** Queries that are searched for at a time: what V8 runs is exchanged between two calls. */
export const MOST_QUERIES = 64;
/** Leaves that are prepared at a time. */
const LEAVES_A_CALL = 256;
const GROUP_ROWS = 8;
/** Queries that are compared with groups of rows at once, and bytes of what is known of each. */
const ABREAST = 4;
const FACT_BYTES = 48;
/** Sums of squares of such numbers stay far within float32. */
const LARGEST_COMPARED = 1e16;

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
 * @param share how much further than the last neighbour to look: see `want` in `neighbours.as.ts`
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
  const rowOf = (query: number) => (own === undefined ? homes[query] : query) * width;
  let comparison: Comparison | undefined;
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
    costs: (searched) => ({
      tree: (NS_A_BOX * run.seenBoxes() + NS_A_ROW * run.seenRows()) / searched,
      comparing:
        NS_A_PAIR * rows * (columns / 16) + NS_AN_ENTRY * count * (1 + Math.log(rows / count)),
    }),
    canCompare: () => {
      const isTame =
        own === undefined || own.data.every((value) => Math.abs(value) < LARGEST_COMPARED);
      comparison = isTame ? prepareComparison(workspace, tree, width, points) : undefined;
      return comparison !== undefined;
    },
    compare: (from, to) => {
      if (comparison === undefined) throw new Error('Call canCompare first.');
      for (let query = from; query < to; query += ABREAST) {
        const height = Math.min(ABREAST, to - query);
        const lists = {
          distances: distances.byteOffset + 8 * (query - from) * listed,
          rows: listRows.byteOffset + 4 * (query - from) * listed,
        };
        const starts = Array.from({ length: height }, (_, i) => rowOf(query + i));
        const home = own === undefined ? homes[query] : 0;
        compareFour(run, comparison, asked, starts, home, lists, listed);
        for (let i = 0; i < height; i++) {
          runnersUp[query - from + i] = comparison.facts[(FACT_BYTES / 8) * i + 3];
        }
      }
    },
    close: workspace.close,
  };
}

/** What things cost (measured, 16 columns): a box, a row of a leaf, a pair compared, an entry of a list. */
const NS_A_BOX = 12;
const NS_A_ROW = 3;
const NS_A_PAIR = 1.2;
const NS_AN_ENTRY = 30;

/** Doubles of a row, filled up to whole vectors. */
function paddedWidth(columns: number): number {
  return columns + (columns & 1);
}

function bytesNeeded(
  { rows, columns, starts, splitColumns }: KdTree,
  queries: Matrix | Int32Array,
  count: number,
): number {
  const width = paddedWidth(columns);
  const [homes, own] = queries instanceof Int32Array ? [queries.length, 0] : [0, queries.rows];
  const leaves = starts.length - splitColumns.length;
  const groups = Math.ceil(rows / GROUP_ROWS);
  const doubles = [
    rows * width,
    own * width,
    2 * starts.length * width,
    leaves * width,
    leaves,
    MOST_QUERIES * listLength(count),
    MOST_QUERIES,
    (ABREAST * FACT_BYTES) / 8,
    listLength(count),
    columns,
  ];
  const words = [
    3 * starts.length,
    rows,
    homes,
    leaves * columns * LEAF_ROWS,
    STACK_WORDS,
    listLength(count),
    width,
    MOST_QUERIES * listLength(count),
    groups * GROUP_ROWS * (columns + 1),
    ABREAST * columns,
  ];
  const sum = (lengths: readonly number[], bytes: number) =>
    lengths.reduce((total, length) => total + bytesTaken(bytes * length), 0);
  return sum(doubles, 8) + sum(words, 4) + 8 * bytesTaken(0);
}

/** Rows in a list that are cut down to the `count` nearest. */
function longestList(count: number): number {
  return count + Math.max(12, Math.ceil(count / 2));
}

/** Room for a list: a leaf may come on top, and whole vectors are read. */
function listLength(count: number): number {
  return longestList(count) + 40;
}

/** More than a tree is deep. */
const STACK_WORDS = 64;

/** Writes a tree where the loops find it. Returns its rows in leaf order. */
function layOutTree(
  workspace: Workspace<NeighbourLoops>,
  tree: KdTree,
  listed: number,
): Float64Array {
  const { columns, rows, bounds, splitColumns } = tree;
  const width = paddedWidth(columns);
  const nodes = tree.starts.length;
  const leaves = nodes - splitColumns.length;
  const starts = workspace.int32(nodes);
  const ends = workspace.int32(nodes);
  const splits = workspace.int32(nodes);
  const boxes = workspace.float64(2 * nodes * width);
  const points = paddedRows(workspace, tree.points, rows, columns, width);
  const ids = workspace.int32(rows);
  starts.set(tree.starts);
  ends.set(tree.ends);
  splits.set(splitColumns);
  ids.set(tree.ids);
  for (let node = 0; node < nodes; node++) {
    const low = 2 * node * width;
    const bound = 2 * node * columns;
    for (let j = 0; j < columns; j++) {
      boxes[low + j] = bounds[bound + 2 * j];
      boxes[low + width + j] = bounds[bound + 2 * j + 1];
    }
  }
  const middles = workspace.float64(leaves * width);
  const radii = workspace.float64(leaves);
  const leafRows = workspace.float32(leaves * columns * LEAF_ROWS);
  const stack = workspace.int32(STACK_WORDS);
  const shifted = workspace.float32(width);
  const addresses = [starts, ends, splits, boxes, points, ids, middles, radii, leafRows, stack];
  const sortedDistances = workspace.float64(listed);
  const sortedRows = workspace.int32(listed);
  const { run } = workspace;
  run.configure(
    columns,
    splitColumns.length,
    ...addresses.map(({ byteOffset }) => byteOffset),
    shifted.byteOffset,
    sortedDistances.byteOffset,
    sortedRows.byteOffset,
  );
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

/** Rows made ready to be compared with all at once: see `compareFour` in `neighbours.as.ts`. */
interface Comparison {
  readonly rows: number;
  readonly columns: number;
  readonly means: Float64Array;
  readonly groups: Float32Array;
  readonly bases: Float32Array;
  /** Four queries, column by column. */
  readonly own: Float32Array;
  readonly facts: Float64Array;
  /** What a squared norm less a margin is, as a share of the norm. */
  readonly kept: number;
}

function prepareComparison(
  workspace: Workspace<NeighbourLoops>,
  { rows, columns }: KdTree,
  width: number,
  points: Float64Array,
): Comparison | undefined {
  const means = columnMeans(points, rows, columns, width);
  const groupCount = Math.ceil(rows / GROUP_ROWS);
  const groups = workspace.float32(groupCount * GROUP_ROWS * columns).fill(0);
  const bases = workspace.float32(groupCount * GROUP_ROWS).fill(0);
  const kept = 1 - (2 * columns + 32) * 2 ** -24;
  for (let row = 0; row < rows; row++) {
    const inGroup = row % GROUP_ROWS;
    const group = (row - inGroup) * columns + inGroup;
    let norm = 0;
    for (let j = 0; j < columns; j++) {
      const value = Math.fround(points[row * width + j] - means[j]);
      norm += value * value;
      groups[group + GROUP_ROWS * j] = -2 * value;
    }
    if (!(norm < LARGEST_COMPARED ** 2)) return undefined;
    bases[row] = norm * kept;
  }
  const own = workspace.float32(ABREAST * columns);
  const facts = workspace.float64((ABREAST * FACT_BYTES) / 8);
  return { rows, columns, means, groups, bases, own, facts, kept };
}

function columnMeans(
  points: Float64Array,
  rows: number,
  columns: number,
  width: number,
): Float64Array {
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++) means[j] += points[row * width + j];
  }
  return means.map((sum) => sum / rows);
}

/** Compares up to four queries with all rows, with those around the place `home` first. */
function compareFour(
  run: NeighbourLoops,
  { rows, columns, means, groups, bases, own, facts, kept }: Comparison,
  asked: Float64Array,
  starts: readonly number[],
  home: number,
  lists: { readonly distances: number; readonly rows: number },
  listed: number,
): void {
  for (let i = 0; i < ABREAST; i++) {
    // Fewer than four: the last one is compared again, in a list of its own that nobody reads.
    const start = starts[Math.min(i, starts.length - 1)];
    let norm = 0;
    for (let j = 0; j < columns; j++) {
      const value = Math.fround(asked[start + j] - means[j]);
      norm += value * value;
      own[ABREAST * j + i] = value;
    }
    run.startFact(
      facts.byteOffset + FACT_BYTES * i,
      asked.byteOffset + 8 * start,
      norm * kept,
      lists.distances + 8 * i * listed,
      lists.rows + 4 * i * listed,
    );
  }
  const groupCount = Math.ceil(rows / GROUP_ROWS);
  const first = Math.floor(home / GROUP_ROWS);
  for (const [from, to] of [
    [first, groupCount],
    [0, first],
  ]) {
    run.compareFour(
      own.byteOffset,
      groups.byteOffset,
      bases.byteOffset,
      from,
      to,
      rows,
      facts.byteOffset,
    );
  }
  for (let i = 0; i < starts.length; i++) run.endFact(facts.byteOffset + FACT_BYTES * i);
}
