import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { MersenneTwister } from '../../src/data/random.ts';
import type { Matrix } from '../../src/features/matrix.ts';
import { KNearestNeighbours } from '../../src/models/k-nearest-neighbours/k-nearest-neighbours.ts';
import type { KNearestNeighboursParams } from '../../src/models/k-nearest-neighbours/k-nearest-neighbours-json.ts';
import { largestError } from '../support.ts';
import { labelsOf, largestRelativeError, pyodCases, rowsOf, shuffled } from './pyod-cases.ts';

interface Further {
  neighbours: number[];
  newNeighbours: number[];
}

const cases = pyodCases<KNearestNeighboursParams, Further>('k-nearest-neighbours');
const column = (...values: number[]) => rowsOf(values, 1);
const METHODS = ['largest', 'mean', 'median'] as const;

function scattered(rows: number, columns: number, seed = 1): Matrix {
  const source = new MersenneTwister(seed);
  return rowsOf(
    Array.from({ length: rows * columns }, () => source.double() ** 3),
    columns,
  );
}

/** The distance of each query to each of its neighbours, worked out plainly. */
function distancesTo(
  rows: ArrayLike<number>,
  training: Matrix,
  queries: Matrix,
  metric = '',
): number[] {
  const { columns } = queries;
  const count = rows.length / queries.rows;
  return Array.from({ length: rows.length }, (_, at) => {
    const query = Math.floor(at / count) * columns;
    const row = rows[at] * columns;
    const gaps = queries.names.map((_, j) => queries.data[query + j] - training.data[row + j]);
    return metric === 'manhattan'
      ? gaps.reduce((sum, gap) => sum + Math.abs(gap), 0)
      : Math.hypot(...gaps);
  });
}

describe("PyOD's KNN", () => {
  for (const { name, params, training, unseen, ofUnseen, further, ...expected } of cases) {
    it(`agrees on ${name}`, () => {
      const detector = new KNearestNeighbours(params).fit(training);
      const { trainingAssessment } = detector;
      expect(largestRelativeError(trainingAssessment.scores, expected.decisions)).toBeLessThan(
        1e-15,
      );
      expect(largestRelativeError([detector.offset], [expected.threshold])).toBeLessThan(1e-15);
      expect(labelsOf(trainingAssessment)).toBe(expected.labels);
      if (further === undefined) return;
      // Of rows at one distance PyOD may keep others, and in another order.
      const distances = distancesTo(further.neighbours, training, training, params.metric);
      const { rows } = detector.trainingNeighbours();
      const own = distancesTo(rows, training, training, params.metric);
      expect(largestError(own, distances)).toBeLessThan(1e-12);
    });

    it(`agrees on new rows: ${name}`, () => {
      const detector = new KNearestNeighbours(params).fit(training);
      const assessment = detector.assess(unseen);
      expect(largestRelativeError(assessment.scores, ofUnseen.decisions)).toBeLessThan(1e-15);
      expect(labelsOf(assessment)).toBe(ofUnseen.labels);
      if (further === undefined) return;
      const distances = distancesTo(further.newNeighbours, training, unseen, params.metric);
      const { rows } = detector.neighbours(unseen);
      const own = distancesTo(rows, training, unseen, params.metric);
      expect(largestError(own, distances)).toBeLessThan(1e-12);
    });
  }
});

describe('worked out by hand', () => {
  const training = column(0, 1, 3, 10);
  const expected = { largest: [3, 2, 3, 9], mean: [2, 1.5, 2.5, 8], median: [2, 1.5, 2.5, 8] };

  it.each(METHODS)('measures the training rows without themselves: %s', (method) => {
    const detector = new KNearestNeighbours({ nNeighbors: 2, method }).fit(training);
    const { scores } = detector.trainingAssessment;
    expect([...scores]).toEqual(expected[method].map((distance) => -distance));
    expect([...detector.trainingNeighbours().rows]).toEqual([1, 2, 0, 2, 1, 0, 2, 1]);
  });

  it('measures new rows against all training rows', () => {
    const detector = new KNearestNeighbours({ nNeighbors: 2 }).fit(training);
    expect([...detector.scoreSamples(column(4, 3))]).toEqual([-3, -2]);
    const { rows, distances, count } = detector.neighbours(column(4));
    expect([count, ...rows, ...distances]).toEqual([2, 2, 1, 1, 3]);
  });

  it('takes the middle one of three', () => {
    const detector = new KNearestNeighbours({ nNeighbors: 3, method: 'median' }).fit(training);
    expect([...detector.trainingAssessment.scores]).toEqual([-3, -2, -3, -9]);
  });
});

