import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const SMALL = ['--stream-trees', '10', '--stream-depth', '9', '--stream-warm-up', '300'];

async function streamed(...words: string[]) {
  const { code, stdout, stderr } = await lab([...SMALL, ...words, '--json'], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout).stream;
}

test.each(['half-space-trees', 'random-cut-forest', 'sliding-forest'])(
  '%s: text and JSON tell the same',
  async (name) => {
    const stream = await streamed('--stream', name, '--log-ratios');
    const { flows, warmUp, unjudged, judged, alerts, prequential, lastAlerts } = stream;
    expect(warmUp + unjudged + judged).toBe(flows);
    expect(flows).toBe(2210);
    expect(lastAlerts).toHaveLength(alerts);
    expect(stream.flowsPerSecond).toBeGreaterThan(0);
    const text = (await lab([...SMALL, '--stream', name, '--log-ratios'], folder)).stdout;
    expect(text).toContain(`2,210 flows in order of time`);
    expect(text).toContain(`${alerts} alerts, `);
    const { truePositives, falseNegatives, precision, recall, rocAuc } = prequential;
    expect(text).toContain(`${truePositives} of ${truePositives + falseNegatives} attacks raised`);
    for (const figure of [precision, recall, rocAuc, stream.rocAuc, stream.averagePrecision]) {
      expect(text).toContain(figure.toFixed(6));
    }
    expect(text).toContain(lastAlerts.at(-1).inWords);
    expect(text).toContain(`row ${lastAlerts.at(-1).row}, `);
  },
);

test('a seed gives the same stream again, another seed another', async () => {
  const figures = async (seed: string) => {
    const { lastAlerts, rocAuc } = await streamed('--stream', 'random-cut-forest', '--seed', seed);
    return { lastAlerts, rocAuc };
  };
  const first = await figures('tea');
  expect(await figures('tea')).toEqual(first);
  expect(await figures('coffee')).not.toEqual(first);
});

test('the new application is reported as drift, and counted by its name', async () => {
  const words = ['--drift-from', '1500', '--drift-share', '0.5'];
  const { types, lastDrifts, flows } = await streamed('--stream', 'half-space-trees', ...words);
  const calls = types.find(({ type }: { type: string }) => type === 'video_calls');
  expect(calls).toMatchObject({ label: 0, flows: flows - 2210 });
  const since = lastDrifts.filter(
    (drift: { feature: string; place: number; since: number }) =>
      drift.feature === 'log_bytes' && drift.place > 1500 && Math.abs(drift.since - 1500) < 200,
  );
  expect(since).not.toEqual([]);
});

test('of traffic that ends in the warm-up, it is said that nothing was judged', async () => {
  const words = ['--stream', 'half-space-trees', '--stream-warm-up', '5000'];
  const { code, stdout } = await lab(words, folder);
  expect(code).toBe(0);
  expect(stdout).toContain('2,210 of them warmed up');
  expect(stdout).toContain('ended too soon to judge any');
  expect(stdout).not.toContain('Drift');
});

test('a log is replayed too, and what was left out of it is said', async () => {
  const log = fileURLToPath(new URL('../../public/samples/conn.log', import.meta.url));
  const words = ['--stream', 'sliding-forest', '--input', log, '--sample', '1000'];
  const { code, stdout } = await lab([...SMALL, ...words], folder);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Import\n─+\n/);
  expect(stdout).toContain('1,000 flows in order of time');
  expect(stdout).toMatch(/sample/);
  const { stream } = JSON.parse((await lab([...SMALL, ...words, '--json'], folder)).stdout);
  expect(stream.import.files[0].name).toBe('conn.log');
});

test('an alert rate that the window cannot tell is bad input', async () => {
  const words = ['--stream', 'half-space-trees', '--alert-rate', '0.001', '--alert-window', '500'];
  const { code, stderr } = await lab(words, folder);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'window must be a whole number ≥ 2000 at an alert rate of 0.001; got 500',
  );
});

test.each([
  [['--sweep', 'nu'], '--stream replays the traffic and does nothing else'],
  [['--classify'], '--stream replays the traffic and does nothing else'],
  [['--timeline'], '--stream replays the traffic and does nothing else'],
  [['--scores', 'scores.csv'], '--stream replays the traffic and does nothing else'],
  [['--stream', 'forest'], '--stream: Online detector must be half-space-trees or'],
])('%s with --stream is a wrong command line', async (words, problem) => {
  const { code, stdout, stderr } = await lab(['--stream', 'half-space-trees', ...words], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(problem);
});
