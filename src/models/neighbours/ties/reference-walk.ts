import { bytesTaken } from '../../compiled/compiled-loops.ts';
import type { KdTree } from '../kd-tree.ts';
import type { Nearest } from '../kd-tree-search.ts';
import { openTieLoops } from './loops.ts';

/** Searches of one scikit-learn's tree by compiled loops. */
export interface ReferenceWalk {
  /**
   * Leaves in `nearest` the heap that `searchReferenceTree` fills, not yet in order, and as its
   * `runnerUp` the distance of the nearest row that is not in it, exact as far as it matters.
   */
  walk(numbers: Float64Array, at: number, nearest: Nearest): void;
  close(): void;
}

const BLOCK_ROWS = 8;
/** Two doubles each of more nodes than wait at a time. */
const STACK_DOUBLES = 2 * 64;

/**
 * Lays a tree of `buildReferenceTree` out for searches of `count` neighbours, O(rows × columns).
 * Undefined where there are no compiled loops, or none for the metric.
 */
export function openReferenceWalk(tree: KdTree, count: number): ReferenceWalk | undefined {
  const { columns, starts, ends, splitColumns } = tree;
  if (tree.metric !== 'euclidean') return undefined;
  const inner = splitColumns.length;
  const leaves = starts.length - inner;
  let most = 0;
  for (let node = inner; node < starts.length; node++)
    most = Math.max(most, ends[node] - starts[node]);
  const blocks = Math.ceil(most / BLOCK_ROWS);
  const places = leaves * blocks * BLOCK_ROWS;
  const doubles = [
    4 * inner * columns,
    places * columns,
    STACK_DOUBLES,
    BLOCK_ROWS,
    columns,
    count,
  ];
  const words = [places, count];
  const bytes = [...doubles.map((length) => 8 * length), ...words.map((length) => 4 * length)];
  const workspace = openTieLoops(bytes.reduce((sum, length) => sum + bytesTaken(length), 0));
  if (workspace === undefined) return undefined;
  const { run } = workspace;
  const boxes = workspace.float64(4 * inner * columns);
  const leafRows = workspace.float64(places * columns).fill(Number.NaN);
  const ids = workspace.int32(places);
  layOutBoxes(tree, boxes);
  layOutLeaves(tree, blocks, leafRows, ids);
  run.configureWalk(
    columns,
    count,
    inner,
    boxes.byteOffset,
    leafRows.byteOffset,
    blocks,
    ids.byteOffset,
    workspace.float64(STACK_DOUBLES).byteOffset,
    workspace.float64(BLOCK_ROWS).byteOffset,
  );
  const query = workspace.float64(columns);
  const distances = workspace.float64(count);
  const rows = workspace.int32(count);
  return {
    walk: (numbers, at, nearest) => {
      for (let j = 0; j < columns; j++) query[j] = numbers[at + j];
      const { byteOffset } = query;
      nearest.runnerUp[0] = run.walk(byteOffset, distances.byteOffset, rows.byteOffset);
      for (let i = 0; i < count; i++) {
        nearest.distances[i] = distances[i];
        nearest.rows[i] = rows[i];
      }
    },
    close: workspace.close,
  };
}

/** Of each inner node, column by column: lowest values of its two children, then highest ones. */
function layOutBoxes({ columns, bounds, splitColumns }: KdTree, boxes: Float64Array): void {
  let to = 0;
  for (let node = 0; node < splitColumns.length; node++) {
    let left = 2 * (2 * node + 1) * columns;
    let right = left + 2 * columns;
    for (let j = 0; j < columns; j++, left += 2, right += 2) {
      boxes[to++] = bounds[left];
      boxes[to++] = bounds[right];
      boxes[to++] = bounds[left + 1];
      boxes[to++] = bounds[right + 1];
    }
  }
}

/** Of each leaf the rows, column by column in blocks of eight, and their numbers. */
function layOutLeaves(tree: KdTree, blocks: number, leafRows: Float64Array, ids: Int32Array): void {
  const { columns, points, starts, ends, splitColumns } = tree;
  const inner = splitColumns.length;
  for (let node = inner; node < starts.length; node++) {
    const first = (node - inner) * blocks * BLOCK_ROWS;
    const start = starts[node];
    for (let i = 0; i < ends[node] - start; i++) {
      const inBlock = i % BLOCK_ROWS;
      const block = (first + i - inBlock) * columns + inBlock;
      ids[first + i] = tree.ids[start + i];
      const from = (start + i) * columns;
      for (let j = 0; j < columns; j++) leafRows[block + BLOCK_ROWS * j] = points[from + j];
    }
  }
}
