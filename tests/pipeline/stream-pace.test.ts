import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { paceOf } from '../../src/pipeline/stream/stream-pace.ts';
import { planStream } from '../../src/pipeline/stream/stream-plan.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const plan = planStream(generateTraffic(NOTEBOOK_PARAMETERS), NOTEBOOK_PARAMETERS);
const length = plan.order.length;
const moments = [...plan.order].map((row) => plan.times?.[row] ?? Number.NaN);

test('flows are due when the traffic had them, only faster', () => {
  const place = fc.integer({ min: 0, max: length - 1 });
  const speed = fc.constantFrom(1, 60, 3600, 100_000);
  fc.assert(
    fc.property(
      place,
      speed,
      fc.double({ min: 0, max: 1000, noNaN: true }),
      (from, by, elapsed) => {
        const isDue = moments.filter(
          (time, at) => at >= from && (time - moments[from]) / by <= elapsed,
        );
        expect(paceOf(plan, from, by).due(elapsed)).toBe(from + isDue.length);
      },
    ),
  );
});

test('a stream that lags is told by how much, one that keeps up by nothing', () => {
  const pace = paceOf(plan, 100, 3600);
  const due = pace.due(5);
  expect(due).toBeGreaterThan(110);
  expect(pace.lag(due, 5)).toEqual({ flows: 0, seconds: 0 });
  const waiting = 5 - (moments[due - 7] - moments[100]) / 3600;
  expect(pace.lag(due - 7, 5)).toEqual({ flows: 7, seconds: waiting });
});

test('as fast as possible, all is due at once; without times, a flow a second', () => {
  expect(paceOf(plan, 30, Number.POSITIVE_INFINITY).due(0)).toBe(length);
  const timeless = paceOf({ ...plan, times: null }, 30, 2);
  expect(timeless.due(10)).toBe(30 + 21);
  expect(timeless.lag(40, 10)).toEqual({ flows: 11, seconds: 5 });
  expect(paceOf(plan, length, 60).due(7)).toBe(length);
});
