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

/** What the loops' exponential takes from memory: roots; then constants, 1 behind them, each twice. */
export const EXP_TABLE_LENGTH = EXP_ROOTS.length + 2 * (EXP_CONSTANTS.length + 1);
/** Doubles between which and their exponentials the loops pass over some hundred kernels. */
export const EXP_TILE_LENGTH = 512;

/** Writes them into an array of that length. */
export function writeExpTables(tables: Float64Array): void {
  tables.set(EXP_ROOTS);
  // The bits of 1 are the exponent of a double that is 0.
  [...EXP_CONSTANTS, 1].forEach((value, i) => {
    tables.fill(value, EXP_ROOTS.length + 2 * i, EXP_ROOTS.length + 2 * i + 2);
  });
}
