import { expect, test } from 'vitest';
import { FEW_FLOWS, lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const FEW = [...FEW_FLOWS, '--detectors', 'one-class-svm,local-outlier-factor'];

test('a sweep of several values holds the run of each', async () => {
  const swept = await lab([...FEW, '--json', '--sweep', 'nu=0.1,0.3'], folder);
  const { sweep } = JSON.parse(swept.stdout);
  expect(sweep).toMatchObject({ parameter: 'nu', current: 0.1 });
  expect(sweep.points).toHaveLength(2);
  for (const { value, figures } of sweep.points) {
    const whole = await lab([...FEW, '--json', '--nu', String(value)], folder);
    const { f1, rocAuc, predictedAnomalies } = JSON.parse(whole.stdout).detectors['one-class-svm'];
    expect(figures).toMatchObject({ f1, rocAuc, flagged: predictedAnomalies });
  }
});

test('leaving one out holds the run without it, ranked', async () => {
  const features = ['--features', 'log_bps,bytes_ratio,is_tcp'];
  const left = await lab([...FEW, ...features, '--json', '--leave-one-out'], folder);
  const { leaveOneOut } = JSON.parse(left.stdout);
  expect(leaveOneOut).toHaveLength(2);
  const without = await lab([...FEW, '--json', '--features', 'log_bps,bytes_ratio'], folder);
  for (const { detector, measures } of leaveOneOut) {
    const { f1 } = JSON.parse(without.stdout).detectors[detector];
    const { features: ranked, families, claim } = measures.f1;
    expect(ranked.find(({ name }: { name: string }) => name === 'is_tcp').without).toBe(f1);
    expect(families).toHaveLength(3);
    expect(claim).toMatch(/rate|ratio/);
  }
});

test('the text report shows the same figures after the run', async () => {
  const options = [...FEW, '--sweep', 'n-neighbors=5,500', '--leave-one-out'];
  const { stdout, code } = await lab(options, folder);
  const report = JSON.parse((await lab([...options, '--json'], folder)).stdout);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Sweep of n_neighbors\n─+\nn_neighbors +F1 +Precision/);
  for (const { value, figures } of report.sweep.points) {
    expect(stdout).toMatch(new RegExp(`\n${value} +${figures.f1.toFixed(6)} .*${figures.flagged}`));
  }
  expect(stdout).toContain(report.sweep.summaries[0]);
  const { seed, choices } = report.sweep.heldOut;
  expect(stdout).toContain(`halves by seed ${seed}`);
  expect(choices.length).toBeGreaterThan(0);
  for (const { value, chosenOn, judgedOn } of choices) {
    const words = [value, chosenOn.toFixed(6), judgedOn.toFixed(6)].join(' +');
    expect(stdout).toMatch(new RegExp(`^Local Outlier Factor .*${words}$`, 'm'));
  }
  for (const { measures } of report.leaveOneOut) {
    expect(stdout).toContain(measures.rocAuc.claim);
    expect(stdout).toContain(measures.rocAuc.features[0].loss.toFixed(6));
  }
});

