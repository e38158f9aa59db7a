import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { COMBINATIONS } from '../../src/models/ensemble/combinations.ts';
import type { LabParameters } from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import {
  planVoting,
  type VotingFigures,
  type VotingOutcome,
} from '../../src/pipeline/studies/voting.ts';
import { titleOf, votingSummary } from '../../src/pipeline/studies/voting-summary.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const CONTEXT = { now: () => 0 };
const TASKS = inProcess(CONTEXT);
const FEW: LabParameters = {
  ...NOTEBOOK_PARAMETERS,
  counts: Object.fromEntries(
    Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, name === 'web' ? 100 : 10]),
  ),
  nEstimators: 10,
};

describe('the plan', () => {
  it('has the members, the two rules to beat, and every way to combine', () => {
    const { contenders } = planVoting({ ...FEW, ensembleMembers: ['local-outlier-factor'] });
    expect(contenders.map(titleOf)).toEqual([
      'Isolation Forest',
      'One-Class SVM',
      'Local Outlier Factor',
      'Robust Z-Score',
      'Interquartile Fence',
      ...COMBINATIONS.map((name) => `Ensemble: ${name}`),
    ]);
    const members = contenders.flatMap((one) => ('member' in one && one.member ? [one.name] : []));
    expect(members).toEqual(['local-outlier-factor']);
  });

  it.each([
    ['3', ['0', '1', '2']],
    ['42', Array.from({ length: 42 }, (_, i) => String(i))],
    ['7, 42,7', ['7', '42']],
  ])('reads the seeds "%s"', (text, seeds) => {
    const { trials } = planVoting(FEW, text);
    expect(trials.map(({ seed }) => seed)).toEqual(seeds);
    expect(trials.map(({ parameters }) => parameters.seed)).toEqual(seeds);
  });

  it.each(['', '0', '-1', '1.5', 'seven', '1,two', '1001', '1e9', '1,4294967296'])(
    'refuses the seeds "%s"',
    (text) => {
      expect(() => planVoting(FEW, text)).toThrow(InputError);
    },
  );

  it('cannot learn from a file, whose flows no seed makes', () => {
    expect(() => planVoting({ ...FEW, trainOn: 'file' })).toThrow('learn from those');
  });
});

describe('a trial', async () => {
  const parameters = { ...FEW, trainOn: 'normal', logRatios: true } as const;
  const [trial] = planVoting(parameters, '5,6').trials;
  const { figures } = await TASKS.run('vote', trial);
  const measured = (name: string) =>
    figures?.[trial.contenders.findIndex((one) => one.name === name)];

  it('holds the figures of the run of that seed, of detectors and ensembles alike', async () => {
    for (const ensemble of COMBINATIONS) {
      const asked = {
        ...trial.parameters,
        ensemble,
        detectors: ['one-class-svm', 'ensemble'] as const,
      };
      const run = await runLab(generateTraffic(asked), asked, CONTEXT);
      const [svm, combined] = run.detections.map(({ evaluation }) => {
        const { f1, rocAuc, averagePrecision } = evaluation;
        return { f1, rocAuc, averagePrecision };
      });
      expect(measured('one-class-svm')).toEqual(svm);
      expect(measured(ensemble)).toEqual(combined);
    }
  });

  it('says why a seed has no figures', async () => {
    const weights = Object.fromEntries(
      Object.keys(FEW.ensembleWeights).map((name) => [name, 0]),
    ) as LabParameters['ensembleWeights'];
    const spoilt = planVoting({ ...FEW, ensembleWeights: weights }, '1');
    const outcomes = await TASKS.runEach('vote', spoilt.trials);
    expect(outcomes[0].figures).toBeNull();
    const { seeds, problems, rows, sentences } = votingSummary(spoilt, outcomes);
    expect(problems[0]).toMatch(/the weights of .* are all 0/);
    expect([seeds, sentences]).toEqual([[], []]);
    expect(rows.every(({ results }) => results.f1 === null)).toBe(true);
  });
});

