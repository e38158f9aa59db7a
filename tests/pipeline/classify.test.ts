import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { encodeCategories } from '../../src/data/flow-rows.ts';
import { ATTACK, NORMAL, UNLABELLED } from '../../src/data/flow-table.ts';
import { matrix } from '../../src/features/matrix.ts';
import { loadNeuralRuntime } from '../../src/models/neural/runtime.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { engineerTraffic } from '../../src/pipeline/run/engineer.ts';
import { scaleFeatures } from '../../src/pipeline/run/scale.ts';
import {
  classifyAttacks,
  classifyByTrained,
  type NeuralContext,
} from '../../src/pipeline/studies/classify.ts';
import {
  type ClassifyTrialResult,
  classifySummary,
  planClassify,
  tryClassify,
} from '../../src/pipeline/studies/classify-study.ts';
import { classesToLearn } from '../../src/pipeline/traffic/flow-classes.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import type { Labels } from '../../src/pipeline/traffic/labels.ts';

/** Labels in which each name stands for so many flows; `?` for flows without one. */
function labelled(counts: Readonly<Record<string, number>>): Labels {
  const names = Object.entries(counts).flatMap(([name, count]) =>
    Array.from({ length: count }, () => name),
  );
  const label = Int8Array.from(names, (name) =>
    name === '?' ? UNLABELLED : name === 'normal' ? NORMAL : ATTACK,
  );
  return { label, attackType: encodeCategories(names, names.length) };
}

/** A column that gives the name away. */
function telling({ attackType: { codes } }: Labels) {
  return matrix(
    Float64Array.from(codes, (code, row) => code + (row % 7) / 100),
    ['a'],
  );
}

describe('classifying attacks', () => {
  let context: NeuralContext;
  beforeAll(async () => {
    context = { neural: await loadNeuralRuntime('auto'), now: () => 0 };
  });

  test('on the generated flows of seeds 0 to 4 the mean macro F1 is at least .95, as things are set', async () => {
    const plan = planClassify(NOTEBOOK_PARAMETERS, '5');
    const trials: ClassifyTrialResult[] = [];
    for (const trial of plan.trials) trials.push(await tryClassify(trial, inProcess(context)));
    const { macroF1, f1 } = classifySummary(trials);
    expect(macroF1?.mean).toBeGreaterThan(0.95);
    expect(f1).toHaveLength(9);
  }, 60_000);

  test('each class is in each part, and the test part judges', () => {
    const { labels, matrix: x } = generated();
    const { training, evaluation, called, sentences } = classifyAttacks(
      x,
      labels,
      { ...NOTEBOOK_PARAMETERS, epochs: 5 },
      context,
    );
    const ddos = training?.parts.find(({ name }) => name === 'ddos');
    expect(ddos).toEqual({ name: 'ddos', train: 16, validation: 5, test: 9 });
    expect(evaluation?.perClass.map(({ support }) => support)).toEqual(
      training?.parts.map((part) => part.test),
    );
    expect(called.reduce((sum, { flows }) => sum + flows, 0)).toBe(labels.label.length);
    expect(sentences[0]).toMatch(/^On 663 test flows that it never saw its macro F1 is 0\.\d{3}/);
  });

  test('an attack of too few flows is left out and named; so are flows without a label', () => {
    const labels = labelled({ normal: 60, scan: 30, worm: 2, '?': 5 });
    const { classes, warnings } = classifyAttacks(
      telling(labels),
      labels,
      { ...NOTEBOOK_PARAMETERS, epochs: 3 },
      context,
    );
    expect(classes).toEqual(['normal', 'scan']);
    expect(warnings).toEqual([
      'Left out, as fewer than 3 flows cannot be in training, validation and test: worm (2 flows).',
      '5 flows without a label: neither learnt from nor judged by.',
    ]);
  });

  test('a classifier that was trained before judges other flows, and says what it does not know', () => {
    const taught = labelled({ normal: 60, scan: 30 });
    const parameters = { ...NOTEBOOK_PARAMETERS, epochs: 60, learningRate: 0.05, batchSize: 16 };
    const { classifier } = classifyAttacks(telling(taught), taught, parameters, context);
    const labels = labelled({ normal: 10, scan: 5, worm: 4 });
    const { evaluation, warnings, training } = classifyByTrained(
      classifier,
      telling(labels),
      labels,
      context,
    );
    expect(training).toBeNull();
    expect(warnings).toEqual(['It was trained without worm, and cannot call a flow so.']);
    expect(
      evaluation?.perClass.map(({ name, support, called }) => [name, support, called]),
    ).toEqual([
      ['normal', 10, 10],
      ['scan', 5, 9],
      ['worm', 4, 0],
    ]);
    // Without a single scan, and none called so, that class has no part in the mean.
    const { evaluation: quiet } = classifyByTrained(
      classifier,
      telling(labelled({ normal: 10 })),
      labelled({ normal: 10 }),
      context,
    );
    expect(quiet?.perClass.map(({ name }) => name)).toEqual(['normal']);
    expect(quiet?.macroF1).toBe(1);
    const nameless = labelled({ '?': 8 });
    const unjudged = classifyByTrained(classifier, telling(nameless), nameless, context);
    expect(unjudged.evaluation).toBeNull();
    expect(unjudged.sentences).toEqual([
      'It calls 8 flows normal; without labels nobody can say if that is right.',
    ]);
  });
});

describe('what a classifier cannot learn from', () => {
  test.each([
    ['unlabelled traffic', { '?': 50 }, 'none of these flows has one'],
    ['one class', { normal: 50 }, 'at least 2 classes apart'],
    ['one class of enough flows', { normal: 50, worm: 2 }, 'normal (50 flows) and worm (2 flows)'],
    [
      'more kinds of attack than can be shown',
      Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`attack ${at}`, 3])),
      '120 classes',
    ],
  ])('%s is refused with what to do', (_, counts, problem) => {
    expect(() => classesToLearn(labelled(counts))).toThrow(InputError);
    expect(() => classesToLearn(labelled(counts))).toThrow(problem);
  });

  test('an attack that is called normal stays an attack', () => {
    const names = ['normal', 'normal', 'normal', 'normal', 'normal', 'normal'];
    const labels = {
      label: Int8Array.of(NORMAL, NORMAL, NORMAL, ATTACK, ATTACK, ATTACK),
      attackType: encodeCategories(names, 6),
    };
    expect(classesToLearn(labels).names).toEqual(['normal', 'normal (attack)']);
  });
});

function generated() {
  const traffic = generateTraffic(NOTEBOOK_PARAMETERS);
  const { matrix } = scaleFeatures(
    engineerTraffic(traffic, NOTEBOOK_PARAMETERS),
    NOTEBOOK_PARAMETERS,
  );
  return { labels: traffic.labels, matrix };
}
