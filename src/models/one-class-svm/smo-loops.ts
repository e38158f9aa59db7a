import { type Arrays, HEAP_ARRAYS } from '../compiled/arrays.ts';
import { bytesTaken } from '../compiled/compiled-loops.ts';
import {
  EXP_TABLE_LENGTH,
  EXP_TILE_LENGTH,
  openRbfLoops,
  writeExpTables,
} from '../kernels/rbf-compiled.ts';
import {
  emptyKernelPoint,
  fillKernelRow,
  type KernelPoints,
  loadKernelPoint,
} from '../kernels/rbf-kernel.ts';
import { cachedRows } from './kernel-cache.ts';
import { AT_UPPER } from './smo-status.ts';

/** The solver's loops over points, in WebAssembly or in TypeScript, to the same bits. */
export interface SmoLoops {
  /** Makes the arrays that the loops work on. */
  readonly arrays: Arrays;
  /** How many points shall lie together. */
  readonly block: number;
  /**
   * Writes K(point at `positions[r]`, point at j) for j in `from … to` to `rows[r][j − origin]`, for
   * `MOST_ROWS` positions at most. `origin` is a multiple of 8. What lies around in a row may be
   * written too, with what belongs there.
   */
  fillRows(
    points: KernelPoints,
    positions: readonly number[],
    gamma: number,
    from: number,
    to: number,
    rows: readonly Float32Array[],
    origin: number,
  ): void;
  /**
   * Adds to `sums`, in order, the row of each position times its factor, for `MOST_ROWS` positions at
   * most. Keeps no row.
   */
  addKernelRows(
    points: KernelPoints,
    positions: readonly number[],
    gamma: number,
    sums: Float64Array,
    factors: Float64Array,
  ): void;
  /** `sums += factor × row` over the first `count` entries. */
  addScaled(sums: Float64Array, row: Float32Array, factor: number, count: number): void;
  /**
   * `gradient += first × a + second × b` over the first `active` entries; returns the last position
   * of the least below the upper bound, or −1.
   */
  addRows(
    gradient: Float64Array,
    status: Uint8Array,
    first: Float32Array,
    a: number,
    second: Float32Array,
    b: number,
    active: number,
  ): number;
  /**
   * Among the first `count` positions in `support`, returns the one that promises the largest decrease of
   * the objective if α moves from there to the point with gradient `least` and kernel row `row`, the last
   * of equals, or −1; writes the greatest gradient among them to `greatest`.
   */
  selectSecond(
    gradient: Float64Array,
    support: Int32Array,
    count: number,
    row: Float32Array,
    least: number,
    greatest: Float64Array,
  ): number;
  /** Gives the memory back; the arrays are not to be used any more. */
  close(): void;
}

/** Rows that are filled at once: what is read of the points serves all of them. */
export const MOST_ROWS = 16;
/** Points that compiled loops find together. */
const BLOCK = 8;
/** Stands in for a curvature that is not positive. */
export const TINY_CURVATURE = 1e-12;
/** Points whose gradient is rebuilt at a time, by parts of rows. */
export const PART_LENGTH = 512;

/** Loops for a problem of that size, compiled ones where the platform has them. */
export function smoLoops(points: number, dimensions: number, cacheBytes: number): SmoLoops {
  return compiledSmoLoops(points, dimensions, cacheBytes) ?? plainSmoLoops(points, dimensions);
}

function plainSmoLoops(points: number, dimensions: number): SmoLoops {
  const point = emptyKernelPoint(dimensions);
  return {
    arrays: HEAP_ARRAYS,
    block: points,
    fillRows: (of, positions, gamma, from, to, rows, origin) => {
      positions.forEach((position, r) => {
        loadKernelPoint(of, position, point);
        fillKernelRow(of, point, gamma, from, to, rows[r], origin);
      });
    },
    addKernelRows: (of, positions, gamma, sums, factors) => {
      const row = new Float32Array(points);
      positions.forEach((position, r) => {
        loadKernelPoint(of, position, point);
        fillKernelRow(of, point, gamma, 0, points, row);
        addScaled(sums, row, factors[r], points);
      });
    },
    addScaled,
    addRows,
    selectSecond,
    close: () => {},
  };
}

