import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { baselineSources } from '../../src/pipeline/baseline/baseline.ts';
import { DETECTOR_NAMES, NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { parametersInForce, savedAgain } from '../../src/pipeline/parameters/fixed-parameters.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { engineerTraffic } from '../../src/pipeline/run/engineer.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic, type Traffic } from '../../src/pipeline/traffic/generate.ts';
import {
  type Saving,
  trainedLabText,
  trainLab,
} from '../../src/pipeline/trained-lab/trained-lab.ts';
import { readTrainedLab } from '../../src/pipeline/trained-lab/trained-lab-read.ts';
import { FEW, otherTraffic, parametersWith, tableTraffic, timedTraffic } from './baseline-runs.ts';

const CONTEXT = { now: () => 0 };

const SAVING: Saving = {
  created: '2026-01-01',
  belongings: { allow: ['port:53'], mappings: { 'conn.csv': { bytes: 'orig' } } },
};

function train(traffic: Traffic, parameters: LabParameters, saving = SAVING) {
  const other = parameters.trainOn === 'file' ? otherTraffic({ seed: '9', counts: FEW }) : null;
  const sources = baselineSources(traffic, other);
  return trainLab({ engineered: engineerTraffic(traffic), parameters, sources }, saving);
}

function saved(given: ParameterChanges = {}, saving = SAVING): string {
  const parameters = parametersWith({ counts: FEW, ...given });
  return trainedLabText(train(timedTraffic(parameters), parameters, saving));
}

const tomorrow = generateTraffic(parametersWith({ seed: '77', counts: FEW }));

describe.each<[string, ParameterChanges]>([
  ['normal flows', { trainOn: 'normal' }],
  ['normal flows but those held out', { trainOn: 'normal', holdOut: 0.3, seed: 'monday' }],
  ['another file', { trainOn: 'file', scaler: 'minmax', logRatios: true, metric: 'manhattan' }],
  ['a time range', { trainOn: 'time', baselineTo: '1200', bootstrap: true, gamma: 0.1 }],
])('a lab trained on %s', (_, given) => {
  const parameters = parametersWith({ counts: FEW, ...given });
  const traffic = timedTraffic(parameters);
  const lab = train(traffic, parameters);
  const restored = readTrainedLab(trainedLabText(lab));

  test('comes back from its text as it was', () => {
    expect(restored).toEqual(lab);
  });

  test('scores the traffic that it was trained beside to the bit as on the day', async () => {
    const other = parameters.trainOn === 'file' ? otherTraffic({ seed: '9', counts: FEW }) : null;
    const then = await runLab(traffic, parameters, CONTEXT, { other });
    const now = await runLab(traffic, parametersWith({ counts: FEW }), CONTEXT, {
      trained: restored,
    });
    expect(now.scaled.matrix).toEqual(then.scaled.matrix);
    then.detections.forEach(({ assessment, offset, trainedOn, facts }, at) => {
      const again = now.detections[at];
      expect(again).toMatchObject({ offset, trainedOn, facts, judgedOn: null });
      expect(again.assessment).toEqual(assessment);
      expect(again.milliseconds.fit).toBe(0);
    });
  });

  test('scores new traffic the same, saved or not', async () => {
    const scores = async (trained: typeof lab) =>
      (
        await runLab(tomorrow, parametersWith({ counts: FEW }), CONTEXT, { trained })
      ).detections.map(({ assessment }) => assessment);
    expect(await scores(restored)).toEqual(await scores(lab));
  });
});

test('its settings hold, whatever is asked for, but which detectors run and what is read', () => {
  const lab = readTrainedLab(saved({ nu: 0.3, features: ['log_bps', 'is_tcp'], window: 5 }));
  const asked = parametersWith({ nu: 0.1, seed: '5', detectors: ['one-class-svm'], holdOut: 0.5 });
  expect(parametersInForce(asked, lab)).toMatchObject({
    nu: 0.3,
    window: 5,
    features: ['log_bps', 'is_tcp'],
    holdOut: 0,
    evaluateOn: 'all',
    randomState: 42,
    seed: '5',
    detectors: ['one-class-svm'],
  });
});

test('a threshold set by hand is saved and decides', async () => {
  const text = saved({ isolationForestThreshold: -0.47 });
  const { detections } = await runLab(tomorrow, parametersWith({ counts: FEW }), CONTEXT, {
    trained: readTrainedLab(text),
  });
  const [{ assessment, offset, evaluation }] = detections;
  expect(offset).toBe(-0.47);
  const below = assessment.scores.filter((score) => score < -0.47).length;
  expect(below).toBeGreaterThan(0);
  expect(evaluation.predictedAnomalies).toBe(below);
  assessment.decisions.forEach((decision, row) => {
    expect(decision).toBe(assessment.scores[row] + 0.47);
  });
});

