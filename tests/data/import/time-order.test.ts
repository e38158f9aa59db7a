import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderByTime } from '../../../src/data/import/times/time-order.ts';

/** Times of every unevenness: in steps, with strays years off, doubling each, all of one instant. */
const times = fc.oneof(
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 400 }),
  fc
    .array(fc.tuple(fc.nat(1000), fc.constantFrom(0, 0, 0, 0, 1e9, -1e12)), { maxLength: 400 })
    .map((list) => list.map(([jitter, stray], i) => 1.7e9 + i + jitter / 100 + stray)),
  fc
    .array(fc.integer({ min: -1074, max: 1023 }), { maxLength: 400 })
    .map((list) => list.map((exponent) => 2 ** exponent)),
);

it('rows by time are every row once, each no earlier than the one before', () => {
  fc.assert(
    fc.property(times, (list) => {
      const order = orderByTime(Float64Array.from(list));
      expect(Array.from(order, (row) => list[row])).toEqual(list.toSorted((a, b) => a - b));
      expect(order.toSorted()).toEqual(Uint32Array.from(list.keys()));
    }),
    { numRuns: 500 },
  );
});