function compiledSmoLoops(
  points: number,
  dimensions: number,
  cacheBytes: number,
): SmoLoops | undefined {
  const doubles = [
    (points + BLOCK) * dimensions,
    MOST_ROWS * dimensions,
    MOST_ROWS,
    EXP_TILE_LENGTH,
    EXP_TABLE_LENGTH,
    1,
  ];
  // Norms, multipliers and two gradients; the support; the status of each point; rows, and parts of some.
  const perPoint = 4 * bytesTaken(8 * points) + bytesTaken(4 * points) + bytesTaken(points);
  const rows = cachedRows(cacheBytes, points) * bytesTaken(4 * points);
  const bytes = doubles.reduce((sum, length) => sum + bytesTaken(8 * length), perPoint + rows);
  const workspace = openRbfLoops(
    bytes + MOST_ROWS * bytesTaken(4 * (PART_LENGTH + BLOCK)) + bytesTaken(4 * MOST_ROWS),
  );
  if (workspace === undefined) return undefined;
  const { run } = workspace;
  const point = emptyKernelPoint(dimensions);
  const coordinates = workspace.float64(MOST_ROWS * dimensions);
  const norms = workspace.float64(MOST_ROWS);
  const addresses = workspace.int32(MOST_ROWS);
  const tile = workspace.float64(EXP_TILE_LENGTH);
  const tables = workspace.float64(EXP_TABLE_LENGTH);
  writeExpTables(tables);
  const loadPoints = (of: KernelPoints, positions: readonly number[]) => {
    positions.forEach((position, r) => {
      loadKernelPoint(of, position, point);
      coordinates.set(point.coordinates, r * dimensions);
      norms[r] = point.squaredNorm;
    });
  };
  return {
    arrays: workspace,
    block: BLOCK,
    fillRows: (of, positions, gamma, from, to, rows, origin) => {
      // Whole blocks: the first may begin before what was asked for.
      const start = from - (from % BLOCK);
      loadPoints(of, positions);
      rows.forEach((row, r) => {
        addresses[r] = row.byteOffset + 4 * (start - origin);
      });
      run.fillRows(
        of.coordinates.byteOffset + 8 * start * dimensions,
        of.squaredNorms.byteOffset + 8 * start,
        coordinates.byteOffset,
        norms.byteOffset,
        addresses.byteOffset,
        positions.length,
        dimensions,
        gamma,
        to - start,
        tile.byteOffset,
        tables.byteOffset,
      );
    },
    addKernelRows: (of, positions, gamma, sums, factors) => {
      loadPoints(of, positions);
      run.addKernelRows(
        of.coordinates.byteOffset,
        of.squaredNorms.byteOffset,
        coordinates.byteOffset,
        norms.byteOffset,
        positions.length,
        dimensions,
        gamma,
        points,
        sums.byteOffset,
        factors.byteOffset,
        tile.byteOffset,
        tables.byteOffset,
      );
    },
    addScaled: (sums, row, factor, count) =>
      run.addRow(sums.byteOffset, row.byteOffset, factor, count),
    addRows: (gradient, status, first, a, second, b, active) =>
      run.addTwoRows(
        gradient.byteOffset,
        status.byteOffset,
        AT_UPPER,
        first.byteOffset,
        a,
        second.byteOffset,
        b,
        active,
      ),
    selectSecond: (gradient, support, count, row, least, greatest) =>
      run.selectSecond(
        gradient.byteOffset,
        support.byteOffset,
        count,
        row.byteOffset,
        least,
        TINY_CURVATURE,
        greatest.byteOffset,
      ),
    close: workspace.close,
  };
}

function addScaled(sums: Float64Array, row: Float32Array, factor: number, count: number): void {
  for (let k = 0; k < count; k++) sums[k] += factor * row[k];
}

function addRows(
  gradient: Float64Array,
  status: Uint8Array,
  first: Float32Array,
  a: number,
  second: Float32Array,
  b: number,
  active: number,
): number {
  let best = Number.POSITIVE_INFINITY;
  let at = -1;
  for (let k = 0; k < active; k++) {
    const value = gradient[k] + (first[k] * a + second[k] * b);
    gradient[k] = value;
    if (value <= best && status[k] !== AT_UPPER) {
      best = value;
      at = k;
    }
  }
  return at;
}

function selectSecond(
  gradient: Float64Array,
  support: Int32Array,
  count: number,
  row: Float32Array,
  least: number,
  greatest: Float64Array,
): number {
  let most = Number.NEGATIVE_INFINITY;
  let best = Number.NEGATIVE_INFINITY;
  let second = -1;
  for (let k = 0; k < count; k++) {
    const j = support[k];
    if (gradient[j] > most) most = gradient[j];
    const violation = gradient[j] - least;
    if (violation <= 0) continue;
    const curvature = 2 - 2 * row[j];
    const decrease = (violation * violation) / (curvature > 0 ? curvature : TINY_CURVATURE);
    if (decrease > best || (decrease === best && j > second)) {
      best = decrease;
      second = j;
    }
  }
  greatest[0] = most;
  return second;
}
