import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeRows } from '../../src/data/flow-rows.ts';
import { takeMatrixRows } from '../../src/features/matrix.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import {
  STREAM_DETECTOR_NAMES,
  type StreamDetectorName,
} from '../../src/pipeline/parameters/stream-parameters.ts';
import { FlowStream, type StreamStep } from '../../src/pipeline/stream/stream.ts';
import { planStream } from '../../src/pipeline/stream/stream-plan.ts';
import { RecentRows } from '../../src/pipeline/stream/stream-reasons.ts';
import { flowTraffic, generateTraffic, type Traffic } from '../../src/pipeline/traffic/generate.ts';

const SMALL = { streamTrees: 8, streamDepth: 8, streamWindow: 64, streamWarmUp: 100 };

function parametersOf(changes: ParameterChanges): LabParameters {
  return { ...NOTEBOOK_PARAMETERS, ...SMALL, alertWindow: 600, ...changes };
}

const TRAFFIC = generateTraffic(NOTEBOOK_PARAMETERS);

/** The same flows in no order of time. */
function timeless({ flows }: Traffic): Traffic {
  if (flows === null) throw new Error('There are no flows.');
  const { startTime: _, ...rest } = flows;
  return flowTraffic(rest, null);
}

/** What steps of the given sizes give together; of the last size until nothing is left. */
function run(stream: FlowStream, sizes: readonly number[]): Omit<StreamStep, 'done'> {
  const steps: StreamStep[] = [];
  for (let i = 0; !stream.done; i++) steps.push(stream.step(sizes[Math.min(i, sizes.length - 1)]));
  return {
    from: 0,
    to: steps.at(-1)?.to ?? 0,
    scores: Float64Array.from(steps.flatMap(({ scores }) => [...scores])),
    thresholds: Float64Array.from(steps.flatMap(({ thresholds }) => [...thresholds])),
    alerts: steps.flatMap(({ alerts }) => alerts),
    drifts: steps.flatMap(({ drifts }) => drifts),
  };
}

describe.each(STREAM_DETECTOR_NAMES)('%s', (streamDetector: StreamDetectorName) => {
  const parameters = parametersOf({ streamDetector, timeFeatures: true });
  const plan = planStream(TRAFFIC, parameters);
  const stream = new FlowStream(plan);
  const whole = run(stream, [plan.order.length]);

  test('cutting the future off changes no score, no threshold, no alert', () => {
    const { flows } = TRAFFIC;
    if (flows === null) throw new Error('There are no flows.');
    fc.assert(
      fc.property(fc.integer({ min: stream.warmUp, max: flows.length }), (length) => {
        const past = plan.order.slice(0, length);
        const cut = planStream(flowTraffic(takeRows(flows, past), null), parameters);
        const { scores, thresholds, alerts, drifts } = run(new FlowStream(cut), [777]);
        expect(scores).toEqual(whole.scores.slice(0, length));
        expect(thresholds).toEqual(whole.thresholds.slice(0, length));
        const seen = whole.alerts.filter(({ place }) => place < length);
        expect(alerts).toEqual(seen.map((alert) => ({ ...alert, row: alert.place })));
        expect(drifts).toEqual(whole.drifts.filter(({ place }) => place < length));
      }),
      { numRuns: 6 },
    );
    expect(whole.alerts.length).toBeGreaterThan(0);
  });

  test('pausing and the size of steps change nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (sizes) => {
        expect(run(new FlowStream(plan), sizes)).toEqual(whole);
      }),
      { numRuns: 4 },
    );
  });

  test('every flow is counted once, none is shed', () => {
    const again = new FlowStream(plan);
    while (!again.done) {
      again.step(331);
      const { warmUp, unjudged, judged, ahead, types, prequential } = again.state();
      expect(warmUp + unjudged + judged).toBe(again.place);
      expect(again.place + ahead).toBe(plan.order.length);
      expect(types.reduce((sum, { flows }) => sum + flows, 0)).toBe(judged);
      const { truePositives, falsePositives, falseNegatives, trueNegatives } = prequential;
      expect(truePositives + falsePositives + falseNegatives + trueNegatives).toBe(judged);
    }
    expect(again.state().alerts).toBe(whole.alerts.length);
    expect(whole.scores.filter(Number.isNaN)).toHaveLength(again.warmUp);
  });

  test('an alert is a score above the threshold of its moment', () => {
    const above = [...whole.scores.keys()].filter((i) => whole.scores[i] > whole.thresholds[i]);
    expect(whole.alerts.map(({ place }) => place)).toEqual(above);
    for (const alert of whole.alerts) {
      expect(alert.row).toBe(plan.order[alert.place]);
      expect(alert.time).toBe(TRAFFIC.flows?.startTime?.[alert.row]);
    }
  });

  test('what does not change raises no drift; what sets in is reported from there', () => {
    const from = 1200;
    const changes = { streamDetector, driftFrom: from, driftShare: 0.5 };
    const still = planStream(timeless(TRAFFIC), parametersOf({ streamDetector }));
    const steady = run(new FlowStream(still), [500]);
    // Each fit of a forest has scores of its own.
    const ofFeatures = steady.drifts.filter(({ feature }) => feature !== null);
    expect(ofFeatures).toEqual([]);
    const drifting = planStream(timeless(TRAFFIC), parametersOf(changes));
    const { drifts, scores } = run(new FlowStream(drifting), [500]);
    expect(scores.slice(0, from)).toEqual(steady.scores.slice(0, from));
    expect(drifts.map(({ feature }) => feature)).toContain('log_bytes');
    for (const { place } of drifts) expect(place).toBeGreaterThan(from);
    const [first] = drifts;
    expect(first.place).toBeLessThan(from + 200);
    expect(Math.abs(first.since - from)).toBeLessThan(150);
  });
});

