import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { confusionMatrix, metricsOf } from '../../src/eval/confusion.ts';
import { halvesOf } from '../../src/eval/halves.ts';
import {
  DETECTOR_NAMES,
  OWN_THRESHOLDS,
  parametersOf,
  TRAINING_PARAMETERS,
} from '../../src/pipeline/detecting/detector-table.ts';
import type { ParameterChanges } from '../../src/pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../src/pipeline/parameters/parameter-facts.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import type { Detection } from '../../src/pipeline/run/detect.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { planSweep, SWEPT, sweepPoints, usualValues } from '../../src/pipeline/studies/sweep.ts';
import { heldOutChoice, sweepSummary } from '../../src/pipeline/studies/sweep-summary.ts';
import { MEASURES, type MeasureKey } from '../../src/pipeline/studies/trial.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const CONTEXT = { now: () => 0 };
const traffic = generateTraffic(NOTEBOOK_PARAMETERS);
const run = await runLab(traffic, NOTEBOOK_PARAMETERS, CONTEXT);

async function sweep(name: string, values: string, parameters = NOTEBOOK_PARAMETERS) {
  const plan = planSweep(name, parameters, values);
  const { scaled } = run;
  const { labels } = traffic;
  const outcomes = await inProcess(CONTEXT).runEach(
    'try',
    plan.trials.map((trial) => ({ trial, scaled, labels })),
  );
  return { plan, points: sweepPoints(plan, outcomes) };
}

/** What the lab itself finds with those parameters. */
async function figuresOf(changed: ParameterChanges) {
  const { detections } = await runLab(traffic, { ...NOTEBOOK_PARAMETERS, ...changed }, CONTEXT);
  return detections.map(({ detector, evaluation }) => ({
    detector,
    f1: evaluation.f1,
    precision: evaluation.precision,
    recall: evaluation.recall,
    rocAuc: evaluation.rocAuc,
    averagePrecision: evaluation.averagePrecision,
    flagged: evaluation.predictedAnomalies,
  }));
}

const ALL = Uint32Array.from(traffic.labels.label, (_, row) => row);

function detectionIn(detections: readonly Detection[]): Detection {
  const found = detections.find(({ detector }) => detector === 'local-outlier-factor');
  if (found === undefined) throw new Error('the detector has not run');
  return found;
}

const measure = (key: MeasureKey) => MEASURES.find((one) => one.key === key) ?? MEASURES[0];

describe('a point of a sweep', () => {
  it.each([
    ['contamination', 'auto', { contamination: 'auto' }, 2],
    ['nu', '0.3', { nu: 0.3 }, 1],
    ['nNeighbors', '60', { nNeighbors: 60 }, 1],
    ['nEstimators', '7', { nEstimators: 7 }, 1],
    ['holdOut', '0.2', { holdOut: 0.2 }, 3],
  ] as const)(
    'of %s at %s is what the lab finds with it',
    async (name, value, changed, detectors) => {
      const { points } = await sweep(name, value);
      const whole = await figuresOf(changed);
      expect(points).toHaveLength(detectors);
      for (const { detector, figures } of points) {
        const { milliseconds: _, ...rest } = figures ?? { milliseconds: 0 };
        expect({ detector, ...rest }).toEqual(whole.find((one) => one.detector === detector));
      }
    },
  );

  it('whose value this data does not allow says why and leaves the others alone', async () => {
    const { points } = await sweep('max-features', '0.5, 17');
    expect(points.map(({ problem }) => problem)).toEqual([
      null,
      expect.stringContaining('maxFeatures must be at most the 16 columns there are; got 17'),
    ]);
    expect(points[0].figures?.flagged).toBe(221);
  });

  it('does not depend on the order of the values, nor on their company', async () => {
    const together = (await sweep('nu', '0.05, 0.2, 0.1')).points;
    expect((await sweep('nu', '0.1, 0.05, 0.2')).points).toEqual(together);
    expect(together.map(({ value }) => value)).toEqual([0.05, 0.1, 0.2]);
    for (const point of together) {
      expect((await sweep('nu', String(point.value))).points).toEqual([point]);
    }
  });
});