test.each([
  ['features', '--sweep: A sweep needs a numeric parameter of a detector: hold-out, contamination'],
  ['nu=2', '--sweep: nu must be a number above 0 and up to 1; got "2".'],
  ['nu=', '--sweep: nu must be a number above 0 and up to 1; got "".'],
  ['nu=0.1..0.2', '--sweep: nu: a range must read FROM..TO:STEP'],
  ['contamination=0.7', '--sweep: Contamination must be auto or a number above 0 and up to 0.5'],
])('--sweep %s is a wrong command line', async (words, problem) => {
  const { code, stdout, stderr } = await lab(['--sweep', words], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(problem);
});

test('leaving the only feature out is input that cannot be used', async () => {
  const { code, stderr } = await lab([...FEW, '--features', 'is_tcp', '--leave-one-out'], folder);
  expect(code).toBe(1);
  expect(stderr).toBe('Leaving one out needs at least 2 features; 1 is selected. Select more.\n');
});

test('whether voting pays is answered over seeds, whatever the flows of the run itself', async () => {
  const { stdout, code } = await lab([...FEW, '--json', '--voting', '2'], folder);
  expect(code).toBe(0);
  const { voting } = JSON.parse(stdout);
  expect(voting.seeds).toEqual(['0', '1']);
  expect(voting.contenders).toHaveLength(12);
  const of = (seed: number, name: string) =>
    voting.bySeed[seed].figures[
      voting.contenders.findIndex(
        (one: { contender: { name: string } }) => one.contender.name === name,
      )
    ];
  const single = await lab([...FEW, '--json', '--seed', '1', '--ensemble', 'max-rank'], folder);
  const { detectors } = JSON.parse(single.stdout);
  const { f1, rocAuc, averagePrecision } = detectors.ensemble;
  expect(of(1, 'max-rank')).toEqual({ f1, rocAuc, averagePrecision });
  const text = (await lab([...FEW, '--voting', '1,0'], folder)).stdout;
  expect(text).toMatch(/Does voting help\?\n─+\n2 seeds: 1, 0/);
  const { mean } = voting.contenders[0].results.rocAuc;
  expect(text).toMatch(new RegExp(`Isolation Forest +${mean.toFixed(6)}`));
});

test('what time buys is answered over seeds, as text and as JSON', async () => {
  const options = [...FEW, '--detectors', 'robust-z-score'];
  const { stdout, code } = await lab([...options, '--json', '--time-study', '2'], folder);
  expect(code).toBe(0);
  const { timeStudy } = JSON.parse(stdout);
  expect(timeStudy.seeds).toEqual(['0', '1']);
  expect(timeStudy.mostFalsePositives).toBeLessThanOrEqual(0.01);
  expect(timeStudy.trials).toHaveLength(2 * 8);
  const text = (await lab([...options, '--time-study', '0,1'], folder)).stdout;
  expect(text).toMatch(/Do time features help\?\n─+\n2 seeds: 0, 1/);
  const [{ attack, ...gain }] = timeStudy.gains;
  const [without, timed] = [gain.without, gain.with].map((share) => (100 * share).toFixed(1));
  expect(text).toMatch(new RegExp(`^${attack} +${without} → ${timed}$`, 'm'));
  for (const sentence of timeStudy.sentences) expect(text).toContain(sentence);
});

test('what the red team gets past is answered over seeds, as text and as JSON', async () => {
  const options = [...FEW, '--detectors', 'hbos', '--seeds', '2', '--red-team', 'port_scan'];
  const { redTeam } = JSON.parse((await lab([...options, '--json'], folder)).stdout);
  expect(redTeam).toMatchObject({ attack: 'port_scan', goal: 'hosts reached', seeds: ['0', '1'] });
  expect(redTeam.trials).toHaveLength(2 * 2);
  const text = (await lab(options, folder)).stdout;
  expect(text).toMatch(/The red team: port scan\n─+\n2 seeds: 0, 1/);
  for (const sentence of redTeam.sentences) expect(text).toContain(sentence);
  const of = redTeam.poisoning.map(({ results: [{ found }] }: Poisoned) => found.mean);
  const shares = of.map((mean: number) => `${(100 * mean).toFixed(1)} %`);
  expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' '))).toContain(
    `HBOS ${shares.join(' ')}`,
  );
});

interface Poisoned {
  readonly results: readonly { readonly found: { readonly mean: number } }[];
}

test('what mistakes make of figures is answered over seeds, as text and as JSON', async () => {
  const options = [...FEW, '--detectors', 'hbos,ecod', '--pitfalls', '2'];
  const { pitfalls } = JSON.parse((await lab([...options, '--json'], folder)).stdout);
  expect(pitfalls).toMatchObject({ detector: 'hbos', seeds: ['0', '1'], problems: [] });
  expect(pitfalls.bySeed).toHaveLength(2);
  const text = (await lab(options, folder)).stdout;
  expect(text).toMatch(/Do not fool yourself\n─+\n2 seeds: 0, 1\. The HBOS/);
  for (const sentence of pitfalls.sentences) expect(text).toContain(sentence);
  for (const { pitfall, published, honest } of pitfalls.rows) {
    const [first, second] = [published, honest].map((figure: number) => figure.toFixed(3));
    expect(text).toMatch(new RegExp(`^${pitfall} +${first} +${second} `, 'm'));
  }
  const reading = await lab([...options, '--input', 'any.log'], folder);
  expect(reading.code).toBe(2);
  expect(reading.stderr).toContain('--pitfalls generates its own flows');
});

