import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { FEW_FLOWS, lab, numbers, readCsv, temporaryFolder } from './support.ts';

const folder = temporaryFolder();

/** A flow table with times, ten seconds apart, and the addresses of a made-up network. */
function timedFlows(seed: string, flows: number): string {
  const { flows: table } = generateTraffic({ ...NOTEBOOK_PARAMETERS, seed });
  if (table === null) throw new Error('generated traffic has flows');
  const header =
    'start_time,originator_address,bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,dst_ip_count,attack_type,label';
  const rows = Array.from({ length: flows }, (_, i) =>
    [
      1e9 + 10 * i,
      `192.0.2.${i % 200}`,
      ...[table.bytesSent, table.bytesRecv, table.packetsSent, table.packetsRecv].map((c) => c[i]),
      ...[table.duration[i], table.dstPort[i], table.protocol.names[table.protocol.codes[i]]],
      ...[table.srcIpCount[i], table.dstIpCount[i]],
      ...[table.attackType.names[table.attackType.codes[i]], table.label[i]],
    ].join(),
  );
  return `${[header, ...rows].join('\n')}\n`;
}

beforeAll(() => {
  writeFileSync(join(folder, 'today.csv'), timedFlows('42', 300));
  writeFileSync(join(folder, 'quiet.csv'), timedFlows('7', 200));
  writeFileSync(join(folder, 'calm.csv'), timedFlows('8', 100));
});

