import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { columnOf, type Matrix, matrix } from '../../src/features/matrix.ts';
import { Ecod } from '../../src/models/ecod/ecod.ts';
import type { EcodParams } from '../../src/models/ecod/ecod-json.ts';
import { largestError } from '../support.ts';
import { labelsOf, largestRelativeError, pyodCases, rowsOf, shuffled } from './pyod-cases.ts';

interface Further {
  contributions: number[];
  alone: number[];
}

const cases = pyodCases<EcodParams, Further>('ecod');
const column = (...values: number[]) => rowsOf(values, 1);
const rowsAt = ({ data, names, columns }: Matrix, row: number) =>
  matrix(data.slice(row * columns, (row + 1) * columns), names);

/** Rows of numbers of which few are equal. */
const tables = fc
  .record({
    columns: fc.integer({ min: 2, max: 4 }),
    values: fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 8, maxLength: 80 }),
  })
  .map(({ columns, values }) =>
    rowsOf(values.slice(0, values.length - (values.length % columns)), columns),
  );

describe("PyOD's ECOD", () => {
  for (const { name, params, training, unseen, ofUnseen, further, ...expected } of cases) {
    it(`agrees on ${name}`, () => {
      const detector = new Ecod(params).fit(training);
      const { trainingAssessment } = detector;
      expect(largestRelativeError(trainingAssessment.scores, expected.decisions)).toBeLessThan(
        1e-14,
      );
      expect(largestRelativeError([detector.offset], [expected.threshold])).toBeLessThan(1e-14);
      expect(labelsOf(trainingAssessment)).toBe(expected.labels);
      if (further === undefined) return;
      const contributions = detector.trainingContributions();
      expect(largestError(contributions, further.contributions)).toBeLessThan(1e-14);
    });

    it(`agrees on new rows, judged together: ${name}`, () => {
      const assessment = new Ecod(params).fit(training).assess(unseen);
      expect(largestRelativeError(assessment.scores, ofUnseen.decisions)).toBeLessThan(1e-14);
      expect(labelsOf(assessment)).toBe(ofUnseen.labels);
    });

    if (further === undefined) continue;
    const { warnings } = new Ecod(params).fit(training);
    // By itself, a new row leaves the skewness of training as it was; PyOD works it out anew.
    if (warnings.join().includes('skewness')) continue;
    it(`agrees on new rows, judged one by one: ${name}`, () => {
      const detector = new Ecod({ ...params, transductive: false }).fit(training);
      const { scores } = detector.assess(unseen);
      expect(largestRelativeError(scores, further.alone)).toBeLessThan(1e-14);
    });
  }

  it('was recorded on columns whose skewness is 0 and on some that only look so', () => {
    const { training } = cases.find(({ name }) => name === 'symmetric columns') ?? cases[0];
    const { warnings } = new Ecod().fit(training);
    expect(warnings).toEqual([
      'The skewness of x0, x3 is 0: both of its tails count, not only the rarer one.',
    ]);
  });
});

describe('worked out by hand', () => {
  it('counts the values that lie as far out', () => {
    const detector = new Ecod().fit(column(4, 1, 2));
    const expected = [Math.log(3), Math.log(3), Math.log(3 / 2)];
    expect(largestError(detector.trainingContributions(), expected)).toBeLessThan(1e-15);
    const { scores } = detector.trainingAssessment;
    expect(largestError(scores.map(Math.abs), expected)).toBeLessThan(1e-15);
    expect(scores.every((score) => score < 0)).toBe(true);
  });

  it('counts new rows among each other unless each is to be judged by itself', () => {
    const training = column(4, 1, 2);
    const unseen = column(10, 11);
    const together = new Ecod().fit(training).scoreSamples(unseen);
    expect(largestError(together, [-Math.log(5 / 2), -Math.log(5)])).toBeLessThan(1e-15);
    const alone = new Ecod({ transductive: false }).fit(training).scoreSamples(unseen);
    expect(largestError(alone, [-Math.log(4), -Math.log(4)])).toBeLessThan(1e-15);
  });
});

