import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { randomStateOf } from '../../src/data/random.ts';
import { takeMatrixRows } from '../../src/features/matrix.ts';
import { LocalOutlierFactor } from '../../src/models/local-outlier-factor/local-outlier-factor.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { engineerTraffic } from '../../src/pipeline/run/engineer.ts';
import { scaleFeatures } from '../../src/pipeline/run/scale.ts';
import {
  MOST_FALSE_POSITIVES,
  planTimeStudy,
  STUDIED_JITTERS,
  type TimeStudyPlan,
} from '../../src/pipeline/studies/time-study.ts';
import { timeStudySummary } from '../../src/pipeline/studies/time-study-summary.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { splitFlows } from '../../src/pipeline/traffic/labels.ts';

const LOF = { ...NOTEBOOK_PARAMETERS, detectors: ['local-outlier-factor'] as const };

function outcomesOf({ trials, detectors }: TimeStudyPlan) {
  return inProcess({ now: () => 0 }).runEach(
    'time',
    trials.map((trial) => ({ trial, detectors })),
  );
}

describe('what time buys', async () => {
  const plan = planTimeStudy(LOF, '3,3');
  const outcomes = await outcomesOf(plan);
  const summary = timeStudySummary(plan, outcomes);

  it('a beacon that hardly anything gives away is found by its rhythm', () => {
    const gain = summary.gains.find(
      (one) => one.attack === 'c2_beacon' && one.learning === 'normal',
    );
    expect(gain?.without).toBeLessThan(0.2);
    expect(gain?.with).toBeGreaterThan(0.9);
  });

  it('the more it jitters, the less of it is found', () => {
    const found = summary.jitters.map((one) => one.found ?? Number.NaN);
    expect(summary.jitters.map(({ jitter }) => jitter)).toEqual(STUDIED_JITTERS);
    expect(found[0]).toBeGreaterThan(0.9);
    expect(found.at(-1)).toBeLessThan(0.7);
  });

  it('what is regular and no attack makes it harder to find', () => {
    expect(summary.monitored[0].found).toBeLessThan(0.9);
  });

  it('never flags more normal flows than may be', () => {
    const rates = outcomes.flatMap(({ findings }) =>
      (findings ?? []).map((finding) => finding.falsePositiveRate),
    );
    expect(rates).toHaveLength(4 + STUDIED_JITTERS.length + 1);
    expect(Math.max(...rates)).toBeLessThanOrEqual(MOST_FALSE_POSITIVES);
    expect(summary.mostFalsePositives).toBe(Math.max(...rates));
  });

  it('by hand: what is found of each attack where 1 % of normal flows that were not learnt from cross', () => {
    const parameters = { ...plan.trials[0].parameters, timeFeatures: true };
    const traffic = generateTraffic(parameters);
    const { labels } = traffic;
    const { matrix } = scaleFeatures(engineerTraffic(traffic, parameters), parameters);
    const split = { trainOn: 'normal', holdOut: 0.3, evaluateOn: 'held-out' } as const;
    const { train, evaluate } = splitFlows(labels, split, randomStateOf(parameters.seed));
    const learnt = new Set(train);
    const judged = [...(evaluate ?? [])].filter((row) => !learnt.has(row));
    const detector = new LocalOutlierFactor({ ...parameters, novelty: true });
    detector.fit(takeMatrixRows(matrix, Uint32Array.from(learnt)));
    const { scores } = detector.assess(matrix);
    const normal = judged.filter((row) => labels.label[row] === 0).map((row) => scores[row]);
    const below = (line: number) => normal.filter((score) => score < line).length;
    const line = Math.max(...normal.filter((score) => below(score) <= 0.01 * normal.length));
    const finding = outcomes[0].findings?.find(
      (one) => one.learning === 'normal' && one.timeFeatures,
    );
    expect(finding?.falsePositiveRate).toBe(below(line) / normal.length);
    expect(finding?.attacks).toHaveLength(8);
    for (const { type, rate } of finding?.attacks ?? []) {
      const code = labels.attackType.names.indexOf(type);
      const own = judged.filter((row) => labels.attackType.codes[row] === code);
      expect(rate).toBe(own.filter((row) => scores[row] < line).length / own.length);
    }
  });

  it('is told in sentences with the figures of the table', () => {
    const gain = summary.gains.find(
      (one) => one.attack === 'c2_beacon' && one.learning === 'normal',
    );
    expect(summary.sentences).toHaveLength(3);
    expect(summary.sentences[0]).toContain(`finds ${(100 * (gain?.with ?? 0)).toFixed(1)} %`);
  });

  it('is summed up as far as it has come', () => {
    const begun = timeStudySummary(plan, [outcomes[0], ...plan.trials.slice(1).map(() => null)]);
    expect(begun.seeds).toEqual(['3']);
    expect(begun.jitters).toEqual([]);
    expect(
      timeStudySummary(
        plan,
        plan.trials.map(() => null),
      ).sentences,
    ).toEqual([]);
  });
});

it('asks single detectors, and does not see them where the data allows none', async () => {
  expect(() => planTimeStudy({ ...NOTEBOOK_PARAMETERS, detectors: ['ensemble'] })).toThrow(
    InputError,
  );
  const none = Object.fromEntries(Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, 0]));
  const plan = planTimeStudy({ ...LOF, counts: { ...none, ddos: 30 } }, '1');
  const summary = timeStudySummary(plan, await outcomesOf(plan));
  expect(summary.problems.join()).toMatch(/normal/);
  expect(summary.seeds).toEqual([]);
});
