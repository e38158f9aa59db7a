import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { columnOf, matrix } from '../../src/features/matrix.ts';
import { Hbos } from '../../src/models/hbos/hbos.ts';
import type { HbosParams } from '../../src/models/hbos/hbos-json.ts';
import { histogramOf } from '../../src/models/hbos/histogram.ts';
import { largestError } from '../support.ts';
import { labelsOf, largestRelativeError, pyodCases, rowsOf, shuffled } from './pyod-cases.ts';

const cases = pyodCases<HbosParams, { densities: number[][] }>('hbos');
const column = (...values: number[]) => rowsOf(values, 1);

const tables = fc
  .record({
    columns: fc.integer({ min: 1, max: 4 }),
    values: fc.array(
      fc.oneof(fc.double({ min: -9, max: 9, noNaN: true }), fc.integer({ min: -3, max: 3 })),
      {
        minLength: 8,
        maxLength: 80,
      },
    ),
  })
  .map(({ columns, values }) =>
    rowsOf(values.slice(0, values.length - (values.length % columns)), columns),
  );
const binCounts = fc.oneof(fc.integer({ min: 3, max: 40 }), fc.constant('auto' as const));

describe("PyOD's HBOS", () => {
  for (const { name, params, training, unseen, ofUnseen, further, ...expected } of cases) {
    it(`agrees on ${name}`, () => {
      const detector = new Hbos(params).fit(training);
      const { trainingAssessment } = detector;
      expect(largestRelativeError(trainingAssessment.scores, expected.decisions)).toBeLessThan(
        1e-14,
      );
      expect(largestRelativeError([detector.offset], [expected.threshold])).toBeLessThan(1e-14);
      expect(labelsOf(trainingAssessment)).toBe(expected.labels);
      further?.densities.forEach((densities, j) => {
        expect([...detector.histograms[j].densities]).toEqual(densities);
      });
    });

    it(`agrees on new rows: ${name}`, () => {
      const assessment = new Hbos(params).fit(training).assess(unseen);
      expect(largestRelativeError(assessment.scores, ofUnseen.decisions)).toBeLessThan(1e-14);
      expect(labelsOf(assessment)).toBe(ofUnseen.labels);
    });
  }
});

describe('worked out by hand', () => {
  // Bins 0 … 1, 1 … 2 and 2 … 3 of densities 0.75, 0 and 0.25.
  const detector = new Hbos({ nBins: 3 }).fit(column(0, 3, 0, 0));
  const [full, empty, thin] = [0.85, 0.1, 0.35].map((density) => Math.log2(density));

  it('takes the logarithm of the density of the bin', () => {
    const { scores } = detector.trainingAssessment;
    expect(largestError(scores, [full, thin, full, full])).toBeLessThan(1e-15);
    expect(
      largestError(detector.scoreSamples(column(0.5, 1.5, 2.5)), [full, empty, thin]),
    ).toBeLessThan(1e-15);
  });

  it('counts a value on an edge to the bin below', () => {
    expect(largestError(detector.scoreSamples(column(1, 2)), [full, empty])).toBeLessThan(1e-15);
  });

  it('lets the outermost bins reach tol widths further, and no more', () => {
    const scores = detector.scoreSamples(column(-0.5, -0.501, 3.5, 3.501, -1e9, 1e9));
    const expected = [full, empty, thin, empty, empty, empty];
    expect(largestError(scores, expected)).toBeLessThan(1e-15);
  });
});

