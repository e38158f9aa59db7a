import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCategories } from '../../src/data/flow-rows.ts';
import { ATTACK, NORMAL } from '../../src/data/flow-table.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import {
  OTHER_ATTACKS,
  timelineOf,
  timelineSentences,
} from '../../src/pipeline/traffic/timeline.ts';
import { parametersWith, timelessTraffic } from './baseline-runs.ts';

const parameters = parametersWith({ detectors: ['isolation-forest'] });
const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0 });
const { flows } = run.traffic;
if (flows === null) throw new Error('Generated traffic holds flows.');
const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0);

describe('the timeline of a generated week', () => {
  const timeline = timelineOf(flows.startTime, run.traffic.labels, run.detections);
  if (timeline === null) throw new Error('Generated flows tell when they began.');

  it('has an hour to a step, and every flow, attack and alert once', () => {
    expect(timeline.width).toBe(3600);
    expect(timeline.flows.length).toBeLessThanOrEqual(7 * 24);
    expect(sum(timeline.flows)).toBe(2210);
    expect(sum(timeline.normal)).toBe(1900);
    expect(sum(timeline.unlabelled)).toBe(0);
    expect(timeline.attacks.map(({ flows: of }) => sum(of)).toSorted()).toEqual(
      [50, 40, 50, 30, 40, 30, 40, 30].toSorted(),
    );
    expect(sum(timeline.alerts[0].flows)).toBe(run.detections[0].evaluation.predictedAnomalies);
  });

  it('says when attacks were and where alerts are most', () => {
    const [busy, attacks, alerts] = timelineSentences(timeline);
    expect(busy).toMatch(/steps of an hour from 2024-03-04 \d\d:00:00 UTC on\./);
    expect(attacks).toContain('port scan at 2024-03-');
    expect(attacks).toContain('c2 beacon from 2024-03-');
    expect(alerts).toMatch(/^Isolation Forest: 221 alerts, at most \d+ in one step, that of 2024-/);
  });
});

it('counts flows where they began, in few steps, whatever the times', () => {
  const times = fc.array(
    fc.integer({ min: -4e11, max: 4e11 }).map((quarter) => quarter / 4),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(times, (starts) => {
      const length = starts.length;
      const timed = { ...flows, startTime: Float64Array.from(starts) };
      const labels = {
        label: new Int8Array(length).fill(NORMAL),
        attackType: encodeCategories(
          starts.map(() => 'normal'),
          length,
        ),
      };
      const timeline = timelineOf(timed.startTime, labels, []);
      const { start = 0, width = 0, flows: of = new Uint32Array() } = timeline ?? {};
      expect(of.length).toBeLessThanOrEqual(200);
      of.forEach((count, step) => {
        const [from, to] = [start + step * width, start + (step + 1) * width];
        const inside = starts.filter((time) => time >= from && time < to).length;
        expect(count).toBe(inside);
      });
    }),
  );
});

it('has the commonest attacks by name, and the rest together', () => {
  const label = new Int8Array(2210).fill(ATTACK);
  const names = Array.from(label, (_, row) => `attack ${Math.min(row, 1000)}`);
  const labels = { label, attackType: encodeCategories(names, 2210) };
  const attacks = timelineOf(flows.startTime, labels, [])?.attacks ?? [];
  expect(attacks).toHaveLength(31);
  expect(attacks.at(-1)?.type).toBe(OTHER_ATTACKS);
  expect(sum(attacks.flatMap(({ flows: of }) => [...of]))).toBe(2210);
});

it('needs times', () => {
  const { flows: timeless, labels } = timelessTraffic(parameters);
  expect(timelineOf(timeless?.startTime, labels, [])).toBeNull();
});
