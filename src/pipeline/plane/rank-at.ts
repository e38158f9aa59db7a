import type { PlaneField } from './field.ts';

/**
 * The rank at a place, between the points of the grid. O(1), for every pixel of a picture.
 * @param across from left to right, 0 … 1
 * @param up from bottom to top, 0 … 1
 */
export function rankAt({ size, ranks }: PlaneField, across: number, up: number): number {
  const { columns, rows } = size;
  const x = Math.min(Math.max(across * columns - 0.5, 0), columns - 1);
  const y = Math.min(Math.max(up * rows - 0.5, 0), rows - 1);
  const i = Math.min(Math.floor(x), columns - 2);
  const j = Math.min(Math.floor(y), rows - 2);
  const at = j * columns + i;
  const below = ranks[at] * (1 - (x - i)) + ranks[at + 1] * (x - i);
  const above = ranks[at + columns] * (1 - (x - i)) + ranks[at + columns + 1] * (x - i);
  return below * (1 - (y - j)) + above * (y - j);
}
