import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ATTACK, NORMAL } from '../../src/data/flow-table.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { trafficCsv } from '../../src/pipeline/traffic/csv.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { judgeByMarks, type Marks, withMarks } from '../../src/pipeline/triage/marks.ts';
import { FEW_FLOWS, lab, numbers, readCsv, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const FOREST = [...FEW_FLOWS, '--detectors', 'isolation-forest'];

test('rules take flows out of the alerts and leave the metrics alone', async () => {
  const report = async (...rules: string[]) =>
    JSON.parse((await lab([...FOREST, '--json', ...rules], folder)).stdout);
  const without = await report();
  const ruled = await report('--allow', '443', '--allow', 'port 80', '--allow', 'dns');
  const [before] = without.alerts.detectors;
  const [after] = ruled.alerts.detectors;
  expect(before).toMatchObject({ flagged: 22, allowed: 0, alerts: 22 });
  expect(after.flagged).toBe(22);
  expect(after.allowed).toBeGreaterThan(0);
  expect(after.alerts).toBe(22 - after.allowed);
  expect(ruled.alerts.rules).toMatchObject([
    { rule: 'port 443', lacks: null },
    { rule: 'port 80', lacks: null },
    { rule: 'service dns', flows: 0, lacks: 'services' },
  ]);
  expect(ruled.comparison).toEqual(without.comparison);
});

test('the text has the same counts and groups', async () => {
  const args = [...FOREST, '--allow', '443', '--allow', 'dns'];
  const { alerts } = JSON.parse((await lab([...args, '--json'], folder)).stdout);
  const { stdout } = await lab(args, folder);
  const section = stdout.slice(stdout.indexOf('\nAlerts\n'));
  const [{ flagged, allowed, alerts: left, groups }] = alerts.detectors;
  expect(section).toMatch(new RegExp(`Isolation Forest +${flagged} +${allowed} +${left}\n`));
  expect(section).toContain(`port 443: ${alerts.rules[0].flows} flows\n`);
  expect(section).toContain('service dns: this traffic has no services\n');
  const [{ name, bestScore, bestRank, ...group }] = groups[0].largest;
  expect(section).toMatch(
    new RegExp(`^${name} +${group.alerts} +${bestScore.toFixed(6)} +${bestRank} `, 'm'),
  );
});

test('alerts are written as a table and as JSON lines, the same ones', async () => {
  const args = [...FOREST, '--allow', '443', '--json'];
  await lab([...args, '--alerts', 'alerts.jsonl'], folder);
  const { stdout } = await lab([...args, '--alerts', 'alerts.CSV'], folder);
  const lines = readFileSync(join(folder, 'alerts.jsonl'), 'utf8').trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line));
  expect(records).toHaveLength(JSON.parse(stdout).alerts.detectors[0].alerts);
  const table = readCsv(join(folder, 'alerts.CSV'));
  expect(numbers(table, 'row')).toEqual(records.map(({ row }) => row));
  for (const { why, reasons } of records) {
    expect(why).toMatch(/\.$/);
    if (reasons.length > 0) expect(why).toBe(reasons[0].sentence);
  }
  expect(numbers(table, 'isolation_forest_score')).toEqual(
    records.map(({ detectors }) => detectors['isolation-forest'].score),
  );
});

test('another detector may be the judge', async () => {
  const args = [...FEW_FLOWS, '--detectors', 'isolation-forest,local-outlier-factor', '--json'];
  const of = ['--alerts', 'lof.jsonl', '--alerts-of', 'local-outlier-factor'];
  await lab([...args, ...of], folder);
  const [first] = readFileSync(join(folder, 'lof.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(first).detectors['local-outlier-factor'].rank).toBe(1);
});

test.each([
  [
    ['--alerts', 'x.txt'],
    '--alerts needs a file that ends in .ecs.jsonl or .log or .csv or .jsonl; got "x.txt".',
  ],
  [['--alerts-of', 'isolation-forest'], '--alerts-of goes with --alerts FILE.'],
  [['--alerts', 'x.csv', '--alerts-of', 'x'], '--alerts-of must be isolation-forest; got "x".'],
  [['--allow', '70000'], '--allow: A port is a whole number from 0 to 65535; got "70000".'],
  [['--allow'], '--allow needs a value.'],
])('%j is a wrong command line', async (args, message) => {
  const stderr = `${message} See --help.\n`;
  expect(await lab([...FOREST, ...args], folder)).toEqual({ code: 2, stdout: '', stderr });
});

test('flows saved with marks give the metrics of what is marked', async () => {
  const parameters = { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest'] as const };
  const traffic = generateTraffic(parameters);
  const { detections } = await runLab(traffic, parameters, { now: () => 0 });
  const [{ assessment, evaluation: ofLabels }] = detections;
  const alerts = ofLabels.topAnomalies;
  const marks: Marks = new Map([
    ...alerts.slice(0, 6).map((row) => [row, ATTACK] as const),
    ...alerts.slice(6, 10).map((row) => [row, NORMAL] as const),
    [assessment.predictions.indexOf(1), ATTACK],
    [assessment.predictions.lastIndexOf(1), NORMAL],
  ]);
  writeFileSync(
    join(folder, 'marked.csv'),
    [...trafficCsv(withMarks(traffic, marks, true))].join(''),
  );
  const args = ['--input', 'marked.csv', '--detectors', 'isolation-forest', '--json'];
  const printed = JSON.parse((await lab(args, folder)).stdout).detectors['isolation-forest'];
  const [{ evaluation }] = judgeByMarks(detections, marks, traffic);
  expect(printed).toMatchObject({
    labelledRows: 12,
    confusion: [
      [1, 4],
      [1, 6],
    ],
    precision: evaluation.precision,
    recall: evaluation.recall,
    f1: evaluation.f1,
    rocAuc: evaluation.rocAuc,
    averagePrecision: evaluation.averagePrecision,
  });
});