test('flows come by their times, a table in the order of its rows', () => {
  const { flows } = TRAFFIC;
  const plan = planStream(TRAFFIC, NOTEBOOK_PARAMETERS);
  const times = [...plan.order].map((row) => flows?.startTime?.[row] ?? 0);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(planStream(timeless(TRAFFIC), NOTEBOOK_PARAMETERS).order[5]).toBe(5);
});

test('traffic that ends in the warm-up is learnt and not judged', () => {
  const { flows } = TRAFFIC;
  if (flows === null) throw new Error('There are no flows.');
  const few = flowTraffic(takeRows(flows, Uint32Array.of(3, 1, 2)), null);
  const stream = new FlowStream(planStream(few, NOTEBOOK_PARAMETERS));
  expect(stream.step(10)).toMatchObject({ to: 3, alerts: [], done: true });
  expect(stream.state()).toMatchObject({ warmUp: 3, judged: 0, ahead: 0 });
});

test('drift beyond the traffic, or in traffic that was not made up, is refused', () => {
  const late = parametersOf({ driftFrom: 2210 });
  expect(() => planStream(TRAFFIC, late)).toThrow(
    'before the traffic ends, at flow 2210; got 2210',
  );
  const imported = { ...TRAFFIC, imported: {} as Traffic['imported'] };
  expect(() => planStream(imported, parametersOf({ driftFrom: 1 }))).toThrow('generated traffic');
});

test('reasons are the features whose value hardly any of the last 1,000 flows goes beyond', () => {
  const plan = planStream(TRAFFIC, NOTEBOOK_PARAMETERS);
  const { features } = plan;
  const rows = [...plan.order.slice(0, 1300)];
  const recent = new RecentRows(features.names);
  const valuesOf = (row: number) => takeMatrixRows(features, Uint32Array.of(row)).data;
  for (const row of rows) recent.add(valuesOf(row));
  const last = rows.slice(-1000).map(valuesOf);
  for (const row of plan.order.slice(1300, 1400)) {
    const values = valuesOf(row);
    const expected = features.names
      .map((name, j) => {
        const value = values[j];
        const below = last.filter((other) => other[j] < value).length / 1000;
        const above = last.filter((other) => other[j] > value).length / 1000;
        return { name, value, below, above };
      })
      .filter(({ below, above }) => Math.max(below, above) >= 0.95)
      .sort((a, b) => Math.max(b.below, b.above) - Math.max(a.below, a.above));
    expect(recent.reasons(values)).toEqual(expected.slice(0, 3));
  }
});
