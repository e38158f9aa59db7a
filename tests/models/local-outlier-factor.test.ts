import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { MersenneTwister } from '../../src/data/random.ts';
import { type Matrix, matrix } from '../../src/features/matrix.ts';
import { LocalOutlierFactor } from '../../src/models/local-outlier-factor/local-outlier-factor.ts';
import { largestError } from '../support.ts';

function scattered(rows: number, columns: number, seed = 1): Matrix {
  const source = new MersenneTwister(seed);
  const names = Array.from({ length: columns }, (_, j) => `x${j}`);
  return matrix(
    Float64Array.from({ length: rows * columns }, () => source.double() ** 3),
    names,
  );
}

function oneColumn(...values: number[]): Matrix {
  return matrix(Float64Array.from(values), ['x']);
}

describe('the factors', () => {
  it("tell the stranger in scikit-learn's own example", () => {
    const detector = new LocalOutlierFactor({ nNeighbors: 2 });
    expect([...detector.fitPredict(oneColumn(-1.1, 0.2, 101.1, 0.3))]).toEqual([1, 1, -1, 1]);
    const printed = [-0.9821, -1.037, -73.3697, -0.9821];
    detector.trainingAssessment.scores.forEach((score, i) => {
      expect(score).toBeCloseTo(printed[i], 4);
    });
  });

  it('move with the rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(3, 16), (seed, columns) => {
        const x = scattered(60, columns, seed);
        const order = Uint32Array.from({ length: x.rows }, (_, i) => (i * 7 + seed) % x.rows);
        const moved = scattered(60, columns, seed);
        order.forEach((from, to) => {
          moved.data.set(x.data.subarray(from * columns, (from + 1) * columns), to * columns);
        });
        const { scores } = new LocalOutlierFactor().fit(x).trainingAssessment;
        const after = new LocalOutlierFactor().fit(moved).trainingAssessment.scores;
        const expected = Array.from(order, (from) => scores[from]);
        expect(largestError(after, expected)).toBeLessThan(1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it('do not change when all columns grow alike', () => {
    const x = scattered(200, 16);
    const grown = { ...x, data: x.data.map((value) => value * 1024) };
    const { scores } = new LocalOutlierFactor().fit(x).trainingAssessment;
    const after = new LocalOutlierFactor().fit(grown).trainingAssessment.scores;
    expect(largestError(after, scores)).toBeLessThan(1e-7);
  });

  it('are -1 where every row is like every other', () => {
    const x = matrix(new Float64Array(30 * 16).fill(0.7), scattered(1, 16).names);
    const { trainingAssessment } = new LocalOutlierFactor().fit(x);
    expect(new Set(trainingAssessment.scores)).toEqual(new Set([-1]));
    expect(new Set(trainingAssessment.predictions)).toEqual(new Set([1]));
  });
});

describe('too few rows', () => {
  it('uses all other rows as neighbours and says so', () => {
    for (const rows of [12, 20]) {
      const x = scattered(rows, 3);
      const detector = new LocalOutlierFactor({ nNeighbors: 20 }).fit(x);
      expect(detector.warnings).toEqual([
        `nNeighbors is 20, but there are only ${rows} rows: each is compared with all ${rows - 1} others.`,
      ]);
      const fewer = new LocalOutlierFactor({ nNeighbors: rows - 1 }).fit(x);
      expect(fewer.warnings).toEqual([]);
      expect(detector.trainingAssessment).toEqual(fewer.trainingAssessment);
    }
  });

  it('scores two rows alike and refuses a single one', () => {
    const two = new LocalOutlierFactor({ nNeighbors: 1 }).fit(oneColumn(1, 5));
    expect([...two.trainingAssessment.scores]).toEqual([-1, -1]);
    const fitOne = () => new LocalOutlierFactor().fit(oneColumn(1));
    expect(fitOne).toThrow(InputError);
    expect(fitOne).toThrow(/needs at least 2; got 1/);
  });
});

describe('new rows', () => {
  it('are refused with novelty off, with what to do', () => {
    const x = scattered(30, 3);
    const detector = new LocalOutlierFactor().fit(x);
    for (const method of ['assess', 'scoreSamples', 'decisionFunction', 'predict'] as const) {
      expect(() => detector[method](x)).toThrow(/trainingAssessment.*set novelty to true/);
    }
  });

  it('alone are judged with novelty on: fitPredict is refused before anything is fitted', () => {
    const detector = new LocalOutlierFactor({ novelty: true });
    expect(() => detector.fitPredict(scattered(30, 3))).toThrow(
      /novelty on judges new rows: call fit, then predict\. Set novelty to false/,
    );
    expect(() => detector.offset).toThrow('not fitted yet');
  });

  it('must have the columns of the training rows', () => {
    const detector = new LocalOutlierFactor({ novelty: true }).fit(scattered(30, 3));
    expect(() => detector.assess(scattered(5, 4))).toThrow(/fitted on 3 columns; got 5 rows × 4/);
  });

  it('are judged one by one', () => {
    const detector = new LocalOutlierFactor({ novelty: true }).fit(scattered(200, 16));
    const together = scattered(20, 16, 5);
    const { scores } = detector.assess(together);
    for (let i = 0; i < together.rows; i++) {
      const alone = matrix(together.data.slice(i * 16, (i + 1) * 16), together.names);
      expect(detector.scoreSamples(alone)[0]).toBe(scores[i]);
    }
  });
});

describe('a saved detector', () => {
  it('scores new rows as before, to the bit', () => {
    for (const columns of [3, 16]) {
      const novelty = { novelty: true, contamination: 0.1 } as const;
      const detector = new LocalOutlierFactor(novelty).fit(scattered(300, columns));
      const again = LocalOutlierFactor.fromJSON(JSON.parse(JSON.stringify(detector)));
      const fresh = scattered(100, columns, 9);
      expect(again.assess(fresh)).toEqual(detector.assess(fresh));
      expect(again.trainingAssessment).toEqual(detector.trainingAssessment);
      expect(again.params).toEqual(detector.params);
    }
  });

  it('keeps warnings and stays silent about new rows where novelty was off', () => {
    const detector = new LocalOutlierFactor().fit(scattered(12, 3));
    const again = LocalOutlierFactor.fromJSON(JSON.parse(JSON.stringify(detector)));
    expect(again.warnings).toEqual(detector.warnings);
    expect(again.offset).toBe(-1.5);
    expect(again.trainingAssessment).toEqual(detector.trainingAssessment);
    expect(() => again.assess(scattered(12, 3))).toThrow(/set novelty to true/);
  });

  it('is refused when mangled', () => {
    const detector = new LocalOutlierFactor({ novelty: true }).fit(scattered(12, 3));
    const saved = JSON.parse(JSON.stringify(detector));
    const mangled: unknown[] = [null, 7, [], {}, { ...saved, estimator: 'IsolationForest' }];
    for (const key of ['params', 'columns', 'offset', 'warnings', 'scores', 'reference']) {
      for (const value of [undefined, null, 'x', {}]) mangled.push({ ...saved, [key]: value });
    }
    mangled.push({ ...saved, columns: 1.5 }, { ...saved, columns: 2 });
    mangled.push({ ...saved, scores: [...saved.scores, null] }, { ...saved, scores: [-1] });
    for (const key of ['names', 'data', 'radii', 'densities']) {
      const shorter = saved.reference[key].slice(1);
      mangled.push({ ...saved, reference: { ...saved.reference, [key]: shorter } });
    }
    for (const json of mangled) {
      const label = JSON.stringify(json);
      expect(() => LocalOutlierFactor.fromJSON(json), label).toThrow(InputError);
    }
  });
});

describe('what it is given', () => {
  it('must be parameters in range', () => {
    const wrong = [{ nNeighbors: 0 }, { nNeighbors: 2.5 }, { contamination: 0 }];
    const others = [{ contamination: 0.6 }, { contamination: Number.NaN }];
    for (const params of [...wrong, ...others]) {
      expect(() => new LocalOutlierFactor(params), JSON.stringify(params)).toThrow(InputError);
    }
    const cosine = { metric: 'cosine' as 'euclidean' };
    expect(() => new LocalOutlierFactor(cosine)).toThrow(
      /'euclidean' or 'manhattan'; got "cosine"/,
    );
  });

  it('must be numbers whose distances a double holds', () => {
    const fit = () => new LocalOutlierFactor().fit(oneColumn(1, 2, -1e151));
    expect(fit).toThrow(/row 2, column "x" is -1e\+151. Scale the feature/);
  });

  it('cannot be asked before fit', () => {
    expect(() => new LocalOutlierFactor().trainingAssessment).toThrow(/call fit first/);
    expect(() => new LocalOutlierFactor().offset).toThrow(/call fit first/);
  });
});

it('reports progress from 0 to 1 a few dozen times at most', () => {
  const heard: number[] = [];
  const x = scattered(1000, 4);
  const detector = new LocalOutlierFactor({ novelty: true }).fit(x, (share) => heard.push(share));
  expect(heard[0]).toBe(0);
  expect(heard.at(-1)).toBe(1);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(heard.length).toBeLessThanOrEqual(48);
  const ofNewRows: number[] = [];
  detector.assess(x, (share) => ofNewRows.push(share));
  expect(ofNewRows).toEqual(heard);
});
