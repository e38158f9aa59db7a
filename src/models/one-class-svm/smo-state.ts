import { type KernelPoints, swapKernelPoints } from '../kernels/rbf-kernel.ts';
import { KernelCache } from './kernel-cache.ts';
import { MOST_ROWS, PART_LENGTH, type SmoLoops } from './smo-loops.ts';
import { AT_LOWER, AT_UPPER, FREE } from './smo-status.ts';

/** Positions set aside together, when the log of the upper bound had `logged` entries. */
export interface Retirement {
  readonly from: number;
  readonly to: number;
  readonly logged: number;
}

/**
 * The solver's state. Arrays are indexed by position: shrinking swaps points until the active ones
 * are the first `active`. A point's id is its row in the training matrix.
 */
export interface SmoState {
  readonly size: number;
  active: number;
  readonly gamma: number;
  /** Whether points may be set aside, without which Ḡ is not kept. */
  readonly shrinking: boolean;
  readonly loops: SmoLoops;
  readonly points: KernelPoints;
  readonly cache: KernelCache;
  /** Room for parts of rows that are not cached. */
  readonly parts: readonly Float32Array[];
  readonly alpha: Float64Array;
  readonly status: Uint8Array;
  /** Gᵢ = (Qα)ᵢ, up to date for active positions. */
  readonly gradient: Float64Array;
  /** Ḡᵢ, the part of Gᵢ owed to α = 1; of positions set aside, as of their retirement. */
  readonly boundGradient: Float64Array;
  /** Arrivals (id) and departures (~id) at the upper bound while positions are set aside. */
  readonly boundLog: number[];
  /** The positions set aside. */
  readonly retired: Retirement[];
  readonly idAt: Uint32Array;
  readonly positionOf: Uint32Array;
  /** The active positions with α > 0, in no order, and where each stands in the list (or −1). */
  readonly support: Int32Array;
  readonly supportSlot: Int32Array;
  supportCount: number;
  /** Where loops leave the greatest gradient of the support. */
  readonly greatest: Float64Array;
  /** Whether the one early reconstruction of the gradient has taken place. */
  unshrunk: boolean;
  /** Points that are likely next to get an α above 0, and to give theirs up; the likeliest last. */
  readonly entering: number[];
  readonly leaving: number[];
}

/**
 * A state with α = 0 everywhere; takes `points` over, which lie in an array of `loops`. `foresee` tells
 * whose kernel rows are computed with one that is missing.
 */
export function createSmoState(
  loops: SmoLoops,
  points: KernelPoints,
  gamma: number,
  shrinking: boolean,
  cacheBytes: number,
  foresee: (state: SmoState, id: number) => readonly number[],
): SmoState {
  const size = points.length;
  const idAt = new Uint32Array(size);
  for (let i = 0; i < size; i++) idAt[i] = i;
  const positionOf = idAt.slice();
  const { arrays } = loops;
  const cache = new KernelCache(
    cacheBytes,
    size,
    (ids, from, to, rows) =>
      loops.fillRows(
        points,
        ids.map((id) => positionOf[id]),
        gamma,
        from,
        to,
        rows,
        0,
      ),
    arrays,
    (id) => foresee(state, id),
  );
  const state: SmoState = {
    size,
    active: size,
    gamma,
    shrinking,
    loops,
    points,
    cache,
    parts: Array.from({ length: MOST_ROWS }, () => arrays.float32(PART_LENGTH + 8)),
    alpha: arrays.float64(size),
    status: arrays.uint8(size),
    gradient: arrays.float64(size),
    boundGradient: arrays.float64(size),
    boundLog: [],
    retired: [],
    idAt,
    positionOf,
    support: arrays.int32(size),
    supportSlot: new Int32Array(size).fill(-1),
    supportCount: 0,
    greatest: arrays.float64(1),
    unshrunk: false,
    entering: [],
    leaving: [],
  };
  return state;
}

/** The kernel row of the point at `position`, valid for all active positions. */
export function activeKernelRow(state: SmoState, position: number): Float32Array {
  return state.cache.row(state.idAt[position], state.active);
}

/**
 * Sets α at an active position and keeps its status and the support list in step. Returns 1 if
 * it arrived at the upper bound, −1 if it left it, else 0.
 */
export function setAlpha(state: SmoState, position: number, alpha: number): -1 | 0 | 1 {
  const before = state.status[position];
  const after = alpha >= 1 ? AT_UPPER : alpha <= 0 ? AT_LOWER : FREE;
  state.alpha[position] = alpha;
  if (before === after) return 0;
  state.status[position] = after;
  if (before === AT_LOWER) listSupport(state, position);
  else if (after === AT_LOWER) unlistSupport(state, position);
  if (after === AT_UPPER) return 1;
  return before === AT_UPPER ? -1 : 0;
}

function listSupport(state: SmoState, position: number): void {
  state.supportSlot[position] = state.supportCount;
  state.support[state.supportCount++] = position;
}

function unlistSupport(state: SmoState, position: number): void {
  const slot = state.supportSlot[position];
  const last = state.support[--state.supportCount];
  state.support[slot] = last;
  state.supportSlot[last] = slot;
  state.supportSlot[position] = -1;
}

/** Lists the support anew after the active set changed. O(n). */
export function relistSupport(state: SmoState): void {
  state.supportSlot.fill(-1);
  state.supportCount = 0;
  for (let i = 0; i < state.active; i++) {
    if (state.status[i] !== AT_LOWER) listSupport(state, i);
  }
}

/** Exchanges two active points in every array but the cache's rows and the support list. */
export function swapPositions(state: SmoState, a: number, b: number): void {
  swapKernelPoints(state.points, a, b);
  const { alpha, status, gradient, boundGradient, idAt, positionOf } = state;
  for (const values of [alpha, status, gradient, boundGradient, idAt]) {
    const value = values[a];
    values[a] = values[b];
    values[b] = value;
  }
  positionOf[idAt[a]] = a;
  positionOf[idAt[b]] = b;
}
