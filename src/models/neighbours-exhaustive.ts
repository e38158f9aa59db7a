import type { Progress } from './detector.ts';
import { type NeighbourIndex, normOfRow } from './neighbours-index.ts';
import { expandedSquare, sumOfSquares } from './neighbours-rounding.ts';
import { replaceTop } from './neighbours-scan.ts';
import { createTile, fillTile, groupRows, TILE_ROWS } from './neighbours-tile.ts';

/*
 * The neighbours of all training rows at once, by comparing every row with every other. Where the
 * columns have no structure (noise, or a few values each) a tree rules nothing out, and looking at
 * the rows one by one is far slower than looking at blocks of them.
 *
 * Every row is offered the others first to last, as scikit-learn's brute-force search does on one
 * thread, so that ties fall as they do there.
 */

const PROGRESS_STEPS = 32;

/** One max-heap per row, ordered by distance, Infinity where nothing was offered yet. */
export interface Heaps {
  /** Entries per heap; the heap of row i starts at `i × size`. */
  readonly size: number;
  readonly distances: Float64Array;
  readonly rows: Int32Array;
}

interface Offers {
  readonly index: NeighbourIndex;
  readonly heaps: Heaps;
  /** How far from row i one may lie to be looked at; −1 for a row that equals an earlier one. */
  readonly limits: Float64Array;
  /** How much of the limit is due to rounding, besides `stretch`. */
  readonly slacks: Float64Array;
  readonly stretch: number;
  /** The first of the equal rows that were last offered to row i, and their rounded distance. */
  readonly latest: Int32Array;
  readonly latestDistances: Float64Array;
}

/**
 * Heaps of the `size` nearest rows of every row, itself among them; left empty for a row that equals
 * an earlier one. Euclidean distances are squared. `rounding` is the share of the squared distance
 * and of the squared norm by which scikit-learn's rounding may move a squared distance.
 * Time O(rows² × columns), memory O(rows × (size + columns)).
 */
export function compareAllRows(
  index: NeighbourIndex,
  size: number,
  rounding: number,
  onProgress?: Progress,
): Heaps {
  const { data, rows, columns } = index.x;
  const offers = createOffers(index, size, rounding);
  const groups = groupRows(data, rows, columns);
  const tile = createTile();
  const step = Math.ceil(rows / TILE_ROWS / PROGRESS_STEPS) * TILE_ROWS;
  for (let second = 0; second < rows; second += TILE_ROWS) {
    if (second % step === 0) onProgress?.((second / rows) ** 2);
    // Block against all blocks before it, then itself: each row of either meets the others in order.
    for (let first = 0; first <= second; first += TILE_ROWS) {
      const height = Math.min(TILE_ROWS, rows - first);
      fillTile(tile, index.metric, data, first, height, groups, second, columns);
      if (first < second) offerBothWays(offers, tile, first, second);
      else offerWithin(offers, tile, first);
    }
  }
  return offers.heaps;
}

function createOffers(index: NeighbourIndex, size: number, rounding: number): Offers {
  const { data, rows, columns } = index.x;
  const { first } = index.twins;
  const heaps = {
    size,
    distances: new Float64Array(rows * size).fill(Number.POSITIVE_INFINITY),
    rows: new Int32Array(rows * size).fill(-1),
  };
  const slacks = new Float64Array(rows);
  for (let i = 0; i < rows; i++) slacks[i] = rounding * sumOfSquares(data, i * columns, columns);
  return {
    index,
    heaps,
    limits: Float64Array.from(first, (twin, i) => (twin === i ? Number.POSITIVE_INFINITY : -1)),
    slacks,
    stretch: 1 + rounding,
    latest: new Int32Array(rows).fill(-1),
    latestDistances: new Float64Array(rows),
  };
}

function offerBothWays(offers: Offers, tile: Float64Array, first: number, second: number): void {
  const { limits } = offers;
  const end = Math.min(TILE_ROWS, limits.length - second);
  for (let i = 0; i < TILE_ROWS; i++) {
    const row = first + i;
    let limit = limits[row];
    for (let j = 0; j < end; j++) {
      const distance = tile[i * TILE_ROWS + j];
      if (distance <= limit) {
        offer(offers, row, second + j, distance);
        limit = limits[row];
      }
      if (distance <= limits[second + j]) offer(offers, second + j, row, distance);
    }
  }
}

function offerWithin(offers: Offers, tile: Float64Array, first: number): void {
  const { limits } = offers;
  const end = Math.min(TILE_ROWS, limits.length - first);
  for (let i = 0; i < end; i++) {
    const row = first + i;
    for (let j = 0; j < end; j++) {
      const distance = tile[i * TILE_ROWS + j];
      if (distance <= limits[row]) offer(offers, row, first + j, distance);
    }
  }
}

/** Puts `other` into the heap of `row` if it is nearer, in the reference's rounding, than the top. */
function offer(offers: Offers, row: number, other: number, distance: number): void {
  const { index, heaps, limits, slacks, stretch } = offers;
  const { size, distances, rows } = heaps;
  const rounded = index.expanded ? roundedDistance(offers, row, other) : distance;
  const top = row * size;
  if (!(rounded < distances[top])) return;
  replaceTop(distances, rows, rounded, other, top, size);
  limits[row] = distances[top] * stretch + slacks[row];
}

/** Equal rows often come in a run: the distance to the latest is kept. */
function roundedDistance(offers: Offers, row: number, other: number): number {
  const { index, latest, latestDistances } = offers;
  const { data, columns } = index.x;
  const twin = index.twins.first[other];
  if (latest[row] === twin) return latestDistances[row];
  latest[row] = twin;
  latestDistances[row] = expandedSquare(
    data,
    row * columns,
    normOfRow(index, row),
    data,
    twin * columns,
    normOfRow(index, twin),
    columns,
  );
  return latestDistances[row];
}
