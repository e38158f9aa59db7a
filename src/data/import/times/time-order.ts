/** Rows for every bucket, on average. */
const ROWS_PER_BUCKET = 4;
/** Up to so many rows, moving each down to its place is fastest. */
const FEW_ROWS = 24;
/** Times as uneven as powers of two need many rounds of buckets; comparing them does not. */
const MOST_ROUNDS = 4;

/**
 * Row numbers by time, earliest first. Rows are dealt to equal stretches of time, and those of a
 * stretch are sorted. O(n) for times as logs have them, about evenly spread, even where a few are
 * years off; O(n log n) for any. Holds 8 bytes a row while it works.
 *
 * @param times finite
 */
export function orderByTime(times: Float64Array): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(times.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  sortRows(order, times, MOST_ROUNDS);
  return order;
}

function sortRows(order: Uint32Array<ArrayBuffer>, times: Float64Array, rounds: number): void {
  if (order.length > FEW_ROWS) {
    const range = rangeOf(order, times);
    if (range.isSorted) return;
    const isDealt = rounds > 0 && dealRows(order, times, range, rounds);
    if (!isDealt) {
      order.sort((a, b) => times[a] - times[b]);
      return;
    }
  }
  insertRows(order, times);
}

interface TimeRange {
  readonly earliest: number;
  readonly latest: number;
  readonly isSorted: boolean;
}

function rangeOf(order: Uint32Array, times: Float64Array): TimeRange {
  let earliest = times[order[0]];
  let latest = earliest;
  let before = earliest;
  let isSorted = true;
  for (let i = 1; i < order.length; i++) {
    const time = times[order[i]];
    if (time < before) isSorted = false;
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
    before = time;
  }
  return { earliest, latest, isSorted };
}

/**
 * Deals rows to equal stretches of the range, in their order, and sorts where many share a stretch;
 * false when the range is too narrow or too wide to divide.
 */
function dealRows(
  order: Uint32Array<ArrayBuffer>,
  times: Float64Array,
  { earliest, latest }: TimeRange,
  rounds: number,
): boolean {
  const buckets = Math.ceil(order.length / ROWS_PER_BUCKET);
  // The latest row falls in one bucket more.
  const scale = buckets / (latest - earliest);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return false;
  const bounds = new Uint32Array(buckets + 2);
  for (let i = 0; i < order.length; i++) {
    bounds[Math.floor((times[order[i]] - earliest) * scale) + 1]++;
  }
  for (let bucket = 1; bucket < bounds.length; bucket++) bounds[bucket] += bounds[bucket - 1];
  const dealt = order.slice();
  for (const row of dealt) order[bounds[Math.floor((times[row] - earliest) * scale)]++] = row;
  // Each bound has moved on to the end of its bucket.
  for (let bucket = 0, start = 0; bucket <= buckets; bucket++) {
    const end = bounds[bucket];
    if (end - start > FEW_ROWS) sortRows(order.subarray(start, end), times, rounds - 1);
    start = end;
  }
  return true;
}

/** Insertion sort: linear where no row is far from its place. */
function insertRows(order: Uint32Array, times: Float64Array): void {
  for (let i = 1; i < order.length; i++) {
    const row = order[i];
    const time = times[row];
    let at = i;
    for (; at > 0 && times[order[at - 1]] > time; at--) order[at] = order[at - 1];
    order[at] = row;
  }
}
