import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateFlows } from '../../src/data/generate.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { FEW_FLOWS, lab, numbers, readCsv, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const FEW = Object.fromEntries(FEW_FLOWS[1].split(',').map((part) => part.split('=')));
const counts = Object.fromEntries(Object.entries(FEW).map(([name, n]) => [name, Number(n)]));
const parameters = { ...NOTEBOOK_PARAMETERS, seed: 'files', counts };
const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0 });

const written = lab(
  [
    ...['--seed', 'files', ...FEW_FLOWS, '--json'],
    ...['--flows', 'flows.csv', '--engineered', 'engineered.csv'],
    ...['--scaled', 'scaled.csv', '--scores', 'scores.csv'],
  ],
  folder,
);

test('the flows are written with every digit, durations as they were before clipping', async () => {
  expect((await written).code).toBe(0);
  const columns = readCsv(join(folder, 'flows.csv'));
  expect([...columns.keys()].join()).toBe(
    'bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,' +
      'dst_ip_count,attack_type,label,start_time,originator_address,originator_port,' +
      'responder_address',
  );
  const flows = generateFlows('files', counts);
  expect(numbers(columns, 'bytes_sent')).toEqual([...flows.bytesSent]);
  expect(numbers(columns, 'duration')).toEqual([...flows.duration]);
  expect(numbers(columns, 'dst_port')).toEqual([...flows.dstPort]);
  expect(numbers(columns, 'label')).toEqual([...flows.label]);
  expect(numbers(columns, 'start_time')).toEqual([...(flows.startTime ?? [])]);
});

test('flows that are written and read again have the same time features', async () => {
  const timed = ['--time-features', '--detectors', 'robust-z-score'];
  await lab(
    [...timed, '--counts', 'web=60,api=40', '--flows', 'a.csv', '--engineered', 'a-x.csv'],
    folder,
  );
  await lab([...timed, '--input', 'a.csv', '--engineered', 'b-x.csv'], folder);
  expect(readFileSync(join(folder, 'b-x.csv'))).toEqual(readFileSync(join(folder, 'a-x.csv')));
});

test('of a sample, time features come with a warning', async () => {
  const timed = ['--time-features', '--detectors', 'robust-z-score', '--json'];
  await lab(['--counts', 'web=60', '--flows', 'all.csv', '--detectors', 'robust-z-score'], folder);
  const remarksOf = async (...options: string[]) =>
    JSON.parse((await lab([...timed, '--input', 'all.csv', ...options], folder)).stdout).remarks;
  const topic = { topic: 'rhythm of a sample' };
  expect(await remarksOf('--sample', '500')).toContainEqual(expect.objectContaining(topic));
  expect(await remarksOf()).not.toContainEqual(expect.objectContaining(topic));
});

test('durations shorter than a millisecond are clipped in the features, not in the flows', async () => {
  const options = ['--seed', '5', '--counts', 'api=2000', '--detectors', 'isolation-forest'];
  await lab([...options, '--flows', 'short.csv', '--engineered', 'rates.csv'], folder);
  const seconds = numbers(readCsv(join(folder, 'short.csv')), 'duration');
  const logged = numbers(readCsv(join(folder, 'rates.csv')), 'log_duration');
  const shortest = seconds.indexOf(Math.min(...seconds));
  expect(seconds[shortest]).toBeLessThan(0.001);
  expect(logged[shortest]).toBeCloseTo(Math.log1p(0.001), 15);
});

test.each([
  ['engineered.csv', run.engineered.features],
  ['scaled.csv', run.scaled.matrix],
])('%s reads back as the very numbers', async (file, x) => {
  await written;
  const columns = readCsv(join(folder, file));
  expect([...columns.keys()]).toEqual(x.names);
  x.names.forEach((name, j) => {
    const expected = Array.from({ length: x.rows }, (_, i) => x.data[i * x.columns + j]);
    // −0 is written as 0.
    expect(numbers(columns, name)).toEqual(expected.map((value) => value + 0));
  });
});

test("the scores stand beside the flow's own columns, three per detector", async () => {
  await written;
  const scores = readCsv(join(folder, 'scores.csv'));
  const flows = readCsv(join(folder, 'flows.csv'));
  const named = ['isolation_forest', 'one_class_svm', 'local_outlier_factor'].flatMap((detector) =>
    ['score', 'decision', 'prediction'].map((part) => `${detector}_${part}`),
  );
  expect([...scores.keys()]).toEqual([...flows.keys(), ...named]);
  for (const [name, cells] of flows) expect(scores.get(name)).toEqual(cells);
  for (const { detector, assessment } of run.detections) {
    const column = (part: string) => numbers(scores, `${detector.replaceAll('-', '_')}_${part}`);
    expect(column('score')).toEqual([...assessment.scores]);
    expect(column('decision')).toEqual([...assessment.decisions]);
    expect(column('prediction')).toEqual([...assessment.predictions]);
  }
});

test('flows written and read again give the very same scores', async () => {
  await written;
  const again = ['--seed', 'files', '--input', 'flows.csv', '--scores', 'again.csv', '--json'];
  const { code, stdout } = await lab(again, folder);
  expect(code).toBe(0);
  const bytes = (file: string) => readFileSync(join(folder, file), 'utf8');
  expect(bytes('again.csv')).toBe(bytes('scores.csv'));
  const first = JSON.parse((await written).stdout);
  const second = JSON.parse(stdout);
  expect(second.flows).toEqual(first.flows);
  expect(second.features).toEqual(first.features);
  expect(second.comparison).toEqual(first.comparison);
});

test('scaled flows read as a table, unscaled again, give the same scores', async () => {
  await written;
  const table = ['--input', 'scaled.csv', '--format', 'table', '--scaler', 'none'];
  const { code } = await lab([...table, '--seed', 'files', '--scores', 'table.csv'], folder);
  expect(code).toBe(0);
  const scores = readCsv(join(folder, 'table.csv'));
  const forest = run.detections[0].assessment.scores;
  expect(numbers(scores, 'isolation_forest_score')).toEqual([...forest]);
  expect(new Set(scores.get('label'))).toEqual(new Set(['']));
});

test('any text seeds the run, and the same text the same one', async () => {
  const options = [...FEW_FLOWS, '--detectors', 'isolation-forest', '--flows'];
  await lab(['--seed', 'tulip', ...options, 'tulip.csv'], folder);
  await lab(['--seed', 'tulip', ...options, 'again.csv'], folder);
  await lab(['--seed', 'tulips', ...options, 'tulips.csv'], folder);
  const bytes = (file: string) => readFileSync(join(folder, file), 'utf8');
  expect(bytes('again.csv')).toBe(bytes('tulip.csv'));
  expect(bytes('tulips.csv')).not.toBe(bytes('tulip.csv'));
});
