import { describe, expect, it } from 'vitest';
import type {
  LabParameters,
  MemberName,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { scaleFeatures } from '../../src/pipeline/run/scale.ts';
import {
  type LeaveOutResult,
  leastMeaningful,
  leaveOutResults,
  planLeaveOut,
  rankLosses,
} from '../../src/pipeline/studies/leave-out.ts';
import { claimSummary, lossSummary } from '../../src/pipeline/studies/leave-out-summary.ts';
import type { Figures } from '../../src/pipeline/studies/trial.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { plainLabels } from './plain-labels.ts';

const CONTEXT = { now: () => 0 };
const traffic = generateTraffic(NOTEBOOK_PARAMETERS);
const { labels } = traffic;
const run = await runLab(
  traffic,
  { ...NOTEBOOK_PARAMETERS, detectors: ['one-class-svm'] },
  CONTEXT,
);

async function resultsOf(parameters: LabParameters) {
  const scaled = scaleFeatures(run.engineered, parameters);
  const plan = planLeaveOut(scaled, labels, parameters);
  const outcomes = await inProcess(CONTEXT).runEach(
    'try',
    plan.trials.map((trial) => ({ trial, scaled, labels })),
  );
  return { plan, outcomes, results: leaveOutResults(plan, outcomes) };
}

const few = {
  ...NOTEBOOK_PARAMETERS,
  detectors: ['isolation-forest', 'local-outlier-factor'] as const,
  features: ['log_bps', 'bytes_ratio', 'log_duration', 'is_multi_dest'],
};

describe('leaving a feature out', async () => {
  const { results } = await resultsOf(few);

  it.each(results)(
    'gives what the lab finds without it: $detector',
    async ({ detector, losses }) => {
      for (const { columns, outcome } of losses) {
        const features = few.features.filter((name) => !columns.includes(name));
        const [{ evaluation }] = (
          await runLab(traffic, { ...few, features, detectors: [detector] }, CONTEXT)
        ).detections;
        expect(outcome.figures).toMatchObject({
          f1: evaluation.f1,
          rocAuc: evaluation.rocAuc,
          averagePrecision: evaluation.averagePrecision,
          flagged: evaluation.predictedAnomalies,
        });
      }
      expect(losses).toHaveLength(8);
    },
  );

  it('ranks by what is lost, which is what was there less what is left', () => {
    for (const result of results) {
      const ranked = rankLosses(result, 'feature', 'rocAuc');
      const losses = ranked.map(({ loss }) => loss ?? Number.NaN);
      expect(losses).toEqual([...losses].sort((a, b) => b - a));
      for (const { loss, without } of ranked) {
        expect((without ?? 0) + (loss ?? 0)).toBeCloseTo(result.full?.rocAuc ?? -1, 12);
      }
    }
  });

  it('tells the luck of a forest from ten other seeds; the others have none', () => {
    const [forest, factor] = results;
    const figures = [forest.full, ...forest.otherSeeds].map((one) => one?.f1 ?? Number.NaN);
    expect(figures).toHaveLength(11);
    expect(leastMeaningful(forest, 'f1')).toBe(Math.max(...figures) - Math.min(...figures));
    expect(factor.otherSeeds).toEqual([]);
    expect(leastMeaningful(factor, 'f1')).toBe(0.005);
  });
});

describe('what is luck is told from other seeds', () => {
  const seedsOf = (asked: ParameterChanges) => {
    const { trials } = planLeaveOut(run.scaled, labels, { ...NOTEBOOK_PARAMETERS, ...asked });
    const seeded = trials.filter(({ reason }) => reason.why === 'other seed');
    return seeded.map(({ parameters: { seed, randomState } }) => [seed, randomState]);
  };
  const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

  it('of a forest by its own, of a network by the seed of the lab', () => {
    const { seed } = NOTEBOOK_PARAMETERS;
    expect(seedsOf({ detectors: ['isolation-forest'] })).toEqual(ten.map((one) => [seed, one]));
    expect(seedsOf({ detectors: ['autoencoder'] })).toEqual(ten.map((one) => [String(one), one]));
  });

  it('of an ensemble if one of its members draws at random', () => {
    const detectors = ['ensemble'] as const;
    const count = (...ensembleMembers: MemberName[]) =>
      seedsOf({ detectors, ensembleMembers }).length;
    expect(count('local-outlier-factor', 'autoencoder')).toBe(10);
    expect(count('local-outlier-factor', 'isolation-forest')).toBe(10);
    expect(count('local-outlier-factor', 'one-class-svm')).toBe(0);
  });
});

it('the logarithm of a rate is a rate: families go by what a feature is made from', () => {
  const logged = { ...NOTEBOOK_PARAMETERS, logRatios: true };
  const { items } = planLeaveOut(scaleFeatures(run.engineered, logged), labels, logged);
  const families = items.filter(({ kind }) => kind === 'family');
  expect(Object.fromEntries(families.map(({ name, columns }) => [name, columns]))).toEqual({
    rate: ['log_bps', 'log_pps', 'log_bytes_per_packet'],
    ratio: ['bytes_ratio', 'packets_ratio', 'log_send_recv_ratio'],
    duration: ['log_duration'],
    volume: ['log_bytes', 'log_packets'],
    port: ['is_well_known_port', 'is_suspicious_port', 'is_high_port'],
    pattern: ['is_multi_dest', 'is_multi_src'],
    protocol: ['is_tcp', 'is_udp'],
  });
});

it('the notebook, detector by detector: without send_recv_ratio the SVM is no longer blind', async () => {
  const { results } = await resultsOf({ ...NOTEBOOK_PARAMETERS, detectors: ['one-class-svm'] });
  expect(lossSummary(results[0], 'feature', 'rocAuc')).toBe(
    'One-Class SVM (ROC AUC 0.297 with all features): without send_recv_ratio it gains 0.385.',
  );
  expect(claimSummary(results[0], 'rocAuc')).toContain(
    'rate and ratio features do not discriminate most; no family is missed.',
  );
});

describe('whether the claim of the notebook holds', () => {
  const figures = (f1: number): Figures => ({
    f1,
    precision: 0,
    recall: 0,
    rocAuc: 0,
    averagePrecision: 0,
    flagged: 0,
    milliseconds: 0,
  });
  const having = (left: Readonly<Record<string, number>>): LeaveOutResult => ({
    detector: 'one-class-svm',
    full: figures(0.8),
    otherSeeds: [],
    losses: Object.entries(left).map(([name, f1]) => ({
      name,
      kind: 'family',
      columns: ['a', 'b'],
      outcome: { figures: figures(f1), problem: null },
    })),
  });

  it.each([
    [{ rate: 0.5, ratio: 0.6, port: 0.7 }, 'rate and ratio features do discriminate most. '],
    [{ rate: 0.5, ratio: 0.75, port: 0.7 }, 'rate features discriminate most, but not both'],
    [{ rate: 0.8, ratio: 0.6, port: 0.7 }, 'ratio features discriminate most, but not both'],
    [{ rate: 0.75, ratio: 0.75, port: 0.7 }, 'rate and ratio features do not discriminate most. '],
    [{ rate: 0.797, ratio: 0.9, port: 0.799 }, 'do not discriminate most; no family is missed. '],
    [{ rate: 0.5, port: 0.7 }, 'no rate, ratio and other features to compare.'],
  ])('%j', (left, sentence) => expect(claimSummary(having(left), 'f1')).toContain(sentence));

  it('says what each of the two costs, what the best of the others, and what is gained', () => {
    expect(claimSummary(having({ rate: 0.5, ratio: 0.798, port: 0.7, pattern: 0.9 }), 'f1')).toBe(
      'One-Class SVM (F1 0.800 with all features): rate features discriminate most, but not both ' +
        'rate and ratio. Without the rate features (2) it loses 0.300; without the port features ' +
        '(2) it loses 0.100; without the ratio features (2) it loses 0.002 (too little to tell); ' +
        'without the pattern features (2) it gains 0.100.',
    );
  });
});

describe('what cannot be left out', () => {
  const scaled = (features: readonly string[]) =>
    scaleFeatures(run.engineered, { ...NOTEBOOK_PARAMETERS, features });

  it('the only feature', () => {
    expect(() => planLeaveOut(scaled(['is_tcp']), labels, NOTEBOOK_PARAMETERS)).toThrow(
      'Leaving one out needs at least 2 features; 1 is selected.',
    );
  });

  it('anything where no label tells what is lost', () => {
    const unlabelled = plainLabels(new Int8Array(labels.label.length).fill(-1));
    expect(() => planLeaveOut(run.scaled, unlabelled, NOTEBOOK_PARAMETERS)).toThrow(
      'flows labelled normal and flows labelled attack',
    );
  });

  it('a family that is the whole selection', () => {
    const features = ['is_tcp', 'is_udp'];
    const { items } = planLeaveOut(scaled(features), labels, { ...NOTEBOOK_PARAMETERS, features });
    expect(items.map(({ kind }) => kind)).toEqual(['feature', 'feature']);
  });
});

it('what was cancelled is left out of the results, not counted as nothing', async () => {
  const { plan, outcomes } = await resultsOf(few);
  const partial = outcomes.map((outcome, at) => (at < 14 ? outcome : null));
  const [forest, factor] = leaveOutResults(plan, partial);
  expect(forest.otherSeeds).toHaveLength(10);
  expect([...forest.losses, ...factor.losses]).toHaveLength(2);
});
