import type { Matrix } from '../features/matrix.ts';

/**
 * Rows of a matrix laid out for kernel rows: each column contiguous, ‖x‖² once per row. The solver
 * moves points about, so a position here is not a row number of the matrix.
 */
export interface KernelPoints {
  readonly length: number;
  readonly columns: readonly Float64Array[];
  /** ‖x‖² of each point, summed in the order in which `fillKernelRow` sums its products. */
  readonly squaredNorms: Float64Array;
}

/** One point and what its kernel row needs. */
export interface KernelPoint {
  readonly coordinates: Float64Array;
  squaredNorm: number;
}

/** Room for `length` points of `dimensions` numbers. */
export function emptyKernelPoints(length: number, dimensions: number): KernelPoints {
  return {
    length,
    columns: Array.from({ length: dimensions }, () => new Float64Array(length)),
    squaredNorms: new Float64Array(length),
  };
}

/** The rows of `x` as kernel points. O(rows × columns) time and memory. */
export function kernelPointsOf(x: Matrix): KernelPoints {
  const points = emptyKernelPoints(x.rows, x.columns);
  points.columns.forEach((column, c) => {
    for (let i = 0; i < x.rows; i++) {
      const value = x.data[i * x.columns + c];
      column[i] = value;
      points.squaredNorms[i] += value * value;
    }
  });
  return points;
}

export function emptyKernelPoint(dimensions: number): KernelPoint {
  return { coordinates: new Float64Array(dimensions), squaredNorm: 0 };
}

/** Copies the point at `position` into `point`. */
export function loadKernelPoint(points: KernelPoints, position: number, point: KernelPoint): void {
  for (let c = 0; c < points.columns.length; c++) {
    point.coordinates[c] = points.columns[c][position];
  }
  point.squaredNorm = points.squaredNorms[position];
}

/** Copies the points at `positions[from … to)` to positions 0, 1, … of `tile`. */
export function gatherKernelPoints(
  points: KernelPoints,
  positions: Uint32Array,
  tile: KernelPoints,
): void {
  for (let c = 0; c < points.columns.length; c++) {
    gatherInto(points.columns[c], positions, tile.columns[c]);
  }
  gatherInto(points.squaredNorms, positions, tile.squaredNorms);
}

function gatherInto(values: Float64Array, positions: Uint32Array, into: Float64Array): void {
  for (let k = 0; k < positions.length; k++) into[k] = values[positions[k]];
}

/** Exchanges the points at positions `a` and `b`. */
export function swapKernelPoints(points: KernelPoints, a: number, b: number): void {
  for (const column of points.columns) swap(column, a, b);
  swap(points.squaredNorms, a, b);
}

function swap(values: Float64Array, a: number, b: number): void {
  const value = values[a];
  values[a] = values[b];
  values[b] = value;
}

/** Points whose products are summed at a time, so that the sums stay in the nearest cache. */
const TILE = 512;
const products = new Float64Array(TILE);

/**
 * Writes exp(−γ ‖point − pⱼ‖²) for positions j in `from … to` to `out[offset + j]`, rounded to
 * float32 as LIBSVM keeps its kernel. ‖a − b‖² is ‖a‖² + ‖b‖² − 2 a·b, products added column by
 * column, so that equal points give exactly 1 and K(a, b) has the bits of K(b, a).
 * O((to − from) × columns).
 */
export function fillKernelRow(
  points: KernelPoints,
  point: KernelPoint,
  gamma: number,
  from: number,
  to: number,
  out: Float32Array,
  offset = 0,
): void {
  for (let start = from; start < to; start += TILE) {
    const count = Math.min(TILE, to - start);
    sumProducts(points.columns, point.coordinates, start, count, products);
    exponentiate(
      products,
      points.squaredNorms,
      point.squaredNorm,
      gamma,
      start,
      count,
      out,
      offset,
    );
  }
}

/** `sums[k] = Σ_c coordinates[c] × columns[c][start + k]`, four columns in a pass. */
function sumProducts(
  columns: readonly Float64Array[],
  coordinates: Float64Array,
  start: number,
  count: number,
  sums: Float64Array,
): void {
  sums.fill(0, 0, count);
  let c = 0;
  for (; c + 4 <= columns.length; c += 4) {
    addFour(
      columns[c],
      columns[c + 1],
      columns[c + 2],
      columns[c + 3],
      coordinates,
      c,
      start,
      count,
      sums,
    );
  }
  for (; c < columns.length; c++) addOne(columns[c], coordinates[c], start, count, sums);
}

function addFour(
  c0: Float64Array,
  c1: Float64Array,
  c2: Float64Array,
  c3: Float64Array,
  coordinates: Float64Array,
  c: number,
  start: number,
  count: number,
  sums: Float64Array,
): void {
  const w0 = coordinates[c];
  const w1 = coordinates[c + 1];
  const w2 = coordinates[c + 2];
  const w3 = coordinates[c + 3];
  for (let k = 0; k < count; k++) {
    const j = start + k;
    sums[k] = sums[k] + w0 * c0[j] + w1 * c1[j] + w2 * c2[j] + w3 * c3[j];
  }
}

function addOne(
  column: Float64Array,
  weight: number,
  start: number,
  count: number,
  sums: Float64Array,
): void {
  for (let k = 0; k < count; k++) sums[k] += weight * column[start + k];
}

function exponentiate(
  dots: Float64Array,
  squaredNorms: Float64Array,
  squaredNorm: number,
  gamma: number,
  start: number,
  count: number,
  out: Float32Array,
  offset: number,
): void {
  for (let k = 0; k < count; k++) {
    const j = start + k;
    out[offset + j] = Math.exp(-gamma * (squaredNorm + squaredNorms[j] - 2 * dots[k]));
  }
}
