import type { Matrix } from '../../features/matrix.ts';
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
  const { gamma, weights, centres } = expansion;
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
function loadTile(x: Matrix, start: number, count: number, rows: Float64Array): void {
  for (let k = 0; k < count; k++) {
    const at = (start + k) * x.columns;
    for (let c = 0; c < x.columns; c++) rows[c * TILE + k] = x.data[at + c];
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
