import { type Matrix, takeMatrixRows } from '../../../features/matrix.ts';
import type { Arrays } from '../../compiled/arrays.ts';
import { bytesTaken } from '../../compiled/compiled-loops.ts';
import type { Progress } from '../../detector.ts';
import {
  areTame,
  columnMeans,
  layOutGroups,
  paddedRowCount,
  rowsAbreast,
} from '../neighbours-comparison.ts';
import type { Heaps } from '../neighbours-exhaustive.ts';
import { type NeighbourIndex, normOfRow } from '../neighbours-index.ts';
import { normAsDot, sumOfSquares } from '../neighbours-rounding.ts';
import { fewOfEach } from '../neighbours-twins.ts';
import { openTieLoops, type TieLoops } from './loops.ts';

const GROUP_ROWS = 8;
const ABREAST = 4;
/** Groups that stay in a near cache while all rows before are compared with them. */
const GROUPS_A_CALL = 64;
/** Words for pairs that wait: 31, and all that four rows and a group make. */
const QUEUE_WORDS = 2 * (32 + 2 * ABREAST * GROUP_ROWS);
const PROGRESS_STEPS = 32;

/** Rows laid out as `pairs.as.ts` has them. */
interface Laid {
  readonly rows: number;
  /** Rows of whole groups. */
  readonly padded: number;
  readonly groups: Float32Array;
  readonly bases: Float32Array;
  readonly values: Float64Array;
  readonly norms: Float64Array;
}

/** Takes heaps, and the rows of which they are where those are not rows 0, 1, 2 and so on. */
export type TakeHeaps = (heaps: Heaps, owners?: Uint32Array) => void;

/**
 * Hands `use` the heaps that `compareAllRows` fills, or with `queries` those of `compareWithAllRows`, to the
 * bit, by compiled loops; they do not outlast the call. False where there are no such loops, or none for
 * the metric or for numbers so large. Costs as there, in a fraction of the time.
 *
 * Of equal rows only the first `size` are offered: whatever their distance, once so many were, no row as far
 * enters a heap any more.
 */
export function withTiedHeaps(
  index: NeighbourIndex,
  queries: Matrix | undefined,
  size: number,
  rounding: number,
  use: TakeHeaps,
  onProgress?: Progress,
): boolean {
  if (!index.expanded || !areTame(index.x.data)) return false;
  if (queries !== undefined && !areTame(queries.data)) return false;
  const kept = fewOfEach(index.twins, size);
  const x = kept.length < index.x.rows ? takeMatrixRows(index.x, kept) : index.x;
  const workspace = openTieLoops(bytesNeeded(x, queries, size));
  if (workspace === undefined) return false;
  try {
    const means = columnMeans(x.data, x.rows, x.columns, x.columns);
    const objects = layOut(workspace, x, means, (row) => normOfRow(index, kept[row]));
    const subjects =
      queries === undefined
        ? objects
        : layOut(workspace, queries, means, (row) =>
            normAsDot(queries.data, row * x.columns, x.columns),
          );
    const { first } = index.twins;
    const isWanted = (row: number) => queries !== undefined || first[kept[row]] === kept[row];
    const areExact = areShort(x.data) && (queries === undefined || areShort(queries.data));
    const heaps = startHeaps(
      workspace,
      subjects,
      size,
      rounding,
      isWanted,
      queries === undefined,
      areExact,
    );
    const { run } = workspace;
    run.configureObjects(
      x.columns,
      objects.groups.byteOffset,
      objects.bases.byteOffset,
      objects.values.byteOffset,
      objects.norms.byteOffset,
    );
    const own = rowsAbreast(workspace, subjects.groups, x.columns);
    const meet = (place: number, from: number, to: number) =>
      run.meetFour(own.byteOffset + 4 * place * x.columns, place, from, to);
    if (queries === undefined) meetEachOther(x.rows, meet, onProgress);
    else meetAll(queries.rows, objects.padded / GROUP_ROWS, meet, onProgress);
    run.offerWaiting();
    for (let i = 0; i < heaps.rows.length; i++) {
      if (heaps.rows[i] >= 0) heaps.rows[i] = kept[heaps.rows[i]];
    }
    use(heaps, queries === undefined ? kept : undefined);
  } finally {
    workspace.close();
  }
  return true;
}

type Meet = (place: number, from: number, to: number) => void;

