import { describe, expect, it } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { FITS_OF_PITFALLS } from '../../src/pipeline/studies/pitfalls/plan.ts';
import { planSweep } from '../../src/pipeline/studies/sweep.ts';
import type { Lab } from '../../src/ui/create-lab.ts';
import { trainingTime } from '../../src/ui/studies/network-time.ts';
import { fakeLab } from './fake-lab.ts';

const { estimateOf, estimateOfPlan, isLargeFit, timeOfPitfalls } = await import(
  '../../src/ui/studies/study-estimate.ts'
);

/** A lab that has its matrix. */
async function setUp(): Promise<Lab> {
  const { lab } = fakeLab();
  await lab.notebook.run('scale');
  return lab;
}

/** Puts a result into a cell as if it had been computed. */
function finish(lab: Lab, id: string, value: object): void {
  const cell = lab.notebook.cell(id).result as { value: unknown };
  const settings = lab.notebook.settings();
  cell.value = { key: 'as then', value, milliseconds: 0, settings };
}

const took = (fit: number, score = 0) => ({ milliseconds: { fit, score } });

describe('the time of a training', () => {
  const training = { kind: 'classifier', rows: 1200, columns: 16, classes: 9 } as const;

  it('grows with the epochs, with smaller batches and with the units', () => {
    const once = trainingTime(training, NOTEBOOK_PARAMETERS, 10);
    expect(trainingTime(training, NOTEBOOK_PARAMETERS, 20)).toBeCloseTo(2 * once, 6);
    const small = { ...NOTEBOOK_PARAMETERS, batchSize: 8 };
    expect(trainingTime(training, small, 10)).toBeGreaterThan(4 * once);
    const large = { ...NOTEBOOK_PARAMETERS, classifierHidden: 256, classifierLayers: 3 };
    expect(trainingTime(training, large, 10)).toBeGreaterThan(4 * once);
  });

  it('is told of the classifier before any, and by what the last one took from then on', async () => {
    expect(estimateOf('attack-classifier', fakeLab().lab)).toBeNull();
    const [lab, other] = [await setUp(), await setUp()];
    expect(estimateOf('attack-classifier', lab)).toBeGreaterThan(0);
    finish(lab, 'attack-classifier', { ...took(5000), training: { history: Array(100).fill({}) } });
    lab.notebook.setParameter('epochs', 400);
    expect(estimateOf('attack-classifier', lab)).toBeCloseTo(20_000, 3);
    // A short one is mostly the start of the library: nothing is made of it.
    const unmeasured = estimateOf('attack-classifier', other) ?? 0;
    finish(other, 'attack-classifier', { ...took(9000), training: { history: [{}, {}] } });
    expect(estimateOf('attack-classifier', other)).toBe(unmeasured);
    // The autoencoder is trained on the same machine.
    const before = estimateOf('autoencoder', lab) ?? 0;
    finish(lab, 'attack-classifier', {
      ...took(10_000),
      training: { history: Array(100).fill({}) },
    });
    expect(estimateOf('autoencoder', lab)).toBeCloseTo(2 * before, 3);
  });
});

describe('the time of a study', () => {
  it('is that of its fits, by what those of this run took', async () => {
    const lab = await setUp();
    expect(estimateOf('voting', lab)).toBeNull();
    for (const { name } of lab.chosenDetectors.value) finish(lab, name, took(80, 20));
    const detectors = lab.chosenDetectors.value.length;
    lab.notebook.setParameter('seeds', '1,2,3,4');
    expect(estimateOf('voting', lab)).toBeCloseTo(4 * detectors * 100, 6);
    expect(estimateOf('time', lab)).toBeGreaterThan(4 * detectors * 100);
  });

  it('of the pitfalls is that of the first detector alone', async () => {
    const lab = await setUp();
    const [first, second] = lab.chosenDetectors.value;
    finish(lab, second.name, took(800, 200));
    expect(estimateOf('pitfalls', lab)).toBeNull();
    finish(lab, first.name, took(80, 20));
    lab.notebook.setParameter('seeds', '1,2,3,4');
    expect(timeOfPitfalls(lab)).toBe(FITS_OF_PITFALLS * 100);
    expect(estimateOf('pitfalls', lab)).toBe(4 * FITS_OF_PITFALLS * 100);
  });

  it('has the trainings in it where each attack is left out in turn', async () => {
    const lab = await setUp();
    for (const { name } of lab.chosenDetectors.value) finish(lab, name, took(80, 20));
    const once = estimateOf('attack-classifier', lab) ?? 0;
    const fits = lab.chosenDetectors.value.length * 100;
    // Eight attacks, and one training with all of them.
    expect(estimateOf('unknown-attack', lab)).toBeCloseTo(9 * (once + fits), 3);
  });

  it('of a sweep is that of its trials, once its detectors have run', async () => {
    const lab = await setUp();
    const sweep = planSweep('nu', lab.notebook.parameters.value, '0.1, 0.2, 0.3');
    const plan = { kind: 'sweep', ...sweep } as const;
    expect(estimateOfPlan(plan, lab)).toBeNull();
    finish(lab, 'one-class-svm', took(300, 100));
    expect(estimateOfPlan(plan, lab)).toBe(1200);
  });
});

describe('the time of learning from more flows than a detector does unless asked', () => {
  const MANY = { kind: 'result', summary: { total: 200_000, types: [] } };
  const growth = {
    smaller: { rows: 50_000, milliseconds: 100 },
    larger: { rows: 100_000, milliseconds: 200 },
  };

  it('is by what was fitted on a sample of them, and not told before that', () => {
    const { lab } = fakeLab();
    const id = 'local-outlier-factor';
    finish(lab, 'generate', MANY);
    expect(isLargeFit(id, lab)).toBe(false);
    lab.notebook.setParameter('localOutlierFactorSample', 'all');
    expect(isLargeFit(id, lab)).toBe(true);
    expect(estimateOf(id, lab)).toBeNull();
    finish(lab, id, { ...took(200, 50), trainedOn: 100_000, sampled: { of: 200_000, growth } });
    expect(estimateOf(id, lab)).toBeCloseTo(400, 6);
    lab.notebook.setParameter('localOutlierFactorSample', 150_000);
    expect(estimateOf(id, lab)).toBeCloseTo(300, 6);
    finish(lab, id, { ...took(900), trainedOn: 150_000 });
    expect(estimateOf(id, lab)).toBe(900);
  });

  it('is no matter of detectors that take all', () => {
    const { lab } = fakeLab();
    finish(lab, 'generate', MANY);
    expect(isLargeFit('isolation-forest', lab)).toBe(false);
  });
});
