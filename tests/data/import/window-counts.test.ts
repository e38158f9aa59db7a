import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeCategories } from '../../../src/data/flow-rows.ts';
import { countsInWindow } from '../../../src/data/import/flows/window-counts.ts';

interface Flow {
  readonly time: number;
  readonly from: string;
  readonly to: string;
}

const address = fc.constantFrom('a', 'b', 'c', 'd');
const flow = fc.record({
  // Few distinct times, so that flows of one instant and of the window's very edge are common.
  time: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 12, noNaN: true })),
  from: address,
  to: address,
});

/** The definition, word for word: O(n²). */
function bruteForce(flows: readonly Flow[], windowSeconds: number): [number, number][] {
  return flows.map(({ time, from, to }) => {
    const inWindow = flows.filter(
      (other) => other.time > time - windowSeconds && other.time <= time,
    );
    const originators = new Set(inWindow.filter((other) => other.to === to).map((o) => o.from));
    const responders = new Set(inWindow.filter((other) => other.from === from).map((o) => o.to));
    return [originators.size, responders.size];
  });
}

it('a sliding window counts the distinct addresses that a look at all flows counts', () => {
  fc.assert(
    fc.property(
      fc.array(flow, { maxLength: 40 }),
      fc.integer({ min: 1, max: 15 }),
      (flows, window) => {
        const counts = countsInWindow(
          Float64Array.from(flows, ({ time }) => time),
          encodeCategories(
            flows.map(({ from }) => from),
            flows.length,
          ),
          encodeCategories(
            flows.map(({ to }) => to),
            flows.length,
          ),
          window,
        );
        const pairs = flows.map((_, i) => [counts.srcIpCount[i], counts.dstIpCount[i]]);
        expect(pairs).toEqual(bruteForce(flows, window));
      },
    ),
    { numRuns: 500 },
  );
});
