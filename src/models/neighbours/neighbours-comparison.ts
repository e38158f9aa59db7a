import type { Matrix } from '../../features/matrix.ts';
import type { Arrays } from '../compiled/arrays.ts';
import { bytesTaken, type Workspace } from '../compiled/compiled-loops.ts';
import type { KdTree } from './kd-tree.ts';
import { listLength } from './neighbours-lists.ts';
import type { NeighbourLoops } from './neighbours-loops.ts';

/*
 * Comparing with all rows by compiled loops, where no tree rules anything out: products of float32
 * tell which rows may be near enough, with a margin for all rounding, and float64 measures those.
 */

const GROUP_ROWS = 8;
/** Queries that are compared with groups of rows at once. */
const ABREAST = 4;
/** Floats that tell how far the rows of a group are. */
const BOUND_COUNT = 2 * GROUP_ROWS;
/** Groups whose rows' lists stay in a near cache while all rows before are compared with them. */
const GROUPS_A_CALL = 64;
/** What is known of a query: bytes, and where in them, in doubles, runner-up and limit stand. */
const FACT_BYTES = 48;
const RUNNER_UP = 3;
const LIMIT = 4;
/** Sums of squares of such numbers stay far within float32. */
const LARGEST_COMPARED = 1e16;

/** Rows made ready to be compared with all at once: see `comparison.as.ts`. */
export interface Comparison {
  readonly rows: number;
  readonly columns: number;
  /** Doubles from one row to the next. */
  readonly width: number;
  readonly means: Float64Array;
  readonly groups: Float32Array;
  readonly bases: Float32Array;
  /** Four queries, column by column. */
  readonly own: Float32Array;
  /** What a squared norm less a margin is, as a share of the norm. */
  readonly kept: number;
}

/** What a comparison takes of a workspace; of each row with each where `count` is given. */
export function bytesForComparison(rows: number, columns: number, count?: number): number {
  const padded = paddedRowCount(rows);
  const taken = [4 * padded * columns, 4 * padded, 4 * ABREAST * columns, FACT_BYTES * ABREAST];
  taken.push(4 * BOUND_COUNT);
  if (count !== undefined) {
    const listed = padded * listLength(count);
    taken.push(8 * listed, 4 * listed, FACT_BYTES * padded, 4 * padded, 4 * padded * columns);
  }
  return taken.reduce((sum, bytes) => sum + bytesTaken(bytes), 0);
}

/** Rows of whole groups. */
export function paddedRowCount(rows: number): number {
  return Math.ceil(rows / GROUP_ROWS) * GROUP_ROWS;
}

/**
 * Lays rows out for comparison, O(rows × columns). Undefined where they, or the queries if there are
 * any, have numbers too large for it.
 *
 * @param points the rows in leaf order, filled up to whole vectors
 */
export function prepareComparison(
  workspace: Workspace<NeighbourLoops>,
  { rows, columns }: KdTree,
  points: Float64Array,
  queries: Matrix | undefined,
): Comparison | undefined {
  if (!areTame(points) || (queries !== undefined && !areTame(queries.data))) return undefined;
  const width = points.length / rows;
  const means = columnMeans(points, rows, columns, width);
  const padded = paddedRowCount(rows);
  const groups = workspace.float32(padded * columns).fill(0);
  const bases = workspace.float32(padded);
  const margin = marginOf(columns);
  layOutGroups(points, width, means, groups, bases);
  const own = workspace.float32(ABREAST * columns);
  workspace.run.configureComparison(
    groups.byteOffset,
    bases.byteOffset,
    rows,
    // The margin on either side, of what is left of the norms; and rounding of the bounds themselves.
    2.2 * margin + 2 ** -20,
    workspace.float32(BOUND_COUNT).byteOffset,
  );
  return { rows, columns, width, means, groups, bases, own, kept: 1 - margin };
}

/** What float32 may lose of a squared distance, as a share of the two squared norms. */
function marginOf(columns: number): number {
  return (2 * columns + 32) * 2 ** -24;
}

/**
 * Lays rows out by groups, −2 × what they are less the means, and their squared norms less a margin.
 *
 * @param width doubles from one row to the next
 * @param groups zeros, for whole groups, as `bases`
 */
export function layOutGroups(
  points: Float64Array,
  width: number,
  means: Float64Array,
  groups: Float32Array,
  bases: Float32Array,
): void {
  const columns = means.length;
  const kept = 1 - marginOf(columns);
  // Nothing compares with what fills the last group up.
  bases.fill(Number.NaN);
  for (let row = 0; row < points.length / width; row++) {
    const inGroup = row % GROUP_ROWS;
    const group = (row - inGroup) * columns + inGroup;
    let norm = 0;
    for (let j = 0; j < columns; j++) {
      const value = Math.fround(points[row * width + j] - means[j]);
      norm += value * value;
      groups[group + GROUP_ROWS * j] = -2 * value;
    }
    bases[row] = norm * kept;
  }
}

/** Whether float32 can compare such numbers. */
export function areTame(values: Float64Array): boolean {
  for (let at = 0; at < values.length; at++) {
    if (!(Math.abs(values[at]) < LARGEST_COMPARED)) return false;
  }
  return true;
}

