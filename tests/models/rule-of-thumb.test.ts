import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { type Matrix, matrix } from '../../src/features/matrix.ts';
import { RuleOfThumb } from '../../src/models/rule-of-thumb/rule-of-thumb.ts';
import type { Rule } from '../../src/models/rule-of-thumb/rule-of-thumb-learning.ts';
import { largestError, readJsonFixture } from '../support.ts';

interface Recorded {
  rules: { training: number[]; others: number[]; columns: number } & Record<
    Rule,
    [number[], number[]]
  >;
}
const { rules } = readJsonFixture<Recorded>('ensemble/figures.json');
const BOTH = ['robust-z-score', 'interquartile-fence'] as const;

const table = (columns: number, ...values: number[]): Matrix =>
  matrix(
    Float64Array.from(values),
    Array.from({ length: columns }, (_, j) => `x${j}`),
  );

/** Multiples of 1/8: what is added or multiplied stays exact. */
const eighths = fc.integer({ min: -800, max: 800 }).map((value) => value / 8);
const tables = fc
  .record({
    columns: fc.integer({ min: 1, max: 4 }),
    values: fc.array(eighths, { minLength: 4, maxLength: 80 }),
  })
  .map(({ columns, values }) =>
    table(columns, ...values.slice(0, values.length - (values.length % columns))),
  );

describe.each(BOTH)('%s', (rule) => {
  it("scores as SciPy's median absolute deviation and quartiles have it", () => {
    const [ofTraining, ofOthers] = rules[rule];
    const detector = new RuleOfThumb({ rule }).fit(table(rules.columns, ...rules.training));
    expect(largestError(detector.trainingAssessment.scores, ofTraining)).toBeLessThan(1e-14);
    const scores = detector.scoreSamples(table(rules.columns, ...rules.others));
    expect(largestError(scores, ofOthers)).toBeLessThan(1e-14);
  });

  it('has the worst feature decide: with one more, no row gets less abnormal', () => {
    fc.assert(
      fc.property(tables, (x) => {
        const wider = table(
          x.columns + 1,
          ...Array.from({ length: x.rows }, (_, i) => [
            ...x.data.subarray(i * x.columns, (i + 1) * x.columns),
            (i * i) % 7,
          ]).flat(),
        );
        const [few, many] = [x, wider].map(
          (one) => new RuleOfThumb({ rule }).fit(one).trainingAssessment.scores,
        );
        few.forEach((score, row) => {
          expect(many[row]).toBeLessThanOrEqual(score);
        });
      }),
    );
  });

  it('does not mind where 0 is, nor the unit', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: -50, max: 50 }), (x, shift) => {
        // A column of one value is measured by plain distance: there the unit counts.
        const names = new RuleOfThumb({ rule }).fit(x).warnings.join(' ');
        fc.pre(!names.includes('one value only'));
        const moved = { ...x, data: x.data.map((value) => 16 * value + shift) };
        const [before, after] = [x, moved].map(
          (one) => new RuleOfThumb({ rule }).fit(one).trainingAssessment.scores,
        );
        expect(largestError(after, before)).toBeLessThan(1e-12);
      }),
    );
  });

  it('flags the share that contamination asks for, of distinct scores', () => {
    const x = table(1, ...Array.from({ length: 100 }, (_, i) => Math.sinh((i * 37) % 100) / 1e30));
    for (const contamination of [0.05, 0.1, 0.3]) {
      const { predictions } = new RuleOfThumb({ rule, contamination }).fit(x).trainingAssessment;
      expect(predictions.filter((one) => one === -1)).toHaveLength(100 * contamination);
    }
  });

  it('reads itself back from JSON to the bit', () => {
    const training = table(rules.columns, ...rules.training);
    const others = table(rules.columns, ...rules.others);
    const detector = new RuleOfThumb({ rule, contamination: 0.2 }).fit(training);
    const again = RuleOfThumb.fromJSON(rule, JSON.parse(JSON.stringify(detector)));
    expect(again.assess(others)).toEqual(detector.assess(others));
    expect(again.warnings).toEqual(detector.warnings);
    expect(again.decisive).toEqual(detector.decisive);
  });

  it('refuses what is no saved rule, and says where', () => {
    const saved = new RuleOfThumb({ rule }).fit(table(1, 1, 2, 3, 9)).toJSON();
    const spoilt: [object, string][] = [
      [{ ...saved, width: [0] }, 'width[0] should be among numbers above 0'],
      [{ ...saved, high: [] }, 'high should be a list of 1 numbers'],
      [{ ...saved, params: { rule, cut: -1, contamination: 0.1 } }, 'cut must be a number above 0'],
      [{ ...saved, params: { rule, cut: 1, contamination: 0.9 } }, 'contamination must be'],
      [{ ...saved, params: { rule, cut: 1 } }, 'params.contamination should be there'],
      [{ ...saved, offset: null }, 'offset should be a number'],
      [{ ...saved, estimator: 'IsolationForest' }, 'estimator should be'],
    ];
    for (const [json, message] of spoilt) {
      expect(() => RuleOfThumb.fromJSON(rule, json)).toThrow(InputError);
      expect(() => RuleOfThumb.fromJSON(rule, json)).toThrow(message);
    }
  });

  it('survives numbers as large as it takes, and refuses larger ones', () => {
    const wide = table(1, -1e300, 1e300, 0, 5e-324, 1, 2);
    const { scores, decisions } = new RuleOfThumb({ rule }).fit(wide).trainingAssessment;
    expect([...scores, ...decisions].every(Number.isFinite)).toBe(true);
    expect(() => new RuleOfThumb({ rule }).fit(table(1, 1, 2, 1e301))).toThrow(
      'row 2, column "x0" is 1e+301',
    );
  });

  it('says which features had to be measured otherwise', () => {
    const x = table(2, 1, 5, 1, 5, 1, 5, 1, 5, 9, 5);
    const detector = new RuleOfThumb({ rule }).fit(x);
    expect(detector.warnings).toHaveLength(2);
    expect(detector.warnings[0]).toMatch(/of x0 is 0, .* mean absolute deviation stands in/);
    expect(detector.warnings[1]).toMatch(/^x1 has one value only/);
    expect(detector.scoreSamples(table(2, 1, 5, 1, 6.5))[1]).toBe(-1.5);
  });
});

