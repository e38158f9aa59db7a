import type { Metric } from './kd-tree.ts';

/*
 * Distances between two blocks of rows at once. Each number that is read serves several pairs, no
 * pair ends early and nothing branches, so a pair costs a third of what it costs alone.
 */

/** Rows on a side of a tile, a multiple of 4: a tile of distances stays in the nearest cache. */
export const TILE_ROWS = 32;

/** The rows in groups of 4, column by column, filled up with NaN to whole tiles. */
export function groupRows(data: Float64Array, rows: number, columns: number): Float64Array {
  const whole = Math.ceil(rows / TILE_ROWS) * TILE_ROWS;
  const groups = new Float64Array(whole * columns).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    const group = (row >>> 2) * 4 * columns + (row & 3);
    for (let j = 0; j < columns; j++) groups[group + 4 * j] = data[row * columns + j];
  }
  return groups;
}

/** A block of distances, row by row: `tile[TILE_ROWS × i + j]` from row `first + i` to `second + j`. */
export type Tile = Float64Array;

export function createTile(): Tile {
  return new Float64Array(TILE_ROWS * TILE_ROWS);
}

/**
 * Fills the tile with the distances between the `height` rows of `x` from `first` on and the rows
 * of `groups` from `second` on, Euclidean ones squared; summed over the columns in order, as
 * everywhere.
 */
export function fillTile(
  tile: Tile,
  metric: Metric,
  x: Float64Array,
  first: number,
  height: number,
  groups: Float64Array,
  second: number,
  columns: number,
): void {
  const start = second * columns;
  for (let i = 0; i < height; i += 2) {
    // An odd last row is taken together with itself; its second copy falls below the block.
    const at = (first + i) * columns;
    const next = i + 1 < height ? at + columns : at;
    for (let j = 0; j < TILE_ROWS; j += 4) {
      const group = start + j * columns;
      const to = i * TILE_ROWS + j;
      if (metric === 'euclidean') squaresOfEight(tile, to, x, at, next, groups, group, columns);
      else manhattanOfEight(tile, to, x, at, next, groups, group, columns);
    }
  }
}

/** Two rows against four: as many sums as the processor has registers for. */
function squaresOfEight(
  tile: Tile,
  to: number,
  x: Float64Array,
  at: number,
  next: number,
  groups: Float64Array,
  group: number,
  columns: number,
): void {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  const ahead = next - at;
  for (let i = at, j = group; i < at + columns; i++, j += 4) {
    const y0 = groups[j];
    const y1 = groups[j + 1];
    const y2 = groups[j + 2];
    const y3 = groups[j + 3];
    const a = x[i];
    const b = x[i + ahead];
    a0 += (a - y0) * (a - y0);
    a1 += (a - y1) * (a - y1);
    a2 += (a - y2) * (a - y2);
    a3 += (a - y3) * (a - y3);
    b0 += (b - y0) * (b - y0);
    b1 += (b - y1) * (b - y1);
    b2 += (b - y2) * (b - y2);
    b3 += (b - y3) * (b - y3);
  }
  tile[to] = a0;
  tile[to + 1] = a1;
  tile[to + 2] = a2;
  tile[to + 3] = a3;
  const below = to + TILE_ROWS;
  tile[below] = b0;
  tile[below + 1] = b1;
  tile[below + 2] = b2;
  tile[below + 3] = b3;
}

/** As `squaresOfEight`, of Σ|x − y|. */
function manhattanOfEight(
  tile: Tile,
  to: number,
  x: Float64Array,
  at: number,
  next: number,
  groups: Float64Array,
  group: number,
  columns: number,
): void {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  const ahead = next - at;
  for (let i = at, j = group; i < at + columns; i++, j += 4) {
    const y0 = groups[j];
    const y1 = groups[j + 1];
    const y2 = groups[j + 2];
    const y3 = groups[j + 3];
    const a = x[i];
    const b = x[i + ahead];
    a0 += Math.abs(a - y0);
    a1 += Math.abs(a - y1);
    a2 += Math.abs(a - y2);
    a3 += Math.abs(a - y3);
    b0 += Math.abs(b - y0);
    b1 += Math.abs(b - y1);
    b2 += Math.abs(b - y2);
    b3 += Math.abs(b - y3);
  }
  tile[to] = a0;
  tile[to + 1] = a1;
  tile[to + 2] = a2;
  tile[to + 3] = a3;
  const below = to + TILE_ROWS;
  tile[below] = b0;
  tile[below + 1] = b1;
  tile[below + 2] = b2;
  tile[below + 3] = b3;
}
