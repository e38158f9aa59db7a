import type { Matrix } from '../../features/matrix.ts';
import { bytesTaken, type Workspace } from '../compiled/compiled-loops.ts';
import { type ForestLoops, openForestLoops } from './forest-compiled.ts';
import { bytesForDrawing, compiledDrawing } from './forest-draws.ts';
import { type Bagging, drawTree, type TreeDraw } from './forest-sampling.ts';
import { growTree, type IsolationTree, LEAF, type TreeLimits } from './isolation-tree.ts';

/** What a forest's trees are grown from. */
export interface Grove {
  readonly x: Matrix;
  /** The ensemble's random target of every row. */
  readonly targets: Float64Array;
  readonly bagging: Bagging;
  readonly limits: TreeLimits;
}

/** What grows one tree after another from their seeds. */
export interface TreeGrowing {
  readonly grow: (seed: number) => IsolationTree;
  /** Gives memory back. */
  readonly close: () => void;
}

/** Draws and grows trees, by compiled loops where the platform has them. */
export function openTreeGrowing(grove: Grove): TreeGrowing {
  const { x, targets, bagging, limits } = grove;
  const workspace = openForestLoops(bytesForGrowing(grove) + bytesForDrawing(bagging));
  if (workspace === undefined) {
    return { grow: (seed) => growTree(x, targets, drawTree(bagging, seed), limits), close() {} };
  }
  const draw = compiledDrawing(workspace, bagging);
  const growSample = compiledGrowing(workspace, grove);
  return { grow: (seed) => growSample(draw(seed)), close: workspace.close };
}

const PENDING_WORDS = 8;

function bytesForGrowing({ bagging, limits }: Grove): number {
  const { maxSamples: size, maxFeatures } = bagging;
  const nodes = 2 * size;
  return [
    ...[8 * size, 8 * size, 8 * size, 8 * nodes, 4 * PENDING_WORDS * (limits.maxDepth + 3)],
    ...[4 * size * maxFeatures, 4 * size, 4 * size, 4 * maxFeatures, 4 * maxFeatures],
    ...[4 * nodes, 4 * nodes, 4 * nodes, 4 * nodes],
  ].reduce((sum, bytes) => sum + bytesTaken(bytes), 0);
}

/** `growTree` by compiled loops. */
function compiledGrowing(
  workspace: Workspace<ForestLoops>,
  { x, targets, bagging, limits }: Grove,
): (draw: TreeDraw) => IsolationTree {
  const { maxSamples: size, maxFeatures } = bagging;
  const { run } = workspace;
  const weights = workspace.float64(size);
  const weighted = workspace.float64(size);
  const squared = workspace.float64(size);
  const values = workspace.float32(size * maxFeatures);
  const scratch = [size, size, maxFeatures, maxFeatures].map((length) => workspace.int32(length));
  const pending = workspace.int32(PENDING_WORDS * (limits.maxDepth + 3));
  const threshold = workspace.float64(2 * size);
  const feature = workspace.int32(2 * size);
  const leftChild = workspace.int32(2 * size);
  const rightChild = workspace.int32(2 * size);
  const nodeSamples = workspace.int32(2 * size);
  const addresses = [values, weights, weighted, squared, ...scratch];
  run.configureTree(...addresses.map(({ byteOffset }) => byteOffset));
  return (draw) => {
    const { rows, columns } = draw;
    gatherSample(x, draw, values);
    weights.set(draw.weights);
    for (let i = 0; i < rows.length; i++) weighted[i] = targets[rows[i]];
    const count = run.growSample(
      rows.length,
      columns.length,
      draw.splitterSeed,
      limits.featureThreshold,
      limits.maxDepth,
      pending.byteOffset,
      feature.byteOffset,
      threshold.byteOffset,
      leftChild.byteOffset,
      rightChild.byteOffset,
      nodeSamples.byteOffset,
    );
    return {
      feature: feature.slice(0, count).map((place) => (place === LEAF ? LEAF : columns[place])),
      threshold: threshold.slice(0, count),
      leftChild: leftChild.slice(0, count),
      rightChild: rightChild.slice(0, count),
      nodeSamples: nodeSamples.slice(0, count),
    };
  };
}

/** Writes the drawn rows and columns of `x` column by column, as float32. */
function gatherSample(x: Matrix, { rows, columns }: TreeDraw, values: Float32Array): void {
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const row = rows[i] * x.columns;
    for (let j = 0; j < columns.length; j++) values[j * size + i] = x.data[row + columns[j]];
  }
}
