import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { type Matrix, matrix } from '../../src/features/matrix.ts';
import { COMBINATIONS, type Combination } from '../../src/models/ensemble/combinations.ts';
import { Ensemble } from '../../src/models/ensemble/ensemble.ts';
import { erf } from '../../src/models/erf.ts';
import { largestError, readJsonFixture } from '../support.ts';

type Scored = Exclude<Combination, 'any' | 'majority' | 'all'>;
interface Recorded {
  erf: [number, number][];
  ensemble: { training: number[]; others: number[]; weights: number[] } & Record<Scored, number[]>;
}
const recorded = readJsonFixture<Recorded>('ensemble/figures.json');
const NAMES = ['a', 'b', 'c'];
const WEIGHTS = { a: 1, b: 2, c: 0.5 };
const SCORED = COMBINATIONS.filter((name) => /-/.test(name)) as Scored[];
const VOTES = ['any', 'majority', 'all'] as const;

const answers = (...values: number[]): Matrix => matrix(Float64Array.from(values), NAMES);
const TRAINING = answers(...recorded.ensemble.training);
const OTHERS = answers(...recorded.ensemble.others);

const decisions = fc
  .array(fc.integer({ min: -9, max: 20 }), { minLength: 9, maxLength: 90 })
  .map((values) => answers(...values.slice(0, values.length - (values.length % 3))));

describe('erf', () => {
  it("is Python's to the last bits", () => {
    for (const [x, expected] of recorded.erf) {
      expect(Math.abs(erf(x) - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected));
    }
  });

  it('is odd and never falls', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        (x, step) => {
          expect(erf(-x)).toBe(-erf(x));
          expect(erf(x + step)).toBeGreaterThanOrEqual(erf(x));
        },
      ),
    );
  });
});

describe.each(SCORED)('%s', (combination) => {
  it("agrees with SciPy's ranks and error function on rows that were not in training", () => {
    const ensemble = new Ensemble({ combination, weights: WEIGHTS }).fit(TRAINING);
    const expected = recorded.ensemble[combination];
    expect(largestError(ensemble.scoreSamples(OTHERS), expected)).toBeLessThan(1e-14);
  });

  it('does not mind the unit and the zero of a member', () => {
    fc.assert(
      fc.property(decisions, (x) => {
        const moved = {
          ...x,
          data: x.data.map((value, at) => (at % 3 === 1 ? 8 * value - 64 : value)),
        };
        const [before, after] = [x, moved].map(
          (one) => new Ensemble({ combination }).fit(one).trainingAssessment.scores,
        );
        expect(largestError(after, before)).toBeLessThan(1e-12);
      }),
    );
  });

  it('gives no row a better name for a worse answer', () => {
    fc.assert(
      fc.property(decisions, fc.nat(), fc.integer({ min: 1, max: 5 }), (x, pick, worse) => {
        const ensemble = new Ensemble({ combination }).fit(x);
        const at = pick % x.data.length;
        const changed = {
          ...x,
          data: x.data.map((value, i) => (i === at ? value - worse : value)),
        };
        const row = Math.floor(at / 3);
        const after = ensemble.scoreSamples(changed)[row];
        expect(after).toBeLessThanOrEqual(ensemble.scoreSamples(x)[row]);
      }),
    );
  });

  it('scores between -1 and 0 and flags no more than its contamination', () => {
    fc.assert(
      fc.property(decisions, fc.constantFrom(0.1, 0.3, 0.5), (x, contamination) => {
        const ensemble = new Ensemble({ combination, contamination }).fit(x);
        const { scores, predictions } = ensemble.trainingAssessment;
        expect(scores.every((score) => score >= -1 && score <= 0)).toBe(true);
        const flagged = predictions.filter((one) => one === -1).length;
        expect(flagged).toBeLessThanOrEqual(Math.ceil(contamination * (x.rows - 1)));
      }),
    );
  });

  it('takes the mean share that its members flag where contamination is auto', () => {
    // a flags 30 of 100, b none, c none: with weights 1, 1, 0 that is 15.
    const rows = Array.from({ length: 100 }, (_, i) => [i - 29.5, i + 1, 1000 - i]).flat();
    const weights = { a: 1, b: 1, c: 0 };
    const ensemble = new Ensemble({ combination, weights, contamination: 'auto' });
    const { predictions } = ensemble.fit(answers(...rows)).trainingAssessment;
    expect(predictions.filter((one) => one === -1)).toHaveLength(15);
  });
});

describe('ranks', () => {
  it('of training rows are their mid-ranks, and end at those of the extremes beyond', () => {
    const one = (...values: number[]) => matrix(Float64Array.from(values), ['a']);
    const ensemble = new Ensemble({ combination: 'mean-rank' }).fit(one(1, 2, 2, 3));
    expect([...ensemble.trainingAssessment.scores]).toEqual([-0.875, -0.5, -0.5, -0.125]);
    expect([...ensemble.scoreSamples(one(-1e9, 0, 1.5, 99))]).toEqual([-1, -1, -0.75, 0]);
  });
});

