import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { ATTACK_NAMES } from '../../src/data/profiles.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { attackGoal } from '../../src/pipeline/studies/red-team/attacks.ts';
import {
  POISONED_SHARES,
  type PoisonOutcome,
  planRedTeam,
  type RedTeamOutcome,
  STRENGTHS,
  type StealthOutcome,
  stepsOf,
} from '../../src/pipeline/studies/red-team/red-team.ts';
import { redTeamSummary } from '../../src/pipeline/studies/red-team/summary.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const CONTEXT = { now: () => 0 };
const TASKS = inProcess(CONTEXT);
const FEW = {
  ...NOTEBOOK_PARAMETERS,
  counts: Object.fromEntries(
    Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, name === 'web' ? 100 : 10]),
  ),
  detectors: ['isolation-forest'],
  nEstimators: 20,
  seeds: '3,3',
};

describe('the plan', () => {
  it('asks both questions on each seed', () => {
    const { trials } = planRedTeam({ ...FEW, seeds: '2' }, 'ddos');
    expect(trials.map(({ seed, question }) => `${seed} ${question}`)).toEqual([
      '0 stealth',
      '0 poisoning',
      '1 stealth',
      '1 poisoning',
    ]);
    expect(trials.every(({ attack, parameters }) => parameters.redTeamAttack === attack)).toBe(
      true,
    );
  });

  it('has a goal and levers for every attack that is generated', () => {
    for (const name of ATTACK_NAMES) {
      const { levers } = attackGoal(name);
      expect(levers).toContain('together');
      const strengths = levers.reduce(
        (sum, key) => sum + (key === 'port' ? 1 : STRENGTHS.length),
        1,
      );
      expect(stepsOf(name)).toHaveLength(strengths);
    }
  });

  it.each([
    ['an attack that is not generated', FEW, 'phishing'],
    ['no detector', { ...FEW, detectors: [] }, 'ddos'],
    ['a file to learn from', { ...FEW, trainOn: 'file' as const }, 'ddos'],
    ['a time range to learn from', { ...FEW, trainOn: 'time' as const }, 'ddos'],
  ])('refuses %s', (_, parameters, attack) => {
    expect(() => planRedTeam(parameters, attack)).toThrow(InputError);
  });
});

describe('a trial', async () => {
  const parameters = { ...FEW, trainOn: 'normal' as const };
  const plan = planRedTeam(parameters, 'brute_force');
  const [stealth, poisoning] = await TASKS.runEach('redTeam', plan.trials);
  const set = { ...parameters, seed: '3' };
  const { detections } = await runLab(generateTraffic(set), set, CONTEXT);
  const { perType, confusion } = detections[0].evaluation;
  const run = perType?.find(({ type }) => type === 'brute_force')?.rate;

  it('finds of the unchanged attack what the run itself finds', () => {
    const [unchanged] = stealth.question === 'stealth' ? stealth.steps : [];
    expect(run).toBeGreaterThan(0);
    expect(unchanged.findings).toEqual([
      { detector: 'isolation-forest', found: run, noticed: run },
    ]);
    expect(unchanged.price.flows).toBe(10);
    const rates = stealth.question === 'stealth' ? stealth.falsePositives : [];
    const { fp = 0, tn = 0 } = confusion ?? {};
    expect(rates).toEqual([{ detector: 'isolation-forest', falsePositiveRate: fp / (fp + tn) }]);
  });

  it('without poison is the run that never saw the attack, false positives too', () => {
    const [clean] = poisoning.question === 'poisoning' ? poisoning.shares : [];
    const { fp = 0, tn = 0 } = confusion ?? {};
    expect(clean).toMatchObject({ share: 0, flows: 0 });
    expect(clean.findings).toEqual([
      { detector: 'isolation-forest', found: run, falsePositiveRate: fp / (fp + tn) },
    ]);
  });

  it('poisons with as many flows as make up the share', () => {
    const shares = poisoning.question === 'poisoning' ? poisoning.shares : [];
    const normal = 150;
    expect(shares.map(({ share }) => share)).toEqual(POISONED_SHARES);
    for (const { share, flows } of shares) expect(flows / (flows + normal)).toBeCloseTo(share, 2);
  });

  it('says what is wrong where no flow of the attack is generated', async () => {
    const without = { ...FEW, counts: { ...FEW.counts, ddos: 0 } };
    const [outcome] = await TASKS.runEach('redTeam', planRedTeam(without, 'ddos').trials);
    expect(outcome.problem).toContain('ddos');
  });
});

