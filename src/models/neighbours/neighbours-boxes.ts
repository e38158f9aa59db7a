import type { Workspace } from '../compiled/compiled-loops.ts';
import type { KdTree } from './kd-tree.ts';
import type { NeighbourLoops } from './neighbours-loops.ts';

/** Boxes that are prepared at a time. */
const BOXES_A_CALL = 512;
/** Numbers of more than this many powers of 2 cannot be squared. */
const LARGEST_EXPONENT = 500;

/** Doubles of a row, filled up to whole vectors. */
export function paddedWidth(columns: number): number {
  return columns + (columns & 1);
}

/** Writes the boxes of a tree where the loops find them. */
export function layOutBoxes(
  workspace: Workspace<NeighbourLoops>,
  { columns, bounds, starts }: KdTree,
): void {
  const width = paddedWidth(columns);
  const nodes = starts.length;
  const corners = workspace.float64(2 * nodes * width);
  for (let node = 0; node < nodes; node++) {
    const low = 2 * node * width;
    const bound = 2 * node * columns;
    for (let j = 0; j < columns; j++) {
      corners[low + j] = bounds[bound + 2 * j];
      corners[low + width + j] = bounds[bound + 2 * j + 1];
    }
  }
  const origin = workspace.float64(width);
  let reach = 0;
  for (let j = 0; j < columns; j++) {
    const half = bounds[2 * j + 1] / 2 - bounds[2 * j] / 2;
    origin[j] = bounds[2 * j] + half;
    reach = Math.max(reach, half);
  }
  const boxes = workspace.float32(nodes * boxWords(columns)).fill(0);
  const asked = workspace.float32(boxWords(columns)).fill(0);
  workspace.run.configureBoxes(
    corners.byteOffset,
    boxes.byteOffset,
    asked.byteOffset,
    origin.byteOffset,
    scaleFor(reach),
  );
  for (let node = 0; node < nodes; node += BOXES_A_CALL) {
    workspace.run.prepareBoxes(node, Math.min(node + BOXES_A_CALL, nodes));
  }
}

/** Words of a box: four columns side by side, the lowest values, then the highest. */
export function boxWords(columns: number): number {
  return 8 * Math.ceil(columns / 4);
}

/** Bytes from the start of a box to the lowest value of a column. */
export function placeInBox(column: number): number {
  return 32 * (column >> 2) + 4 * (column & 3);
}

/** A power of 2 that brings numbers of that size to about 1, itself of a size that can be squared. */
function scaleFor(reach: number): number {
  const exponent = reach > 0 ? Math.ceil(Math.log2(reach)) : 0;
  return 2 ** -Math.min(LARGEST_EXPONENT, Math.max(-LARGEST_EXPONENT, exponent));
}
