import type { GraphWriter } from './graph-writer.ts';

/** Where a sum is made of eight, and of halves. */
const LANES = 8;
const BLOCK = 128;

/** The sums of rows in the order of operations of `pairwiseSum`, to the bit: rows × 1. O(columns). */
export function pairwiseSums(write: GraphWriter, matrix: string, columns: number): string {
  const names = Array.from({ length: columns }, (_, j) => `part_${j + 1}`);
  const split = write.addMany(names, { axis: 1, num_outputs: columns }, 'Split', matrix);
  return sumOf(write, split);
}

function sumOf(write: GraphWriter, parts: readonly string[]): string {
  const plus = (one: string, next: string) => write.add('Add', one, next);
  const { length } = parts;
  if (length < LANES) return parts.reduce(plus);
  if (length > BLOCK) {
    const half = (length >>> 1) - ((length >>> 1) % LANES);
    return plus(sumOf(write, parts.slice(0, half)), sumOf(write, parts.slice(half)));
  }
  const inLanes = length - (length % LANES);
  const lanes = parts.slice(0, LANES).map((_, lane) => {
    return parts.filter((__, i) => i < inLanes && i % LANES === lane).reduce(plus);
  });
  const pairs = [0, 2, 4, 6].map((lane) => plus(lanes[lane], lanes[lane + 1]));
  const whole = plus(plus(pairs[0], pairs[1]), plus(pairs[2], pairs[3]));
  return parts.slice(inLanes).reduce(plus, whole);
}
