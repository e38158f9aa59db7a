import type { GraphWriter } from './graph-writer.ts';
import { type Trees, treeSums } from './trees.ts';

/** Where a function of one number may jump: above `at`, or, where `below`, already there. */
export interface Jump {
  readonly at: number;
  readonly below: boolean;
}

/** A function of one column that is constant between its jumps. */
export interface StepFunction {
  /** Ascending; of one number the jump with `below` first. */
  readonly jumps: readonly Jump[];
  /** What it gives on each piece, from the left: one more than jumps. */
  readonly values: ArrayLike<number>;
}

/**
 * Numbers that stand for the pieces between jumps: one of each, where a piece has any. A function that
 * is constant on them is known by its values there.
 */
export function samplesOf(jumps: readonly Jump[]): Float64Array {
  return Float64Array.from({ length: jumps.length + 1 }, (_, piece) => {
    const before = piece === 0 ? undefined : jumps[piece - 1];
    const next = piece === jumps.length ? undefined : jumps[piece];
    if (next !== undefined && !next.below) return next.at;
    if (before?.below) return before.at;
    if (next === undefined) return before === undefined ? 0 : before.at + stride(before.at);
    return before === undefined ? next.at - stride(next.at) : (before.at + next.at) / 2;
  });
}

function stride(value: number): number {
  return Math.max(1, Math.abs(value));
}

/** Each different number of ascending ones, where a function may jump before it and behind it. */
export function jumpsAround(ascending: ArrayLike<number>): Jump[] {
  const jumps: Jump[] = [];
  for (let i = 0; i < ascending.length; i++) {
    if (i > 0 && ascending[i] === ascending[i - 1]) continue;
    jumps.push({ at: ascending[i], below: true }, { at: ascending[i], below: false });
  }
  return jumps;
}

/**
 * How far a runtime's number may be from the lab's own, by the number: their logarithms differ in the last
 * bit, and so does what is computed from them.
 */
export type Rounding = (value: number) => number;

/**
 * The same steps for numbers that come rounded otherwise: one that the rounding could have made of a
 * number where the function jumps counts as that number, unless it lies nearer to another.
 */
export function forRounded({ jumps, values }: StepFunction, rounding: Rounding): StepFunction {
  const moved = jumps.map(({ at, below }, piece) => {
    const other = jumps[below ? piece - 1 : piece + 1]?.at;
    const room = other === undefined ? Number.POSITIVE_INFINITY : Math.abs(other - at) / 3;
    const by = Math.min(rounding(at), room);
    return { at: below ? at - by : at + by, below };
  });
  return { jumps: moved, values };
}

/**
 * A step function of each column, found by halving: rows × columns. O(pieces).
 *
 * @param matrix rows × as many columns as there are functions
 */
export function stepValues(
  write: GraphWriter,
  matrix: string,
  functions: readonly StepFunction[],
): string {
  const trees = { roots: [], feature: [], threshold: [], below: [], left: [], right: [] };
  const forest: Growing = { ...trees, value: [], target: [] };
  functions.forEach((one, column) => {
    forest.roots.push(grow(forest, one, column, 0, one.jumps.length));
  });
  return treeSums(write, matrix, forest, functions.length);
}

type Growing = { readonly [Key in keyof Required<Trees>]: number[] };

/** A tree over the pieces `first … last`; the position of its root. */
function grow(
  forest: Growing,
  one: StepFunction,
  column: number,
  first: number,
  last: number,
): number {
  const node = forest.feature.length;
  const middle = (first + last) >>> 1;
  const isLeaf = first === last;
  forest.feature.push(isLeaf ? -1 : column);
  forest.threshold.push(isLeaf ? 0 : one.jumps[middle].at);
  forest.below.push(isLeaf ? 0 : Number(one.jumps[middle].below));
  forest.value.push(isLeaf ? one.values[first] : 0);
  forest.target.push(column);
  forest.left.push(-1);
  forest.right.push(-1);
  if (isLeaf) return node;
  forest.left[node] = grow(forest, one, column, first, middle);
  forest.right[node] = grow(forest, one, column, middle + 1, last);
  return node;
}
