import {
  emptyKernelPoint,
  emptyKernelPoints,
  fillKernelRow,
  gatherKernelPoints,
  loadKernelPoint,
} from './rbf-kernel.ts';
import {
  AT_LOWER,
  AT_UPPER,
  FREE,
  relistSupport,
  type SmoState,
  swapPositions,
} from './smo-state.ts';

/** Inactive points whose gradient is rebuilt at a time. */
const BLOCK = 128;

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
  state.cache.swapEntries(moveToEnd(state, isIdle));
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

/** Makes every point active again, with its gradient as if none had been set aside. */
export function unshrink(state: SmoState): void {
  if (state.active === state.size) return;
  const free = freeIds(state);
  for (const group of inactiveByReplay(state)) {
    for (let start = 0; start < group.length; start += BLOCK) {
      rebuildGradient(state, group.subarray(start, start + BLOCK), free);
    }
  }
  state.active = state.size;
  relistSupport(state);
}

function freeIds(state: SmoState): number[] {
  const ids: number[] = [];
  for (let i = 0; i < state.active; i++) if (state.status[i] === FREE) ids.push(state.idAt[i]);
  return ids;
}

/** The inactive positions, those together that have seen the same share of the log. */
function inactiveByReplay(state: SmoState): Uint32Array[] {
  const groups = new Map<number, number[]>();
  for (let i = state.active; i < state.size; i++) {
    const group = groups.get(state.replayed[i]);
    if (group === undefined) groups.set(state.replayed[i], [i]);
    else group.push(i);
  }
  return [...groups.values()].map((group) => Uint32Array.from(group));
}

/**
 * G of a block of inactive positions: Ḡ, caught up with the log entry by entry as if it had been
 * kept from the start, plus the free points' share in order of position. Each point that occurs
 * costs one kernel row over the block, however often it came and went.
 */
function rebuildGradient(state: SmoState, positions: Uint32Array, free: readonly number[]): void {
  const { boundGradient, boundLog, gradient, alpha, positionOf } = state;
  const kernel = blockKernel(state, positions);
  const sums = new Float64Array(positions.length);
  for (let k = 0; k < sums.length; k++) sums[k] = boundGradient[positions[k]];
  for (let entry = state.replayed[positions[0]]; entry < boundLog.length; entry++) {
    const id = boundLog[entry];
    if (id >= 0) addScaled(sums, kernel(id), 1);
    else addScaled(sums, kernel(~id), -1);
  }
  for (let k = 0; k < sums.length; k++) {
    boundGradient[positions[k]] = sums[k];
    state.replayed[positions[k]] = boundLog.length;
  }
  for (const id of free) addScaled(sums, kernel(id), alpha[positionOf[id]]);
  for (let k = 0; k < sums.length; k++) gradient[positions[k]] = sums[k];
}

function addScaled(sums: Float64Array, row: Float32Array, factor: number): void {
  for (let k = 0; k < sums.length; k++) sums[k] += factor * row[k];
}

/** Kernel rows over a block of positions, each computed or copied when first asked for. */
function blockKernel(state: SmoState, positions: Uint32Array): (id: number) => Float32Array {
  const { points, cache, gamma, positionOf, size } = state;
  const dimensions = points.columns.length;
  const tile = emptyKernelPoints(positions.length, dimensions);
  gatherKernelPoints(points, positions, tile);
  const point = emptyKernelPoint(dimensions);
  const rows = new Map<number, Float32Array>();
  return (id) => {
    const known = rows.get(id);
    if (known !== undefined) return known;
    const row = new Float32Array(positions.length);
    const whole = cache.peek(id, size);
    if (whole !== undefined) {
      for (let k = 0; k < row.length; k++) row[k] = whole[positions[k]];
    } else {
      loadKernelPoint(points, positionOf[id], point);
      fillKernelRow(tile, point, gamma, 0, row.length, row);
    }
    rows.set(id, row);
    return row;
  };
}
