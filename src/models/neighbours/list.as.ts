/*
 * The list of a query: the nearest rows so far in order, then those that came after. Distances are
 * measured in float64, in the order of a plain loop.
 *
 * Rows of float64 are `stride` bytes apart, a multiple of 16, filled up with zeros.
 */

/** Rows that may come before a list is cut, and what fills it up to whole vectors. */
export const SPARE_ROWS: usize = 40;

export let columns: usize = 0;
export let stride: usize = 0;
/** Rows in leaf order, and their numbers. */
export let points: usize = 0;
let ids: usize = 0;

/** So many neighbours are wanted. */
export let count: i32 = 0;
/** So many rows in hand are cut down to the nearest. */
export let most: i32 = 0;
/** How much further than the last neighbour to look, as a share of its distance, plus 1. */
export let stretch: f64 = 1;
let rounding: f64 = 0;
/** Where the nearest are put in order. */
export let sortedDistances: usize = 0;
export let sortedRows: usize = 0;

/** The list of the query in hand. */
let distances: usize = 0;
let rows: usize = 0;
export let held: i32 = 0;
export let slack: f64 = 0;
export let runnerUp: f64 = 0;
export let limit: f64 = 0;

export function configureRows(
  columnCount: usize,
  pointsAt: usize,
  idsAt: usize,
  sortedDistancesAt: usize,
  sortedRowsAt: usize,
): void {
  columns = columnCount;
  stride = ((columnCount + 1) & ~1) << 3;
  points = pointsAt;
  ids = idsAt;
  sortedDistances = sortedDistancesAt;
  sortedRows = sortedRowsAt;
}

/**
 * How many neighbours are wanted; all rows up to (1 + `share`) × the last one's distance + `share` × the
 * query's squared norm are looked at. A list has room for `longest` rows and 40 more.
 */
export function want(neighbours: i32, longest: i32, share: f64): void {
  count = neighbours;
  most = longest;
  rounding = share;
  stretch = 1 + share;
}

/** Starts a list. */
export function startList(query: usize, list: usize, listRows: usize): void {
  distances = list;
  rows = listRows;
  held = 0;
  runnerUp = Infinity;
  limit = Infinity;
  let norm: f64 = 0;
  if (rounding > 0) {
    for (let c: usize = 0; c < columns; c++) {
      const value = load<f64>(query + (c << 3));
      norm += value * value;
    }
  }
  slack = rounding * norm;
}

/** The squared distance of the row at a place. */
export function distanceTo(query: usize, place: usize): f64 {
  const row = points + place * stride;
  let distance: f64 = 0;
  // What fills a row up adds nothing.
  for (let c: usize = 0; c < stride; c += 16) {
    const difference = load<f64>(query + c) - load<f64>(row + c);
    distance += difference * difference;
    const next = load<f64>(query + c, 8) - load<f64>(row + c, 8);
    distance += next * next;
  }
  return distance;
}

/** Measures the row at a place and puts it at the end of the list if it is near enough. */
export function offer(query: usize, place: usize): void {
  const distance = distanceTo(query, place);
  store<f64>(distances + (usize(held) << 3), distance);
  store<i32>(rows + (usize(held) << 2), load<i32>(ids + (place << 2)));
  held += i32(distance <= limit);
}

/** Measures all of some rows, given by their places, in a list of its own in this state. */
export function measureList(
  query: usize,
  list: usize,
  places: usize,
  length: i32,
  nextBest: f64,
  room: f64,
): void {
  distances = list;
  rows = places;
  held = length;
  runnerUp = nextBest;
  slack = room;
  for (let i: usize = 0; i < usize(length); i++) {
    store<f64>(list + (i << 3), distanceTo(query, usize(load<i32>(places + (i << 2)))));
  }
}

/** Turns the places of a list's rows into their numbers. */
export function numberRows(): void {
  const end = rows + (usize(held) << 2);
  for (let at = rows; at < end; at += 4) {
    store<i32>(at, load<i32>(ids + (usize(load<i32>(at)) << 2)));
  }
}

/**
 * Leaves the nearest rows of the list in order; of equal ones those that came first. Each is put where
 * the number of nearer ones says, which takes no branch.
 */
export function cutList(): void {
  store<f64>(distances + (usize(held) << 3), Infinity);
  const end = distances + (usize(held) << 3);
  let row = rows;
  for (let at = distances; at < end; at += 16, row += 8) {
    const own = load<f64>(at);
    const next = load<f64>(at, 8);
    const first = f64x2.splat(own);
    const second = f64x2.splat(next);
    let nearer = i64x2.splat(0);
    let nearerToo = nearer;
    let other = distances;
    for (; other < at; other += 16) {
      const pair = v128.load(other);
      nearer = i64x2.sub(nearer, f64x2.le(pair, first));
      nearerToo = i64x2.sub(nearerToo, f64x2.le(pair, second));
    }
    for (; other < end; other += 16) {
      const pair = v128.load(other);
      nearer = i64x2.sub(nearer, f64x2.lt(pair, first));
      nearerToo = i64x2.sub(nearerToo, f64x2.lt(pair, second));
    }
    const place = usize(i64x2.extract_lane(nearer, 0) + i64x2.extract_lane(nearer, 1));
    // Of the two the first came first.
    const placeToo =
      usize(i64x2.extract_lane(nearerToo, 0) + i64x2.extract_lane(nearerToo, 1)) +
      usize(own === next);
    store<f64>(sortedDistances + (place << 3), own);
    store<i32>(sortedRows + (place << 2), load<i32>(row));
    store<f64>(sortedDistances + (placeToo << 3), next);
    store<i32>(sortedRows + (placeToo << 2), load<i32>(row, 4));
  }
  if (held > count) {
    runnerUp = min(runnerUp, load<f64>(sortedDistances + (usize(count) << 3)));
    held = count;
  }
  const bytes = usize(held) << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(rows + i, v128.load(sortedRows + i));
    v128.store(distances + (i << 1), v128.load(sortedDistances + (i << 1)));
    v128.store(distances + (i << 1), v128.load(sortedDistances + (i << 1), 16), 16);
  }
  if (held === count) limit = load<f64>(distances + (usize(count - 1) << 3)) * stretch + slack;
}

/** Cuts the list for the last time and orders equal distances by the rows' numbers. */
export function endList(): void {
  cutList();
  for (let i = 1; i < held; i++) {
    let at = distances + (usize(i) << 3);
    let rowAt = rows + (usize(i) << 2);
    const distance = load<f64>(at);
    const row = load<i32>(rowAt);
    while (at > distances && load<f64>(at - 8) === distance && load<i32>(rowAt - 4) > row) {
      store<i32>(rowAt, load<i32>(rowAt - 4));
      at -= 8;
      rowAt -= 4;
    }
    store<i32>(rowAt, row);
  }
}