/** Of rows `width` doubles apart. */
export function columnMeans(
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

/** Lists of queries, one behind the other. */
interface Lists {
  readonly distances: Float64Array;
  readonly rows: Int32Array;
  readonly runnersUp: Float64Array;
  readonly listLength: number;
}

/** Leaves the lists of the queries `from … to` of `asked` in `lists`, by comparing them with all rows. */
export function compareQueries(
  { run, float64 }: Workspace<NeighbourLoops>,
  comparison: Comparison & { facts?: Float64Array },
  asked: Float64Array,
  from: number,
  to: number,
  { distances, rows, runnersUp, listLength: listed }: Lists,
): void {
  const { columns, width, means, bases, own, kept } = comparison;
  comparison.facts ??= float64((ABREAST * FACT_BYTES) / 8);
  const { facts } = comparison;
  for (let first = from; first < to; first += ABREAST) {
    for (let i = 0; i < ABREAST; i++) {
      // Fewer than four: the last one is compared again, in a list of its own that nobody reads.
      const start = Math.min(first + i, to - 1) * width;
      let norm = 0;
      for (let j = 0; j < columns; j++) {
        const value = Math.fround(asked[start + j] - means[j]);
        norm += value * value;
        own[ABREAST * j + i] = value;
      }
      const list = (first - from + i) * listed;
      run.startFact(
        facts.byteOffset + FACT_BYTES * i,
        asked.byteOffset + 8 * start,
        norm * kept,
        distances.byteOffset + 8 * list,
        rows.byteOffset + 4 * list,
      );
    }
    run.compareFour(own.byteOffset, 0, 0, bases.length / GROUP_ROWS, facts.byteOffset, 0);
    for (let i = 0; i < Math.min(ABREAST, to - first); i++) {
      run.endFact(facts.byteOffset + FACT_BYTES * i);
      runnersUp[first - from + i] = facts[(FACT_BYTES / 8) * i + RUNNER_UP];
    }
  }
}

/** Compares each row with each, every pair once. Lists are those of the places in leaf order. */
export function compareEach(
  workspace: Workspace<NeighbourLoops>,
  { rows, columns, width, groups, bases }: Comparison,
  points: Float64Array,
  count: number,
): Pick<Lists, 'distances' | 'rows'> & { readonly runnerUp: (place: number) => number } {
  const { run } = workspace;
  const listed = listLength(count);
  const padded = bases.length;
  const distances = unfilledDoubles(workspace, padded * listed);
  const listRows = workspace.int32(padded * listed);
  const facts = workspace.float64((padded * FACT_BYTES) / 8);
  const ceilings = workspace.float32(padded).fill(Number.POSITIVE_INFINITY);
  const abreast = rowsAbreast(workspace, groups, columns);
  const factAt = (place: number) => facts.byteOffset + FACT_BYTES * place;
  for (let place = 0; place < rows; place++) {
    run.startFact(
      factAt(place),
      points.byteOffset + 8 * width * place,
      bases[place],
      distances.byteOffset + 8 * listed * place,
      listRows.byteOffset + 4 * listed * place,
    );
  }
  for (let place = rows; place < padded; place++) {
    // Takes nothing in.
    facts[(FACT_BYTES / 8) * place + LIMIT] = Number.NEGATIVE_INFINITY;
    ceilings[place] = Number.NEGATIVE_INFINITY;
  }
  const meet = (place: number, from: number, to: number) =>
    run.compareFour(
      abreast.byteOffset + 4 * place * columns,
      place,
      from,
      to,
      facts.byteOffset,
      ceilings.byteOffset,
    );
  const groupCount = padded / GROUP_ROWS;
  for (let from = 0; from < groupCount; from += GROUPS_A_CALL) {
    const to = Math.min(from + GROUPS_A_CALL, groupCount);
    const own = from * GROUP_ROWS;
    // First with each other: rows of near leaves leave little room for those that come after.
    for (let place = own; place < Math.min(to * GROUP_ROWS, rows); place += ABREAST) {
      meet(place, from, to);
    }
    for (let place = 0; place < own; place += ABREAST) meet(place, from, to);
  }
  for (let place = 0; place < rows; place++) run.endFact(factAt(place));
  return {
    distances,
    rows: listRows,
    runnerUp: (place) => facts[(FACT_BYTES / 8) * place + RUNNER_UP],
  };
}

/** Undoes −2 × in the groups' rows and has four of them side by side instead of eight. */
export function rowsAbreast(
  workspace: Arrays,
  groups: Float32Array,
  columns: number,
): Float32Array {
  const abreast = workspace.float32(groups.length);
  const groupLength = GROUP_ROWS * columns;
  for (let at = 0; at < groups.length; at++) {
    const inGroup = at % groupLength;
    const row = inGroup % GROUP_ROWS;
    const half = row - (row % ABREAST);
    const column = (inGroup - row) / GROUP_ROWS;
    abreast[at - inGroup + half * columns + ABREAST * column + (row - half)] = groups[at] / -2;
  }
  return abreast;
}

function unfilledDoubles(workspace: Workspace<NeighbourLoops>, length: number): Float64Array {
  const { buffer, byteOffset } = workspace.float32(2 * length);
  return new Float64Array(buffer, byteOffset, length);
}
