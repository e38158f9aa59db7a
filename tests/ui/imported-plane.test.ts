import { expect, test } from 'vitest';
import { MersenneTwister } from '../../src/data/random.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { fitPlane } from '../../src/pipeline/plane/field.ts';
import { readTraffic } from '../../src/pipeline/traffic/read.ts';
import { drawnWords } from '../../src/ui/plane/plane-words.ts';
import { PLANE_TASKS } from '../../src/worker/plane-tasks.ts';

const CONTEXT = { now: () => 0 };
const HEADER =
  'ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,orig_bytes,resp_bytes,orig_pkts,resp_pkts';

/** A log of so many flows of all sizes, in order of time. */
function logOf(flows: number): string {
  const draw = new MersenneTwister(5);
  const upTo = (most: number) => Math.floor(most ** draw.double());
  const lines = Array.from({ length: flows }, (_, i) => {
    const [sent, received] = [upTo(1000), upTo(1000)];
    return `${i},10.0.0.${1 + (i % 250)},1025,192.0.2.1,443,tcp,${upTo(600)},${sent * 90},${received * 700},${sent},${received}`;
  });
  return [HEADER, ...lines, ''].join('\n');
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function planeOf(flows: number) {
  const source = { name: 'conn.csv', chunks: bytesOf(logOf(flows)) };
  const traffic = await readTraffic([source], 'auto', NOTEBOOK_PARAMETERS);
  const { plane } = await PLANE_TASKS.planeFlows(
    {
      traffic,
      other: null,
      parameters: NOTEBOOK_PARAMETERS,
      features: ['log_packets', 'log_bytes'],
    },
    CONTEXT,
  );
  return plane;
}

test('of an import of 12,345 flows an even 5,000 are drawn, which is said, and all are scored', async () => {
  const plane = await planeOf(12_345);
  const { dots, places } = plane;
  expect(dots.length).toBe(5000);
  expect(dots[0]).toBe(0);
  expect(dots[4999]).toBeGreaterThanOrEqual(12_345 - 3);
  for (let i = 1; i < dots.length; i++) expect([2, 3]).toContain(dots[i] - dots[i - 1]);
  // Each tenth of the time has as many dots, give or take one.
  for (let tenth = 0; tenth < 10; tenth++) {
    const inside = dots.filter((row) => Math.floor((row * 10) / 12_345) === tenth);
    expect(Math.abs(inside.length - 500)).toBeLessThanOrEqual(1);
  }
  expect(drawnWords(plane)).toContain('5,000 of 12,345 flows are drawn, evenly');
  expect(places.length).toBe(2 * 12_345);
  const { fit } = fitPlane('isolation-forest', plane, NOTEBOOK_PARAMETERS, CONTEXT);
  expect(fit.scores.length).toBe(12_345);
  expect(fit.sorted.scores.length).toBe(12_345);
});

test('of an import of 5,000 flows all are drawn, and nothing is said', async () => {
  const plane = await planeOf(5000);
  expect([...plane.dots]).toEqual(Array.from({ length: 5000 }, (_, row) => row));
  expect(drawnWords(plane)).toBe('');
});
