import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { ATTACK, NORMAL } from '../../src/data/flow-table.ts';
import { confusionMatrix, metricsOf } from '../../src/eval/confusion.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { type Ground, groundOf } from '../../src/pipeline/studies/pitfalls/ground.ts';
import { tuning } from '../../src/pipeline/studies/pitfalls/of-judging.ts';
import { snooping } from '../../src/pipeline/studies/pitfalls/of-learning.ts';
import { PITFALLS } from '../../src/pipeline/studies/pitfalls/pitfalls.ts';
import {
  type PitfallsOutcome,
  planPitfalls,
  planPitfallsOf,
} from '../../src/pipeline/studies/pitfalls/plan.ts';
import { pitfallsSummary } from '../../src/pipeline/studies/pitfalls/summary.ts';
import { planRedTeam } from '../../src/pipeline/studies/red-team/red-team.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const TASKS = inProcess({ now: () => 0 });
const FEW = {
  ...NOTEBOOK_PARAMETERS,
  counts: Object.fromEntries(
    Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, name === 'web' ? 100 : 10]),
  ),
  detectors: ['robust-z-score'],
};

/** What a trial found of a pitfall. */
function findingIn(outcome: PitfallsOutcome, key: string) {
  const found = outcome.findings?.find(({ pitfall }) => pitfall === key);
  if (found === undefined) throw new Error(`no finding of ${key}: ${outcome.problem}`);
  return found;
}

describe('the plan', () => {
  it('is a trial a seed, with the first detector alone', () => {
    const set = { ...FEW, detectors: ['hbos', 'ecod'], seeds: '3', holdOut: 0.3 };
    const { detector, trials } = planPitfalls(set);
    expect(detector).toBe('hbos');
    expect(trials.map(({ seed }) => seed)).toEqual(['0', '1', '2']);
    expect(trials[2]).toEqual(planPitfallsOf(set, '2'));
    expect(trials[2].parameters).toMatchObject({ seed: '2', detectors: ['hbos'], holdOut: 0 });
  });

  it.each([
    ['no detector', { ...FEW, detectors: [] }],
    ['a file to learn from', { ...FEW, trainOn: 'file' as const }],
    ['a time range to learn from', { ...FEW, trainOn: 'time' as const }],
  ])('refuses %s', (_, parameters) => {
    expect(() => planPitfalls(parameters)).toThrow(InputError);
  });
});

describe('over three seeds of the default flows', async () => {
  const plan = planPitfalls({ ...NOTEBOOK_PARAMETERS, nEstimators: 50, seeds: '3' });
  const summary = pitfallsSummary(plan, await TASKS.runEach('pitfalls', plan.trials));

  it('has a row for each of ten, and no problem', () => {
    expect(summary.problems).toEqual([]);
    expect(summary.rows.map(({ pitfall }) => pitfall)).toEqual(PITFALLS.map(({ key }) => key));
    expect(summary.rows).toHaveLength(10);
  });

  it.each(PITFALLS)('$title: it flatters, or is said to be no difference that shows', ({ key }) => {
    const at = summary.rows.findIndex(({ pitfall }) => pitfall === key);
    const { gap, mayBeNone, published, honest } = summary.rows[at];
    expect(gap.mean).toBeCloseTo(published - honest, 12);
    if (!mayBeNone) expect(gap.mean).toBeGreaterThan(0);
    const { low, high } = gap.interval ?? { low: Number.NaN, high: Number.NaN };
    expect(mayBeNone).toBe(low <= 0 && high >= 0);
    expect(summary.sentences[at + 1].includes('holds 0')).toBe(mayBeNone);
    expect(summary.sentences[0].includes(`“${summary.rows[at].title}”`)).toBe(
      mayBeNone || key === 'base-rate',
    );
  });

  it('flatters wherever theory is sure of it, and by much where attacks are rare', () => {
    const gapOf = (key: string) => summary.rows.find(({ pitfall }) => pitfall === key)?.gap.mean;
    for (const key of ['sampling', 'labels', 'tuning', 'accuracy', 'lab-only', 'attacker']) {
      expect(gapOf(key), key).toBeGreaterThan(0);
    }
    expect(gapOf('point-adjust')).toBeGreaterThan(0);
    expect(gapOf('base-rate')).toBeGreaterThan(0.5);
  });
});

