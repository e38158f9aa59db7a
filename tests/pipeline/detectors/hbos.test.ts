import { expect, test } from 'vitest';
import { matrix } from '../../../src/features/matrix.ts';
import { Hbos } from '../../../src/models/hbos/hbos.ts';
import { maker, row } from '../../../src/pipeline/detectors/hbos.ts';
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

test.each([10, 25, 'auto'] as const)(
  'is the estimator with %s bins, auto contamination being 0.1',
  async (bins) => {
    const { matrix: x } = (await runWith({ detectors: [] })).scaled;
    const alone = new Hbos({ nBins: bins }).fit(x);
    for (const contamination of [0.1, 'auto'] as const) {
      const { assessment, offset } = await detectionOf(row.name, { contamination, hbosBins: bins });
      expect(offset).toBe(alone.offset);
      expect(assessment).toEqual(alone.trainingAssessment);
    }
  },
);

test('tells the feature that decided, and not one that adds as much to every flow', async () => {
  const x = matrix(Float64Array.of(0, 1, 0, 1, 0, 1, 0, 2, 0, 50), ['constant', 'size']);
  const parameters = { ...parametersWith({}), hbosBins: 10 };
  expect(namesOf(maker.decidedBy(maker.create(parameters).fit(x), x))[4]).toBe('size');
  const { facts } = await detectionOf(row.name);
  expect(facts).toMatchObject([{ name: 'decisive feature', value: 'log_duration' }]);
});

test('is what its note says: all of its alerts are attacks, and none is a beacon', async () => {
  const { evaluation } = await detectionOf(row.name);
  expect(evaluation).toMatchObject({ predictedAnomalies: 221, confusion: { tp: 221, fp: 0 } });
  expect(evaluation.f1?.toFixed(3)).toBe('0.832');
  expect((await detectionOf('isolation-forest')).evaluation.f1?.toFixed(3)).toBe('0.802');
  expect(foundOf(await detectionOf(row.name), 'c2_beacon')).toEqual([0, 50]);
});

test('runs on the command line, alone and as a member', async () => {
  const members = ['--ensemble', 'majority', '--ensemble-members', row.name];
  const words = ['--detectors', row.name, '--hbos-bins', 'auto', ...members];
  const { detectors, parameters } = await reportOf(words, folder);
  expect(Object.keys(detectors)).toEqual([row.name, 'ensemble']);
  expect(parameters.hbosBins).toBe('auto');
  expect(detectors[row.name].predictedAnomalies).toBe(221);
  expect(detectors.ensemble.confusion).toEqual(detectors[row.name].confusion);
});

test('is saved with a lab and scores the same when that is loaded', async () => {
  const [before, after] = await scoresBeforeAndAfter(row.name, ['--hbos-bins', '25'], folder);
  expect(before).toContain(`${row.name.replaceAll('-', '_')}_score`);
  expect(after).toBe(before);
});
