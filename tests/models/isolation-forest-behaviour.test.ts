import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp2 } from '../../src/data/elementary.ts';
import { InputError } from '../../src/data/errors.ts';
import { MersenneTwister } from '../../src/data/random.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../src/features/matrix.ts';
import type { IsolationForestParams } from '../../src/models/isolation-forest/forest-params.ts';
import { averagePathLength } from '../../src/models/isolation-forest/forest-trees.ts';
import { IsolationForest } from '../../src/models/isolation-forest/isolation-forest.ts';

function uniformRows(rows: number, columns: number, seed = 1): Matrix {
  const source = new MersenneTwister(seed);
  const data = Float64Array.from({ length: rows * columns }, () => source.double());
  return named(data, columns);
}

function named(data: Float64Array, columns: number): Matrix {
  return matrix(
    data,
    Array.from({ length: columns }, (_, j) => `column ${j}`),
  );
}

/** Matrices with ties, signed zeros and values that float32 cannot tell apart. */
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 40 }))
  .chain(([columns, rows]) =>
    fc
      .array(
        fc.oneof(
          fc.constantFrom(0, -0, 1, 1 + 1e-9, -1, 1e-45, 16777217, 1e30),
          fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        ),
        { minLength: rows * columns, maxLength: rows * columns },
      )
      .map((values) => named(Float64Array.from(values), columns)),
  );

/** The score of one row by following the trees as their documentation says. */
function scoreByHand(forest: IsolationForest, row: Float64Array): number {
  const { trees } = forest;
  let total = 0;
  for (let t = 0; t < trees.count; t++) {
    let node = trees.roots[t];
    let depth = 0;
    while (trees.feature[node] !== -1) {
      const goesLeft = Math.fround(row[trees.feature[node]]) <= trees.threshold[node];
      node = goesLeft ? trees.leftChild[node] : trees.rightChild[node];
      depth++;
    }
    total += depth + 1 + averagePathLength(trees.nodeSamples[node]) - 1;
  }
  const expected = trees.count * averagePathLength(forest.maxSamplesFitted);
  return expected === 0 ? -0.5 : -exp2(-total / expected);
}

describe('scores', () => {
  it('equal to the bit what following the exposed trees gives', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 0, max: 99 }), fc.boolean(), (x, seed, bootstrap) => {
        const forest = new IsolationForest({ nEstimators: 4, randomState: seed, bootstrap });
        const { scores } = forest.fit(x).assess(x);
        const byHand = scores.map((_, i) =>
          scoreByHand(forest, x.data.subarray(i * x.columns, (i + 1) * x.columns)),
        );
        expect([...scores]).toEqual([...byHand]);
        expect([...forest.trainingAssessment.scores]).toEqual([...scores]);
        expect(scores.every((score) => score >= -1 && score < 0)).toBe(true);
      }),
    );
  });

  it('belong to the row, wherever it stands among the rows assessed', () => {
    const forest = new IsolationForest({ nEstimators: 20 }).fit(uniformRows(300, 3));
    const others = uniformRows(1037, 3, 2);
    const backwards = Uint32Array.from({ length: others.rows }, (_, i) => others.rows - 1 - i);
    const scores = forest.scoreSamples(others);
    const turned = forest.scoreSamples(takeMatrixRows(others, backwards));
    expect([...turned.reverse()]).toEqual([...scores]);
  });

  it('are lowest for a row far from all others', () => {
    const x = uniformRows(500, 2);
    x.data.fill(50, 2 * 123, 2 * 124);
    const { scores } = new IsolationForest({ randomState: 3 }).fit(x).trainingAssessment;
    expect(scores.indexOf(Math.min(...scores))).toBe(123);
  });

  it('come with the share of contamination that was asked for', () => {
    const x = uniformRows(1000, 4);
    const labels = new IsolationForest({ contamination: 0.1 }).fitPredict(x);
    expect(labels.filter((label) => label === -1)).toHaveLength(100);
  });
});

