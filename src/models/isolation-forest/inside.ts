import { exp2 } from '../../data/elementary.ts';
import { averagePathLength } from './forest-trees.ts';
import type { IsolationForest } from './isolation-forest.ts';
import { LEAF } from './isolation-tree.ts';

/** One cut that a row passes on its way down a tree. */
export interface ForestCut {
  /** Column of the matrix. */
  readonly column: number;
  /** In units of the matrix. */
  readonly threshold: number;
  /** The row's value as the tree sees it: rounded to float32. */
  readonly value: number;
  /** Left where the value is ≤ the threshold. */
  readonly side: 'left' | 'right';
  /** Distinct rows of the tree's sample before the cut, and those that stay on the row's side. */
  readonly before: number;
  readonly remaining: number;
}

/** The way of a row down one tree. */
export interface ForestPath {
  /** The tree's place in the forest, from 0. */
  readonly tree: number;
  readonly cuts: readonly ForestCut[];
  /** Distinct rows of the tree's sample in the leaf where the row ends. */
  readonly leafSamples: number;
  /** The cuts that would still be needed, on average, to part the rows of the leaf. */
  readonly correction: number;
  /** `cuts.length + correction`. */
  readonly length: number;
}

/** How a forest comes to the score of a row. */
export interface ForestLengths {
  /** Path length of the row in each tree, in their order. */
  readonly lengths: readonly number[];
  readonly mean: number;
  /** Average path length for so many rows as each tree was grown from. */
  readonly expected: number;
  /** Rows drawn for each tree. */
  readonly maxSamples: number;
  /** −2^(−mean / expected), lower = more abnormal. */
  readonly score: number;
}

/** The cuts of one tree on the way of a row. O(depth). @param row a row of the forest's columns */
export function forestPath(
  { trees }: IsolationForest,
  row: ArrayLike<number>,
  tree: number,
): ForestPath {
  const cuts: ForestCut[] = [];
  let node = trees.roots[tree];
  while (trees.feature[node] !== LEAF) {
    const column = trees.feature[node];
    const threshold = trees.threshold[node];
    const value = Math.fround(row[column]);
    const side = value <= threshold ? 'left' : 'right';
    const before = trees.nodeSamples[node];
    node = side === 'left' ? trees.leftChild[node] : trees.rightChild[node];
    cuts.push({ column, threshold, value, side, before, remaining: trees.nodeSamples[node] });
  }
  const leafSamples = trees.nodeSamples[node];
  const correction = averagePathLength(leafSamples);
  return { tree, cuts, leafSamples, correction, length: cuts.length + correction };
}

/** The path lengths of a row in all trees and what they come to. O(trees × depth). */
export function forestLengths(forest: IsolationForest, row: ArrayLike<number>): ForestLengths {
  const { count } = forest.trees;
  const lengths = Array.from({ length: count }, (_, tree) => forestPath(forest, row, tree).length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / count;
  const maxSamples = forest.maxSamplesFitted;
  const expected = averagePathLength(maxSamples);
  // Trees of a single row isolate nothing: every row is average.
  const score = expected === 0 ? -0.5 : -exp2(-mean / expected);
  return { lengths, mean, expected, maxSamples, score };
}