describe('what can be swept', () => {
  it('is every numeric parameter that a detector depends on, but for thresholds', () => {
    const keys = new Set([...TRAINING_PARAMETERS, ...DETECTOR_NAMES.flatMap(parametersOf)]);
    expect(SWEPT.map(({ facts }) => facts.key)).toEqual(
      PARAMETERS.filter(
        ({ kind, key }) =>
          kind === 'number' && keys.has(key) && !Object.hasOwn(OWN_THRESHOLDS, key),
      ).map(({ key }) => key),
    );
    expect(() => planSweep('isolation-forest-threshold', NOTEBOOK_PARAMETERS)).toThrow(
      'A sweep needs a numeric parameter',
    );
  });

  it.each(SWEPT)('$facts.key has usual values, the one that is set among them', (swept) => {
    const parameters = { ...NOTEBOOK_PARAMETERS, detectors: swept.detectors };
    const plan = planSweep(swept.facts.flag, parameters);
    expect(plan.values.length).toBeGreaterThanOrEqual(5);
    expect(plan.values).toContain(plan.current);
    expect(plan.values.join(', ')).toBe(usualValues(swept, NOTEBOOK_PARAMETERS));
    expect(plan.trials).toHaveLength(plan.values.length * plan.swept.detectors.length);
  });

  it('runs the chosen detectors only', () => {
    const chosen = { ...NOTEBOOK_PARAMETERS, detectors: ['local-outlier-factor'] as const };
    const { swept } = planSweep('contamination', chosen);
    expect(swept.detectors).toEqual(['local-outlier-factor']);
    expect(() => planSweep('nu', chosen)).toThrow('nu concerns the One-Class SVM alone');
  });
});

describe('a parameter of a member', () => {
  const parameters = {
    ...NOTEBOOK_PARAMETERS,
    detectors: ['ensemble', 'local-outlier-factor'] as const,
    ensembleMembers: ['isolation-forest', 'one-class-svm'] as const,
  };

  it('is swept for the ensemble, too', () => {
    expect(planSweep('nu', parameters).swept.detectors).toEqual(['ensemble']);
    expect(planSweep('contamination', parameters).swept.detectors).toEqual([
      'local-outlier-factor',
      'ensemble',
    ]);
  });

  it('does not concern an ensemble without that member', () => {
    const others = { ...parameters, ensembleMembers: ['isolation-forest'] as const };
    expect(() => planSweep('nu', others)).toThrow('nu concerns the One-Class SVM alone');
  });
});

describe('values as typed', () => {
  const values = (name: string, text: string) => planSweep(name, NOTEBOOK_PARAMETERS, text).values;

  it.each([
    ['nu', '.2,.1, 0.2', [0.1, 0.2]],
    ['nu', '0.05..0.3:0.05', [0.05, 0.1, 0.15, 0.2, 0.25, 0.3]],
    ['nu', '.1...3:.1', [0.1, 0.2, 0.3]],
    ['n-neighbors', '5..20:5, 12', [5, 10, 12, 15, 20]],
    ['gamma', 'auto, 1e-3, scale', [0.001, 'scale', 'auto']],
    ['max-iter', '-1, 10', [-1, 10]],
  ])('%s: %s', (name, text, expected) => expect(values(name, text)).toEqual(expected));

  it('a range holds its first value, steps evenly and never goes beyond its last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 40 }),
        (from, step, steps) => {
          fc.pre(from + step * steps <= 1000);
          const inThousandths = (n: number) => String(n / 1000);
          const last = inThousandths(from + step * steps);
          expect(values('nu', `${inThousandths(from)}..${last}:${inThousandths(step)}`)).toEqual(
            Array.from({ length: steps + 1 }, (_, i) => (from + i * step) / 1000),
          );
        },
      ),
    );
  });

  it.each([
    ['nu', '0.1, 2', 'nu must be a number above 0 and up to 1; got "2"'],
    ['nu', '0.5..2:0.5', 'nu must be a number above 0 and up to 1; got "2"'],
    ['nu', '', 'nu must be a number above 0 and up to 1; got ""'],
    ['nu', '0.1..0.3', 'nu: a range must read FROM..TO:STEP, such as 0.05..0.3:0.05'],
    ['nu', '0.3..0.1:0.1', 'nu: a range must read FROM..TO:STEP'],
    ['nu', '0.1..0.3:0', 'nu: a range must read FROM..TO:STEP'],
    ['nu', '0.001..1:0.001', 'nu: at most 50 values fit a sweep; got 1000'],
    ['n_neighbors', '1..5:0.5', 'n_neighbors must be a whole number from 1 to 1000000; got "1.5"'],
    ['contamination', 'scale', 'Contamination must be auto or a number above 0 and up to 0.5'],
    ['features', '1', 'A sweep needs a numeric parameter of a detector: hold-out, contamination,'],
  ])('%s: %s is refused with parameter and range', (name, text, message) => {
    expect(() => values(name, text)).toThrow(InputError);
    expect(() => values(name, text)).toThrow(message);
  });
});

