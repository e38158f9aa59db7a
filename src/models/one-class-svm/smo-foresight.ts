import type { SmoState } from './smo-state.ts';
import { AT_LOWER, AT_UPPER } from './smo-status.ts';

/** Bytes of points that the nearer caches of a processor hold: more of them wait for memory. */
const NEAR_BYTES = 2 ** 20;
/** Rows that are computed with one that is missing. */
const COMPANIONS = 2;
/** So many are chosen at a time. */
const CHOSEN = 48;

/**
 * Points whose kernel rows the solver will ask for soon, most likely, now that that of point `id` is
 * missing: what is read of the points then serves all of these rows. Points come to α > 0 by their
 * gradient, the least first, and give it up likewise, the greatest first. O(active) every now and then.
 */
export function foreseen(state: SmoState, id: number): readonly number[] {
  const { points, active, status, positionOf } = state;
  if (active * points.dimensions * Float64Array.BYTES_PER_ELEMENT < NEAR_BYTES) return [];
  const enters = status[positionOf[id]] === AT_LOWER;
  const isOf = (other: number) =>
    other !== id &&
    positionOf[other] < active &&
    (status[positionOf[other]] === AT_LOWER) === enters &&
    !state.cache.has(other);
  const waiting = enters ? state.entering : state.leaving;
  const ids = takeLast(waiting, isOf);
  if (ids.length > 0) return ids;
  waiting.push(...likeliest(state, enters));
  return takeLast(waiting, isOf);
}

/** Removes the last few that fit, and those between that do not. */
function takeLast(ids: number[], fits: (id: number) => boolean): number[] {
  const taken: number[] = [];
  while (taken.length < COMPANIONS) {
    const id = ids.pop();
    if (id === undefined) break;
    if (fits(id)) taken.push(id);
  }
  return taken;
}

/** Points without a row that will come to α > 0, or give it up, the likeliest last. */
function likeliest(state: SmoState, enters: boolean): number[] {
  const { status, gradient, active, idAt, cache } = state;
  const sign = enters ? 1 : -1;
  const positions: number[] = [];
  // At the solution the one kind lies above the other.
  let worst = sign * middleOf(state);
  for (let i = 0; i < active; i++) {
    const value = sign * gradient[i];
    if (value >= worst || (status[i] === AT_LOWER) !== enters || cache.has(idAt[i])) continue;
    let at = positions.length;
    while (at > 0 && sign * gradient[positions[at - 1]] < value) at--;
    positions.splice(at, 0, i);
    if (positions.length <= CHOSEN) continue;
    positions.shift();
    worst = sign * gradient[positions[0]];
  }
  return positions.map((position) => idAt[position]);
}

/** Midway between the least gradient that may still grow and the greatest that may still shrink. */
function middleOf({ status, gradient, active }: SmoState): number {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < active; i++) {
    if (status[i] !== AT_UPPER && gradient[i] < least) least = gradient[i];
    if (status[i] !== AT_LOWER && gradient[i] > greatest) greatest = gradient[i];
  }
  return (least + greatest) / 2;
}
