/*
 * What scikit-learn keeps where rows tie for the last place among the neighbours, in WebAssembly: the
 * loops of `kd-tree-reference.ts` and `neighbours-exhaustive.ts`, to the bit.
 */

export {
  configureHeaps,
  configureObjects,
  configureSubjects,
  meetFour,
  offerWaiting,
} from './pairs.as.ts';
export { configureWalk, walk } from './walk.as.ts';