describe('a lab saved with a threshold set by hand', () => {
  const text = saved({ isolationForestThreshold: -0.47 });
  const offsets = async (lab: string, given: ParameterChanges = {}) => {
    const trained = readTrainedLab(lab);
    const run = await runLab(tomorrow, parametersWith({ counts: FEW, ...given }), CONTEXT, {
      trained,
    });
    return {
      set: run.parameters.isolationForestThreshold,
      used: run.detections.map(({ offset }) => offset),
      own: run.detections.map(({ own }) => own.threshold),
    };
  };

  test('tells it among its parameters, and what the detector would set itself', async () => {
    const usual = await offsets(saved());
    expect(usual.set).toBe('own');
    expect(usual.used).toEqual(usual.own);
    const { set, used, own } = await offsets(text);
    expect([set, used[0]]).toEqual([-0.47, -0.47]);
    expect(own).toEqual(usual.own);
    expect(used.slice(1)).toEqual(own.slice(1));
  });

  test('opens where an earlier version saved it with the detector alone', async () => {
    const lab = JSON.parse(text);
    expect(lab.detectors[0]).toMatchObject({ name: 'isolation-forest', threshold: -0.47 });
    const parameters = Object.entries(lab.parameters).filter(([flag]) => !/-threshold$/.test(flag));
    expect(parameters.length).toBeLessThan(Object.keys(lab.parameters).length);
    const earlier = JSON.stringify({ ...lab, parameters: Object.fromEntries(parameters) });
    expect(readTrainedLab(earlier)).toEqual(readTrainedLab(text));
    expect(await offsets(earlier)).toEqual(await offsets(text));
  });

  test('yields to one that is set besides, which is saved when it is saved again', async () => {
    const { set, used } = await offsets(text, { isolationForestThreshold: -0.6 });
    expect([set, used[0]]).toEqual([-0.6, -0.6]);
    const lab = readTrainedLab(text);
    const inForce = parametersInForce(parametersWith({ isolationForestThreshold: -0.6 }), lab);
    const again = { ...lab, parameters: savedAgain(lab.parameters, inForce) };
    expect((await offsets(trainedLabText(again))).used[0]).toBe(-0.6);
  });
});

test('it tells how far new traffic has drifted from what it has seen', async () => {
  const trained = readTrainedLab(saved({ trainOn: 'normal', counts: NOTEBOOK_PARAMETERS.counts }));
  const driftOf = async (counts: LabParameters['counts']) =>
    (
      await runLab(
        generateTraffic(parametersWith({ seed: '8', counts })),
        parametersWith({}),
        CONTEXT,
        {
          trained,
        },
      )
    ).scaled.baseline?.drift;
  const none = Object.fromEntries(Object.keys(FEW).map((name) => [name, 0]));
  const alike = Object.fromEntries(
    ['web', 'email', 'dns', 'ssh', 'database', 'api'].map((name) => [name, 10 * FEW[name]]),
  );
  const verdicts = (drift: Awaited<ReturnType<typeof driftOf>>) =>
    new Set(drift?.features.map(({ verdict }) => verdict));
  expect(verdicts(await driftOf({ ...none, ...alike }))).toEqual(new Set(['stable']));
  expect(verdicts(await driftOf({ ...none, dns_tunnel: 400 }))).toContain('drifted');
});

test('it holds figures of the flows that it saw, and none of their words', () => {
  const parameters = parametersWith({ counts: FEW });
  const traffic = timedTraffic(parameters);
  if (traffic.flows === null) throw new Error('flows');
  const names = Array.from({ length: traffic.summary.total }, (_, i) => `10.9.8.${i % 250}`);
  const column = { codes: Uint32Array.from(names.keys()), names };
  const flows = { ...traffic.flows, originatorAddress: column, responderAddress: column };
  const text = trainedLabText(train({ ...traffic, flows }, parameters));
  expect(text).not.toContain('10.9.8.');
  expect(text).not.toContain('port_scan');
});

test('a table of numbers works by the names of its columns', async () => {
  const rows = Array.from({ length: 80 }, (_, i) => [i % 7, (i * i) % 11]);
  const parameters = parametersWith({});
  const text = trainedLabText(train(tableTraffic(['a', 'b'], rows), parameters));
  const trained = readTrainedLab(text);
  const run = (names: string[], values: number[][]) =>
    runLab(tableTraffic(names, values), parameters, CONTEXT, { trained });
  const turned = await run(
    ['b', 'a'],
    rows.map(([a, b]) => [b, a]),
  );
  expect(turned.detections.map(({ assessment }) => assessment)).toEqual(
    (await run(['a', 'b'], rows)).detections.map(({ assessment }) => assessment),
  );
  await expect(run(['a', 'c'], rows)).rejects.toThrow(
    /of this traffic are not those of the trained lab/,
  );
  await expect(runLab(tomorrow, parameters, CONTEXT, { trained })).rejects.toThrow(
    /this traffic holds/,
  );
});