describe('the scores', () => {
  /** Whole numbers: their squares add up exactly. */
  const grids = fc
    .record({
      columns: fc.integer({ min: 1, max: 18 }),
      values: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 40, maxLength: 200 }),
    })
    .map(({ columns, values }) =>
      rowsOf(values.slice(0, values.length - (values.length % columns)), columns),
    );

  it('are those of a search that looks at every pair', () => {
    fc.assert(
      fc.property(
        grids,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...METHODS),
        (x, k, method) => {
          const detector = new KNearestNeighbours({ nNeighbors: k, method }).fit(x);
          const count = Math.min(k, x.rows - 1);
          const rows = Array.from({ length: x.rows }, (_, i) =>
            x.data.subarray(i * x.columns, (i + 1) * x.columns),
          );
          const expected = rows.map((row, i) => {
            const all = rows
              .filter((_, other) => other !== i)
              .map((other) => Math.hypot(...row.map((value, j) => value - other[j])))
              .sort((a, b) => a - b)
              .slice(0, count);
            const middle = (all[(count - 1) >> 1] + all[count >> 1]) / 2;
            const mean = all.reduce((sum, distance) => sum + distance / count, 0);
            return -{ largest: all[count - 1], mean, median: middle }[method];
          });
          expect(largestError(detector.trainingAssessment.scores, expected)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it('move with the rows', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.constantFrom(3, 16),
        fc.constantFrom(...METHODS),
        (seed, columns, method) => {
          const x = scattered(60, columns, seed);
          const { moved, order } = shuffled(x, seed);
          const { scores } = new KNearestNeighbours({ method }).fit(x).trainingAssessment;
          const after = new KNearestNeighbours({ method }).fit(moved).trainingAssessment.scores;
          expect([...after]).toEqual(Array.from(order, (from) => scores[from]));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('grow with the rows', () => {
    const x = scattered(200, 16);
    const grown = { ...x, data: x.data.map((value) => value * 1024) };
    const { scores } = new KNearestNeighbours().fit(x).trainingAssessment;
    const after = new KNearestNeighbours().fit(grown).trainingAssessment.scores;
    expect([...after]).toEqual(Array.from(scores, (score) => 1024 * score));
  });

  it('are 0 where every row is like every other, and none is flagged', () => {
    const { trainingAssessment } = new KNearestNeighbours().fit(rowsOf(Array(90).fill(0.7), 3));
    expect(new Set(trainingAssessment.scores)).toEqual(new Set([0]));
    expect(new Set(trainingAssessment.predictions)).toEqual(new Set([1]));
  });
});

describe('rows with more exact duplicates than neighbours', () => {
  const rows = [...Array.from({ length: 30 }, () => [0.7, 1.3]), [5, 5], [9, 1]].flat();

  it('score 0, which is told where it is the threshold', () => {
    const detector = new KNearestNeighbours().fit(rowsOf(rows, 2));
    expect(detector.offset).toBe(0);
    expect(detector.warnings).toEqual([
      'So many rows have 5 exact duplicates or more that the threshold is a distance of 0, give or ' +
        'take rounding. Raise nNeighbors above the number of duplicates or leave duplicates out.',
    ]);
    const { predictions } = detector.trainingAssessment;
    expect([...predictions.keys()].filter((row) => predictions[row] === -1)).toEqual([30, 31]);
  });

  it('are none to speak of where the threshold lies elsewhere', () => {
    const detector = new KNearestNeighbours({ contamination: 0.01 }).fit(rowsOf(rows, 2));
    expect(detector.offset).toBeLessThan(-1);
    expect(detector.warnings).toEqual([]);
  });
});

describe('too few rows', () => {
  it('uses all other rows as neighbours and says so', () => {
    const x = scattered(4, 3);
    const detector = new KNearestNeighbours().fit(x);
    expect(detector.warnings).toEqual([
      'nNeighbors is 5, but there are only 4 rows: each is compared with all 3 others.',
    ]);
    const fewer = new KNearestNeighbours({ nNeighbors: 3 }).fit(x);
    expect(fewer.warnings).toEqual([]);
    expect(detector.trainingAssessment).toEqual(fewer.trainingAssessment);
    expect(detector.assess(x)).toEqual(fewer.assess(x));
  });

  it('refuses a single one', () => {
    const fitOne = () => new KNearestNeighbours().fit(column(1));
    expect(fitOne).toThrow(InputError);
    expect(fitOne).toThrow(/needs at least 2; got 1/);
  });
});

describe('a saved detector', () => {
  it('judges as before, to the bit', () => {
    for (const { training, unseen, params } of cases) {
      const detector = new KNearestNeighbours(params).fit(training);
      const again = KNearestNeighbours.fromJSON(JSON.parse(JSON.stringify(detector)));
      expect(again.assess(unseen)).toEqual(detector.assess(unseen));
      expect(again.trainingAssessment).toEqual(detector.trainingAssessment);
      expect(again.warnings).toEqual(detector.warnings);
      expect(again.params).toEqual(detector.params);
    }
  });

  it('is refused when damaged', () => {
    const saved = JSON.parse(JSON.stringify(new KNearestNeighbours().fit(scattered(6, 2))));
    const damaged: unknown[] = [null, 7, [], {}, { ...saved, estimator: 'LocalOutlierFactor' }];
    for (const key of ['params', 'offset', 'warnings', 'training']) {
      for (const value of [undefined, null, 'x', {}]) damaged.push({ ...saved, [key]: value });
    }
    const params = [
      { nNeighbors: '5' },
      { method: 'most' },
      { metric: 'cosine' },
      { contamination: 1 },
    ];
    for (const one of params) damaged.push({ ...saved, params: { ...saved.params, ...one } });
    for (const training of [
      { data: [] },
      { data: [1, 2] },
      { data: [1, 2, 3] },
      { data: [1, 2, 3, 1e151] },
      { names: [] },
    ]) {
      damaged.push({ ...saved, training: { ...saved.training, ...training } });
    }
    for (const json of damaged) {
      expect(() => KNearestNeighbours.fromJSON(json), JSON.stringify(json)).toThrow(InputError);
    }
  });
});

describe('what it is given', () => {
  it('must be parameters in range', () => {
    const wrong: object[] = [{ nNeighbors: 0 }, { nNeighbors: 2.5 }, { method: 'smallest' }];
    const others: object[] = [{ metric: 'cosine' }, { contamination: 0 }, { contamination: 0.6 }];
    for (const params of [...wrong, ...others]) {
      expect(() => new KNearestNeighbours(params), JSON.stringify(params)).toThrow(InputError);
    }
  });

  it('must be rows of numbers whose distances a double holds, as wide as in training', () => {
    const detector = new KNearestNeighbours().fit(scattered(20, 2));
    expect(() => new KNearestNeighbours().fit(rowsOf([], 2))).toThrow(/at least 1 row/);
    expect(() => new KNearestNeighbours().fit(column(1, Number.NaN))).toThrow(/is NaN/);
    expect(() => detector.assess(rowsOf([1, 2, 3], 3))).toThrow(/fitted on 2 columns/);
    expect(() => detector.assess(rowsOf([1, -1e151], 2))).toThrow(
      'KNN expects numbers up to 1e+150; row 0, column "x1" is -1e+151. Scale the feature.',
    );
  });

  it('cannot be asked before fit', () => {
    for (const ask of [
      (one: KNearestNeighbours) => one.offset,
      (one: KNearestNeighbours) => one.trainingAssessment,
      (one: KNearestNeighbours) => one.trainingNeighbours(),
      (one: KNearestNeighbours) => one.assess(column(1)),
    ]) {
      expect(() => ask(new KNearestNeighbours())).toThrow(/call fit first/);
    }
  });
});

it('reports progress from 0 to 1', () => {
  const heard: number[] = [];
  const detector = new KNearestNeighbours().fit(scattered(1000, 4), (share) => heard.push(share));
  const ofNewRows: number[] = [];
  detector.assess(scattered(1000, 4, 2), (share) => ofNewRows.push(share));
  for (const shares of [heard, ofNewRows]) {
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  }
});
