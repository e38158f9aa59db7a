import { KernelCache } from './kernel-cache.ts';
import {
  emptyKernelPoint,
  fillKernelRow,
  type KernelPoints,
  loadKernelPoint,
  swapKernelPoints,
} from './rbf-kernel.ts';

/** α = 0, 0 < α < 1 and α = 1. */
export const AT_LOWER = 0;
export const FREE = 1;
export const AT_UPPER = 2;

/**
 * The solver's state. Arrays are indexed by position: shrinking swaps points until the active ones
 * are the first `active`. A point's id is its row in the training matrix.
 */
export interface SmoState {
  readonly size: number;
  active: number;
  readonly gamma: number;
  readonly points: KernelPoints;
  readonly cache: KernelCache;
  readonly alpha: Float64Array;
  readonly status: Uint8Array;
  /** Gᵢ = (Qα)ᵢ, up to date for active positions. */
  readonly gradient: Float64Array;
  readonly idAt: Uint32Array;
  readonly positionOf: Uint32Array;
  /** The active positions with α > 0, in no order, and where each stands in the list (or −1). */
  readonly support: Int32Array;
  readonly supportSlot: Int32Array;
  supportCount: number;
  /** Arrivals (id) and departures (~id) at the upper bound, in order. */
  readonly boundLog: number[];
  /** Ḡᵢ, the part of Gᵢ owed to α = 1, as of the first `replayed[i]` entries of the log. */
  readonly boundGradient: Float64Array;
  readonly replayed: Uint32Array;
  /** Whether the one early reconstruction of the gradient has taken place. */
  unshrunk: boolean;
}

/** A state with α = 0 everywhere; takes `points` over. */
export function createSmoState(points: KernelPoints, gamma: number, cacheBytes: number): SmoState {
  const size = points.length;
  const idAt = Uint32Array.from({ length: size }, (_, i) => i);
  const positionOf = idAt.slice();
  const point = emptyKernelPoint(points.columns.length);
  const cache = new KernelCache(cacheBytes, size, (id, from, to, row) => {
    loadKernelPoint(points, positionOf[id], point);
    fillKernelRow(points, point, gamma, from, to, row);
  });
  return {
    size,
    active: size,
    gamma,
    points,
    cache,
    alpha: new Float64Array(size),
    status: new Uint8Array(size),
    gradient: new Float64Array(size),
    idAt,
    positionOf,
    support: new Int32Array(size),
    supportSlot: new Int32Array(size).fill(-1),
    supportCount: 0,
    boundLog: [],
    boundGradient: new Float64Array(size),
    replayed: new Uint32Array(size),
    unshrunk: false,
  };
}

/** The kernel row of the point at `position`, valid for all active positions. */
export function activeKernelRow(state: SmoState, position: number): Float32Array {
  return state.cache.row(state.idAt[position], state.active);
}

/** Sets α at an active position and keeps its status, the support list and the log in step. */
export function setAlpha(state: SmoState, position: number, alpha: number): void {
  const before = state.status[position];
  const after = alpha >= 1 ? AT_UPPER : alpha <= 0 ? AT_LOWER : FREE;
  state.alpha[position] = alpha;
  if (before === after) return;
  state.status[position] = after;
  if (before === AT_LOWER) listSupport(state, position);
  else if (after === AT_LOWER) unlistSupport(state, position);
  const id = state.idAt[position];
  if (after === AT_UPPER) state.boundLog.push(id);
  else if (before === AT_UPPER) state.boundLog.push(~id);
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

/** Exchanges two points in every array but the cache's rows and the support list. */
export function swapPositions(state: SmoState, a: number, b: number): void {
  swapKernelPoints(state.points, a, b);
  for (const values of [
    state.alpha,
    state.status,
    state.gradient,
    state.idAt,
    state.boundGradient,
    state.replayed,
  ]) {
    const value = values[a];
    values[a] = values[b];
    values[b] = value;
  }
  state.positionOf[state.idAt[a]] = a;
  state.positionOf[state.idAt[b]] = b;
}
