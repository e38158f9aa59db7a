import type { Matrix } from '../../features/matrix.ts';
import { bytesTaken } from '../compiled/compiled-loops.ts';
import { openForestLoops } from './forest-compiled.ts';
import type { WalkingTrees } from './walking-trees.ts';

/** Fewer rows walk down the trees before these are laid out where compiled loops find them. */
const FEWEST_ROWS = 64;
/** Rows that walk down all trees before the next do: their keys stay in the nearest cache. */
const BLOCK_ROWS = 256;
/** Rows side by side. */
const GROUP_ROWS = 8;
/** Trees that are walked at a time: what V8 runs is exchanged between two calls. */
const TREES_A_CALL = 10;
const NODE_WORDS = 4;
/** Levels of a tree that rows walk down four at a time, and the nodes right below them. */
const TOP_LEVELS = 3;
const NODES_BELOW = 2 ** TOP_LEVELS;
/** Two for each node of those levels, and two more. */
const TREE_WORDS = 2 * NODES_BELOW;

/**
 * Each row's path lengths, added over all trees in their order, by compiled loops; `undefined` where
 * there are none or they would not pay. `onRows` hears how many rows are done. O(rows × trees ×
 * depth).
 */
export function walkCompiled(
  trees: WalkingTrees,
  x: Matrix,
  onRows: (rows: number) => void,
): Float64Array | undefined {
  const { rows, columns } = x;
  if (rows < FEWEST_ROWS) return undefined;
  const nodeCount = trees.feature.length + NODES_BELOW * trees.count;
  const block = BLOCK_ROWS * columns;
  const workspace = openForestLoops(
    [8 * block, 8 * nodeCount, 8 * BLOCK_ROWS, 4 * block, 4 * NODE_WORDS * nodeCount]
      .concat(4 * TREE_WORDS * trees.count, 4 * BLOCK_ROWS)
      .reduce((sum, bytes) => sum + bytesTaken(bytes), 0),
  );
  if (workspace === undefined) return undefined;
  try {
    const values = workspace.float64(block);
    const lengths = workspace.float64(nodeCount);
    const sums = workspace.float64(BLOCK_ROWS);
    const keys = workspace.int32(block);
    const nodes = workspace.int32(NODE_WORDS * nodeCount);
    const tops = workspace.int32(TREE_WORDS * trees.count);
    const starts = workspace.int32(BLOCK_ROWS);
    lengths.set(trees.pathLength);
    layOutNodes(nodes, trees);
    for (let tree = 0; tree < trees.count; tree++) layOutTop(trees, tree, tops, nodes, lengths);
    const totals = new Float64Array(rows);
    for (let row = 0; row < rows; row += BLOCK_ROWS) {
      const height = Math.min(BLOCK_ROWS, rows - row);
      values.set(x.data.subarray(row * columns, (row + height) * columns));
      workspace.run.makeKeys(values.byteOffset, height, columns, keys.byteOffset);
      sums.fill(0);
      for (let tree = 0; tree < trees.count; tree += TREES_A_CALL) {
        workspace.run.walkTrees(
          keys.byteOffset,
          Math.ceil(height / GROUP_ROWS),
          columns,
          tops.byteOffset,
          nodes.byteOffset,
          lengths.byteOffset,
          tree,
          Math.min(tree + TREES_A_CALL, trees.count),
          starts.byteOffset,
          sums.byteOffset,
        );
      }
      totals.set(sums.subarray(0, height), row);
      onRows(row + height);
    }
    return totals;
  } finally {
    workspace.close();
  }
}

/** Nodes as `walkTrees` reads them. */
function layOutNodes(nodes: Int32Array, { feature, threshold, child }: WalkingTrees): void {
  for (let node = 0; node < feature.length; node++) {
    nodes[NODE_WORDS * node] = threshold[node];
    nodes[NODE_WORDS * node + 1] = 4 * GROUP_ROWS * feature[node];
    nodes[NODE_WORDS * node + 2] = addressOf(nodes, child[node]);
  }
}

/**
 * The first levels of a tree as `walkTrees` reads them. They are made complete: a leaf among them goes
 * on to the left. What lies below is copied to places side by side, behind all other nodes.
 */
function layOutTop(
  { feature, threshold, child, roots, steps }: WalkingTrees,
  tree: number,
  tops: Int32Array,
  nodes: Int32Array,
  lengths: Float64Array,
): void {
  let word = TREE_WORDS * tree;
  let level = [roots[tree]];
  while (level.length < NODES_BELOW) {
    for (const node of level) {
      tops[word++] = 4 * GROUP_ROWS * feature[node];
      tops[word++] = threshold[node];
    }
    level = level.flatMap((node) => [child[node], child[node] + +(child[node] !== node)]);
  }
  const below = feature.length + NODES_BELOW * tree;
  tops[word++] = addressOf(nodes, below);
  tops[word] = Math.max(0, steps[tree] - TOP_LEVELS);
  level.forEach((node, i) => {
    const place = below + i;
    nodes.copyWithin(NODE_WORDS * place, NODE_WORDS * node, NODE_WORDS * (node + 1));
    if (child[node] === node) nodes[NODE_WORDS * place + 2] = addressOf(nodes, place);
    lengths[place] = lengths[node];
  });
}

function addressOf(nodes: Int32Array, node: number): number {
  return nodes.byteOffset + 4 * NODE_WORDS * node;
}