describe('featureThreshold', () => {
  it('decides whether a column of spread 5e-8 is split on', () => {
    const x = named(
      Float64Array.from({ length: 50 }, (_, i) => i * 1e-9),
      1,
    );
    const nodes = (params: Partial<IsolationForestParams>) =>
      new IsolationForest({ nEstimators: 1, ...params }).fit(x).trees.feature.length;
    expect(nodes({})).toBe(1);
    expect(nodes({ featureThreshold: 0 })).toBeGreaterThan(20);
  });
});

describe('progress', () => {
  it('rises to 1 in a few dozen calls at most, in fit and in assess', () => {
    const x = uniformRows(20_000, 2);
    const heard: number[] = [];
    const forest = new IsolationForest({ nEstimators: 200 });
    for (const run of [
      () => forest.fit(x, (share) => heard.push(share)),
      () => forest.assess(x, (share) => heard.push(share)),
    ]) {
      heard.length = 0;
      run();
      expect(heard.length).toBeGreaterThan(5);
      expect(heard.length).toBeLessThan(50);
      expect(heard.at(-1)).toBe(1);
      expect(heard).toEqual([...heard].sort((a, b) => a - b));
    }
  });
});

describe('what is refused', () => {
  it.each<[Partial<Record<keyof IsolationForestParams, unknown>>, RegExp]>([
    [{ nEstimators: 0 }, /nEstimators must be an integer of at least 1; got 0/],
    [{ nEstimators: 1.5 }, /nEstimators/],
    [{ maxSamples: 0 }, /maxSamples must be "auto", a share above 0 and up to 1, or an integer/],
    [{ maxSamples: 2.5 }, /maxSamples/],
    [{ maxSamples: 'all' }, /maxSamples/],
    [{ maxFeatures: -1 }, /maxFeatures/],
    [{ bootstrap: 'yes' }, /bootstrap must be true or false/],
    [{ contamination: 0 }, /contamination must be "auto" or above 0 and up to 0.5; got 0/],
    [{ contamination: 0.51 }, /contamination/],
    [{ contamination: Number.NaN }, /contamination/],
    [{ randomState: -1 }, /randomState must be an integer from 0 to 4294967295; got -1/],
    [{ randomState: 2 ** 32 }, /randomState/],
    [{ featureThreshold: 1e-6 }, /featureThreshold must be 1e-7 or 0/],
  ])('parameters %o', (params, message) => {
    const make = () => new IsolationForest(params as Partial<IsolationForestParams>);
    expect(make).toThrow(InputError);
    expect(make).toThrow(message);
  });

  it('rows that are missing, not numbers or of other columns', () => {
    const x = uniformRows(10, 2);
    const hole = uniformRows(10, 2);
    hole.data[7] = Number.NaN;
    expect(() => new IsolationForest().fit(hole)).toThrow(/row 3, column "column 1" is NaN/);
    expect(() => new IsolationForest().fit(named(new Float64Array(0), 2))).toThrow(InputError);
    const forest = new IsolationForest().fit(x);
    expect(() => forest.assess(uniformRows(10, 3))).toThrow(/fitted on 2 columns/);
  });

  it('shares and counts that the data cannot give', () => {
    const x = uniformRows(5, 2);
    expect(() => new IsolationForest({ maxSamples: 0.1 }).fit(x)).toThrow(/less than one row/);
    expect(() => new IsolationForest({ maxFeatures: 3 }).fit(x)).toThrow(/at most the 2 columns/);
  });

  it('anything before fit', () => {
    const forest = new IsolationForest();
    expect(() => forest.offset).toThrow(/not fitted/);
    expect(() => forest.trees).toThrow(/not fitted/);
    expect(() => forest.assess(uniformRows(3, 1))).toThrow(/not fitted/);
    expect(() => forest.toJSON()).toThrow(/not fitted/);
  });
});

describe('warnings', () => {
  it('says when there are fewer rows than maxSamples', () => {
    const forest = new IsolationForest({ maxSamples: 64 }).fit(uniformRows(10, 2));
    expect(forest.maxSamplesFitted).toBe(10);
    expect(forest.warnings).toEqual([
      'maxSamples is 64, but there are 10 rows: each tree gets them all.',
    ]);
    expect(new IsolationForest().fit(uniformRows(10, 2)).warnings).toEqual([]);
  });
});
