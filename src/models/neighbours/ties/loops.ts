import { compiledLoops } from '../../compiled/compiled-loops.ts';
import { wasm } from './ties.as.ts?wasm';

/** Addresses are in bytes; what each loop does stands in `walk.as.ts` and `pairs.as.ts`. */
export interface TieLoops {
  configureWalk(
    columns: number,
    count: number,
    leafStart: number,
    boxes: number,
    leafRows: number,
    blocksALeaf: number,
    ids: number,
    stack: number,
    measured: number,
  ): void;
  walk(query: number, distances: number, rows: number): number;
  configureObjects(
    columns: number,
    groups: number,
    bases: number,
    values: number,
    norms: number,
  ): void;
  configureSubjects(
    bases: number,
    values: number,
    norms: number,
    slacks: number,
    limits: number,
    ceilings: number,
  ): void;
  configureHeaps(
    size: number,
    stretch: number,
    distances: number,
    rows: number,
    queue: number,
    products: number,
    areExact: boolean,
  ): void;
  meetFour(own: number, place: number, from: number, to: number): void;
  offerWaiting(): void;
}

/** One workspace for ties at a time: see `compiledLoops`. */
export const openTieLoops = compiledLoops<TieLoops>(wasm);
