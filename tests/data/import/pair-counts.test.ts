import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PairCounts } from '../../../src/data/import/mapping/pair-counts.ts';

const number = fc.oneof(fc.nat(12), fc.constantFrom(2 ** 31, 2 ** 32 - 1));
const steps = fc.array(fc.record({ first: number, second: number, adds: fc.boolean() }), {
  maxLength: 600,
});

it('pairs come and go as they do in a map', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const pairs = new PairCounts();
      const oracle = new Map<string, number>();
      for (const { first, second, adds } of list) {
        const key = `${first} ${second}`;
        const count = oracle.get(key) ?? 0;
        if (!adds && count === 0) continue;
        oracle.set(key, count + (adds ? 1 : -1));
        if (adds) expect(pairs.add(first, second)).toBe(count === 0);
        else expect(pairs.remove(first, second)).toBe(count === 1);
      }
    }),
    { numRuns: 300 },
  );
});

it('holds thousands, and finds each again when others have left', () => {
  const pairs = new PairCounts();
  for (let i = 0; i < 5000; i++) expect(pairs.add(i, i % 7)).toBe(true);
  for (let i = 0; i < 5000; i += 2) expect(pairs.remove(i, i % 7)).toBe(true);
  for (let i = 1; i < 5000; i += 2) expect(pairs.add(i, i % 7)).toBe(false);
  for (let i = 0; i < 5000; i += 2) expect(pairs.add(i, i % 7)).toBe(true);
});
