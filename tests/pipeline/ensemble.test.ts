import { describe, expect, it } from 'vitest';
import { mostAbnormalRows } from '../../src/eval/ranking.ts';
import { loadNeuralRuntime } from '../../src/models/neural/runtime.ts';
import {
  DETECTOR_NAMES,
  detectorsToRun,
  NOTEBOOK_DETECTORS,
} from '../../src/pipeline/detecting/detector-table.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { detect, detectionOf } from '../../src/pipeline/plan/execute-plan.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { combineDetections } from '../../src/pipeline/run/ensemble.ts';
import { type LabRun, runLab } from '../../src/pipeline/run/lab.ts';
import { reportOf } from '../../src/pipeline/run/report.ts';
import { scoresCsv } from '../../src/pipeline/traffic/csv.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { trainedLabText, trainLab } from '../../src/pipeline/trained-lab/trained-lab.ts';
import { readTrainedLab } from '../../src/pipeline/trained-lab/trained-lab-read.ts';

const CONTEXT = { now: () => 0, neural: await loadNeuralRuntime('auto') };
const COUNTS = {
  ...Object.fromEntries(Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, 20])),
  web: 200,
};
const PARAMETERS: LabParameters = {
  ...NOTEBOOK_PARAMETERS,
  counts: COUNTS,
  nEstimators: 20,
  epochs: 3,
  detectors: DETECTOR_NAMES,
};
const traffic = generateTraffic(PARAMETERS);
const runWith = (given: ParameterChanges) => runLab(traffic, { ...PARAMETERS, ...given }, CONTEXT);
const all = await runWith({});
const ensembleOf = (run: LabRun) => {
  const found = run.detections.find(({ detector }) => detector === 'ensemble');
  if (found === undefined) throw new Error('no ensemble');
  return found;
};
const NAMED = { ...PARAMETERS, detectors: ['ensemble'] as const };

describe('what runs', () => {
  it("is the notebook's three unless more is chosen", () => {
    expect(detectorsToRun(NOTEBOOK_PARAMETERS)).toEqual([...NOTEBOOK_DETECTORS]);
  });

  it('is what the ensemble is made of before the ensemble, which is shown alone', async () => {
    expect(detectorsToRun({ ...NAMED, ensembleMembers: ['robust-z-score'] })).toEqual([
      'robust-z-score',
      'ensemble',
    ]);
    const { detections } = await runWith({ detectors: ['ensemble'] });
    expect(detections.map(({ detector }) => detector)).toEqual(['ensemble']);
    expect(detections[0].assessment).toEqual(ensembleOf(all).assessment);
  });
});

describe.each(['all', 'normal'] as const)('trained on %s', async (trainOn) => {
  const run = await runWith({ trainOn, ensemble: 'majority' });
  const ensemble = ensembleOf(run);

  it("a majority is what most of its members' predictions say", () => {
    const members = run.detections.filter(({ detector }) =>
      NOTEBOOK_DETECTORS.some((name) => name === detector),
    );
    expect(members).toHaveLength(3);
    ensemble.assessment.predictions.forEach((prediction, row) => {
      const votes = members.filter(({ assessment }) => assessment.predictions[row] === -1);
      expect(prediction === -1).toBe(votes.length >= 2);
    });
  });

  it('knows what its members learnt from and are judged by', () => {
    const [first] = run.detections;
    const { trainedOn, heldOut, judgedOn } = first;
    expect(ensemble).toMatchObject({ trainedOn, heldOut, judgedOn });
    expect(trainedOn).toBe(trainOn === 'all' ? traffic.summary.total : traffic.summary.normal);
  });

  it('gives the same by itself, as a trial asks for it', async () => {
    const parameters = { ...PARAMETERS, trainOn, ensemble: 'majority' } as const;
    const seen = { scaled: run.scaled, labels: traffic.labels };
    const made = await detect(['ensemble'], seen, parameters, inProcess(CONTEXT));
    expect(detectionOf(made, 'ensemble').assessment).toEqual(ensemble.assessment);
  });

  it('flags its contamination of the training flows where scores are combined', async () => {
    const { assessment } = ensembleOf(await runWith({ trainOn, ensemble: 'mean-rank' }));
    const learnt =
      trainOn === 'all'
        ? assessment.predictions
        : assessment.predictions.filter((_, row) => traffic.labels.label[row] === 0);
    const share = learnt.filter((one) => one === -1).length / learnt.length;
    // The local outlier factor scores rows of training otherwise when they come as new ones.
    expect(share).toBeGreaterThan(trainOn === 'all' ? 0.09 : 0.05);
    expect(share).toBeLessThanOrEqual(0.1);
  });
});

