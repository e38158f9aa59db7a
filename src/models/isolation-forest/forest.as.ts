/*
 * The loops of the Isolation Forest in WebAssembly: which rows a tree is grown from, growing it, and rows
 * walking down trees.
 */

export { drawPermuted } from './drawing.as.ts';
export { configureTree, growSample } from './growing.as.ts';
export { makeKeys, walkTrees } from './walking.as.ts';
