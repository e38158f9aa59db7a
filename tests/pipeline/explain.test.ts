import { describe, expect, it } from 'vitest';
import { placeRow, referenceOf } from '../../src/eval/explain-flow.ts';
import { everyRow } from '../../src/eval/labelled.ts';
import { type Matrix, takeMatrixRows } from '../../src/features/matrix.ts';
import { selectFeatures } from '../../src/features/select.ts';
import { loadNeuralRuntime } from '../../src/models/neural/runtime.ts';
import { baselineTraffic } from '../../src/pipeline/baseline/baseline-traffic.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { explainRunFlow } from '../../src/pipeline/run/explain.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

function runWith(parameters: ParameterChanges = {}) {
  const all: LabParameters = {
    ...NOTEBOOK_PARAMETERS,
    detectors: ['isolation-forest'],
    ...parameters,
  };
  return runLab(generateTraffic(all), all, { now: () => 0 });
}

const run = await runWith();
const top = run.detections[0].evaluation.topAnomalies;

describe('the most anomalous flow of the notebook, explained', () => {
  const explanation = explainRunFlow(run, top[0]);

  it('is first of all, and known for what it is', () => {
    expect(explanation).toMatchObject({
      row: 964,
      total: 2210,
      comparedWith: { flows: 'normal flows', count: 1900 },
    });
    expect(explanation.detections).toEqual([
      expect.objectContaining({ detector: 'isolation-forest', rank: 1, verdict: 'caught' }),
    ]);
    expect(explanation.profile?.technique?.id).toMatch(/^T1\d{3}/);
  });

  it('has an alert just where its score is above the threshold', () => {
    const { offset, assessment } = run.detections[0];
    for (const row of top.concat(0, 1, 2, 3)) {
      const [{ anomalyScore, threshold, alert, alerts }] = explainRunFlow(run, row).detections;
      expect(threshold).toBeCloseTo(-offset, 12);
      expect(alert).toBe(anomalyScore > threshold);
      expect(alerts).toBe(assessment.predictions.filter((one) => one === -1).length);
    }
  });

  it('shows the sixteen features as they were before scaling', () => {
    expect(explanation.features.map(({ name }) => name)).toEqual(run.scaled.matrix.names);
    const { features } = run.engineered;
    for (const { name, value } of explanation.features) {
      expect(value).toBe(features.data[964 * features.columns + features.names.indexOf(name)]);
    }
  });

  it('says what stands out, each in a sentence', () => {
    expect(explanation.standsOut.length).toBeGreaterThan(0);
    for (const sentence of explanation.standsOut) {
      expect(sentence).toMatch(/^\w+ is (higher|lower) than in (all|\d+\.\d % of) normal flows$/);
    }
  });
});

it('ranks run 1, 2, 3 … down the list of the most anomalous', () => {
  const ranks = top.map((row) => explainRunFlow(run, row).detections[0].rank);
  expect(ranks).toEqual(top.map((_, at) => at + 1));
});

it('a logged feature is shown logged, as the detectors see it', async () => {
  const logged = await runWith({ logRatios: true, features: ['send_recv_ratio', 'log_bps'] });
  const { features } = logged.engineered;
  const ratio = features.data[5 * features.columns + features.names.indexOf('send_recv_ratio')];
  expect(explainRunFlow(logged, 5).features.map(({ name, value }) => [name, value])).toEqual([
    ['log_send_recv_ratio', Math.log1p(ratio)],
    ['log_bps', features.data[5 * features.columns + features.names.indexOf('log_bps')]],
  ]);
});

it('without a normal flow the whole traffic is compared with', async () => {
  const attacks = await runWith({ counts: { ...zeroCounts(), ddos: 40 } });
  const { comparedWith, standsOut } = explainRunFlow(attacks, 0);
  expect(comparedWith).toEqual({ flows: 'flows', count: 40 });
  for (const sentence of standsOut) expect(sentence).toMatch(/ flows$/);
});

it('a row that is not there is refused with the rows that are', () => {
  expect(() => explainRunFlow(run, 2210)).toThrow('There is no row 2210: rows run from 0 to 2209.');
});

function zeroCounts(): LabParameters['counts'] {
  return Object.fromEntries(Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, 0]));
}

describe('with a baseline a flow is compared with what was learnt from', () => {
  const clean = generateTraffic({
    seed: '7',
    counts: { ...zeroCounts(), web: 150, dns: 80, ssh: 40 },
  });
  const learnt = baselineTraffic(clean, 'clean.csv');

  it.each(['robust', 'standard', 'minmax'] as const)(
    'another file, as if its features had never been scaled: %s',
    async (scaler) => {
      const all: LabParameters = {
        ...NOTEBOOK_PARAMETERS,
        ...{ detectors: ['isolation-forest'], trainOn: 'file', scaler },
      };
      const traffic = generateTraffic(NOTEBOOK_PARAMETERS);
      const judged = await runLab(traffic, all, { now: () => 0 }, { other: learnt, trained: null });
      const { names } = judged.scaled.matrix;
      const own = (features: Matrix) => selectFeatures(features, names, false);
      const reference = referenceOf(own(learnt.features), everyRow(learnt.features.rows));
      for (const row of [0, 19, 964, 1139, 2070]) {
        const explanation = explainRunFlow(judged, row);
        expect(explanation.comparedWith).toEqual({ flows: 'baseline flows', count: 270 });
        const values = takeMatrixRows(own(judged.engineered.features), Uint32Array.of(row)).data;
        placeRow(values, reference).forEach(({ name, value, below, above, low, high }, j) => {
          const place = explanation.features[j];
          expect(place).toMatchObject({ name, value, below, above });
          expect(place.low).toBeCloseTo(low, 9);
          expect(place.high).toBeCloseTo(high, 9);
        });
      }
    },
  );
});

describe('beside an autoencoder', () => {
  it.each(['normal', 'all'] as const)(
    'a flow has the errors of its features, which make up its score; learnt from %s',
    async (trainOn) => {
      const parameters: LabParameters = {
        ...NOTEBOOK_PARAMETERS,
        detectors: ['autoencoder'],
        epochs: 2,
        logRatios: true,
        trainOn,
      };
      const neural = await loadNeuralRuntime('auto');
      const network = await runLab(generateTraffic(parameters), parameters, {
        now: () => 0,
        neural,
      });
      for (const row of [0, 964, 2209]) {
        const { errorShares, detections } = explainRunFlow(network, row);
        const errors = errorShares?.map(({ error }) => error) ?? [];
        expect(errors).toHaveLength(16);
        expect(errors.reduce((sum, error) => sum + error, 0) / 16).toBeCloseTo(
          detections[0].anomalyScore,
          10,
        );
      }
    },
  );

  it('none has, where there is no autoencoder', () => {
    expect(explainRunFlow(run, 0).errorShares).toBeNull();
  });
});
