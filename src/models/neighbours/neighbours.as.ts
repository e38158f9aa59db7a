/*
 * Nearest neighbours in WebAssembly. Float32 rules rows out, with a margin for all that rounding may do;
 * what it leaves is measured in float64, as a plain loop does it. So the rows found, their order and
 * their distances are those of `searchKdTree`, to the bit.
 */

export { configureBoxes, prepareBoxes } from './boxes.as.ts';
export { compareFour, configureComparison, endFact, startFact } from './comparison.as.ts';
export { configureRows, want } from './list.as.ts';
export { configureTree, prepareLeaves, searchTree, seenBoxes, seenRows } from './tree.as.ts';