describe('the classic thresholds', () => {
  it('of the robust z-score: 3.5 deviations of 1.4826 MAD', () => {
    const detector = new RuleOfThumb({ rule: 'robust-z-score', contamination: 'auto' });
    detector.fit(table(1, -2, -1, 0, 1, 2));
    const edge = 3.5 * 1.4826;
    expect([...detector.predict(table(1, edge - 0.01, edge + 0.01, -edge - 0.01))]).toEqual([
      1, -1, -1,
    ]);
  });

  it('of the fence: 1.5 interquartile ranges outside the quartiles, which the decision measures', () => {
    const detector = new RuleOfThumb({ rule: 'interquartile-fence', contamination: 'auto' });
    detector.fit(table(1, 0, 1, 2, 3, 4));
    // Quartiles 1 and 3: the fence stands at −2 and 6.
    expect([...detector.decisionFunction(table(1, 6, 8, -6, 2))]).toEqual([0, -1, -2, 2]);
    expect([...detector.predict(table(1, 6, 6.01, -2, -2.01))]).toEqual([1, -1, 1, -1]);
  });
});

it('names the feature by which most rows were flagged', () => {
  const rows = Array.from({ length: 40 }, (_, i) => [i % 5, i < 4 ? 1000 + i : i % 7]).flat();
  const detector = new RuleOfThumb({ rule: 'robust-z-score' }).fit(table(2, ...rows));
  expect(detector.decisive).toEqual({ name: 'x1', rows: 4, of: 4 });
});
