import { expect, test } from 'vitest';
import { UNLABELLED } from '../../src/data/flow-table.ts';
import { operatingPointAt } from '../../src/eval/thresholds/operating-point.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { reportOf } from '../../src/pipeline/run/report.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { plainLabels } from './plain-labels.ts';

const PARAMETERS = { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest'] as const };
const traffic = generateTraffic(PARAMETERS);
const clock = { now: () => 0 };

test('the report holds every curve and what Monday would look like', async () => {
  const report = reportOf(await runLab(traffic, PARAMETERS, clock));
  const { curves, monday, rocAuc } = report.detectors['isolation-forest'];
  expect(JSON.parse(JSON.stringify(curves))).toEqual(curves);
  expect(curves?.roc.thresholds[0]).toBeNull();
  expect(curves?.roc.falsePositiveRate.length).toBe(curves?.roc.thresholds.length);
  expect(curves?.prevalence).toBe(310 / 2210);
  expect(rocAuc).toBeCloseTo(0.941565, 6);
  expect(monday).toMatchObject({ flowsPerDay: 1e6, attackRate: 0.001, attacks: 1000 });
  // 0.1 % of attacks, of which 213 in 310 are found; 8 in 1,900 of the others raise an alarm.
  expect(monday?.precision).toBeCloseTo(213 / 310 / (213 / 310 + (999 * 8) / 1900), 12);
});

test('flows that are not judged do not count at any threshold', async () => {
  const run = await runLab(traffic, { ...PARAMETERS, holdOut: 0.3, evaluateOn: 'held-out' }, clock);
  const { offset, evaluation } = run.detections[0];
  const point = operatingPointAt(run.scores[0].sorted, offset);
  expect(point.rows).toBe(570 + 310);
  expect(point.judged?.confusion).toEqual(evaluation.confusion);
});

test('without labels there are alerts to count, no curves and no Monday', async () => {
  const labels = plainLabels(new Int8Array(traffic.labels.label.length).fill(UNLABELLED));
  const run = await runLab({ ...traffic, labels }, PARAMETERS, clock);
  const { curves, monday } = reportOf(run).detectors['isolation-forest'];
  expect([curves, monday]).toEqual([null, null]);
  expect(operatingPointAt(run.scores[0].sorted, run.detections[0].offset)).toMatchObject({
    alerts: 221,
    rows: 2210,
    judged: null,
  });
});
