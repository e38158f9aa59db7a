import { describe, expect, it } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import type { Classification } from '../../src/pipeline/studies/classification.ts';
import type { PitfallsSummary } from '../../src/pipeline/studies/pitfalls/summary.ts';
import type { RedTeamSummary } from '../../src/pipeline/studies/red-team/results.ts';
import {
  CLASSIFIER_QUESTION,
  markAnswer,
  PITFALLS_QUESTION,
  partOf,
  RED_TEAM_QUESTION,
  STREAM_QUESTION,
  TIME_QUESTION,
  UNKNOWN_QUESTION,
  VOTING_QUESTION,
} from '../../src/pipeline/studies/study-questions.ts';
import type { TimeStudySummary } from '../../src/pipeline/studies/time-study-summary.ts';
import type { UnknownSummary } from '../../src/pipeline/studies/unknown-summary.ts';
import { planVoting } from '../../src/pipeline/studies/voting.ts';
import { votingSummary } from '../../src/pipeline/studies/voting-summary.ts';

const parameters = {
  ...NOTEBOOK_PARAMETERS,
  seeds: '3,4',
  counts: { ...NOTEBOOK_PARAMETERS.counts, web: 100, dns: 50 },
};

describe('which will be best', async () => {
  const plan = planVoting(parameters);
  const summary = votingSummary(
    plan,
    await inProcess({ now: () => 0 }).runEach('vote', plan.trials),
  );
  const choices = VOTING_QUESTION.choices(parameters);
  const marks = choices.map(({ value }) => markAnswer(VOTING_QUESTION, value, summary, parameters));
  const means = summary.rows.map(({ results }) => results.averagePrecision?.mean ?? 0);

  it('offers every contender, and one answer is right: the one with the highest mean', () => {
    expect(choices.map(({ value }) => value)).toEqual(summary.rows.map(({ title }) => title));
    expect(marks.map((mark) => mark?.right)).toEqual(
      means.map((mean) => mean === Math.max(...means)),
    );
  });

  it('says what it is, right or not', () => {
    const best = summary.rows[means.indexOf(Math.max(...means))].title;
    for (const mark of marks) expect(mark?.sentence).toContain(`; it is ${best} (`);
  });

  it('marks nothing that was left open', () => {
    expect(markAnswer(VOTING_QUESTION, '', summary, parameters)).toBeNull();
  });
});

describe('how much of the beacon', () => {
  const found = (...shares: (number | null)[]) =>
    ({
      gains: shares.map((share) => ({ attack: 'c2_beacon', with: share })),
    }) as unknown as TimeStudySummary;

  it('is right in the part that the best detector falls into', () => {
    const mark = (said: string) =>
      markAnswer(TIME_QUESTION, said, found(0.2, 0.95, null), parameters);
    expect(mark('nearly all')).toEqual({
      right: true,
      sentence: 'You said nine tenths or more; it is 95.0 %.',
    });
    expect(mark('some')?.right).toBe(false);
  });

  it('settles nothing where no beacon was there', () => {
    expect(markAnswer(TIME_QUESTION, 'few', found(null), parameters)).toBeNull();
  });

  it('has a part for every share', () => {
    expect([0, 0.1, 0.5, 0.9, 1].map((share) => partOf(share).value)).toEqual([
      'few',
      'some',
      'most',
      'nearly all',
      'nearly all',
    ]);
  });
});

describe('alerts of a stream', () => {
  const stream = (truePositives: number, falsePositives: number) =>
    ({ report: { prequential: { truePositives, falsePositives } } }) as unknown as Parameters<
      typeof STREAM_QUESTION.truth
    >[0];

  it('asks how many were attacks, and settles nothing where there were none', () => {
    const mark = markAnswer(STREAM_QUESTION, 'most', stream(30, 10), parameters);
    expect(mark).toEqual({
      right: true,
      sentence: 'You said a half to nine tenths; it is 75.0 %.',
    });
    expect(markAnswer(STREAM_QUESTION, 'few', stream(30, 10), parameters)?.right).toBe(false);
    expect(markAnswer(STREAM_QUESTION, 'few', stream(0, 0), parameters)).toBeNull();
  });
});

describe('how good the classifier', () => {
  const judged = (macroF1: number | null) =>
    ({ evaluation: macroF1 === null ? null : { macroF1 } }) as unknown as Classification;
  const mark = (said: string, macroF1: number | null) =>
    markAnswer(CLASSIFIER_QUESTION, said, judged(macroF1), parameters);

  it('is right in the part that its macro F1 falls into', () => {
    expect(mark('excellent', 0.99)?.right).toBe(true);
    expect(mark('good', 0.95)?.right).toBe(false);
    expect(mark('poor', 0.9)?.sentence).toBe('You said less than .5; it is 0.900.');
  });

  it('marks nothing where no label judges', () => {
    expect(mark('excellent', null)).toBeNull();
  });
});

describe('how much of an unknown attack passes', () => {
  const summary = (...normal: number[]) =>
    ({
      rows: normal.map((calledNormal) => ({ calls: { calledNormal } })),
    }) as unknown as UnknownSummary;

  it('is right in the part that the mean over attacks falls into', () => {
    const mark = (said: string) => markAnswer(UNKNOWN_QUESTION, said, summary(1, 0.2), parameters);
    expect(mark('most')).toEqual({
      right: true,
      sentence: 'You said a half to nine tenths; it is 60.0 %.',
    });
    expect(mark('few')?.right).toBe(false);
  });

  it('marks nothing without an attack', () => {
    expect(markAnswer(UNKNOWN_QUESTION, 'few', summary(), parameters)).toBeNull();
  });
});

describe('how much of an attack that hides will be found', () => {
  const found = (...means: number[]) => {
    const results = means.map((mean) => ({ found: { mean } }));
    const steps = [
      { lever: 'together', times: 5, results: [{ found: { mean: 1 } }] },
      { lever: 'together', times: 10, results },
    ];
    return { steps } as unknown as RedTeamSummary;
  };

  it('is settled by the best detector, at ten times', () => {
    const mark = (said: string) =>
      markAnswer(RED_TEAM_QUESTION, said, found(0.02, 0.3), parameters);
    expect(mark('some')).toMatchObject({ right: true });
    expect(mark('few')?.sentence).toContain('it is 30.0 %');
    expect(mark('few')?.right).toBe(false);
  });

  it('is not settled without figures', () => {
    const none = { steps: [] } as unknown as RedTeamSummary;
    expect(markAnswer(RED_TEAM_QUESTION, 'few', none, parameters)).toBeNull();
  });
});

describe('which mistake will flatter most', () => {
  const row = (pitfall: string, title: string, mean: number) => ({ pitfall, title, gap: { mean } });
  const mark = (said: string, rows: object[]) =>
    markAnswer(PITFALLS_QUESTION, said, { rows } as unknown as PitfallsSummary, parameters);
  const rows = [
    row('tuning', 'Tuning on the test flows', 0.01),
    row('labels', 'Wrong labels', 0.3),
  ];

  it('is settled by the widest gap', () => {
    expect(mark('labels', rows)).toMatchObject({ right: true });
    expect(mark('tuning', rows)).toEqual({
      right: false,
      sentence:
        'You said Tuning on the test flows; it is “Wrong labels” (0.300 between published and honest).',
    });
  });

  it('is not settled without figures', () => {
    expect(mark('tuning', [])).toBeNull();
  });
});
