import type { Matrix } from '../../features/matrix.ts';
import { type Arrays, HEAP_ARRAYS } from '../compiled/arrays.ts';
import { exponentiate } from './rbf-exp.ts';

/**
 * Rows of a matrix laid out for kernel rows, ‖x‖² once per row. The solver moves points about, so a
 * position here is not a row number of the matrix.
 */
export interface KernelPoints {
  readonly length: number;
  readonly dimensions: number;
  /** So many points lie together, each column of theirs contiguous; all points or a power of 2. */
  readonly block: number;
  /** Block by block; column c of the point at position i is where `placeOf` says. */
  readonly coordinates: Float64Array;
  /** ‖x‖² of each point, summed in the order in which `fillKernelRow` sums its products. */
  readonly squaredNorms: Float64Array;
}

/** One point and what its kernel row needs. */
export interface KernelPoint {
  readonly coordinates: Float64Array;
  squaredNorm: number;
}

/**
 * The rows of `x` as kernel points, in blocks of `block`, in arrays made by `arrays`. O(rows ×
 * columns) time and memory.
 */
export function kernelPointsOf(
  x: Matrix,
  block = x.rows,
  arrays: Arrays = HEAP_ARRAYS,
): KernelPoints {
  const points = {
    length: x.rows,
    dimensions: x.columns,
    block,
    coordinates: arrays.float64(Math.ceil(x.rows / block) * block * x.columns),
    squaredNorms: arrays.float64(x.rows),
  };
  const { coordinates, squaredNorms } = points;
  for (let i = 0; i < x.rows; i++) {
    let place = placeOf(points, i);
    let squares = 0;
    for (let at = i * x.columns; at < (i + 1) * x.columns; at++, place += block) {
      const value = x.data[at];
      coordinates[place] = value;
      squares += value * value;
    }
    squaredNorms[i] = squares;
  }
  return points;
}

/** Where column 0 of the point at `position` stands; the other columns follow `block` apart. */
function placeOf({ block, dimensions }: KernelPoints, position: number): number {
  const inBlock = position % block;
  return (position - inBlock) * dimensions + inBlock;
}

export function emptyKernelPoint(dimensions: number): KernelPoint {
  return { coordinates: new Float64Array(dimensions), squaredNorm: 0 };
}

/** Copies the point at `position` into `point`. */
export function loadKernelPoint(points: KernelPoints, position: number, point: KernelPoint): void {
  const place = placeOf(points, position);
  for (let c = 0; c < points.dimensions; c++) {
    point.coordinates[c] = points.coordinates[place + c * points.block];
  }
  point.squaredNorm = points.squaredNorms[position];
}

/** Exchanges the points at positions `a` and `b`. */
export function swapKernelPoints(points: KernelPoints, a: number, b: number): void {
  const placeA = placeOf(points, a);
  const placeB = placeOf(points, b);
  for (let c = 0; c < points.dimensions; c++) {
    swap(points.coordinates, placeA + c * points.block, placeB + c * points.block);
  }
  swap(points.squaredNorms, a, b);
}

function swap(values: Float64Array, a: number, b: number): void {
  const value = values[a];
  values[a] = values[b];
  values[b] = value;
}

/** Points whose products are summed at a time, so that the sums stay in the nearest cache. */
const TILE = 512;
const tile = new Float64Array(TILE);

/**
 * Writes exp(−γ ‖point − pⱼ‖²) for positions j in `from … to` to `row[j − origin]`, rounded to
 * float32 as LIBSVM keeps its kernel. ‖a − b‖² is ‖a‖² + ‖b‖² − 2 a·b, products added column by column, so
 * that equal points give exactly 1 and K(a, b) has the bits of K(b, a). The points must lie in one
 * block. O((to − from) × columns).
 */
export function fillKernelRow(
  points: KernelPoints,
  point: KernelPoint,
  gamma: number,
  from: number,
  to: number,
  row: Float32Array,
  origin = 0,
): void {
  for (let start = from; start < to; start += TILE) {
    const count = Math.min(TILE, to - start);
    sumProducts(points, point.coordinates, start, count);
    fillExponents(points.squaredNorms, point.squaredNorm, gamma, start, count);
    exponentiate(tile, count);
    const at = start - origin;
    for (let k = 0; k < count; k++) row[at + k] = tile[k];
  }
}

/** `tile[k] = a·b` of the point with `coordinates` and that at `start + k`; four columns a pass. */
function sumProducts(
  points: KernelPoints,
  coordinates: Float64Array,
  start: number,
  count: number,
): void {
  const { length, dimensions } = points;
  tile.fill(0, 0, count);
  let c = 0;
  for (; c + 4 <= dimensions; c += 4) {
    addFour(points.coordinates, c * length + start, length, coordinates, c, count, tile);
  }
  for (; c < dimensions; c++) {
    addOne(points.coordinates, c * length + start, coordinates[c], count, tile);
  }
}

function addFour(
  values: Float64Array,
  at: number,
  stride: number,
  weights: Float64Array,
  c: number,
  count: number,
  sums: Float64Array,
): void {
  const w0 = weights[c];
  const w1 = weights[c + 1];
  const w2 = weights[c + 2];
  const w3 = weights[c + 3];
  const at1 = at + stride;
  const at2 = at1 + stride;
  const at3 = at2 + stride;
  for (let k = 0; k < count; k++) {
    sums[k] =
      sums[k] +
      w0 * values[at + k] +
      w1 * values[at1 + k] +
      w2 * values[at2 + k] +
      w3 * values[at3 + k];
  }
}

function addOne(
  values: Float64Array,
  at: number,
  weight: number,
  count: number,
  sums: Float64Array,
): void {
  for (let k = 0; k < count; k++) sums[k] += weight * values[at + k];
}

/** Turns the products in `tile` into −γ ‖a − b‖². */
function fillExponents(
  squaredNorms: Float64Array,
  squaredNorm: number,
  gamma: number,
  start: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    tile[k] = -gamma * (squaredNorm + squaredNorms[start + k] - 2 * tile[k]);
  }
}
