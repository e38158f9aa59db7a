import { MOST_ROWS, PART_LENGTH } from './smo-loops.ts';
import { relistSupport, type SmoState, swapPositions } from './smo-state.ts';
import { AT_LOWER, AT_UPPER, FREE } from './smo-status.ts';

/**
 * Sets aside the points at a bound that will most likely stay there, by the gradient of the pair
 * that violates optimality most. Near the optimum it first takes all points back, once.
 * Source: Fan, Chen and Lin, JMLR 6, 2005, section 5; Chang and Lin, "LIBSVM", section 4.1.2.
 */
export function shrink(state: SmoState, tol: number): void {
  const { status, gradient } = state;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < state.active; i++) {
    if (status[i] !== AT_UPPER && gradient[i] < least) least = gradient[i];
    if (status[i] !== AT_LOWER && gradient[i] > greatest) greatest = gradient[i];
  }
  if (!state.unshrunk && greatest - least <= tol * 10) {
    state.unshrunk = true;
    unshrink(state);
  }
  const isIdle = (i: number) =>
    status[i] === AT_UPPER ? gradient[i] < least : status[i] === AT_LOWER && gradient[i] > greatest;
  const to = state.active;
  state.cache.swapEntries(moveToEnd(state, isIdle));
  if (state.active < to)
    state.retired.push({ from: state.active, to, logged: state.boundLog.length });
  relistSupport(state);
}

/** Moves idle positions behind the active ones and returns the pairs that it swapped. */
function moveToEnd(state: SmoState, isIdle: (position: number) => boolean): number[] {
  const pairs: number[] = [];
  for (let i = 0; i < state.active; i++) {
    if (!isIdle(i)) continue;
    state.active--;
    while (state.active > i && isIdle(state.active)) state.active--;
    if (state.active > i) {
      swapPositions(state, i, state.active);
      pairs.push(i, state.active);
    }
  }
  return pairs;
}

/**
 * Brings Ḡ up to date after the point with kernel row `row` arrived at the upper bound (`change`
 * = 1) or left it (−1): at once where the row is at hand, else by a note in the log. O(active).
 */
export function recordBoundChange(
  state: SmoState,
  id: number,
  row: Float32Array,
  change: -1 | 1,
): void {
  if (state.active < state.size) state.boundLog.push(change > 0 ? id : ~id);
  state.loops.addScaled(state.boundGradient, row, change, state.active);
}

/** Makes every point active again, with its gradient as if none had been set aside. */
export function unshrink(state: SmoState): void {
  const { boundLog, alpha, status, idAt } = state;
  const free: RowSum = { ids: [], factors: [] };
  for (let i = 0; i < state.active; i++) {
    if (status[i] !== FREE) continue;
    free.ids.push(idAt[i]);
    free.factors.push(alpha[i]);
  }
  for (const { from, to, logged } of state.retired) {
    const log = boundLog.slice(logged);
    const changes = {
      ids: log.map((entry) => (entry >= 0 ? entry : ~entry)),
      factors: log.map((entry) => (entry >= 0 ? 1 : -1)),
    };
    for (let start = from; start < to; start += PART_LENGTH) {
      rebuildGradient(state, start, Math.min(start + PART_LENGTH, to), changes, free);
    }
  }
  state.retired.length = 0;
  boundLog.length = 0;
  if (state.active === state.size) return;
  state.active = state.size;
  relistSupport(state);
}

/** Kernel rows of points by their ids, each times a factor, to be added in this order. */
interface RowSum {
  readonly ids: number[];
  readonly factors: number[];
}

/**
 * G at positions `from … to` set aside together: Ḡ, caught up with what changed at the upper bound since
 * as if it had been kept all the time, plus the free points' share in order of position.
 */
function rebuildGradient(
  state: SmoState,
  from: number,
  to: number,
  changes: RowSum,
  free: RowSum,
): void {
  const bound = state.boundGradient.subarray(from, to);
  const gradient = state.gradient.subarray(from, to);
  addParts(state, bound, changes, from, to);
  gradient.set(bound);
  addParts(state, gradient, free, from, to);
}

/** Adds the rows' entries `from … to`. Those of rows that are not cached are computed, and not kept. */
function addParts(
  state: SmoState,
  sums: Float64Array,
  { ids, factors }: RowSum,
  from: number,
  to: number,
): void {
  const { points, cache, gamma, positionOf, loops, parts, size } = state;
  const origin = from - (from % 8);
  for (let start = 0; start < ids.length; start += MOST_ROWS) {
    const some = ids.slice(start, start + MOST_ROWS);
    const missing = some.filter((id) => !cache.has(id));
    const positions = missing.map((id) => positionOf[id]);
    const computed = parts.slice(0, missing.length);
    if (missing.length > 0) loops.fillRows(points, positions, gamma, from, to, computed, origin);
    let used = 0;
    some.forEach((id, k) => {
      const row = cache.has(id)
        ? cache.row(id, size).subarray(from, to)
        : computed[used++].subarray(from - origin, to - origin);
      loops.addScaled(sums, row, factors[start + k], to - from);
    });
  }
}