describe('what is said', () => {
  const detectors = ['isolation-forest', 'local-outlier-factor'];
  const plan = { ...planRedTeam({ ...FEW, detectors, seeds: '2' }, 'lateral_movement') };
  const steps = stepsOf('lateral_movement').map((step): StealthOutcome => {
    const { lever, times } = step;
    const forest = lever === 'spread' && times >= 5 ? 0.2 : 0.9;
    const factor = lever === 'together' && times >= 20 ? 0.1 : 0.7;
    return {
      ...step,
      price: { flows: 40 * times, packets: 100, bytes: 1000 * times, seconds: 60 * times },
      goal: 400,
      findings: [
        { detector: 'isolation-forest', found: forest, noticed: 0.9 },
        { detector: 'local-outlier-factor', found: factor, noticed: factor },
      ],
    };
  });
  const shares = POISONED_SHARES.map(
    (share): PoisonOutcome => ({
      share,
      flows: 1000 * share,
      findings: detectors.map((detector, at) => ({
        detector,
        found: at === 0 ? 1 - share : 0.9,
        falsePositiveRate: 0.1,
      })),
    }),
  );
  const flagged = (falsePositiveRate: number) =>
    detectors.map((detector) => ({ detector, falsePositiveRate }));
  const falsePositives = flagged(0.1);
  const outcomes: RedTeamOutcome[] = [
    { question: 'stealth', steps, falsePositives, problem: null },
    { question: 'poisoning', shares, problem: null },
    { question: null, problem: 'No seed.' },
    { question: null, problem: 'No seed.' },
  ];
  const summary = redTeamSummary(plan, outcomes);

  it('who loses it first, by which lever and from what to what', () => {
    expect(summary.sentences[0]).toBe(
      'First to lose lateral movement: the Isolation Forest (from 90.0 % to 20.0 %), spread over more flows, × 5.',
    );
    expect(summary.sentences[1]).toBe(
      'Isolation Forest: finds 90.0 % unchanged; loses half of it spread over more flows, × 5 (20.0 %); keeps it against taking more time, padding and all of it together.',
    );
  });

  it('the price, the goal that is kept, and the part that gives the whole away', () => {
    const [, , , price, noticed] = summary.sentences;
    expect(price).toBe(
      'The cost of all together, × 10: 10.0 times the flows, 10.0 times the time (10 min for what took 1 min) and 10.0 times the bytes. The goal is kept: hosts reached, 400 before and 400 after.',
    );
    expect(noticed).toContain('finds 20.0 % of the flows, but at least one part of 90.0 %');
  });

  it('what poisoning does', () => {
    expect(summary.sentences.slice(5)).toEqual([
      'Poisoning, Isolation Forest: with no lateral movement in the training it finds 100.0 %, and still 50.0 % at a share of 50.0 %.',
      'Poisoning, Local Outlier Factor: with no lateral movement in the training it finds 90.0 %, and still 90.0 % at a share of 50.0 %.',
    ]);
  });

  it('that nobody finds it, or that nobody loses it', () => {
    const said = (found: number) => {
      const all = steps.map((step) => ({
        ...step,
        findings: step.findings.map((one) => ({ ...one, found, noticed: found })),
      }));
      const first: RedTeamOutcome = {
        question: 'stealth',
        steps: all,
        falsePositives,
        problem: null,
      };
      return redTeamSummary(plan, [first, null, null, null]).sentences[0];
    };
    expect(said(0.2)).toContain('No chosen detector finds half of lateral movement');
    expect(said(1)).toContain('whatever is changed');
  });

  it('that who flags as much of what is normal has nothing to lose', () => {
    const noisy: RedTeamOutcome = {
      question: 'stealth',
      steps,
      falsePositives: flagged(0.5),
      problem: null,
    };
    const { sentences } = redTeamSummary(plan, [noisy, null, null, null]);
    expect(sentences[0]).toContain('No chosen detector');
    expect(sentences[1]).toBe(
      'Isolation Forest: alerts on 90.0 % of it unchanged and 50.0 % of the normal flows, which tells nothing.',
    );
  });

  it('that hiding can show what was hardly found', () => {
    const shown: RedTeamOutcome = {
      question: 'stealth',
      steps: steps.map((step) => ({
        ...step,
        findings: step.findings.map((one) => ({ ...one, found: step.lever === 'pad' ? 0.8 : 0.3 })),
      })),
      falsePositives,
      problem: null,
    };
    expect(redTeamSummary(plan, [shown, null, null, null]).sentences[1]).toBe(
      'Isolation Forest: finds 30.0 % of it unchanged, but hiding can show it: 80.0 % padded with bytes, × 2.',
    );
  });

  it('keeps a problem once, and is empty of seeds that gave nothing', () => {
    expect(summary.problems).toEqual(['No seed.']);
    expect(summary.seeds).toEqual(['0']);
    const none = redTeamSummary(plan, [null, null, null, null]);
    expect(none).toMatchObject({ steps: [], poisoning: [], sentences: [] });
  });
});
