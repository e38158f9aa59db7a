import { compiledLoops } from '../compiled/compiled-loops.ts';
import { wasm } from './rbf.as.ts?wasm';
import { EXP_CONSTANTS, EXP_ROOTS } from './rbf-exp.ts';

/** Addresses are in bytes; what each loop does stands in `rbf.as.ts` and `kernel-sums.as.ts`. */
export interface RbfLoops {
  addRow(sums: number, row: number, factor: number, count: number): void;
  addTwoRows(
    sums: number,
    status: number,
    barred: number,
    first: number,
    a: number,
    second: number,
    b: number,
    count: number,
  ): number;
  selectSecond(
    gradient: number,
    support: number,
    count: number,
    row: number,
    least: number,
    tiny: number,
    greatest: number,
  ): number;
  fillRows(
    points: number,
    norms: number,
    coordinates: number,
    ownNorms: number,
    rows: number,
    rowCount: number,
    dimensions: number,
    gamma: number,
    count: number,
    tile: number,
    tables: number,
  ): void;
  addKernelRows(
    points: number,
    norms: number,
    coordinates: number,
    ownNorms: number,
    rowCount: number,
    dimensions: number,
    gamma: number,
    count: number,
    sums: number,
    factors: number,
    tile: number,
    tables: number,
  ): void;
  addKernels(
    rows: number,
    stride: number,
    count: number,
    columns: number,
    centres: number,
    weights: number,
    from: number,
    to: number,
    gamma: number,
    sums: number,
    kernels: number,
    tables: number,
  ): void;
}

/** The loops of the RBF kernel in WebAssembly. */
export const openRbfLoops = compiledLoops<RbfLoops>(wasm, { 'exponential.as': { exp: Math.exp } });

/** Of the shorter polynomial in `exponentiateRounded`; its error is the same near 0 and at its ends. */
const ROUGH_STEP = Math.LN2 / 128;
const ROUGH_SQUARE = 0.5 + ((Math.SQRT2 - 1) / 12) * (ROUGH_STEP / 2) ** 2;
/** Its exponential rounds to a float32 of 0. */
const ROUGH_LEAST = -150;
/** How far that polynomial may be off, as a share, and twice that in the last place of any double. */
const ROUGH_SHARE = 2 ** -41;
const ROUGH_UNITS = 2 ** 13;

/** Behind the roots, each twice; the loops read them at these places. */
const CONSTANTS: readonly number[] = [
  ...EXP_CONSTANTS,
  ROUGH_STEP,
  ROUGH_SQUARE,
  ROUGH_LEAST,
  // The double with these bits.
  ROUGH_UNITS * 2 ** -1074,
];
/** Without what they lack of the exact ones, and smaller by that share. */
const ROUGH_ROOTS = EXP_ROOTS.filter((_, i) => i % 2 === 0).map((root) => root * (1 - ROUGH_SHARE));

/** What the loops' exponential takes from memory. */
export const EXP_TABLE_LENGTH = EXP_ROOTS.length + 2 * CONSTANTS.length + ROUGH_ROOTS.length;
/** Doubles between which and their exponentials the loops pass over some hundred kernels. */
export const EXP_TILE_LENGTH = 512;

/** Writes it into an array of that length. */
export function writeExpTables(tables: Float64Array): void {
  tables.set(EXP_ROOTS);
  const behind = EXP_ROOTS.length;
  CONSTANTS.forEach((value, i) => {
    tables.fill(value, behind + 2 * i, behind + 2 * i + 2);
  });
  tables.set(ROUGH_ROOTS, behind + 2 * CONSTANTS.length);
}
