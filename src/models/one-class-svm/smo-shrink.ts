import { addScaled, PART_LENGTH } from './smo-loops.ts';
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
  const free: number[] = [];
  for (let i = 0; i < state.active; i++) if (state.status[i] === FREE) free.push(state.idAt[i]);
  for (const { from, to, logged } of state.retired) {
    for (let start = from; start < to; start += PART_LENGTH) {
      rebuildGradient(state, start, Math.min(start + PART_LENGTH, to), logged, free);
    }
  }
  state.retired.length = 0;
  state.boundLog.length = 0;
  if (state.active === state.size) return;
  state.active = state.size;
  relistSupport(state);
}

/**
 * G at positions `from … to` set aside together: Ḡ, caught up with the log from entry `logged` on
 * as if it had been kept all the time, plus the free points' share in order of position. Each
 * point that occurs costs one kernel row over the positions, however often it came and went.
 */
function rebuildGradient(
  state: SmoState,
  from: number,
  to: number,
  logged: number,
  free: readonly number[],
): void {
  const { boundLog, alpha, positionOf } = state;
  const count = to - from;
  const bound = state.boundGradient.subarray(from, to);
  const gradient = state.gradient.subarray(from, to);
  const rowOf = kernelRowsBetween(state, from, to);
  for (let entry = logged; entry < boundLog.length; entry++) {
    const id = boundLog[entry];
    if (id >= 0) addScaled(bound, rowOf(id), 1, count);
    else addScaled(bound, rowOf(~id), -1, count);
  }
  gradient.set(bound);
  for (const id of free) addScaled(gradient, rowOf(id), alpha[positionOf[id]], count);
}

/** Kernel rows over a range of positions, each looked up or computed when first asked for. */
function kernelRowsBetween(
  state: SmoState,
  from: number,
  to: number,
): (id: number) => Float32Array {
  const { points, cache, gamma, positionOf, loops, part } = state;
  const origin = from - (from % 8);
  const rows = new Map<number, Float32Array>();
  return (id) => {
    let row = rows.get(id) ?? cache.peek(id, to)?.subarray(from, to);
    if (row === undefined) {
      loops.fillRows(points, [positionOf[id]], gamma, from, to, [part], origin);
      row = part.slice(from - origin, to - origin);
    }
    rows.set(id, row);
    return row;
  };
}