test('a detector that was not saved is missed by name', async () => {
  const trained = readTrainedLab(saved({ detectors: ['local-outlier-factor'] }));
  await expect(runLab(tomorrow, parametersWith({}), CONTEXT, { trained })).rejects.toThrow(
    'The trained lab was saved without the Isolation Forest; it has Local Outlier Factor.',
  );
});

describe('what is no trained lab', () => {
  const text = saved({ counts: { ...FEW, dns: 2, web: 2, api: 2 }, nEstimators: 3 });
  const lab = JSON.parse(text);

  test.each<[string, string, RegExp]>([
    ['an empty file', '', /^This is not JSON/],
    ['a log', '1532512800 10.0.0.1', /^This is not JSON/],
    ['half a lab', text.slice(0, text.length / 2), /^This is not JSON/],
    ['other JSON', '{"flows": []}', /no trained lab: choose a file that the lab has saved/],
    ['a list', '[]', /^The file should be an object; it is a list of 0/],
    ['deep brackets', '['.repeat(1e5), /nested more than 32 levels deep/],
    ['a later form', changed({ version: 2 }), /of a later form \(2\) than .* reads \(1\)/],
    ['no version', changed({ version: undefined }), /^version should be a count; it is missing/],
    ['a strange parameter', changed({ parameters: { colour: 'red' } }), /^parameters\.colour/],
    [
      'a parameter out of range',
      changed({ parameters: { nu: '7' } }),
      /^parameters\.nu: nu must be/,
    ],
    [
      'a scaler of 0',
      changed({ scaler: { ...lab.scaler, scale: lab.scaler.scale.map(() => 0) } }),
      /^scaler\.scale\[0\] should be among numbers above 0; it is 0/,
    ],
    [
      'other features',
      changed({ features: lab.features.toReversed() }),
      /^features should be the features selected/,
    ],
    [
      'no detectors',
      changed({ detectors: [] }),
      new RegExp(`^detectors should be a list of 1 to ${DETECTOR_NAMES.length} `),
    ],
    [
      'one detector twice',
      changed({ detectors: [lab.detectors[0], lab.detectors[0]] }),
      /no two are alike/,
    ],
    [
      'an unknown detector',
      changed({ detectors: [{ name: 'oracle' }] }),
      /^detectors\[0\]\.name should be/,
    ],
    [
      'a spoilt forest',
      spoilt(0, 'threshold', ['x']),
      /^detectors\[0\]\.fitted: This is not a saved IsolationForest: threshold/,
    ],
    [
      'a forest of other columns',
      spoilt(0, 'columns', 17),
      /^detectors\[0\]\.fitted: it cannot score/,
    ],
    [
      'a spoilt SVM',
      spoilt(1, 'rho', 'low'),
      /^detectors\[1\]\.fitted: .*OneClassSVM: rho should be a number/,
    ],
    ['a factor without flows', spoilt(2, 'reference', null), /^detectors\[2\]\.fitted: /],
    [
      'a strange reference',
      changed({ reference: { rows: 3, features: [] } }),
      /^reference\.features should be a list of 16/,
    ],
  ])('%s', (_, spoiltText, problem) => {
    expect(() => readTrainedLab(spoiltText)).toThrow(InputError);
    expect(() => readTrainedLab(spoiltText)).toThrow(problem);
  });

  function changed(fields: object): string {
    return JSON.stringify({ ...lab, ...fields });
  }

  function spoilt(at: number, field: string, value: unknown): string {
    const detectors = lab.detectors.map((one: { fitted: object }, i: number) =>
      i === at ? { ...one, fitted: { ...one.fitted, [field]: value } } : one,
    );
    return changed({ detectors });
  }

  test('however a lab is bent, reading it gives a lab or says what is wrong', () => {
    const paths = pathsOf(lab, []);
    const odd = fc.oneof(
      fc.constantFrom(null, [], {}, '', -1, 1e308, 0.5, 'all', true, [[]], [null]),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, value) => {
        try {
          const read = readTrainedLab(JSON.stringify(replaced(lab, path, value)));
          expect(read.features.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as Error).message.length).toBeLessThan(700);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('every detector is saved, in the order of the lab', () => {
  expect(readTrainedLab(saved()).detectors.map(({ name }) => name)).toEqual([
    ...NOTEBOOK_DETECTORS,
  ]);
});

/** The ways to every value inside, of long lists to the first items only. */
function pathsOf(value: unknown, path: readonly string[]): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const keys = Object.keys(value).slice(0, Array.isArray(value) ? 3 : undefined);
  return [
    [...path],
    ...keys.flatMap((key) => pathsOf((value as Record<string, unknown>)[key], [...path, key])),
  ];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}
