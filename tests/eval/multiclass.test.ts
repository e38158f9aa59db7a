import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateClasses } from '../../src/eval/multiclass.ts';
import { balancedClassWeights } from '../../src/models/neural/class-weights.ts';
import { largestError, readJsonFixture } from '../support.ts';

interface Recorded {
  readonly name: string;
  readonly classes: number;
  readonly truth: number[];
  readonly called: number[];
  readonly confusion: number[][];
  readonly precision: number[];
  readonly recall: number[];
  readonly f1: number[];
  readonly support: number[];
  readonly macro: [number, number, number];
  readonly weightedF1: number;
  readonly accuracy: number;
  readonly present: number[];
  readonly balanced: number[];
}

const CASES = readJsonFixture<Recorded[]>('eval/multiclass.json');
const names = (classes: number) => Array.from({ length: classes }, (_, at) => `class ${at}`);

describe('a classifier of several classes', () => {
  test.each(CASES)('is judged as scikit-learn judges it: $name', (recorded) => {
    const { classes, truth, called } = recorded;
    const judged = evaluateClasses(names(classes), truth, called);
    expect(judged.confusion).toEqual(recorded.confusion);
    expect(judged.perClass.map(({ support }) => support)).toEqual(recorded.support);
    for (const key of ['precision', 'recall', 'f1'] as const) {
      const own = judged.perClass.map((one) => one[key]);
      expect(largestError(own, recorded[key]), key).toBeLessThan(1e-15);
    }
    const { macroPrecision, macroRecall, macroF1, weightedF1, accuracy } = judged;
    const means = [macroPrecision, macroRecall, macroF1, weightedF1, accuracy];
    const theirs = [...recorded.macro, recorded.weightedF1, recorded.accuracy];
    expect(largestError(means, theirs)).toBeLessThan(1e-15);
  });

  test.each(CASES)("weighs classes as scikit-learn's balanced does: $name", (recorded) => {
    const { truth, classes, present, balanced } = recorded;
    // scikit-learn counts only classes that are there.
    const places = truth.map((one) => present.indexOf(one));
    expect([...balancedClassWeights(places, present.length)]).toEqual(balanced);
    expect(balancedClassWeights(truth, classes)).toHaveLength(classes);
  });

  test('a figure without a denominator reads 0 and says that it means nothing', () => {
    const { perClass } = evaluateClasses(['a', 'b', 'c'], [0, 0, 1], [0, 0, 0]);
    expect(perClass[1]).toMatchObject({ precision: 0, undefinedMetrics: ['precision'] });
    expect(perClass[2].undefinedMetrics).toEqual(['precision', 'recall', 'f1']);
  });

  test('renaming the classes changes the order of the figures and nothing else', () => {
    const rows = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const turned = (one: number) => (one + 2) % 5;
        const is = pairs.map(([one]) => one);
        const said = pairs.map(([, one]) => one);
        const plain = evaluateClasses(names(5), is, said);
        const other = evaluateClasses(names(5), is.map(turned), said.map(turned));
        expect(other.accuracy).toBe(plain.accuracy);
        expect(other.macroF1).toBeCloseTo(plain.macroF1, 12);
        plain.perClass.forEach(({ name: _, ...figures }, at) => {
          expect(other.perClass[turned(at)]).toMatchObject(figures);
        });
      }),
    );
  });

  test('refuses a class that has no name', () => {
    expect(() => evaluateClasses(['a', 'b'], [0, 1], [0, 2])).toThrow('not among the classes');
    expect(() => evaluateClasses(['a', 'b'], [0, 1], [0])).toThrow(RangeError);
  });
});
