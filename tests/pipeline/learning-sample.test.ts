import { describe, expect, it } from 'vitest';
import { takeMatrixRows } from '../../src/features/matrix.ts';
import { LocalOutlierFactor } from '../../src/models/local-outlier-factor/local-outlier-factor.ts';
import { OneClassSvm } from '../../src/models/one-class-svm/one-class-svm.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { fitDetector, judgeDetector } from '../../src/pipeline/run/detect.ts';
import { engineerTraffic } from '../../src/pipeline/run/engineer.ts';
import { fitEstimators } from '../../src/pipeline/run/fit-estimators.ts';
import { expectedFit, sampleOfRows } from '../../src/pipeline/run/learning-sample.ts';
import { aboutTime } from '../../src/pipeline/run/sample-words.ts';
import { scaleFeatures } from '../../src/pipeline/run/scale.ts';
import { trainingSplitOf } from '../../src/pipeline/run/training-split.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

/** No flow of any profile. */
const NONE = Object.fromEntries(Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, 0]));

const parameters = {
  ...NOTEBOOK_PARAMETERS,
  counts: { ...NONE, web: 300, dns: 200, ddos: 30, port_scan: 20 },
  oneClassSvmSample: 200,
  localOutlierFactorSample: 150,
};
const traffic = generateTraffic(parameters);
const engineered = engineerTraffic(traffic, parameters);
const scaled = scaleFeatures(engineered, parameters);
const { labels } = traffic;
const { matrix } = scaled;

/** A clock that goes on by a millisecond whenever it is looked at. */
function ticking() {
  let time = 0;
  return { now: () => time++ };
}

describe('a sample to learn from', () => {
  it('is drawn by the seed, ascending, each row once; of few rows it is all', () => {
    const rows = sampleOfRows(550, 200, '42') ?? new Uint32Array();
    expect(rows).toHaveLength(200);
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(rows.at(-1)).toBeLessThan(550);
    expect(sampleOfRows(550, 200, '42')).toEqual(rows);
    expect(sampleOfRows(550, 200, '43')).not.toEqual(rows);
    expect(sampleOfRows(550, 550, '42')).toBeNull();
  });

  it('is what a detector is fitted on, and all flows are scored', () => {
    const rows = (name: string) => trainingSplitOf(scaled, labels, parameters, name).learntFrom;
    const svm = fitDetector('one-class-svm', scaled, labels, parameters, ticking());
    const drawn = rows('one-class-svm') ?? new Uint32Array();
    expect(svm.trainedOn).toBe(200);
    expect(svm.sampled?.of).toBe(550);
    const alone = new OneClassSvm({ nu: 0.1 }).fit(takeMatrixRows(matrix, drawn));
    expect(svm.own).toEqual(alone.assess(matrix));
    const lof = fitDetector('local-outlier-factor', scaled, labels, parameters, ticking());
    const others = rows('local-outlier-factor') ?? new Uint32Array();
    expect(others).toHaveLength(150);
    const { contamination } = parameters;
    const novel = new LocalOutlierFactor({ contamination, novelty: true });
    expect(lof.own.scores).toEqual(novel.fit(takeMatrixRows(matrix, others)).assess(matrix).scores);
  });

  it('is not drawn where all are asked for, or there are no more', () => {
    for (const oneClassSvmSample of ['all', 550]) {
      const asked = { ...parameters, oneClassSvmSample };
      const svm = fitDetector('one-class-svm', scaled, labels, asked, ticking());
      expect(svm.sampled).toBeUndefined();
      expect(svm.own).toEqual(new OneClassSvm({ nu: 0.1 }).fit(matrix).trainingAssessment);
    }
  });

  it('is drawn from the flows that labels or the others leave', () => {
    const normal = { ...parameters, trainOn: 'normal' } as const;
    const { learntFrom, sampledFrom } = trainingSplitOf(scaled, labels, normal, 'one-class-svm');
    expect(sampledFrom).toBe(500);
    expect(learntFrom?.every((row) => labels.label[row] === 0)).toBe(true);
    expect(trainingSplitOf(scaled, labels, normal, 'isolation-forest').sampledFrom).toBeNull();
  });

  it('leaves the ensemble all flows to learn from, in a run as in what is saved', () => {
    const names = ['one-class-svm', 'local-outlier-factor'];
    const saved = fitEstimators(matrix, { ...parameters, detectors: names }, {});
    for (const { name, decisions } of saved) {
      const fitted = fitDetector(name, scaled, labels, parameters, ticking());
      const judged = judgeDetector(fitted, labels, parameters);
      expect(judged.trainingDecisions).toHaveLength(550);
      expect(judged.trainingDecisions).toEqual(decisions);
    }
  });
});

describe('the time of learning from all', () => {
  it('grows as it did between two fits', () => {
    const smaller = { rows: 100, milliseconds: 2 };
    expect(expectedFit({ smaller, larger: { rows: 400, milliseconds: 32 } }, 800)).toBeCloseTo(128);
    expect(expectedFit({ smaller, larger: { rows: 400, milliseconds: 8 } }, 800)).toBeCloseTo(16);
  });

  it('is not said where the fits were too short to be timed', () => {
    const nothing = { rows: 100, milliseconds: 0 };
    expect(
      expectedFit({ smaller: nothing, larger: { rows: 400, milliseconds: 1 } }, 800),
    ).toBeNull();
  });

  it('is measured with the sample: half of it is fitted as well', () => {
    const { sampled } = fitDetector('one-class-svm', scaled, labels, parameters, ticking());
    expect(sampled?.growth?.smaller).toEqual({ rows: 100, milliseconds: 1 });
    expect(sampled?.growth?.larger).toEqual({ rows: 200, milliseconds: 1 });
  });

  it('is said in hours where it takes some', () => {
    expect(aboutTime(53 * 60_000)).toBe('about 53 min');
    expect(aboutTime(5.2 * 3_600_000)).toBe('about 5 h');
  });
});
