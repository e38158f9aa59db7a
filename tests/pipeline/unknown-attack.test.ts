import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import type { Drift } from '../../src/eval/distributions/drift.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../src/features/matrix.ts';
import { fitScaler, transform } from '../../src/features/scale.ts';
import { LocalOutlierFactor } from '../../src/models/local-outlier-factor/local-outlier-factor.ts';
import { loadNeuralRuntime } from '../../src/models/neural/runtime.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { engineerTraffic } from '../../src/pipeline/run/engineer.ts';
import { scaleFeatures } from '../../src/pipeline/run/scale.ts';
import { type NeuralContext, partsOf } from '../../src/pipeline/studies/classify.ts';
import {
  planUnknownAttack,
  type UnknownFinding,
} from '../../src/pipeline/studies/unknown-attack.ts';
import { unknownSummary } from '../../src/pipeline/studies/unknown-summary.ts';
import { tryUnknown } from '../../src/pipeline/studies/unknown-trial.ts';
import { classesToLearn } from '../../src/pipeline/traffic/flow-classes.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import type { Labels } from '../../src/pipeline/traffic/labels.ts';

const QUICK = { ...NOTEBOOK_PARAMETERS, logRatios: true, epochs: 15 };
const TRAFFIC = generateTraffic(QUICK);
const SCALED = scaleFeatures(engineerTraffic(TRAFFIC, QUICK), QUICK);
const { labels } = TRAFFIC;
const LEARNT = { source: 'file', rows: 40, attacks: 3, first: null, last: null } as const;

describe('leaving one attack out', () => {
  let context: NeuralContext;
  beforeAll(async () => {
    context = { neural: await loadNeuralRuntime('auto'), now: () => 0 };
  });

  const findingWithout = (leftOut: string | null, parameters = QUICK, own: Labels = labels) => {
    const given = { scaled: SCALED, labels: own, parameters };
    return tryUnknown({ leftOut }, given, context).finding as UnknownFinding;
  };

  test('the classifier gives every flow of the attack another name, the detectors find most of ddos', () => {
    const { calls, detections, recalls } = findingWithout('ddos');
    expect(recalls.map(({ name }) => name)).not.toContain('ddos');
    expect(calls?.called.map(({ name }) => name)).not.toContain('ddos');
    expect(calls?.called.reduce((sum, { flows }) => sum + flows, 0)).toBe(30);
    expect(detections.map(({ detector }) => detector)).toEqual(QUICK.detectors);
    expect(detections[0].foundAtFew).toBe(1);
  });

  test.each([
    ['the training flows', null],
    ['a time range that holds all flows', Uint32Array.from(labels.label.keys())],
  ])('nobody learns anything of the flows left out, where detectors learn from %s', (_, rows) => {
    const { data, columns, names } = SCALED.matrix;
    const ddos = labels.attackType.names.indexOf('ddos');
    const changed = data.map((value, at) =>
      labels.attackType.codes[Math.floor(at / columns)] === ddos ? 1e3 : value,
    );
    const baseline = rows && { rows, matrix: null, learntFrom: LEARNT, drift: {} as Drift };
    const findingOf = (values: Float64Array) => {
      const scaled = { matrix: matrix(values, names), baseline };
      const parameters = { ...QUICK, epochs: 3, detectors: ['robust-z-score'] as const };
      return tryUnknown({ leftOut: 'ddos' }, { scaled, labels, parameters }, context)
        .finding as UnknownFinding;
    };
    const plain = findingOf(data);
    const other = findingOf(changed);
    const { recalls, falsePositiveRate, macroF1, detections } = plain;
    expect(other).toMatchObject({ recalls, falsePositiveRate, macroF1 });
    expect(other.detections[0].falsePositiveRate).toBe(detections[0].falsePositiveRate);
  });

  test('how the flows were scaled beforehand, the attack among them, changes nothing', () => {
    const parameters = {
      ...QUICK,
      epochs: 2,
      features: ['log_bps', 'bytes_ratio', 'log_duration', 'log_bytes'],
      detectors: ['one-class-svm', 'local-outlier-factor'] as const,
    };
    const { matrix: x } = scaleFeatures(engineerTraffic(TRAFFIC, parameters), parameters);
    // By powers of two, so that nothing is rounded.
    const other = x.data.map((value, at) => value * 2 ** ((at % x.columns) - 2));
    const findingOf = (data: Float64Array) => {
      const scaled = { matrix: matrix(data, x.names), baseline: null };
      return tryUnknown({ leftOut: 'data_exfil' }, { scaled, labels, parameters }, context);
    };
    expect(findingOf(other)).toEqual(findingOf(x.data));
  });

  test('by hand, from the raw features on: what a detector finds where 1 % of normal flows cross', () => {
    const parameters = {
      ...QUICK,
      epochs: 1,
      trainOn: 'normal',
      detectors: ['local-outlier-factor'],
    } as const;
    const engineered = engineerTraffic(TRAFFIC, parameters);
    const raw = scaleFeatures(engineered, { ...parameters, scaler: 'none' }).matrix;
    const apart = new Set(partsOf(classesToLearn(labels).truth, parameters).test);
    const rows = (wanted: (row: number) => boolean) =>
      takeMatrixRows(raw, Uint32Array.from(labels.label.keys()).filter(wanted));
    const isNormal = (row: number) => labels.label[row] === 0;
    const beacon = labels.attackType.names.indexOf('c2_beacon');
    const training = rows((row) => isNormal(row) && !apart.has(row));
    const scaler = fitScaler(parameters.scaler, training);
    const detector = new LocalOutlierFactor({ ...parameters, novelty: true });
    detector.fit(transform(scaler, training));
    const scoresOf = (x: Matrix) => [...detector.assess(transform(scaler, x)).scores];
    const normal = scoresOf(rows((row) => isNormal(row) && apart.has(row)));
    const attack = scoresOf(rows((row) => labels.attackType.codes[row] === beacon));
    const below = (scores: readonly number[], line: number) =>
      scores.filter((score) => score < line).length / scores.length;
    const few = normal.filter((line) => below(normal, line) <= 0.01);
    const found = below(attack, Math.max(...few));
    expect(found).toBeGreaterThan(0);
    expect(findingWithout('c2_beacon', parameters).detections[0].foundAtFew).toBeCloseTo(found, 9);
  });

  test('detectors are judged by normal flows that they have not seen: of these, too, they flag a tenth', () => {
    const { detections } = findingWithout('ddos', { ...QUICK, epochs: 1, trainOn: 'normal' });
    for (const { falsePositiveRate } of detections) {
      expect(falsePositiveRate).toBeGreaterThan(0.05);
      expect(falsePositiveRate).toBeLessThan(0.15);
    }
  });

  test('tells the known recall beside the unknown, and whose attack it is by the figures', () => {
    const plan = planUnknownAttack(labels, null, QUICK, 'data_exfil, ddos');
    const given = { scaled: SCALED, labels, parameters: { ...QUICK, epochs: 40 } };
    const outcomes = plan.trials.map((trial) => tryUnknown(trial, given, context));
    const { rows, sentences, problems } = unknownSummary(plan, outcomes);
    expect(problems).toEqual([]);
    expect(rows.map(({ attack }) => attack)).toEqual(['data_exfil', 'ddos']);
    expect(rows[0].knownRecall).toBeGreaterThan(0.9);
    expect(rows[0].calls.calledNormal).toBe(1);
    expect(sentences.join(' ')).toContain(
      'Not taught, these are called normal: data exfil (100.0 %',
    );
    // The forest finds all of both, the classifier knows all of both by name.
    expect(sentences.at(-1)).toMatch(
      /^The detectors are better at unknown attacks, and find as many/,
    );
    const unfinished = unknownSummary(plan, [outcomes[0], null, null]);
    expect(unfinished.rows).toEqual([]);
    expect(unfinished.sentences).toEqual([]);
  });

  test('is the same for the same seed', () => {
    const quick = { ...QUICK, epochs: 2 };
    expect(findingWithout('port_scan', quick)).toEqual(findingWithout('port_scan', quick));
  });
});

