import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { FEW_FLOWS, lab, numbers, readCsv, temporaryFolder } from './support.ts';

const folder = temporaryFolder();

async function reportOf(...args: string[]) {
  const { code, stdout, stderr } = await lab([...args, '--json'], folder);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

test("the notebook's report, in the shape that scripts rely on", async () => {
  const report = await reportOf();
  expect(report.flows).toMatchObject({ total: 2210, normal: 1900, attack: 310 });
  expect(report.flows.byType).toMatchObject({ normal: 1900, port_scan: 50, c2_beacon: 50 });
  expect(Object.keys(report.flows.byType)).toHaveLength(9);
  expect(report.features).toEqual(NOTEBOOK_PARAMETERS.features);
  expect(report.scaler.center).toHaveLength(16);
  expect(report.scaler.scale).toHaveLength(16);
  expect(Object.keys(report.detectors)).toEqual([...NOTEBOOK_DETECTORS]);
  for (const detector of NOTEBOOK_DETECTORS) {
    const measured = report.detectors[detector];
    const [[tn, fp], [fn, tp]] = measured.confusion;
    expect(tn + fp).toBe(1900);
    expect(fn + tp).toBe(310);
    expect(measured.predictedAnomalies).toBe(fp + tp);
    expect(measured.precision).toBe(tp / (fp + tp));
    expect(measured.recall).toBe(tp / 310);
    expect(measured.f1).toBeCloseTo((2 * tp) / (2 * tp + fp + fn), 15);
    expect(measured.falsePositiveRate).toBe(fp / 1900);
    expect(Object.keys(measured.detectionRate)).toHaveLength(8);
    expect(measured.topAnomalies).toHaveLength(15);
    for (const figure of ['rocAuc', 'averagePrecision', 'offset']) {
      expect(measured[figure]).toEqual(expect.any(Number));
    }
    expect(measured.milliseconds.fit).toBeGreaterThan(0);
    expect(measured.milliseconds.score).toBeGreaterThanOrEqual(0);
  }
});

test('the top anomalies are the lowest scores, by row number, lowest first', async () => {
  const report = await reportOf(...FEW_FLOWS, '--scores', 'scores.csv');
  const scores = numbers(readCsv(join(folder, 'scores.csv')), 'isolation_forest_score');
  const top: number[] = report.detectors['isolation-forest'].topAnomalies;
  const lowest = scores.toSorted((a, b) => a - b).slice(0, 15);
  expect(top.map((row) => scores[row])).toEqual(lowest);
});

test('what needs labels is null without them', async () => {
  await lab([...FEW_FLOWS, '--flows', 'labelled.csv'], folder);
  const columns = readCsv(join(folder, 'labelled.csv'));
  columns.delete('label');
  columns.delete('attack_type');
  const lines = [...columns.values()][0].map((_, row) =>
    [...columns.values()].map((cells) => cells[row]).join(),
  );
  writeFileSync(join(folder, 'bare.csv'), [[...columns.keys()].join(), ...lines, ''].join('\n'));

  const report = await reportOf('--input', 'bare.csv');
  expect(report.flows).toMatchObject({ total: 221, normal: null, attack: null, byType: null });
  for (const detector of NOTEBOOK_DETECTORS) {
    expect(report.detectors[detector]).toMatchObject({
      precision: null,
      recall: null,
      f1: null,
      rocAuc: null,
      averagePrecision: null,
      confusion: null,
      falsePositiveRate: null,
      detectionRate: null,
    });
    expect(report.detectors[detector].predictedAnomalies).toBeGreaterThan(0);
    expect(report.detectors[detector].topAnomalies).toHaveLength(15);
  }
  const training = await lab(['--input', 'bare.csv', '--train-on', 'normal'], folder);
  expect(training).toMatchObject({ code: 1, stdout: '' });
  expect(training.stderr).toMatch(/^Training on normal flows needs flows labelled normal[^\n]*\n$/);
  const text = await lab(['--input', 'bare.csv'], folder);
  expect(text.stdout).toContain('The traffic has no labels');
});

test('held-out flows are kept from training and alone stand for normal traffic', async () => {
  const split = ['--train-on', 'normal', '--hold-out', '0.3', '--evaluate-on', 'held-out'];
  const report = await reportOf(...FEW_FLOWS, ...split);
  for (const detector of NOTEBOOK_DETECTORS) {
    const measured = report.detectors[detector];
    expect(measured).toMatchObject({ trainedOn: 133, heldOut: 57, rows: 57 + 31 });
    const [[tn, fp], [fn, tp]] = measured.confusion;
    expect([tn + fp, fn + tp]).toEqual([57, 31]);
  }
});

test('only the detectors asked for run, in the order asked for', async () => {
  const names = ['local-outlier-factor', 'isolation-forest'];
  const report = await reportOf(...FEW_FLOWS, '--detectors', names.join());
  expect(Object.keys(report.detectors)).toEqual(names);
});

test('the features asked for are the ones scaled, in the order asked for', async () => {
  const names = ['is_tcp', 'send_recv_ratio', 'log_bps'];
  const logged = ['--features', names.join(), '--log-ratios', '--scaler', 'standard'];
  const report = await reportOf(...FEW_FLOWS, ...logged);
  expect(report.features).toEqual(['is_tcp', 'log_send_recv_ratio', 'log_bps']);
  expect(report.scaler).toMatchObject({ kind: 'standard' });
  expect(report.scaler.center).toHaveLength(3);
});

test('the text report shows the same figures', async () => {
  const report = await reportOf(...FEW_FLOWS);
  const { stdout, stderr } = await lab(FEW_FLOWS, folder);
  expect(stderr).toBe('');
  expect(stdout).toContain('221 flows (generated)');
  expect(stdout).toContain('190 normal, 31 attacks (14.0 %)');
  for (const detector of NOTEBOOK_DETECTORS) {
    const { precision, rocAuc, confusion } = report.detectors[detector];
    expect(stdout).toContain(`precision ${precision.toFixed(3)}`);
    expect(stdout).toContain(rocAuc.toFixed(6));
    expect(stdout).toMatch(new RegExp(`normal +${confusion[0][0]} +${confusion[0][1]}\n`));
  }
});

test('beside a JSON report, warnings go to standard error', async () => {
  const { stdout, stderr } = await lab(['--json', '--detectors', 'one-class-svm'], folder);
  const { warnings } = JSON.parse(stdout).detectors['one-class-svm'];
  expect(stderr).toBe(`one-class-svm: ${warnings[0]}\n`);
});
