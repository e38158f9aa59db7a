import type { Matrix } from '../features/matrix.ts';

/** A weighted sum of RBF kernels about centres: f(x) = Σ weightₛ exp(−γ ‖x − centreₛ‖²). */
export interface KernelExpansion {
  readonly gamma: number;
  readonly weights: Float64Array;
  /** Row-major, one centre per weight. */
  readonly centres: Float64Array;
}

/** Rows whose distances are summed at a time, so that they stay in the nearest cache. */
const TILE = 256;

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
  const columns = Array.from({ length: x.columns }, () => new Float64Array(TILE));
  const distances = new Float64Array(TILE);
  for (let start = 0; start < x.rows; start += TILE) {
    const count = Math.min(TILE, x.rows - start);
    loadTile(x, start, count, columns);
    for (let s = 0; s < weights.length; s++) {
      squaredDistances(columns, centres, s * x.columns, count, distances);
      addKernels(values, start, count, distances, gamma, weights[s]);
    }
    onProgress?.((start + count) / x.rows);
  }
  return values;
}

function loadTile(x: Matrix, start: number, count: number, columns: readonly Float64Array[]): void {
  columns.forEach((column, c) => {
    for (let k = 0; k < count; k++) column[k] = x.data[(start + k) * x.columns + c];
  });
}

function squaredDistances(
  columns: readonly Float64Array[],
  centres: Float64Array,
  offset: number,
  count: number,
  distances: Float64Array,
): void {
  distances.fill(0, 0, count);
  let c = 0;
  for (; c + 4 <= columns.length; c += 4) {
    addFour(
      columns[c],
      columns[c + 1],
      columns[c + 2],
      columns[c + 3],
      centres,
      offset + c,
      count,
      distances,
    );
  }
  for (; c < columns.length; c++) addOne(columns[c], centres[offset + c], count, distances);
}

function addFour(
  c0: Float64Array,
  c1: Float64Array,
  c2: Float64Array,
  c3: Float64Array,
  centres: Float64Array,
  at: number,
  count: number,
  distances: Float64Array,
): void {
  const w0 = centres[at];
  const w1 = centres[at + 1];
  const w2 = centres[at + 2];
  const w3 = centres[at + 3];
  for (let k = 0; k < count; k++) {
    const d0 = c0[k] - w0;
    const d1 = c1[k] - w1;
    const d2 = c2[k] - w2;
    const d3 = c3[k] - w3;
    distances[k] = distances[k] + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
  }
}

function addOne(column: Float64Array, w: number, count: number, distances: Float64Array): void {
  for (let k = 0; k < count; k++) {
    const d = column[k] - w;
    distances[k] += d * d;
  }
}

function addKernels(
  values: Float64Array,
  start: number,
  count: number,
  distances: Float64Array,
  gamma: number,
  weight: number,
): void {
  for (let k = 0; k < count; k++) values[start + k] += weight * Math.exp(-gamma * distances[k]);
}
