import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabParameters } from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { planStream } from '../../src/pipeline/stream/stream-plan.ts';
import type { StreamReport } from '../../src/pipeline/stream/stream-recorder.ts';
import { runStream } from '../../src/pipeline/stream/stream-report.ts';
import { generateTraffic, type Traffic } from '../../src/pipeline/traffic/generate.ts';
import {
  IS_ALERT,
  MOST_POINTS,
  type StreamDrive,
  type StreamFrame,
} from '../../src/worker/stream-protocol.ts';
import { StreamSession } from '../../src/worker/stream-session.ts';

const SMALL = { streamTrees: 8, streamDepth: 8, streamWindow: 64, streamWarmUp: 300 };
const PARAMETERS: LabParameters = { ...NOTEBOOK_PARAMETERS, ...SMALL, alertWindow: 600 };
const TRAFFIC = generateTraffic(NOTEBOOK_PARAMETERS);

/** What the flows gave, whatever time it took. */
function told({ seconds: _, flowsPerSecond: __, ...rest }: StreamReport) {
  return rest;
}

function whole(parameters: LabParameters) {
  return told(runStream(planStream(TRAFFIC, parameters), { now: () => 0 }));
}

/** A clock that stands but for what is added to it. */
function handClock() {
  let at = 1e6;
  return { now: () => at, pass: (milliseconds: number) => (at += milliseconds) };
}

/** One thing that may happen to a session: a command, time that passes, a look at it. */
type Happening = StreamDrive | { readonly kind: 'pass'; readonly by: number } | { kind: 'look' };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom<Happening>({ kind: 'play' }, { kind: 'pause' }, { kind: 'look' }),
  fc.record({ kind: fc.constant('step' as const), flows: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ kind: fc.constant('speed' as const), speed: fc.constantFrom(1, 600, 1e5, Infinity) }),
  fc.record({
    kind: fc.constant('pass' as const),
    by: fc.double({ min: 0, max: 5000, noNaN: true }),
  }),
);

/** Lets things happen to a new session, then plays it to its end. The frames that were looked at. */
function live(parameters: LabParameters, happenings: readonly Happening[]) {
  const clock = handClock();
  const session = new StreamSession(TRAFFIC, parameters, clock.now);
  const frames: StreamFrame[] = [];
  const look = () => frames.push(session.frame());
  for (const one of happenings) {
    if (one.kind === 'pass') clock.pass(one.by);
    else if (one.kind === 'look') look();
    else session.command(one);
    // A clock that stands never ends a turn before what is due is done.
    session.advance();
    if (frames.length === 0 || session.place - (frames.at(-1)?.place ?? 0) > 500) look();
  }
  while (!session.done) {
    session.command({ kind: 'step', flows: 333 });
    look();
  }
  look();
  return { session, frames };
}

describe.each(['half-space-trees', 'random-cut-forest'] as const)('%s', (streamDetector) => {
  const parameters = { ...PARAMETERS, streamDetector };
  const expected = whole(parameters);

  test('however it is paused, stepped and sped, the report is that of a run in one go', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const { session, frames } = live(parameters, happenings);
        expect(told(session.report())).toEqual(expected);
        expect(session.alerts).toEqual(expected.lastAlerts);
        const last = frames.at(-1);
        expect(last).toMatchObject({ place: 2210, flows: 2210, done: true, playing: false });
        expect(last?.state.alerts).toBe(expected.alerts);
      }),
      { numRuns: 25 },
    );
  });

  test('a new application let in at a place gives what was planned from there', () => {
    const places = fc.oneof(fc.integer({ min: 1, max: 299 }), fc.integer({ min: 300, max: 2209 }));
    const switches = fc.record({ place: places, timeFeatures: fc.boolean() });
    fc.assert(
      fc.property(switches, ({ place, timeFeatures }) => {
        const set = { ...parameters, timeFeatures, driftShare: 0.4 };
        const { session, frames } = live(set, [{ kind: 'step', flows: place }, { kind: 'drift' }]);
        expect(told(session.report())).toEqual(whole({ ...set, driftFrom: place }));
        expect(frames.at(-1)?.driftFrom).toBe(place);
        expect(frames.at(-1)?.noDrift).toBe('The new application is in.');
      }),
      { numRuns: 10 },
    );
  });
});

test('frames together tell every score once, and each alert', () => {
  const { frames } = live(PARAMETERS, [{ kind: 'look' }]);
  const places = frames.flatMap(({ points }) => [...points.places]);
  expect(places).toEqual([...Array(2210).keys()]);
  const alerts = frames.flatMap(({ points }) =>
    [...points.places].filter((_, i) => (points.marks[i] & IS_ALERT) !== 0),
  );
  expect(alerts).toEqual(whole(PARAMETERS).lastAlerts.map(({ place }) => place));
});

test('a frame that had to wait draws the last flows and counts all', () => {
  const session = new StreamSession(TRAFFIC, PARAMETERS, handClock().now);
  session.command({ kind: 'play' });
  session.advance();
  const { points, state, alerts, flows } = session.frame();
  expect(points.places).toHaveLength(MOST_POINTS);
  expect(points.places.at(-1)).toBe(flows - 1);
  expect(alerts).toEqual(whole(PARAMETERS).lastAlerts.slice(-50));
  expect(state.alerts).toBe(whole(PARAMETERS).alerts);
});

test('a stream that cannot keep its pace says by how much, and sheds nothing', () => {
  const clock = handClock();
  // Each look at the clock takes 9 ms: two batches of 8 flows, then the turn is over.
  const session = new StreamSession(TRAFFIC, PARAMETERS, () => clock.pass(9));
  session.command({ kind: 'speed', speed: 86_400 });
  session.command({ kind: 'play' });
  for (let turns = 0; turns < 3; turns++) session.advance();
  clock.pass(1500);
  session.advance();
  const { lag, place, speed } = session.frame();
  expect(speed).toBe(86_400);
  expect(place).toBeLessThan(100);
  expect(lag?.flows).toBeGreaterThan(300);
  expect(lag?.seconds).toBeGreaterThan(1);
  expect(lag?.seconds).toBeLessThan(2);
  session.command({ kind: 'speed', speed: Number.POSITIVE_INFINITY });
  expect(session.frame().lag).toBeNull();
  while (!session.done) session.advance();
  expect(session.report().flows).toBe(2210);
});

test('a silence of hours is cut short, and how much of it is told', () => {
  const clock = handClock();
  const session = new StreamSession(TRAFFIC, PARAMETERS, clock.now);
  session.command({ kind: 'speed', speed: 60 });
  session.command({ kind: 'play' });
  let waited = 0;
  for (let wait = session.advance(); wait < Infinity; wait = session.advance()) {
    expect(wait).toBeLessThanOrEqual(1500);
    // Less than a clock can tell is no time at all.
    const passed = Math.max(wait, 1e-6);
    clock.pass(passed);
    waited += passed;
  }
  const times = TRAFFIC.flows?.startTime ?? new Float64Array();
  const { skipped } = session.frame();
  const span = times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b));
  expect(skipped).toBeGreaterThan(span / 2);
  expect((60 * waited) / 1000 + skipped).toBeCloseTo(span, 3);
});

test('what was read from a file takes no new application', () => {
  const imported = { ...TRAFFIC, imported: {} as Traffic['imported'] };
  const session = new StreamSession(imported, PARAMETERS, () => 0);
  session.command({ kind: 'step', flows: 400 });
  session.command({ kind: 'drift' });
  expect(session.frame()).toMatchObject({ driftFrom: 0, flows: 2210 });
  expect(session.frame().noDrift).toContain('generated traffic');
});
