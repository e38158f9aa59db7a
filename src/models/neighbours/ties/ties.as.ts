/*
 * What scikit-learn keeps where rows tie for the last place among the neighbours, in WebAssembly: the
 * loops of `kd-tree-reference.ts`, to the bit.
 */

export { configureWalk, walk } from './walk.as.ts';
