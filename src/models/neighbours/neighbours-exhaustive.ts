import type { Matrix } from '../../features/matrix.ts';
import type { Progress } from '../detector.ts';
import { type NeighbourIndex, normOfRow } from './neighbours-index.ts';
import { expandedSquare, normAsDot, sumOfSquares } from './neighbours-rounding.ts';
import { replaceTop, sortByDistance } from './neighbours-scan.ts';
import { createTile, fillTile, groupRows, TILE_ROWS } from './neighbours-tile.ts';

/*
 * The neighbours of many rows at once, by comparing each with every training row. Where the
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

/** Puts the heap of a row in ascending order. */
export function sortedHeap(
  { size, ...heaps }: Heaps,
  row: number,
): Pick<Heaps, 'distances' | 'rows'> {
  const distances = heaps.distances.subarray(row * size, (row + 1) * size);
  const rows = heaps.rows.subarray(row * size, (row + 1) * size);
  sortByDistance(distances, rows);
  return { distances, rows };
}

interface Offers {
  readonly index: NeighbourIndex;
  /** The rows whose neighbours are wanted, and their squared norms as scikit-learn rounds them. */
  readonly numbers: Float64Array;
  readonly norms: Float64Array;
  readonly heaps: Heaps;
  /** How far from row i one may lie to be looked at; −1 for a row that nobody asks for. */
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
  const { first: firstTwin } = index.twins;
  const offers = createOffers(index, data, size, rounding, (row) => firstTwin[row] === row);
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
      else offerOneWay(offers, tile, first, height, second);
    }
  }
  return offers.heaps;
}

/**
 * Heaps of the `size` nearest training rows of every row of `queries`, which has the same columns,
 * otherwise as `compareAllRows`. Time O(queries × rows × columns).
 */
export function compareWithAllRows(
  index: NeighbourIndex,
  queries: Matrix,
  size: number,
  rounding: number,
  onProgress?: Progress,
): Heaps {
  const { data, rows, columns } = index.x;
  const offers = createOffers(index, queries.data, size, rounding, () => true);
  const groups = groupRows(data, rows, columns);
  const tile = createTile();
  const step = Math.ceil(queries.rows / TILE_ROWS / PROGRESS_STEPS) * TILE_ROWS;
  for (let first = 0; first < queries.rows; first += TILE_ROWS) {
    if (first % step === 0) onProgress?.(first / queries.rows);
    const height = Math.min(TILE_ROWS, queries.rows - first);
    for (let second = 0; second < rows; second += TILE_ROWS) {
      fillTile(tile, index.metric, queries.data, first, height, groups, second, columns);
      offerOneWay(offers, tile, first, height, second);
    }
  }
  return offers.heaps;
}

function createOffers(
  index: NeighbourIndex,
  numbers: Float64Array,
  size: number,
  rounding: number,
  isWanted: (row: number) => boolean,
): Offers {
  const { columns } = index.x;
  const rows = numbers.length / columns;
  const heaps = {
    size,
    distances: new Float64Array(rows * size).fill(Number.POSITIVE_INFINITY),
    rows: new Int32Array(rows * size).fill(-1),
  };
  const limits = new Float64Array(rows);
  const slacks = new Float64Array(rows);
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    limits[i] = isWanted(i) ? Number.POSITIVE_INFINITY : -1;
    slacks[i] = rounding * sumOfSquares(numbers, i * columns, columns);
    if (index.expanded) norms[i] = normAsDot(numbers, i * columns, columns);
  }
  return {
    index,
    numbers,
    norms,
    heaps,
    limits,
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

function offerOneWay(
  offers: Offers,
  tile: Float64Array,
  first: number,
  height: number,
  second: number,
): void {
  const { limits } = offers;
  const end = Math.min(TILE_ROWS, offers.index.x.rows - second);
  for (let i = 0; i < height; i++) {
    const row = first + i;
    for (let j = 0; j < end; j++) {
      const distance = tile[i * TILE_ROWS + j];
      if (distance <= limits[row]) offer(offers, row, second + j, distance);
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
  const { index, numbers, norms, latest, latestDistances } = offers;
  const { data, columns } = index.x;
  const twin = index.twins.first[other];
  if (latest[row] === twin) return latestDistances[row];
  latest[row] = twin;
  latestDistances[row] = expandedSquare(
    numbers,
    row * columns,
    norms[row],
    data,
    twin * columns,
    normOfRow(index, twin),
    columns,
  );
  return latestDistances[row];
}