describe('the summary', () => {
  const plan = planVoting({ ...FEW, ensembleMembers: ['isolation-forest', 'one-class-svm'] }, '3');
  /** Figures by name of contender, 0.1 for the others. */
  const outcome = (named: Record<string, number | null>): VotingOutcome => ({
    figures: plan.contenders.map(({ name }): VotingFigures => {
      const value = named[name] === undefined ? 0.1 : named[name];
      return { f1: value, rocAuc: value, averagePrecision: value };
    }),
    problem: null,
  });
  const outcomes = [
    outcome({ 'isolation-forest': 0.5, 'one-class-svm': 0.9, any: 0.6, 'robust-z-score': 0.99 }),
    outcome({ 'isolation-forest': 0.7, 'one-class-svm': 0.1, any: 0.8, 'robust-z-score': 0.99 }),
    null,
  ];
  const { rows, bestMember, seeds, sentences } = votingSummary(plan, outcomes);
  const of = (name: string) => rows.find(({ contender }) => contender.name === name)?.results.f1;

  it('takes for the best member the one with the largest mean, though others beat it at a seed', () => {
    expect(bestMember.f1).toBe('Isolation Forest');
    expect(seeds).toEqual(['0', '1']);
  });

  it('has mean and spread, and differences seed by seed', () => {
    const any = of('any');
    expect(any?.mean).toBeCloseTo(0.7, 12);
    expect(any?.deviation).toBeCloseTo(Math.SQRT2 / 10, 12);
    expect(any?.difference.mean).toBeCloseTo(0.1, 12);
    expect(any?.difference.deviation).toBeCloseTo(0, 12);
    expect(any?.difference.ahead).toBe(2);
    expect(of('one-class-svm')?.difference).toMatchObject({ ahead: 1 });
    expect(of('isolation-forest')?.difference).toEqual({ mean: 0, deviation: 0, ahead: 0 });
  });

  it('says in words whether voting pays', () => {
    expect(sentences[0]).toBe(
      'F1: the best member is the Isolation Forest (0.600), the best ensemble any (0.700), 0.100 ' +
        'more; it is ahead at 2 of 2 seeds. Better than both: Robust Z-Score.',
    );
  });

  it('has no spread of a single seed, and leaves undefined figures out', () => {
    const single = votingSummary(plan, [outcomes[0], null, null]).rows;
    expect(single.every(({ results }) => results.f1?.deviation === null)).toBe(true);
    const gap = votingSummary(plan, [outcomes[0], outcomes[1], outcome({ any: null })]).rows;
    const any = gap.find(({ contender }) => contender.name === 'any')?.results.f1;
    expect(any?.seeds).toBe(2);
    expect(any?.mean).toBeCloseTo(0.7, 12);
  });
});

describe('over 20 seeds of the default flows, tails logged, trained on normal ones', async () => {
  const parameters = { ...NOTEBOOK_PARAMETERS, logRatios: true, trainOn: 'normal' } as const;
  const plan = planVoting(parameters);
  const summary = votingSummary(plan, await TASKS.runEach('vote', plan.trials));
  const of = (name: string) => {
    const found = summary.rows.find(({ contender }) => contender.name === name);
    if (found === undefined) throw new Error(name);
    return found.results;
  };

  it('the mean of ranks orders flows well: ROC AUC 0.97, and as precise as its best member', () => {
    const { rocAuc, averagePrecision } = of('mean-rank');
    expect(summary.seeds).toHaveLength(20);
    expect(rocAuc?.mean).toBeGreaterThanOrEqual(0.97);
    expect(averagePrecision?.difference.mean).toBeGreaterThanOrEqual(-0.01);
  });

  it('no rule of thumb orders them as well as any member does', () => {
    for (const rule of ['robust-z-score', 'interquartile-fence']) {
      for (const member of parameters.ensembleMembers) {
        expect(of(rule).rocAuc?.mean).toBeLessThan(of(member).rocAuc?.mean ?? 0);
      }
    }
  });

  it('only flows that all three flag make the better alerts', () => {
    expect(of('all').f1?.difference.ahead).toBe(20);
    expect(of('any').f1?.difference.ahead).toBe(0);
  });
});