/** Has each row meet all in order: a block of groups meets the rows before it, then itself. */
function meetEachOther(rows: number, meet: Meet, onProgress?: Progress): void {
  const groups = Math.ceil(rows / GROUP_ROWS);
  for (let from = 0; from < groups; from += GROUPS_A_CALL) {
    onProgress?.((from / groups) ** 2);
    const to = Math.min(from + GROUPS_A_CALL, groups);
    const end = Math.min(to * GROUP_ROWS, rows);
    for (let place = 0; place < end; place += ABREAST) meet(place, from, to);
  }
}

function meetAll(subjects: number, groups: number, meet: Meet, onProgress?: Progress): void {
  const step = Math.ceil(subjects / ABREAST / PROGRESS_STEPS) * ABREAST;
  for (let first = 0; first < subjects; first += step) {
    onProgress?.(first / subjects);
    const end = Math.min(first + step, subjects);
    for (let from = 0; from < groups; from += GROUPS_A_CALL) {
      const to = Math.min(from + GROUPS_A_CALL, groups);
      for (let place = first; place < end; place += ABREAST) meet(place, from, to);
    }
  }
}

function bytesNeeded(x: Matrix, queries: Matrix | undefined, size: number): number {
  const laid = ({ rows, columns }: Matrix) => {
    const padded = paddedRowCount(rows);
    return [4 * padded * columns, 4 * padded, 8 * rows * columns, 8 * rows];
  };
  const subjects = queries ?? x;
  const padded = paddedRowCount(subjects.rows);
  const bytes = [
    ...laid(x),
    ...(queries === undefined ? [] : laid(queries)),
    4 * padded * x.columns,
    8 * padded,
    4 * padded,
    4 * padded,
    8 * subjects.rows * size,
    4 * subjects.rows * size,
    4 * QUEUE_WORDS,
    8 * ABREAST,
  ];
  return bytes.reduce((sum, length) => sum + bytesTaken(length), 0);
}

function layOut(
  arrays: Arrays,
  { data, rows, columns }: Matrix,
  means: Float64Array,
  normOf: (row: number) => number,
): Laid {
  const padded = paddedRowCount(rows);
  const groups = arrays.float32(padded * columns).fill(0);
  const bases = arrays.float32(padded);
  layOutGroups(data, columns, means, groups, bases);
  const values = arrays.float64(rows * columns);
  values.set(data);
  const norms = arrays.float64(rows);
  for (let row = 0; row < rows; row++) norms[row] = normOf(row);
  return { rows, padded, groups, bases, values, norms };
}

/** 2²⁷ + 1: splits a double into two halves of 26 bits. */
const SPLITTER = 134217729;

/** Whether all have 26 bits at most, as small whole numbers do: products of two have 53. */
function areShort(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) {
    const big = SPLITTER * values[i];
    if (big - (big - values[i]) !== values[i]) return false;
  }
  return true;
}

/** Empty heaps of the subjects; nothing enters those that nobody wants. */
function startHeaps(
  workspace: Arrays & { readonly run: TieLoops },
  { rows, padded, bases, values, norms }: Laid,
  size: number,
  rounding: number,
  isWanted: (row: number) => boolean,
  servesBoth: boolean,
  areExact: boolean,
): Heaps {
  const { run } = workspace;
  const columns = values.length / rows;
  const slacks = workspace.float64(padded);
  const limits = workspace.float32(padded).fill(Number.NEGATIVE_INFINITY);
  const ceilings = workspace.float32(padded).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < rows; row++) {
    slacks[row] = rounding * sumOfSquares(values, row * columns, columns);
    if (!isWanted(row)) continue;
    limits[row] = Number.POSITIVE_INFINITY;
    ceilings[row] = Number.POSITIVE_INFINITY;
  }
  run.configureSubjects(
    bases.byteOffset,
    values.byteOffset,
    norms.byteOffset,
    slacks.byteOffset,
    limits.byteOffset,
    servesBoth ? ceilings.byteOffset : 0,
  );
  const distances = workspace.float64(rows * size).fill(Number.POSITIVE_INFINITY);
  const heapRows = workspace.int32(rows * size).fill(-1);
  run.configureHeaps(
    size,
    1 + rounding,
    distances.byteOffset,
    heapRows.byteOffset,
    workspace.int32(QUEUE_WORDS).byteOffset,
    workspace.float64(ABREAST).byteOffset,
    areExact,
  );
  return { size, distances, rows: heapRows };
}
