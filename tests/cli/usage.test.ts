import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FILE_OPTIONS } from '../../src/cli/files/file-options.ts';
import { helpText } from '../../src/cli/help.ts';
import { parseOptions } from '../../src/cli/options.ts';
import { PARAMETERS } from '../../src/pipeline/parameters/parameter-facts.ts';
import { formatParameter, NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { FEW_FLOWS, lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
mkdirSync(join(folder, 'sub'));
writeFileSync(join(folder, 'empty.csv'), '');
writeFileSync(join(folder, 'header.csv'), 'bytes_sent,bytes_recv,duration,dst_port\n');
writeFileSync(join(folder, 'words.csv'), 'what,ever\nnothing,here\nis,a number\n');
writeFileSync(
  join(folder, 'binary.csv'),
  Uint8Array.from({ length: 999 }, (_, i) => i & 255),
);
writeFileSync(join(folder, 'zeek.log'), '#separator \\x09\n#fields\tts\tuid\n');

test('help names every option, and every option that it names is taken', async () => {
  const { code, stdout, stderr } = await lab(['--help'], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(helpText());
  const named = [...stdout.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag);
  expect(named).toEqual([...FILE_OPTIONS, ...PARAMETERS].map(({ flag }) => flag));
  expect(stdout.split('\n').every((line) => line.length <= 96)).toBe(true);
});

test('without options the command line stands where the notebook does', () => {
  expect(parseOptions([])).toEqual({
    allow: [],
    baselineFiles: [],
    given: {},
    help: false,
    json: false,
    input: [],
    format: 'auto',
    inspect: false,
    outputs: {},
    parameters: NOTEBOOK_PARAMETERS,
    studies: [],
  });
});

test.each(PARAMETERS)('--$flag takes its own default', (facts) => {
  const value = NOTEBOOK_PARAMETERS[facts.key];
  const words =
    facts.kind === 'switch'
      ? [`--${value === true ? '' : 'no-'}${facts.flag}`]
      : [`--${facts.flag}`, formatParameter(value)];
  const { detectors } = NOTEBOOK_PARAMETERS;
  // Who says how an ensemble is made wants one.
  const asked = facts.step === 'ensemble' ? [...detectors, 'ensemble'] : detectors;
  expect(parseOptions(words).parameters).toEqual({ ...NOTEBOOK_PARAMETERS, detectors: asked });
});

test.each([
  [['--seed', 'some words'], { seed: 'some words' }],
  [['--seed', '-1'], { seed: '-1' }],
  [['--max-iter', '-1'], { maxIter: -1 }],
  [['--max-iter=30'], { maxIter: 30 }],
  [['--window', '2.5'], { window: 2.5 }],
  [['--features', 'log_bps, is_tcp'], { features: ['log_bps', 'is_tcp'] }],
  [['--log-ratios'], { logRatios: true }],
  [['--log-ratios', '--no-log-ratios'], { logRatios: false }],
  [['--no-shrinking', '--bootstrap'], { shrinking: false, bootstrap: true }],
  [['--scaler', 'minmax'], { scaler: 'minmax' }],
  [['--detectors', 'one-class-svm'], { detectors: ['one-class-svm'] }],
  [
    ['--detectors', 'ensemble,one-class-svm', '--ensemble', 'any'],
    { detectors: ['ensemble', 'one-class-svm'], ensemble: 'any' },
  ],
  [
    ['--train-on', 'normal', '--hold-out', '.3', '--evaluate-on', 'held-out'],
    { trainOn: 'normal', holdOut: 0.3, evaluateOn: 'held-out' },
  ],
  [['--contamination', 'auto'], { contamination: 'auto' }],
  [['--random-state', '0', '--n-estimators', '7'], { randomState: 0, nEstimators: 7 }],
  [['--max-samples', '64', '--max-features', '0.5'], { maxSamples: 64, maxFeatures: 0.5 }],
  [['--nu', '.05', '--gamma', 'auto', '--tol', '1e-4'], { nu: 0.05, gamma: 'auto', tol: 1e-4 }],
  [
    ['--isolation-forest-threshold', '-0.5', '--ecod-threshold', 'own'],
    { isolationForestThreshold: -0.5 },
  ],
  [['--cache-size', '1', '--n-neighbors', '5'], { cacheSize: 1, nNeighbors: 5 }],
  [['--metric', 'manhattan'], { metric: 'manhattan' }],
])('%j is understood', (words, parameters) => {
  expect(parseOptions(words).parameters).toEqual({ ...NOTEBOOK_PARAMETERS, ...parameters });
});

test('counts that are not named keep the number of the notebook', () => {
  const { counts } = parseOptions(['--counts', 'web=0, ddos=77']).parameters;
  expect(counts).toEqual({ ...NOTEBOOK_PARAMETERS.counts, web: 0, ddos: 77 });
});

test.each([
  [['--nope'], "Unknown option '--nope'."],
  [['-x'], "Unknown option '-x'."],
  [['flows.csv'], "Unexpected argument 'flows.csv'."],
  [['--seed'], '--seed needs a value.'],
  [['--seed', '--json'], '--seed needs a value.'],
  [['--seed', ''], '--seed: Seed must be an integer or any text; got "".'],
  [['--input', ''], '--input needs the name of a file, or -.'],
  [['--json=1'], "Option '--json' does not take an argument."],
  [['--no-seed'], "Unknown option '--no-seed'."],
  [['--format', 'pcap'], '--format must be auto or zeek or flows or cicflowmeter or '],
  [
    ['--ecod-threshold', 'low'],
    '--ecod-threshold: Threshold of ECOD must be own or a number from -1000000000000 to',
  ],
  [['--nu', 'a tenth'], '--nu: nu must be a number above 0 and up to 1; got "a tenth".'],
  [['--nu', '-1'], '--nu: nu must be a number above 0 and up to 1; got "-1".'],
  [['--n-neighbors', '2.5'], '--n-neighbors: n_neighbors must be a whole number from 1'],
  [['--scaler', 'rubber'], '--scaler: Scaler must be robust or standard or minmax or none;'],
  [['--features', 'log_bps,nope'], '--features: Features must be among total_bytes, '],
  [['--features', 'log_bps,log_bps'], '--features: Features must be a list without repetition;'],
  [['--detectors', ''], '--detectors: Detectors must be among isolation-forest, '],
  [['--counts', 'web'], '--counts: Flows per profile must be like web=600,ddos=0; got "web".'],
  [['--counts', 'web=-1'], '--counts: Flows per profile must be like web=600,ddos=0;'],
  [['--counts', 'worm=1'], '--counts: Flows per profile must be among web, email, '],
  [['--counts', 'web=1,web=2'], '--counts: Flows per profile must be a list that names each'],
])('%j is a wrong command line: code 2 and a line that says why', async (words, problem) => {
  const { code, stdout, stderr } = await lab(words, folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+ See --help\.\n$/);
  expect(stderr).toContain(problem);
});

test.each([
  [['--input', 'missing.csv'], 'missing.csv: there is no such file'],
  [['--input', 'sub'], 'sub: this is a folder; give the name of a file.'],
  [['--input', 'empty.csv'], 'empty.csv: empty'],
  [['--input', 'header.csv'], 'header.csv: '],
  [['--input', 'words.csv'], 'words.csv: 0 of 2 columns are numeric'],
  [['--input', 'words.csv', '--format', 'flows'], 'words.csv'],
  [['--input', 'binary.csv'], 'binary.csv: binary content'],
  [['--input', 'zeek.log'], 'zeek.log'],
  [[...FEW_FLOWS, '--flows', 'sub'], 'sub: this is a folder'],
  [[...FEW_FLOWS, '--scores', 'no/such.csv'], 'such.csv: there is no such file or folder'],
  [[...FEW_FLOWS, '--evaluate-on', 'held-out'], 'held-out flows'],
  [[...FEW_FLOWS, '--max-features', '17'], 'maxFeatures must be at most the 16 columns'],
  [[...FEW_FLOWS, '--nu', '1'], 'Choose nu below 1.'],
  [['--counts', 'web=3000000'], 'lower the counts'],
])('%j is input that cannot be used: code 1 and one line that says why', async (words, problem) => {
  const { code, stdout, stderr } = await lab(words, folder);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(problem);
});

test('no flow at all is input that cannot be used', async () => {
  const none = FEW_FLOWS[1].replace(/=\d+/g, '=0');
  const { code, stderr } = await lab(['--counts', none], folder);
  expect(code).toBe(1);
  expect(stderr).toBe('Every profile has 0 flows: give at least one a count.\n');
});
