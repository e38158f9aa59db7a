import { TINY_CURVATURE } from './smo-loops.ts';
import { recordBoundChange } from './smo-shrink.ts';
import { activeKernelRow, type SmoState, setAlpha } from './smo-state.ts';
import { AT_UPPER } from './smo-status.ts';

/** The pair to optimise next: α moves from `second` to `first`, or none is worth moving. */
export interface WorkingSet {
  first: number;
  second: number;
  /** How far the pair that violates optimality most does so; −∞ if there is no pair. */
  gap: number;
}

/** The active position below the upper bound with the least gradient, the last of equals; or −1. */
export function leastGradient(state: SmoState): number {
  const { gradient, status, active } = state;
  let best = Number.POSITIVE_INFINITY;
  let at = -1;
  for (let k = 0; k < active; k++) {
    if (gradient[k] <= best && status[k] !== AT_UPPER) {
      best = gradient[k];
      at = k;
    }
  }
  return at;
}

/**
 * Completes the working set of which `first` is known: `second` is the position with α > 0 that
 * promises the largest decrease of the objective by second-order information, the last of equals.
 * Source: Fan, Chen and Lin, "Working set selection using second order information for training
 * support vector machines", JMLR 6, 2005.
 */
export function selectSecond(state: SmoState, first: number, pair: WorkingSet): void {
  pair.first = first;
  pair.second = -1;
  pair.gap = Number.NEGATIVE_INFINITY;
  if (first < 0) return;
  const { loops, gradient, support, supportCount, greatest } = state;
  const row = activeKernelRow(state, first);
  const least = gradient[first];
  pair.second = loops.selectSecond(gradient, support, supportCount, row, least, greatest);
  pair.gap = greatest[0] - least;
}

/**
 * Optimises the pair, brings the gradient of the active positions up to date and returns the next
 * `leastGradient`, found in the same pass. O(active), or O(active × columns) for a row that is
 * not in the cache.
 */
export function takeStep(state: SmoState, first: number, second: number): number {
  const rowFirst = activeKernelRow(state, first);
  const rowSecond = activeKernelRow(state, second);
  const alphaFirst = state.alpha[first];
  const alphaSecond = state.alpha[second];
  const curvature = 2 - 2 * rowFirst[second];
  const step =
    (state.gradient[first] - state.gradient[second]) / (curvature > 0 ? curvature : TINY_CURVATURE);
  const [nextFirst, nextSecond] = clipPair(
    alphaFirst - step,
    alphaSecond + step,
    alphaFirst + alphaSecond,
  );
  const firstChange = setAlpha(state, first, nextFirst);
  const secondChange = setAlpha(state, second, nextSecond);
  if (state.shrinking) {
    if (firstChange !== 0) recordBoundChange(state, state.idAt[first], rowFirst, firstChange);
    if (secondChange !== 0) recordBoundChange(state, state.idAt[second], rowSecond, secondChange);
  }
  return state.loops.addRows(
    state.gradient,
    state.status,
    rowFirst,
    nextFirst - alphaFirst,
    rowSecond,
    nextSecond - alphaSecond,
    state.active,
  );
}

/** The nearest pair with both in 0 … 1 on the line where their sum is `sum`, rounded as LIBSVM's. */
function clipPair(first: number, second: number, sum: number): [number, number] {
  if (sum > 1) {
    if (first > 1) return clipSecond(1, sum - 1, sum);
  } else if (second < 0) {
    return clipSecond(sum, 0, sum);
  }
  return clipSecond(first, second, sum);
}

function clipSecond(first: number, second: number, sum: number): [number, number] {
  if (sum > 1) {
    if (second > 1) return [sum - 1, 1];
  } else if (first < 0) {
    return [0, sum];
  }
  return [first, second];
}