describe('an ensemble of one', () => {
  it('ranks as its member does', async () => {
    const one = { ensembleMembers: ['isolation-forest'], ensemble: 'max-rank' } as const;
    const { assessment } = ensembleOf(await runWith(one));
    const forest = all.detections[0].assessment;
    const top = (scores: Float64Array) => [...mostAbnormalRows(scores, 50)];
    expect(top(assessment.scores)).toEqual(top(forest.scores));
    expect(assessment.predictions).toEqual(forest.predictions);
  });

  it('of three, where two weigh nothing', async () => {
    const weights = { 'one-class-svm': 0, 'local-outlier-factor': 0 };
    const given = { ...NOTEBOOK_PARAMETERS.ensembleWeights, ...weights };
    const { evaluation } = ensembleOf(await runWith({ ensembleWeights: given }));
    const forest = all.detections[0].evaluation;
    expect(evaluation.rocAuc).toBe(forest.rocAuc);
    expect(evaluation.averagePrecision).toBe(forest.averagePrecision);
    expect(evaluation.confusion).toEqual(forest.confusion);
  });
});

it('is in everything that shows detectors', () => {
  const { compared, scores } = all;
  expect(compared.comparison.rows.map(({ name }) => name)).toEqual([...DETECTOR_NAMES]);
  expect(compared.agreement.detectors.map(({ name }) => name)).toEqual([...DETECTOR_NAMES]);
  expect(compared.grid?.detectors).toHaveLength(DETECTOR_NAMES.length);
  expect(scores.map(({ detector }) => detector)).toEqual([...DETECTOR_NAMES]);
  const report = reportOf(all);
  expect(Object.keys(report.detectors)).toEqual([...DETECTOR_NAMES]);
  expect(report.remarks.map(({ topic }) => topic)).toContain('whether voting pays');
  expect([...scoresCsv(traffic, all.detections)][0]).toMatch(/ensemble_score/);
});

it('says which members have no result', () => {
  const [forest] = all.detections;
  const { warnings } = combineDetections([forest], traffic.labels, PARAMETERS, CONTEXT);
  expect(warnings).toEqual([
    'Made without One-Class SVM and Local Outlier Factor: there is no result of it.',
  ]);
});

describe('a trained lab', () => {
  const saving = {
    created: null,
    belongings: { allow: [], mappings: null },
  };
  const sources = { labels: traffic.labels, startTime: undefined, other: null };
  const textWith = (given: ParameterChanges) => {
    const parameters = { ...PARAMETERS, trainOn: 'normal', ...given } as const;
    const lesson = { engineered: all.engineered, parameters, sources };
    return trainedLabText(trainLab(lesson, saving, CONTEXT));
  };

  it.each(['mean-rank', 'max-gaussian', 'all'] as const)(
    'scores by %s as before',
    async (ensemble) => {
      const trained = readTrainedLab(textWith({ ensemble }));
      const again = await runLab(traffic, PARAMETERS, CONTEXT, { trained });
      const before = await runWith({ trainOn: 'normal', ensemble });
      expect(again.detections.map(({ assessment }) => assessment)).toEqual(
        before.detections.map(({ assessment }) => assessment),
      );
    },
  );

  it('carries the members that were not chosen', () => {
    const trained = readTrainedLab(textWith({ detectors: ['ensemble'] }));
    expect(trained.detectors.map(({ name }) => name)).toEqual([...NOTEBOOK_DETECTORS, 'ensemble']);
  });

  it('lets members vote by thresholds set by hand', async () => {
    const one = { ensemble: 'any', ensembleMembers: ['isolation-forest'] } as const;
    const parameters = { ...PARAMETERS, detectors: ['ensemble'] } as const;
    const flaggedBy = async (saved: ParameterChanges, set: ParameterChanges = {}) => {
      const trained = readTrainedLab(textWith({ ...one, ...saved, detectors: ['ensemble'] }));
      const [{ evaluation }] = (
        await runLab(traffic, { ...parameters, ...set }, CONTEXT, {
          trained,
        })
      ).detections;
      return evaluation.predictedAnomalies;
    };
    expect(await flaggedBy({ isolationForestThreshold: 0 })).toBe(traffic.summary.total);
    expect(await flaggedBy({}, { isolationForestThreshold: 0 })).toBe(traffic.summary.total);
    expect(await flaggedBy({ isolationForestThreshold: 0 }, { isolationForestThreshold: -1 })).toBe(
      0,
    );
  });

  it.each(['mean-rank', 'max-gaussian'] as const)(
    'ranks by %s as before, whatever threshold of a member is set since',
    async (ensemble) => {
      const text = textWith({ ensemble, isolationForestThreshold: -0.45 });
      const ranked = async (set: ParameterChanges) =>
        (
          await runLab(traffic, { ...PARAMETERS, ...set }, CONTEXT, {
            trained: readTrainedLab(text),
          })
        ).detections.at(-1)?.assessment;
      expect(await ranked({ isolationForestThreshold: -0.6 })).toEqual(await ranked({}));
    },
  );

  it('without a member of its ensemble is refused', () => {
    const lab = JSON.parse(textWith({}));
    lab.detectors.shift();
    expect(() => readTrainedLab(JSON.stringify(lab))).toThrow(
      "detectors should be a list that has the ensemble's isolation-forest",
    );
  });
});