describe('a sweep in a sentence', () => {
  it('names the best value beside the one that is set', async () => {
    const { plan, points } = await sweep('nNeighbors', '20, 60');
    expect(sweepSummary(plan, points, measure('f1'))).toMatch(
      /^Local Outlier Factor: F1 is best at 60 \(0\.475\), against 0\.328 at 20 as it is set\. That /,
    );
    expect(sweepSummary({ ...plan, current: 60 }, points, measure('f1'))).toMatch(
      /^Local Outlier Factor: F1 is best at 60, as it is set \(0\.475\)\. That /,
    );
  });

  it('says what the value is worth by labels that did not choose it', async () => {
    const { plan, points } = await sweep('nNeighbors', '20, 60, 90');
    const choice = heldOutChoice(plan, points, 'local-outlier-factor', measure('f1'));
    const figures = await Promise.all(
      [20, 60, 90].map(async (nNeighbors) => {
        const changed = { ...NOTEBOOK_PARAMETERS, nNeighbors };
        const { detections } = await runLab(traffic, changed, CONTEXT);
        const { predictions } = detectionIn(detections).assessment;
        const halves = halvesOf(traffic.labels.label, traffic.labels.attackType, ALL);
        const f1On = (rows: Uint32Array = ALL) => {
          const label = Int8Array.from(rows, (row) => traffic.labels.label[row]);
          const flagged = Int8Array.from(rows, (row) => predictions[row]);
          return metricsOf(confusionMatrix(label, flagged)).f1;
        };
        const [chosenOn, judgedOn] = [f1On(halves?.chosenOn), f1On(halves?.judgedOn)];
        return { value: nNeighbors, chosenOn, judgedOn };
      }),
    );
    const [best] = figures.toSorted((a, b) => b.chosenOn - a.chosenOn);
    expect(choice).toEqual({ detector: 'local-outlier-factor', measure: 'f1', ...best });
    expect(sweepSummary(plan, points, measure('f1'))).toContain(
      `That is chosen and judged by the same labels. Held out: one half of the flows chooses ${best.value} (${best.chosenOn.toFixed(3)}), the other half gives it ${best.judgedOn.toFixed(3)}.`,
    );
  });

  it('holds nothing out where there is nothing to choose', async () => {
    const choiceOf = async (name: string, key: MeasureKey) => {
      const { plan, points } = await sweep(name, name === 'randomState' ? '0, 1' : '0.1, 0.2');
      return heldOutChoice(plan, points, 'isolation-forest', measure(key));
    };
    expect(await choiceOf('contamination', 'rocAuc')).toBeNull();
    expect(await choiceOf('contamination', 'flagged')).toBeNull();
    expect(await choiceOf('randomState', 'f1')).toBeNull();
    expect(await choiceOf('contamination', 'f1')).not.toBeNull();
  });

  it('says that contamination moves verdicts, never the ranking', async () => {
    const { plan, points } = await sweep('contamination', '0.1, 0.2');
    expect(sweepSummary(plan, points, measure('rocAuc'))).toBe(
      'Isolation Forest: ROC AUC is 0.942 at every value of Contamination tried. ' +
        'Local Outlier Factor: ROC AUC is 0.582 at every value of Contamination tried.',
    );
    expect(sweepSummary(plan, points, measure('flagged'))).toContain(
      'Isolation Forest: Alert count runs from 221 at 0.1 to 442 at 0.2.',
    );
  });

  it('calls no seed the best', async () => {
    const { plan, points } = await sweep('randomState', '0, 1');
    expect(sweepSummary(plan, points, measure('f1'))).toMatch(/F1 runs from 0\.\d+ at \d to /);
  });

  it('says when there is no figure', async () => {
    const { plan } = await sweep('nu', '0.1');
    expect(sweepSummary(plan, [], measure('f1'))).toBe(
      'One-Class SVM: no value of nu gave a figure for F1.',
    );
  });
});
