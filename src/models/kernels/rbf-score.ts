import type { Matrix } from '../../features/matrix.ts';
import { bytesTaken, type Workspace } from '../compiled/compiled-loops.ts';
import {
  EXP_TABLE_LENGTH,
  EXP_TILE_LENGTH,
  openRbfLoops,
  type RbfLoops,
  writeExpTables,
} from './rbf-compiled.ts';
import { exponentiate } from './rbf-exp.ts';

/** A weighted sum of RBF kernels about centres: f(x) = Σ weightₛ exp(−γ ‖x − centreₛ‖²). */
export interface KernelExpansion {
  readonly gamma: number;
  readonly weights: Float64Array;
  /** Row-major, one centre per weight. */
  readonly centres: Float64Array;
}

/** Rows whose distances are summed at a time, so that they stay in the nearest cache. */
const TILE = 128;
/** Rows for which it is worth the while to copy the centres to where compiled loops find them. */
const FEWEST_COMPILED = 16;
/** Centres that compiled loops take at a time: what V8 runs is exchanged between two calls. */
const CENTRES_A_CALL = 64;

/**
 * f of every row of `x`. Distances are summed from differences, which keeps columns of very large
 * numbers exact, and kernels are added in the order of the centres.
 * O(rows × centres × columns).
 */
export function evaluateExpansion(
  expansion: KernelExpansion,
  x: Matrix,
  onProgress?: (fraction: number) => void,
): Float64Array {
  const workspace =
    x.rows < FEWEST_COMPILED ? undefined : openRbfLoops(bytesForScores(expansion, x.columns));
  if (workspace === undefined) return evaluatePlainly(expansion, x, onProgress);
  try {
    return evaluateCompiled(workspace, expansion, x, onProgress);
  } finally {
    workspace.close();
  }
}

function bytesForScores({ weights, centres }: KernelExpansion, columns: number): number {
  return [
    centres.length,
    weights.length,
    TILE * columns,
    TILE,
    EXP_TILE_LENGTH,
    EXP_TABLE_LENGTH,
  ].reduce((sum, length) => sum + bytesTaken(8 * length), 0);
}

function evaluateCompiled(
  workspace: Workspace<RbfLoops>,
  { gamma, weights, centres }: KernelExpansion,
  x: Matrix,
  onProgress: ((fraction: number) => void) | undefined,
): Float64Array {
  const count = weights.length;
  const ownCentres = workspace.float64(centres.length);
  const ownWeights = workspace.float64(count);
  const rows = workspace.float64(TILE * x.columns);
  const sums = workspace.float64(TILE);
  const kernels = workspace.float64(EXP_TILE_LENGTH);
  const tables = workspace.float64(EXP_TABLE_LENGTH);
  ownCentres.set(centres);
  ownWeights.set(weights);
  writeExpTables(tables);
  const values = new Float64Array(x.rows);
  for (let start = 0; start < x.rows; start += TILE) {
    const height = Math.min(TILE, x.rows - start);
    loadTile(x, start, height, rows);
    sums.fill(0);
    for (let from = 0; from < count; from += CENTRES_A_CALL) {
      workspace.run.addKernels(
        rows.byteOffset,
        8 * TILE,
        height,
        x.columns,
        ownCentres.byteOffset,
        ownWeights.byteOffset,
        from,
        Math.min(from + CENTRES_A_CALL, count),
        gamma,
        sums.byteOffset,
        kernels.byteOffset,
        tables.byteOffset,
      );
    }
    values.set(sums.subarray(0, height), start);
    onProgress?.((start + height) / x.rows);
  }
  return values;
}

function evaluatePlainly(
  { gamma, weights, centres }: KernelExpansion,
  x: Matrix,
  onProgress: ((fraction: number) => void) | undefined,
): Float64Array {
  const values = new Float64Array(x.rows);
  const rows = new Float64Array(TILE * x.columns);
  const kernels = new Float64Array(TILE);
  for (let start = 0; start < x.rows; start += TILE) {
    const count = Math.min(TILE, x.rows - start);
    loadTile(x, start, count, rows);
    for (let s = 0; s < weights.length; s++) {
      sumSquaredDistances(rows, centres, s * x.columns, x.columns, count, kernels);
      for (let k = 0; k < count; k++) kernels[k] *= -gamma;
      exponentiate(kernels, count);
      addScaled(values, start, count, kernels, weights[s]);
    }
    onProgress?.((start + count) / x.rows);
  }
  return values;
}

/** Rows `start … start + count` of `x` with each column contiguous. */
function loadTile(
  { data, columns }: Matrix,
  start: number,
  count: number,
  rows: Float64Array,
): void {
  let at = start * columns;
  for (let k = 0; k < count; k++) {
    for (let to = k; to < columns * TILE; to += TILE) rows[to] = data[at++];
  }
}

/** `distances[k] = ‖row k − centre‖²`, four columns a pass. */
function sumSquaredDistances(
  rows: Float64Array,
  centres: Float64Array,
  offset: number,
  columns: number,
  count: number,
  distances: Float64Array,
): void {
  distances.fill(0, 0, count);
  let c = 0;
  for (; c + 4 <= columns; c += 4) addFour(rows, c * TILE, centres, offset + c, count, distances);
  for (; c < columns; c++) addOne(rows, c * TILE, centres[offset + c], count, distances);
}

function addFour(
  rows: Float64Array,
  at: number,
  centres: Float64Array,
  offset: number,
  count: number,
  distances: Float64Array,
): void {
  const w0 = centres[offset];
  const w1 = centres[offset + 1];
  const w2 = centres[offset + 2];
  const w3 = centres[offset + 3];
  const end = at + count;
  for (let i = at, k = 0; i < end; i++, k++) {
    const d0 = rows[i] - w0;
    const d1 = rows[i + TILE] - w1;
    const d2 = rows[i + 2 * TILE] - w2;
    const d3 = rows[i + 3 * TILE] - w3;
    distances[k] = distances[k] + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
  }
}

function addOne(
  rows: Float64Array,
  at: number,
  w: number,
  count: number,
  distances: Float64Array,
): void {
  for (let k = 0; k < count; k++) {
    const d = rows[at + k] - w;
    distances[k] += d * d;
  }
}

function addScaled(
  values: Float64Array,
  start: number,
  count: number,
  kernels: Float64Array,
  weight: number,
): void {
  for (let k = 0; k < count; k++) values[start + k] += weight * kernels[k];
}