describe('the scores', () => {
  it('move with the rows', () => {
    fc.assert(
      fc.property(tables, fc.nat(1000), (x, seed) => {
        const { moved, order } = shuffled(x, seed);
        const { warnings } = new Ecod().fit(moved);
        const detector = new Ecod().fit(x);
        // Whether a skewness is 0 hangs on the order in which it was summed.
        fc.pre(warnings.join() === detector.warnings.join());
        const { scores } = detector.trainingAssessment;
        const after = new Ecod().fit(moved).trainingAssessment.scores;
        expect([...after]).toEqual(Array.from(order, (from) => scores[from]));
      }),
    );
  });

  it('do not mind the unit, where 0 is, or the direction', () => {
    const eighths = fc.array(fc.integer({ min: -800, max: 800 }), { minLength: 6, maxLength: 60 });
    fc.assert(
      fc.property(eighths, fc.integer({ min: -50, max: 50 }), (values, shift) => {
        const x = rowsOf(values.slice(0, values.length - (values.length % 2)), 2);
        const { scores } = new Ecod().fit(x).trainingAssessment;
        const turned = { ...x, data: x.data.map((value) => -value) };
        expect([...new Ecod().fit(turned).trainingAssessment.scores]).toEqual([...scores]);
        const doubled = { ...x, data: x.data.map((value) => 2 * value) };
        expect([...new Ecod().fit(doubled).trainingAssessment.scores]).toEqual([...scores]);
        const shifted = { ...x, data: x.data.map((value) => value + shift) };
        const { warnings, trainingAssessment } = new Ecod().fit(shifted);
        fc.pre(warnings.join() === new Ecod().fit(x).warnings.join());
        expect([...trainingAssessment.scores]).toEqual([...scores]);
      }),
    );
  });

  it('are what the features add, none of which is below 0', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), (x, transductive) => {
        const detector = new Ecod({ transductive }).fit(x);
        const contributions = matrix(detector.contributions(x), x.names);
        const columns = x.names.map((_, j) => columnOf(contributions, j));
        expect(contributions.data.every((one) => one >= 0)).toBe(true);
        const sums = columns[0].map((_, i) => -columns.reduce((sum, one) => sum + one[i], 0));
        expect(largestError(detector.scoreSamples(x), sums)).toBeLessThan(1e-14);
      }),
    );
  });

  it('of new rows that are judged by themselves do not hang on the others', () => {
    fc.assert(
      fc.property(tables, fc.nat(1000), (x, seed) => {
        const detector = new Ecod({ transductive: false }).fit(x);
        const { moved } = shuffled(x, seed);
        const together = detector.scoreSamples(moved);
        together.forEach((score, row) => {
          expect(detector.scoreSamples(rowsAt(moved, row))[0]).toBe(score);
        });
      }),
    );
  });

  it('are 0 of a single row and of rows that are all equal', () => {
    for (const x of [rowsOf([3, 4], 2), rowsOf([3, 4, 3, 4, 3, 4], 2)]) {
      const { trainingAssessment, offset } = new Ecod().fit(x);
      expect(new Set(trainingAssessment.scores)).toEqual(new Set([0]));
      expect(new Set(trainingAssessment.predictions)).toEqual(new Set([1]));
      expect(offset).toBe(0);
    }
  });

  it('are numbers for the largest and the smallest numbers', () => {
    const x = column(-1.7e308, 1.7e308, 1e200, 5e-324, 0, -5e-324);
    const detector = new Ecod().fit(x);
    expect(detector.trainingAssessment.scores.every(Number.isFinite)).toBe(true);
    expect(detector.scoreSamples(column(1e308, -1e308)).every(Number.isFinite)).toBe(true);
  });
});

it('warns of a feature of one value and of one whose skewness is 0', () => {
  const { warnings } = new Ecod().fit(rowsOf([1, 7, 0, 2, 7, 0, 3, 7, 9], 3));
  expect(warnings).toEqual([
    'x1 has one value only in training: it adds nothing to the scores.',
    'The skewness of x0 is 0: both of its tails count, not only the rarer one.',
  ]);
});

describe('a saved detector', () => {
  it('judges as before, to the bit', () => {
    for (const { training, unseen, params } of cases) {
      for (const transductive of [true, false]) {
        const detector = new Ecod({ ...params, transductive }).fit(training);
        const again = Ecod.fromJSON(JSON.parse(JSON.stringify(detector)));
        expect(again.assess(unseen)).toEqual(detector.assess(unseen));
        expect(again.trainingAssessment).toEqual(detector.trainingAssessment);
        expect(again.warnings).toEqual(detector.warnings);
        expect(again.params).toEqual(detector.params);
      }
    }
  });

  it('is refused when damaged', () => {
    const saved = JSON.parse(JSON.stringify(new Ecod().fit(rowsOf([1, 2, 3, 5], 2))));
    const damaged: unknown[] = [null, 7, [], {}, { ...saved, estimator: 'HBOS' }];
    for (const key of ['params', 'offset', 'warnings', 'training']) {
      for (const value of [undefined, null, 'x', {}]) damaged.push({ ...saved, [key]: value });
    }
    for (const params of [{ contamination: '0.1' }, { contamination: 0.6 }, { transductive: 1 }]) {
      damaged.push({ ...saved, params: { ...saved.params, ...params } });
    }
    for (const training of [
      { data: [] },
      { data: [1, 2, 3] },
      { data: [1, null] },
      { names: [] },
    ]) {
      damaged.push({ ...saved, training: { ...saved.training, ...training } });
    }
    for (const json of damaged) {
      expect(() => Ecod.fromJSON(json), JSON.stringify(json)).toThrow(InputError);
    }
  });
});

describe('what it is given', () => {
  it('must be parameters in range', () => {
    for (const contamination of [0, 0.51, -1, Number.NaN]) {
      expect(() => new Ecod({ contamination }), String(contamination)).toThrow(InputError);
    }
  });

  it('must be rows of finite numbers, as wide as in training', () => {
    const detector = new Ecod().fit(rowsOf([1, 2, 3, 5], 2));
    expect(() => new Ecod().fit(rowsOf([], 2))).toThrow(/at least 1 row/);
    expect(() => new Ecod().fit(rowsOf([1, Number.NaN], 2))).toThrow(/row 0, column "x1" is NaN/);
    expect(() => detector.assess(rowsOf([], 2))).toThrow(/at least 1 row/);
    expect(() => detector.assess(rowsOf([1, 2, 3], 3))).toThrow(/fitted on 2 columns/);
    expect(() => detector.assess(rowsOf([1, 1 / 0], 2))).toThrow(/is Infinity/);
  });

  it('cannot be asked before fit', () => {
    for (const ask of [
      (one: Ecod) => one.offset,
      (one: Ecod) => one.trainingAssessment,
      (one: Ecod) => one.trainingContributions(),
      (one: Ecod) => one.assess(column(1)),
    ]) {
      expect(() => ask(new Ecod())).toThrow(/call fit first/);
    }
  });
});