describe('a plan to leave attacks out', () => {
  test('doubts detectors that learn from another file with attacks in it', () => {
    const other = { rows: null, matrix: SCALED.matrix };
    const doubts = (attacks: number) =>
      planUnknownAttack(labels, { ...other, learntFrom: { ...LEARNT, attacks } }, QUICK).warnings;
    expect(doubts(3)).toEqual([expect.stringContaining('3 flows of it are attacks')]);
    expect(doubts(0)).toEqual([]);
  });

  test('is a training for each attack, and one with all of them', () => {
    const plan = planUnknownAttack(labels, null, QUICK);
    expect(plan.attacks).toHaveLength(8);
    expect(plan.trials[0]).toEqual({ leftOut: null });
    expect(plan.trials.slice(1).map(({ leftOut }) => leftOut)).toEqual(plan.attacks);
  });

  test('refuses an attack that is not there, naming those that are', () => {
    const plan = () => planUnknownAttack(labels, null, QUICK, 'worm');
    expect(plan).toThrow(InputError);
    expect(plan).toThrow('among brute_force, c2_beacon');
  });

  test('refuses traffic of fewer than two attacks', () => {
    const { label, attackType } = labels;
    const rows = Uint32Array.from(label.keys()).filter(
      (row) => label[row] === 0 || attackType.names[attackType.codes[row]] === 'ddos',
    );
    expect(takeMatrixRows(SCALED.matrix, rows).rows).toBe(1930);
    const few = {
      label: Int8Array.from(rows, (row) => label[row]),
      attackType: { ...attackType, codes: attackType.codes.filter((_, row) => rows.includes(row)) },
    };
    expect(() => planUnknownAttack(few, null, QUICK)).toThrow('at least 2 kinds of attack');
  });

  test('refuses while a trained lab scores, whose detectors have seen what they have seen', () => {
    const lab = { rows: null, matrix: null, learntFrom: LEARNT };
    expect(() => planUnknownAttack(labels, lab, QUICK)).toThrow('trained lab');
  });
});