describe('the histograms', () => {
  it('hold all values: densities times widths add up to 1', () => {
    fc.assert(
      fc.property(tables, binCounts, (x, nBins) => {
        for (const { low, high, densities } of new Hbos({ nBins }).fit(x).histograms) {
          const width = (high - low) / densities.length;
          const sum = densities.reduce((total, density) => total + density * width, 0);
          expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it('count each value in the bin whose lower edge it does not lie below', () => {
    const values = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 16 }), (whole, bins) => {
        const sorted = Float64Array.from([-64, ...whole, 64]).sort();
        const { densities } = histogramOf(sorted, 2 ** Math.ceil(Math.log2(bins)));
        const width = 128 / densities.length;
        const counts = new Float64Array(densities.length);
        for (const value of sorted) {
          counts[Math.min(counts.length - 1, Math.floor((value + 64) / width))]++;
        }
        const expected = counts.map((count) => count / width / sorted.length);
        expect([...densities]).toEqual([...expected]);
      }),
    );
  });

  it('take values between which doubles leave no room for one', () => {
    const x = rowsOf([1, 5, 1 + 2 ** -52, 6, 1, 7, 1, 8], 2);
    const detector = new Hbos().fit(x);
    expect(detector.warnings).toEqual([
      'The values of x0 lie too close together for bins: they count as one value.',
    ]);
    expect(detector.histograms[0]).toMatchObject({ low: 0.5, high: 1.5 + 2 ** -52 });
  });

  it('find room around a value of any size', () => {
    for (const value of [0, 5e-324, -3e-310, 7, 1e9, -1e16, 1e300]) {
      const detector = new Hbos({ nBins: 100 }).fit(column(value, value, value));
      const { scores } = detector.trainingAssessment;
      expect(new Set(scores).size).toBe(1);
      expect(Number.isFinite(scores[0])).toBe(true);
      expect(detector.warnings[0]).toBe(
        'x0 has one value only in training: it adds the same to every score there.',
      );
    }
  });
});

describe('the scores', () => {
  it('move with the rows', () => {
    fc.assert(
      fc.property(tables, binCounts, fc.nat(1000), (x, nBins, seed) => {
        const { moved, order } = shuffled(x, seed);
        const { scores } = new Hbos({ nBins }).fit(x).trainingAssessment;
        const after = new Hbos({ nBins }).fit(moved).trainingAssessment.scores;
        expect([...after]).toEqual(Array.from(order, (from) => scores[from]));
      }),
    );
  });

  it('are what the features add', () => {
    fc.assert(
      fc.property(tables, binCounts, (x, nBins) => {
        const detector = new Hbos({ nBins }).fit(x);
        const contributions = matrix(detector.contributions(x), x.names);
        const columns = x.names.map((_, j) => columnOf(contributions, j));
        const sums = columns[0].map((_, i) => -columns.reduce((sum, one) => sum + one[i], 0));
        expect(largestError(detector.scoreSamples(x), sums)).toBeLessThan(1e-14);
      }),
    );
  });

  it('of the training rows are the same when asked again', () => {
    fc.assert(
      fc.property(tables, binCounts, (x, nBins) => {
        const detector = new Hbos({ nBins }).fit(x);
        expect(detector.assess(x)).toEqual(detector.trainingAssessment);
      }),
    );
  });

  it('are numbers for the largest and the smallest numbers', () => {
    const x = column(-1e300, 1e300, 5e-324, 0, -5e-324, 1);
    for (const nBins of ['auto', 3, 10_000] as const) {
      const { scores, decisions } = new Hbos({ nBins }).fit(x).trainingAssessment;
      expect([...scores, ...decisions].every(Number.isFinite)).toBe(true);
    }
  });

  it('of a single row need no more than itself, with any bins', () => {
    for (const nBins of ['auto', 10] as const) {
      const { trainingAssessment } = new Hbos({ nBins }).fit(rowsOf([3, 4], 2));
      expect([...trainingAssessment.predictions]).toEqual([1]);
    }
  });
});

it('warns of a feature that spans too many units for alpha', () => {
  const x = rowsOf([0, 0, 1, 100, 2, 3000], 2);
  expect(new Hbos().fit(x).warnings).toEqual([
    'The values of x1 span so many units that no bin is as dense as alpha, 0.1: the feature ' +
      'counts for little. Scale it, or lower alpha.',
  ]);
  expect(new Hbos({ alpha: 0.0001 }).fit(x).warnings).toEqual([]);
});

describe('a saved detector', () => {
  it('judges as before, to the bit', () => {
    for (const { training, unseen, params } of cases) {
      const detector = new Hbos(params).fit(training);
      const again = Hbos.fromJSON(JSON.parse(JSON.stringify(detector)));
      expect(again.assess(unseen)).toEqual(detector.assess(unseen));
      expect(again.histograms).toEqual(detector.histograms);
      expect(again.warnings).toEqual(detector.warnings);
      expect(again.params).toEqual(detector.params);
      expect(() => again.trainingAssessment).toThrow(/holds no training scores: call assess/);
    }
  });

  it('is refused when damaged', () => {
    const saved = JSON.parse(JSON.stringify(new Hbos({ nBins: 3 }).fit(rowsOf([1, 2, 3, 5], 2))));
    const damaged: unknown[] = [null, 7, [], {}, { ...saved, estimator: 'ECOD' }];
    for (const key of ['params', 'offset', 'warnings', 'histograms']) {
      for (const value of [undefined, null, 'x', {}, [{}]])
        damaged.push({ ...saved, [key]: value });
    }
    for (const params of [
      { nBins: 2 },
      { nBins: '10' },
      { alpha: '0.1' },
      { tol: 1 },
      { contamination: 0 },
    ]) {
      damaged.push({ ...saved, params: { ...saved.params, ...params } });
    }
    for (const spoilt of [
      { low: 3 },
      { low: null },
      { high: 'x' },
      { densities: [] },
      { densities: [1, 2] },
      { densities: [1, 2, -1] },
      { densities: [1, 2, null] },
    ]) {
      const [first, second] = saved.histograms;
      damaged.push({ ...saved, histograms: [{ ...first, ...spoilt }, second] });
    }
    for (const json of damaged) {
      expect(() => Hbos.fromJSON(json), JSON.stringify(json)).toThrow(InputError);
    }
  });
});

describe('what it is given', () => {
  it('must be parameters in range', () => {
    const wrong: Partial<HbosParams>[] = [
      ...[2, 10.5, 10_001, Number.NaN].map((nBins) => ({ nBins })),
      ...[0, 1, Number.NaN].flatMap((share) => [{ alpha: share }, { tol: share }]),
      ...[0, 0.51].map((contamination) => ({ contamination })),
    ];
    for (const params of wrong) {
      expect(() => new Hbos(params), JSON.stringify(params)).toThrow(InputError);
    }
  });

  it('must be rows of finite numbers up to 1e300, as wide as in training', () => {
    const detector = new Hbos().fit(rowsOf([1, 2, 3, 5], 2));
    expect(() => new Hbos().fit(rowsOf([], 2))).toThrow(/at least 1 row/);
    expect(() => new Hbos().fit(rowsOf([1, Number.NaN], 2))).toThrow(/row 0, column "x1" is NaN/);
    expect(() => detector.assess(rowsOf([1, 2, 3], 3))).toThrow(/fitted on 2 columns/);
    expect(() => detector.assess(rowsOf([1, 2, 3, -1e301], 2))).toThrow(
      'HBOS expects numbers up to 1e+300; row 1, column "x1" is -1e+301. Scale the feature.',
    );
  });

  it('cannot be asked before fit', () => {
    for (const ask of [
      (one: Hbos) => one.offset,
      (one: Hbos) => one.trainingAssessment,
      (one: Hbos) => one.histograms,
      (one: Hbos) => one.assess(column(1)),
    ]) {
      expect(() => ask(new Hbos())).toThrow(/call fit first/);
    }
  });
});
