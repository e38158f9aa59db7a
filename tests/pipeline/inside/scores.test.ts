/**
 * Rebuilt from what is shown of a flow, its score is the detector's. `npm test` tries some of the flows
 * of one seed; all of them, another seed and an imported file are for `npm run check:long`
 * (`LAB_LONG=1`).
 */
import { describe, expect, test } from 'vitest';
import type { Combination } from '../../../src/models/ensemble/combinations.ts';
import { baselineSources } from '../../../src/pipeline/baseline/baseline.ts';
import { DETECTOR_NAMES, titleOf } from '../../../src/pipeline/detecting/detector-table.ts';
import {
  estimatorOf,
  fittedJson,
  insideSource,
} from '../../../src/pipeline/inside/estimator-of.ts';
import type { LookInside } from '../../../src/pipeline/inside/inside-part.ts';
import { estimatorFromJson, openDetector } from '../../../src/pipeline/inside/open-detector.ts';
import type {
  DetectorName,
  LabParameters,
  ParameterChanges,
} from '../../../src/pipeline/parameters/lab-parameters.ts';
import { runLab } from '../../../src/pipeline/run/lab.ts';
import { generateTraffic, type Traffic } from '../../../src/pipeline/traffic/generate.ts';
import { readTraffic } from '../../../src/pipeline/traffic/read.ts';
import { trainedLabText, trainLab } from '../../../src/pipeline/trained-lab/trained-lab.ts';
import { readTrainedLab } from '../../../src/pipeline/trained-lab/trained-lab-read.ts';
import { largestError, readFixture } from '../../support.ts';
import { FEW, parametersWith, timedTraffic } from '../baseline-runs.ts';
import { expectConsistent, rebuiltScore } from './rebuilt.ts';

const IS_LONG = process.env.LAB_LONG !== undefined;
/** Of so many flows one is tried. */
const STEP = IS_LONG ? 1 : 37;
const CONTEXT = { now: () => 0 };
/** Networks need not be good here. */
const ALL: ParameterChanges = { detectors: DETECTOR_NAMES, epochs: 5 };

const SETS: readonly (readonly [string, ParameterChanges])[] = [
  ['the usual parameters', {}],
  [
    'other parameters, learning from normal flows',
    {
      trainOn: 'normal',
      logRatios: true,
      scaler: 'standard',
      maxFeatures: 0.5,
      bootstrap: true,
      metric: 'manhattan',
      gamma: 0.05,
      knnMethod: 'mean',
      ensemble: 'majority',
    },
  ],
  [
    'thresholds by hand, flows held out',
    {
      holdOut: 0.3,
      scaler: 'minmax',
      maxSamples: 64,
      nNeighbors: 5,
      knnMethod: 'median',
      ensemble: 'max-gaussian',
      isolationForestThreshold: -0.6,
      oneClassSvmThreshold: 12,
    },
  ],
];

describe.each(IS_LONG ? ['42', '7'] : ['42'])('seed %s', (seed) => {
  test.each(SETS)('%s', async (_, given) => {
    // A tenth of the flows is enough of all but the usual parameters.
    const counts = IS_LONG || given === SETS[0][1] ? {} : { counts: FEW };
    const parameters = parametersWith({ ...ALL, seed, ...counts, ...given });
    await expectRebuilt(generateTraffic(parameters), parameters);
  });
});

test.runIf(IS_LONG).each(SETS)('an imported file: %s', async (_, given) => {
  const parameters = parametersWith({ ...ALL, ...given });
  const bytes = new TextEncoder().encode(readFixture('pipeline/poisoned.csv.gz'));
  async function* chunks() {
    yield bytes;
  }
  const source = { name: 'poisoned.csv', chunks: chunks() };
  await expectRebuilt(await readTraffic([source], 'auto', parameters), parameters);
});

test('a time range to learn from', async () => {
  const parameters = parametersWith({ ...ALL, counts: FEW, trainOn: 'time', baselineTo: '1200' });
  await expectRebuilt(timedTraffic(parameters), parameters);
});

test.each((IS_LONG ? ['mean-rank', 'max-gaussian', 'any'] : ['max-gaussian']) as Combination[])(
  'a trained lab whose ensemble combines by %s',
  async (ensemble) => {
    const parameters = parametersWith({ ...ALL, detectors: MEMBERS, counts: FEW, ensemble });
    const learnt = timedTraffic(parameters);
    const { engineered } = await runLab(learnt, parameters, CONTEXT);
    const sources = baselineSources(learnt, null);
    const saving = { created: null, belongings: { allow: [], mappings: null } };
    const trained = readTrainedLab(
      trainedLabText(trainLab({ engineered, parameters, sources }, saving)),
    );
    const traffic = generateTraffic(parametersWith({ counts: FEW, seed: '8' }));
    const run = await runLab(traffic, parameters, CONTEXT, { trained });
    const source = insideSource(run, trained);
    for (const { detector, assessment } of run.detections) {
      const look = openDetector(detector, source, estimatorOf(detector, source));
      expectScores(detector, look, assessment.scores);
    }
  },
);

/** Networks aside, whose training needs what is loaded. */
const MEMBERS = DETECTOR_NAMES.filter((name) => name !== 'autoencoder');

/** Every detector, through JSON as from a worker. */
async function expectRebuilt(traffic: Traffic, parameters: LabParameters): Promise<void> {
  const run = await runLab(traffic, parameters, CONTEXT);
  const source = insideSource(run, null);
  expect(run.detections).toHaveLength(DETECTOR_NAMES.length);
  for (const { detector, assessment } of run.detections) {
    const saved = JSON.parse(JSON.stringify(fittedJson(detector, source)));
    const look = openDetector(detector, source, estimatorFromJson(saved));
    expectScores(detector, look, assessment.scores);
  }
}

function expectScores(detector: DetectorName, look: LookInside, all: Float64Array): void {
  const step = all.length > 1000 ? STEP : Math.min(STEP, 7);
  const rows = Array.from(all.keys()).filter((row) => row % step === 0);
  const insides = rows.map((row) => look(row));
  const scores = rows.map((row) => all[row]);
  expect(largestError(insides.map(rebuiltScore), scores), titleOf(detector)).toBeLessThan(1e-9);
  insides.forEach(expectConsistent);
}
