import { expect, test } from 'vitest';
import { KNearestNeighbours } from '../../../src/models/k-nearest-neighbours/k-nearest-neighbours.ts';
import { row } from '../../../src/pipeline/detectors/k-nearest-neighbours.ts';
import type { ParameterChanges } from '../../../src/pipeline/parameters/lab-parameters.ts';
import { temporaryFolder } from '../../cli/support.ts';
import { detectionOf, foundOf, reportOf, runWith, scoresBeforeAndAfter } from './support.ts';

const folder = temporaryFolder();

test.each([
  [5, 'largest'],
  [20, 'mean'],
  [6, 'median'],
] as const)(
  'is the estimator for %i neighbours by the %s, auto contamination being 0.1',
  async (nNeighbors, method) => {
    const { matrix: x } = (await runWith({ detectors: [] })).scaled;
    const alone = new KNearestNeighbours({ nNeighbors, method }).fit(x);
    for (const contamination of [0.1, 'auto'] as const) {
      const given = { contamination, knnNeighbors: nNeighbors, knnMethod: method };
      const { assessment, offset } = await detectionOf(row.name, given);
      expect(offset).toBe(alone.offset);
      expect(assessment).toEqual(alone.trainingAssessment);
    }
  },
);

test('its neighbours are not those of the local outlier factor', async () => {
  const scores = async (given: ParameterChanges) =>
    (await detectionOf(row.name, given)).assessment.scores;
  expect(await scores({ nNeighbors: 3 })).toEqual(await scores({}));
  expect(await scores({ knnNeighbors: 3 })).not.toEqual(await scores({}));
});

test('is what its note says: an attack hides among its own kind unless that is left out', async () => {
  const among = await detectionOf(row.name);
  expect(among.evaluation.confusion).toMatchObject({ tp: 123, fn: 187 });
  expect(foundOf(among, 'c2_beacon')).toEqual([0, 50]);
  const apart = { logRatios: true, trainOn: 'normal' } as const;
  const detectors = [row.name, 'ecod', 'hbos', 'isolation-forest'];
  const { detections } = await runWith({ ...apart, detectors });
  const found = detections.map((detection) => ({
    attacks: detection.evaluation.confusion?.tp ?? 0,
    beacon: foundOf(detection, 'c2_beacon')[0] ?? 0,
  }));
  expect(found[0]).toEqual({ attacks: 300, beacon: 40 });
  expect(Math.max(...found.slice(1).map(({ attacks }) => attacks))).toBeLessThan(300);
  expect(Math.max(...found.slice(1).map(({ beacon }) => beacon))).toBeLessThan(40);
});

test('runs on the command line, alone and as a member', async () => {
  const members = ['--ensemble', 'majority', '--ensemble-members', row.name];
  const own = ['--knn-neighbors', '7', '--knn-method', 'mean'];
  const { detectors, parameters } = await reportOf(
    ['--detectors', row.name, ...own, ...members],
    folder,
  );
  expect(Object.keys(detectors)).toEqual([row.name, 'ensemble']);
  expect(parameters).toMatchObject({ knnNeighbors: 7, knnMethod: 'mean', nNeighbors: 20 });
  expect(detectors.ensemble.confusion).toEqual(detectors[row.name].confusion);
});

test('is saved with a lab and scores the same when that is loaded', async () => {
  const [before, after] = await scoresBeforeAndAfter(row.name, ['--knn-method', 'median'], folder);
  expect(before).toContain(`${row.name.replaceAll('-', '_')}_score`);
  expect(after).toBe(before);
});
