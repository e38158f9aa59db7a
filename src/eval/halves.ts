import { gather } from '../data/flow-rows.ts';
import { type CategoryColumn, NORMAL } from '../data/flow-table.ts';
import { MersenneTwister } from '../data/random.ts';
import { labelledAmong } from './labelled.ts';
import { stratifiedHalves } from './stratified-split.ts';

/** Rows to choose a value by, and rows to judge the choice by: no row in both. */
export interface Halves {
  readonly chosenOn: Uint32Array;
  readonly judgedOn: Uint32Array;
}

/** The seed that draws halves, whatever the run's seed: who names it gets the same halves. */
export const HALVES_SEED = 0;

/**
 * The labelled ones of `rows` in two halves, with the same share of each kind of attack and of normal
 * flows. `null` where normal flows or attacks are missing in one of them. O(rows).
 */
export function halvesOf(
  label: Int8Array,
  attackType: CategoryColumn,
  rows: Uint32Array,
): Halves | null {
  const labelled = labelledAmong(label, rows);
  const classes = Int32Array.from(
    labelled,
    (row) => 2 * attackType.codes[row] + (label[row] === NORMAL ? 0 : 1),
  );
  const [first, second] = stratifiedHalves(classes, new MersenneTwister(HALVES_SEED));
  const halves = { chosenOn: gather(labelled, first), judgedOn: gather(labelled, second) };
  const hasBoth = (half: Uint32Array) =>
    half.some((row) => label[row] === NORMAL) && half.some((row) => label[row] !== NORMAL);
  return hasBoth(halves.chosenOn) && hasBoth(halves.judgedOn) ? halves : null;
}