describe('votes', () => {
  const flags = (values: ArrayLike<number>) => Array.from(values, (value) => value < 0);

  it('are counted as one would by hand', () => {
    const oracle = {
      any: (votes: boolean[]) => votes.some(Boolean),
      majority: (votes: boolean[]) => votes.filter(Boolean).length >= 2,
      all: (votes: boolean[]) => votes.every(Boolean),
    };
    fc.assert(
      fc.property(decisions, fc.constantFrom(...VOTES), (x, combination) => {
        const { predictions } = new Ensemble({ combination }).fit(x).trainingAssessment;
        predictions.forEach((prediction, row) => {
          const votes = flags(x.data.subarray(3 * row, 3 * row + 3));
          expect(prediction === -1).toBe(oracle[combination](votes));
        });
      }),
    );
  });

  it('count by weight: a majority is more than half of it, and 0 is no vote', () => {
    const judge = (combination: Combination, weights: Record<string, number>) => [
      ...new Ensemble({ combination, weights }).fit(answers(-1, 1, 1, 1, -1, -1, -1, -1, 1))
        .trainingAssessment.predictions,
    ];
    expect(judge('majority', { a: 2, b: 1, c: 1 })).toEqual([1, 1, -1]);
    expect(judge('majority', { a: 3, b: 1, c: 1 })).toEqual([-1, 1, -1]);
    expect(judge('any', { a: 0, b: 1, c: 1 })).toEqual([1, -1, -1]);
    expect(judge('all', { a: 1, b: 0.1, c: 0 })).toEqual([1, 1, -1]);
  });

  it('nest: all within majority within any', () => {
    fc.assert(
      fc.property(decisions, fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), (x, [a, b, c]) => {
        fc.pre(a + b + c > 0);
        const [any, majority, all] = VOTES.map(
          (combination) =>
            new Ensemble({ combination, weights: { a, b, c } }).fit(x).trainingAssessment
              .predictions,
        );
        all.forEach((prediction, row) => {
          expect(majority[row]).toBeLessThanOrEqual(prediction);
          expect(any[row]).toBeLessThanOrEqual(majority[row]);
        });
      }),
    );
  });
});

describe.each(COMBINATIONS)('%s', (combination) => {
  it('reads itself back from JSON to the bit', () => {
    const ensemble = new Ensemble({ combination, weights: WEIGHTS }).fit(TRAINING);
    const again = Ensemble.fromJSON(JSON.parse(JSON.stringify(ensemble)));
    expect(again.assess(OTHERS)).toEqual(ensemble.assess(OTHERS));
    expect(again.members).toEqual(NAMES);
  });

  it('with a single member ranks as that does, but for what it cannot tell apart', () => {
    const alone = { a: 1, b: 0, c: 0 };
    const ensemble = new Ensemble({ combination, weights: alone }).fit(TRAINING);
    const { scores } = ensemble.trainingAssessment;
    const own = Array.from(scores, (_, row) => TRAINING.data[3 * row]);
    const order = own.map((_, row) => row).sort((i, j) => own[i] - own[j]);
    order.slice(1).forEach((row, at) => {
      expect(scores[row]).toBeGreaterThanOrEqual(scores[order[at]]);
    });
  });
});

it('says which member had one score for all, and does without it', () => {
  const rows = [0.1, 1, 5, 0.1, 2, 5, 0.1, 9, 4];
  const ensemble = new Ensemble({ combination: 'mean-gaussian' }).fit(answers(...rows));
  expect(ensemble.warnings).toEqual(['a gave all training rows one score: it adds nothing here.']);
});

it('refuses weights that leave no member, and what is no saved ensemble', () => {
  const weights = { a: 0, b: 0, c: 0 };
  expect(() => new Ensemble({ weights }).fit(TRAINING)).toThrow(InputError);
  expect(() => new Ensemble({ weights: { a: -1 } })).toThrow('numbers from 0 up');
  const saved = new Ensemble().fit(answers(1, 2, 3, 4, 5, 6)).toJSON() as { scales: object[] };
  const [first, ...rest] = saved.scales;
  for (const [json, message] of [
    [{ ...saved, scales: rest }, 'scales should be a list of 3 scales'],
    [{ ...saved, scales: [{ ...first, sorted: [2, 1] }, ...rest] }, 'numbers that ascend'],
    [{ ...saved, scales: [{ kind: 'vote' }, ...rest] }, 'scales[0].kind should be rank'],
    [
      { ...saved, params: { combination: 'median', weights: {}, contamination: 0.1 } },
      'combination',
    ],
    [{ ...saved, weights: [0, 0, 0] }, 'numbers of which one is above 0'],
  ] as const) {
    expect(() => Ensemble.fromJSON(json)).toThrow(InputError);
    expect(() => Ensemble.fromJSON(json)).toThrow(message);
  }
});
