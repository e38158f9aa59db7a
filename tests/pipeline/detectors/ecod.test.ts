import { expect, test } from 'vitest';
import { matrix } from '../../../src/features/matrix.ts';
import { Ecod } from '../../../src/models/ecod/ecod.ts';
import { maker, row } from '../../../src/pipeline/detectors/ecod.ts';
import { temporaryFolder } from '../../cli/support.ts';
import { parametersWith } from '../baseline-runs.ts';
import {
  detectionOf,
  foundOf,
  namesOf,
  reportOf,
  runWith,
  scoresBeforeAndAfter,
} from './support.ts';

const folder = temporaryFolder();

test('is the estimator at the threshold that PyOD takes, auto being its share of 0.1', async () => {
  const { matrix: x } = (await runWith({ detectors: [] })).scaled;
  const alone = new Ecod().fit(x);
  for (const contamination of [0.1, 'auto'] as const) {
    const { assessment, offset } = await detectionOf(row.name, { contamination });
    expect(offset).toBe(alone.offset);
    expect(assessment).toEqual(alone.trainingAssessment);
  }
  const other = new Ecod({ contamination: 0.03 }).fit(x);
  expect((await detectionOf(row.name, { contamination: 0.03 })).assessment).toEqual(
    other.trainingAssessment,
  );
});

test('scores a flow alike, whichever flows are scored with it', () => {
  const x = matrix(Float64Array.of(1, 5, 2, 6, 3, 7, 4, 9), ['a', 'b']);
  const fitted = maker.create(parametersWith({})).fit(x);
  const two = fitted.assess(matrix(Float64Array.of(9, 1, 2, 6), ['a', 'b'])).scores;
  const one = fitted.assess(matrix(Float64Array.of(9, 1), ['a', 'b'])).scores;
  expect(two[0]).toBe(one[0]);
});

test('tells the feature that decided, and not one that adds as much to every flow', async () => {
  const x = matrix(Float64Array.of(0, 1, 0, 2, 0, 3, 0, 4, 0, 50), ['constant', 'size']);
  const fitted = maker.create(parametersWith({})).fit(x);
  expect(namesOf(maker.decidedBy(fitted, x))[4]).toBe('size');
  const { facts } = await detectionOf(row.name);
  expect(facts).toMatchObject([{ name: 'decisive feature', value: 'log_bytes' }]);
});

test('is what its note says: the order of values is all that counts', async () => {
  const plain = await detectionOf(row.name);
  const logged = await detectionOf(row.name, { logRatios: true });
  expect(plain.evaluation.f1?.toFixed(3)).toBe('0.633');
  expect(logged.assessment).toEqual(plain.assessment);
  expect(foundOf(plain, 'c2_beacon')).toEqual([0, 50]);
  expect(foundOf(plain, 'ddos')).toEqual([30, 30]);
  expect(foundOf(plain, 'port_scan')).toEqual([50, 50]);
});

test('runs on the command line, alone and as a member', async () => {
  const members = ['--ensemble', 'majority', '--ensemble-members', row.name];
  const { detectors } = await reportOf(['--detectors', row.name, ...members], folder);
  expect(Object.keys(detectors)).toEqual([row.name, 'ensemble']);
  expect(detectors[row.name].predictedAnomalies).toBe(221);
  expect(detectors.ensemble.confusion).toEqual(detectors[row.name].confusion);
});

test('is saved with a lab and scores the same when that is loaded', async () => {
  const [before, after] = await scoresBeforeAndAfter(row.name, [], folder);
  expect(before).toContain(`${row.name.replaceAll('-', '_')}_score`);
  expect(after).toBe(before);
});