async function reportOf(...args: string[]) {
  const { code, stdout, stderr } = await lab([...args, '--json'], folder);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

test('baseline files are one data set to learn from, and all of the input is judged', async () => {
  const files = ['--baseline-file', 'quiet.csv', '--baseline-file', 'calm.csv'];
  const report = await reportOf('--input', 'today.csv', ...files);
  expect(report.parameters.trainOn).toBe('file');
  expect(report.baseline.learntFrom).toMatchObject({ source: 'file', rows: 300 });
  expect(report.baseline.drift).toMatchObject({ referenceRows: 300, rows: 300 });
  for (const { trainedOn, rows } of Object.values<{ trainedOn: number; rows: number }>(
    report.detectors,
  )) {
    expect([trainedOn, rows]).toEqual([300, 300]);
  }
});

test('a time range is learnt from, and the rest is judged', async () => {
  const to = ['--baseline-to', new Date(1000 * (1e9 + 1000)).toISOString()];
  const report = await reportOf('--input', 'today.csv', ...to);
  expect(report.parameters.trainOn).toBe('time');
  expect(report.baseline.learntFrom).toMatchObject({ rows: 100, first: 1e9, last: 1e9 + 990 });
  expect(report.detectors['isolation-forest'].rows).toBe(200);
  const { stdout } = await lab(['--input', 'today.csv', ...to], folder);
  expect(stdout).toContain(
    'Learnt from 100 flows of a time range, which began from 2001-09-09 01:46:40 to 2001-09-09 02:03:10 UTC',
  );
  expect(stdout).toContain('Of 16 features of 200 flows, compared with the baseline:');
});

test('attacks among what is learnt from are told of', async () => {
  const report = await reportOf(...FEW_FLOWS);
  expect(report.baseline.drift).toBeNull();
  expect(report.baseline.warnings).toHaveLength(1);
  expect(report.baseline.warnings[0]).toMatch(/^31 of the 221 flows learnt from are labelled/);
  const { baseline } = await reportOf(...FEW_FLOWS, '--train-on', 'normal');
  expect(baseline.warnings).toEqual([]);
});

describe('a trained lab', () => {
  beforeAll(async () => {
    const settings = ['--features', 'log_bps,log_pps,is_tcp', '--nu', '0.2'];
    const files = [
      '--baseline-file',
      'quiet.csv',
      '--allow',
      'port 53',
      '--save-model',
      'lab.json',
    ];
    await reportOf('--input', 'today.csv', ...settings, ...files, '--scores', 'then.csv');
  });

  test('is loaded another day and gives the same scores to the digit', async () => {
    const load = ['--input', 'today.csv', '--load-model', 'lab.json', '--scores', 'now.csv'];
    const report = await reportOf(...load);
    expect(report.parameters).toMatchObject({
      nu: 0.2,
      features: ['log_bps', 'log_pps', 'is_tcp'],
    });
    expect(report.detectors['one-class-svm'].milliseconds.fit).toBe(0);
    const [now, then] = ['now.csv', 'then.csv'].map((file) => readCsv(join(folder, file)));
    for (const name of ['isolation_forest', 'one_class_svm', 'local_outlier_factor']) {
      expect(numbers(now, `${name}_score`)).toEqual(numbers(then, `${name}_score`));
      expect(now.get(`${name}_prediction`)).toEqual(then.get(`${name}_prediction`));
    }
    expect(report.alerts.rules).toEqual([expect.objectContaining({ rule: 'port 53' })]);
  });

  test('names no address', () => {
    expect(readFileSync(join(folder, 'lab.json'), 'utf8')).not.toContain('192.0.2.');
  });

  test('says that it scores, and what it has learnt', async () => {
    const { stdout } = await lab(['--input', 'calm.csv', '--load-model', 'lab.json'], folder);
    expect(stdout).toContain('A trained lab scores; it has learnt from 200 flows of another file');
  });

  test.each([
    [['--nu', '0.3', '--scaler', 'minmax'], /settles --scaler \(robust\), --nu \(0\.2\) otherwise/],
    [['--baseline-file', 'calm.csv'], /^--baseline-file does not go with --load-model/],
    [['--sweep', 'nu'], /^A study, which fits detectors again, does not go with/],
    [['--python', 'lab.py'], /a trained lab has no Python equivalent/],
  ])('refuses %j', async (options, problem) => {
    const load = ['--input', 'today.csv', '--load-model', 'lab.json'];
    const { code, stderr } = await lab([...load, ...options], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(problem);
  });

  test('takes a threshold that is set besides, and tells of both', async () => {
    const load = ['--input', 'today.csv', '--load-model', 'lab.json'];
    const usual = await reportOf(...load);
    const report = await reportOf(...load, '--isolation-forest-threshold', '-0.5');
    const { offset, ownOffset } = report.detectors['isolation-forest'];
    expect(report.parameters.isolationForestThreshold).toBe(-0.5);
    expect([offset, ownOffset]).toEqual([-0.5, usual.detectors['isolation-forest'].offset]);
    const { stdout } = await lab([...load, '--isolation-forest-threshold=-0.5'], folder);
    expect(stdout).toContain(`alerts below -0.5, set by hand; its own threshold is ${ownOffset}`);
  });

  test('takes options that say what it says', async () => {
    const load = ['--input', 'today.csv', '--load-model', 'lab.json', '--nu', '0.2'];
    expect((await lab(load, folder)).code).toBe(0);
  });

  test('runs the detectors that it has, unless some are named', async () => {
    const saved = [
      ['isolation-forest'],
      ['robust-z-score', 'isolation-forest', 'one-class-svm', 'local-outlier-factor'],
    ];
    for (const names of saved) {
      const save = ['--detectors', names.join(','), '--save-model', 'chosen.json'];
      await reportOf('--input', 'quiet.csv', ...save);
      const load = ['--input', 'calm.csv', '--load-model', 'chosen.json'];
      const alerts = ['--alerts', 'chosen.csv'];
      const report = await reportOf(...load, ...alerts);
      expect(Object.keys(report.detectors)).toEqual(names);
      expect(report.parameters.detectors).toEqual(names);
      const some = await reportOf(...load, '--detectors', 'isolation-forest');
      expect(Object.keys(some.detectors)).toEqual(['isolation-forest']);
    }
  });

  test('refuses a detector, or an ensemble, that it was saved without, and says what it has', async () => {
    const save = ['--detectors', 'isolation-forest', '--save-model', 'forest.json'];
    await reportOf('--input', 'quiet.csv', ...save);
    const load = ['--input', 'calm.csv', '--load-model', 'forest.json'];
    const named = await lab([...load, '--detectors', 'one-class-svm'], folder);
    expect([named.code, named.stderr]).toEqual([
      1,
      'The trained lab was saved without the One-Class SVM; it has Isolation Forest.\n',
    ]);
    const { code, stderr } = await lab([...load, '--ensemble', 'mean-rank'], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/saved without the/);
    const of = ['--alerts', 'x.csv', '--alerts-of', 'one-class-svm'];
    const alerts = await lab([...load, ...of], folder);
    expect(alerts.code).toBe(2);
    expect(alerts.stderr).toMatch(/--alerts-of must be isolation-forest; got "one-class-svm"/);
  });

  test('that is none is named', async () => {
    const { code, stderr } = await lab(['--load-model', 'today.csv'], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^today\.csv: This is not JSON/);
  });
});

test.each([
  [['--train-on', 'file'], /^--train-on file needs --baseline-file FILE/],
  [['--train-on', 'time'], /^--train-on time needs --baseline-from TIME/],
  [
    ['--train-on', 'all', '--baseline-file', 'x'],
    /^--train-on all does not go with --baseline-file/,
  ],
  [
    ['--baseline-to', '5', '--baseline-file', 'x'],
    /do not go with|does not go with --baseline-file/,
  ],
  [['--baseline-from', 'dawn'], /^--baseline-from: Baseline from must be a time such as/],
])('%j is wrong usage', async (options, problem) => {
  const { code, stderr } = await lab(['--input', 'today.csv', ...options], folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(problem);
});
