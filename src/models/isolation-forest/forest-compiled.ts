import { compiledLoops } from '../compiled/compiled-loops.ts';
import { wasm } from './forest.as.ts?wasm';

/** Addresses are in bytes; what each loop does stands where `forest.as.ts` has it from. */
export interface ForestLoops {
  drawPermuted(
    seed: number,
    largestSeed: number,
    n: number,
    size: number,
    state: number,
    words: number,
    draws: number,
    head: number,
    drawn: number,
  ): number;
  configureTree(...addresses: number[]): void;
  growSample(
    rows: number,
    columnCount: number,
    seed: number,
    featureThreshold: number,
    maxDepth: number,
    pending: number,
    feature: number,
    threshold: number,
    leftChild: number,
    rightChild: number,
    samples: number,
  ): number;
  makeKeys(values: number, rows: number, columns: number, keys: number): void;
  walkTrees(
    keys: number,
    groups: number,
    columns: number,
    trees: number,
    nodes: number,
    lengths: number,
    from: number,
    to: number,
    starts: number,
    totals: number,
  ): void;
}

/** The loops of the Isolation Forest in WebAssembly. */
export const openForestLoops = compiledLoops<ForestLoops>(wasm);