test('the timeline counts every flow, and is told in words', async () => {
  const options = [...FEW, '--detectors', 'robust-z-score', '--timeline'];
  const { timeline } = JSON.parse((await lab([...options, '--json'], folder)).stdout);
  const text = (await lab(options, folder)).stdout;
  expect(text).toMatch(/Timeline\n─+\nan hour, UTC +flows +normal +attack +Robust Z-Score\n/);
  expect(text).toContain(`${timeline.flows.length} steps of an hour`);
  const rows = text.match(/^2024-03-\d\d \d\d:00:00 /gm) ?? [];
  expect(rows).toHaveLength(timeline.flows.filter((flows: number) => flows > 0).length);
});

test('the rhythm of beacons and the time features are set like any parameter', async () => {
  const forest = [
    ...FEW,
    '--detectors',
    'isolation-forest',
    '--json',
    '--time-features',
    '--scaler=standard',
  ];
  const { stdout } = await lab([...forest, '--time-window', '60'], folder);
  const { parameters, features, engineered } = JSON.parse(stdout);
  expect(parameters).toMatchObject({ timeFeatures: true, timeWindow: 60, beaconJitter: 0.1 });
  for (const names of [features, engineered.features]) expect(names).toContain('log_gap_variation');
  const wild = await lab([...forest, '--time-window', '60', '--beacon-jitter', '1'], folder);
  expect(JSON.parse(wild.stdout).scaler).not.toEqual(JSON.parse(stdout).scaler);
  const nowhere = await lab([...forest, '--time-zone', 'Mars'], folder);
  expect(nowhere.code).toBe(1);
  expect(nowhere.stderr).toContain('is no zone known here');
});

test.each([
  [['--voting', '--input', 'x.csv'], 'leave --input out'],
  [['--time-study', '--input', 'x.csv'], 'leave --input out'],
  [['--time-study=x'], 'Seeds must be how many'],
  [['--time-study', '--load-model', 'x.json'], '--load-model'],
  [['--voting=0'], 'Seeds must be how many'],
  [['--voting', '3', '--load-model', 'x.json'], '--load-model'],
])('%j is a wrong command line', async (options, message) => {
  const { stderr, code } = await lab(options, folder);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a plane counts as a run of its two features does', async () => {
  const plane = [...FEW, '--plane', 'packets,bytes,20'];
  const told = JSON.parse((await lab([...plane, '--json'], folder)).stdout).plane;
  expect(told.features).toEqual(['log_packets', 'log_bytes']);
  const two = await lab([...FEW, '--features', 'log_packets,log_bytes', '--json'], folder);
  const { detectors } = JSON.parse(two.stdout);
  for (const { detector, own, budget } of told.plane) {
    expect(own.alerts).toBe(detectors[detector].predictedAnomalies);
    expect(budget.alerts).toBe(20);
  }
  expect((await lab(plane, folder)).stdout).toMatch(/At 20 alerts +alerts +found/);
});

test('a plane says what is wrong with what was asked', async () => {
  for (const [words, complaint] of [
    [['--plane', 'bytes'], '--plane needs two features such as packets,bytes; got "bytes".'],
    [['--plane', 'bytes,packets,some'], '--plane needs a whole number of alerts; got "some".'],
    [['--plane', 'bytes,colour'], 'There is no feature "colour"'],
    [['--plane', 'bytes,packets,999999'], '--plane takes at most as many alerts'],
  ] as const) {
    const { stderr, code } = await lab([...FEW, ...words], folder);
    expect(code).not.toBe(0);
    expect(stderr).toContain(complaint);
  }
});