describe('a trial', async () => {
  const set = { ...FEW, seeds: '5,6', redTeamAttack: 'brute_force' };
  const [outcome] = await TASKS.runEach('pitfalls', planPitfalls(set).trials);

  it('finds of the attack what the red team finds of it', async () => {
    const { trials } = planRedTeam(set);
    const team = await TASKS.run('redTeam', trials[0]);
    const steps = team.question === 'stealth' ? team.steps : [];
    const foundAt = (lever: string | null, times: number) =>
      steps.find((step) => step.lever === lever && step.times === times)?.findings[0].found;
    expect(findingIn(outcome, 'attacker').figures).toMatchObject({
      published: foundAt(null, 1),
      honest: foundAt('together', 10),
    });
  });

  it('says what these flows do not allow, and gives the rest', async () => {
    const none = { ...FEW.counts, ddos: 0, web: 0, dns: 0, api: 0 };
    const without = { ...FEW, counts: none, redTeamAttack: 'ddos' };
    const [lacking] = await TASKS.runEach('pitfalls', [planPitfallsOf(without, '1')]);
    expect(findingIn(lacking, 'attacker').problem).toContain('ddos');
    expect(findingIn(lacking, 'sampling').problem).toContain('web');
    expect(findingIn(lacking, 'accuracy').figures).not.toBeNull();
  });

  it('is a problem as a whole without normal flows', async () => {
    const counts = Object.fromEntries(
      Object.keys(FEW.counts).map((name) => [name, ['ddos', 'port_scan'].includes(name) ? 10 : 0]),
    );
    const [lacking] = await TASKS.runEach('pitfalls', [planPitfallsOf({ ...FEW, counts }, '1')]);
    expect(lacking).toMatchObject({ findings: null });
    expect(lacking.problem).toContain('normal flows');
  });
});

describe('an honest figure never uses test labels to choose', () => {
  const flowsOf = generateTraffic({ ...FEW, seed: '4' });
  const { flows, labels } = flowsOf;
  if (flows === null) throw new Error('Generated traffic has flows.');
  const ground = groundOf(flows, labels, { ...FEW, seed: '4' }, {});
  const { test, validation } = ground.parts;

  /** The same flows, of which the test's have other labels. */
  function relabelled(isAttack: (at: number) => boolean): Ground {
    const label = labels.label.slice();
    test.forEach((row, at) => {
      label[row] = isAttack(at) ? ATTACK : NORMAL;
    });
    return { ...ground, labels: { ...labels, label } };
  }

  it('the threshold is that of the validation flows, whatever the test’s labels', () => {
    const scored = fc.array(fc.integer({ min: 0, max: 20 }), {
      minLength: flows.length,
      maxLength: flows.length,
    });
    const flips = fc.infiniteStream(fc.boolean());
    fc.assert(
      fc.property(scored, flips, (values, isAttack) => {
        const scores = Float64Array.from(values);
        const said = { scores, decisions: scores, predictions: new Int8Array(flows.length) };
        const other = relabelled(() => isAttack.next().value);
        const { label } = other.labels;
        const f1Below = (rows: Uint32Array, bar: number) => {
          const flagged = Int8Array.from(rows, (row) => (scores[row] < bar ? -1 : 1));
          return metricsOf(
            confusionMatrix(
              Int8Array.from(rows, (row) => label[row]),
              flagged,
            ),
          ).f1;
        };
        // Half-way between two scores of validation, and above the last.
        const found = [...new Set(Array.from(validation, (row) => scores[row]))];
        const bars = found
          .sort((x, y) => x - y)
          .map((one, at) => (one + (found[at + 1] ?? one + 0.1)) / 2);
        const best = bars.reduce((most, bar) =>
          f1Below(validation, bar) > f1Below(validation, most) ? bar : most,
        );
        expect(tuning({ ...other, said }).honest).toBe(f1Below(test, best));
      }),
      { numRuns: 30 },
    );
  });

  it('the features are those of the training flows: all test labels find one order of the flows', () => {
    const ranks = Array.from(test, (_, only) => {
      // Of one attack the average precision is one over its rank.
      const { honest } = snooping(relabelled((at) => at === only));
      return Math.round(1 / honest);
    });
    // In one order so many flows rank up to a rank as it says; equal ones share the last.
    for (const rank of ranks) expect(ranks.filter((one) => one <= rank)).toHaveLength(rank);
  });
});
