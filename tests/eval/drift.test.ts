import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DRIFTED, driftFrom, type FeatureDrift } from '../../src/eval/distributions/drift.ts';
import { driftReference } from '../../src/eval/distributions/drift-reference.ts';
import { matrix } from '../../src/features/matrix.ts';
import { readJsonFixture } from '../support.ts';

interface RecordedPair {
  name: string;
  reference: number[];
  sample: number[];
  distance: number;
}

const column = (values: readonly number[], name = 'x') => matrix(Float64Array.from(values), [name]);

function driftOf(reference: readonly number[], sample: readonly number[]): FeatureDrift {
  return driftFrom(driftReference(column(reference)), column(sample)).features[0];
}

/** Draws that repeat themselves: what fast-check does not need for a fixed claim. */
function normals(count: number, seed: number, mean = 0, spread = 1): number[] {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return mean + spread * sum;
  });
}

/** The largest gap between the shares of both samples that do not exceed any value of either. */
function bruteDistance(a: readonly number[], b: readonly number[]): number {
  const upTo = (values: readonly number[], limit: number) =>
    values.filter((value) => value <= limit).length / values.length;
  return Math.max(...[...a, ...b].map((limit) => Math.abs(upTo(a, limit) - upTo(b, limit))));
}

describe('the Kolmogorov–Smirnov distance', () => {
  test.each(readJsonFixture<RecordedPair[]>('eval/drift.json'))(
    'is that of SciPy: $name',
    ({ reference, sample, distance }) => {
      expect(driftOf(reference, sample).distance).toBeCloseTo(distance, 14);
    },
  );

  test('is the largest gap of all, and at most half a percent less where ranks stand for values', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    const many = fc.integer({ min: 300, max: 900 }).chain((count) =>
      fc.record({
        reference: fc.constant(normals(count, count)),
        sample: fc.constant(normals(count - 100, count + 1, 0.3)),
      }),
    );
    const few = fc.record({ reference: values, sample: values });
    fc.assert(
      fc.property(fc.oneof(few, many), ({ reference, sample }) => {
        const { distance } = driftOf(reference, sample);
        const all = bruteDistance(reference, sample);
        const slack = reference.length > 201 ? 0.005 : 1e-12;
        expect(distance).toBeLessThanOrEqual(all + 1e-12);
        expect(distance).toBeGreaterThanOrEqual(all - slack);
      }),
    );
  });
});

describe('the population stability index', () => {
  test('is the sum over tenths of the reference', () => {
    const reference = normals(1000, 1);
    const sample = normals(700, 2, 0.4, 1.3);
    const sorted = reference.toSorted((a, b) => a - b);
    const ends = Array.from({ length: 9 }, (_, i) => sorted[100 * (i + 1) - 1]);
    const binOf = (value: number) => ends.filter((end) => value > end).length;
    const expected = Array.from({ length: 10 }, (_, bin) => {
      const q = sample.filter((value) => binOf(value) === bin).length / 700;
      return (q - 0.1) * Math.log(q / 0.1);
    }).reduce((sum, part) => sum + part, 0);
    expect(driftOf(reference, sample).stabilityIndex).toBeCloseTo(expected, 12);
  });

  test('of a flag is that of two bins', () => {
    const flag = (ones: number, of: number) => Array.from({ length: of }, (_, i) => +(i < ones));
    const drift = driftOf(flag(400, 1000), flag(50, 500));
    const expected = (0.1 - 0.4) * Math.log(0.1 / 0.4) + (0.9 - 0.6) * Math.log(0.9 / 0.6);
    expect(drift.stabilityIndex).toBeCloseTo(expected, 12);
    expect(drift.verdict).toBe('drifted');
  });

  test('stays below what chance allows for in about 95 of 100 draws of the same', () => {
    const below = Array.from({ length: 400 }, (_, i) => {
      const drift = driftOf(normals(600, 1 + i), normals(400, 9999 + 7 * i));
      return Number(drift.stabilityIndex <= drift.chance);
    }).reduce((sum, one) => sum + one, 0);
    expect(below / 400).toBeGreaterThan(0.91);
    expect(below / 400).toBeLessThan(0.99);
  });
});

test('traffic has not drifted from itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }),
      (values) => {
        const drift = driftOf(values, values);
        expect(drift).toMatchObject({ stabilityIndex: 0, distance: 0, medianShift: 0 });
        expect(['stable', 'too few']).toContain(drift.verdict);
      },
    ),
  );
});

test('moving all of it by five widths of the middle half is drift, and told so', () => {
  const reference = normals(2000, 3);
  const sorted = reference.toSorted((a, b) => a - b);
  const width = sorted[1499] - sorted[499];
  const drift = driftOf(
    reference,
    reference.map((value) => value + 5 * width),
  );
  expect(drift.verdict).toBe('drifted');
  expect(drift.stabilityIndex).toBeGreaterThan(DRIFTED);
  expect(drift.medianShift).toBeCloseTo(5, 1);
  expect(drift.outside).toBeGreaterThan(0.9);
});

test('a constant that some rows leave counts by its share, on either side', () => {
  const constant = Array(1000).fill(7);
  for (const other of [6, 8]) {
    const drift = driftOf(constant, [...Array(600).fill(7), ...Array(400).fill(other)]);
    expect(drift).toMatchObject({ verdict: 'drifted', outside: 0.4, distance: 0.4, median: 7 });
  }
  const gone = driftOf(constant, Array(1000).fill(8));
  expect(gone).toMatchObject({ distance: 1, outside: 1, medianShift: null });
  expect(driftOf(constant, constant).verdict).toBe('stable');
});

test('of a few rows one can say that they are far off, never that they are alike', () => {
  const reference = normals(1000, 4);
  expect(driftOf(reference, reference.slice(0, 20)).verdict).toBe('too few');
  expect(driftOf(reference, Array(20).fill(50)).verdict).toBe('drifted');
});

test('the furthest drifted feature comes first', () => {
  const names = ['stays', 'wanders', 'leaps'];
  const rows = normals(1500, 8);
  const x = (shift: number[]) =>
    matrix(Float64Array.from(rows.flatMap((value) => shift.map((by) => value + by))), names);
  const { features } = driftFrom(driftReference(x([0, 0, 0])), x([0, 0.4, 3]));
  expect(features.map(({ name }) => name)).toEqual(['leaps', 'wanders', 'stays']);
  expect(features.map(({ verdict }) => verdict)).toEqual(['drifted', 'shifted', 'stable']);
});

test('a reference is small however many rows it was made from', () => {
  const { features } = driftReference(column(normals(20000, 6)));
  expect(features[0].steps.values.length).toBeLessThanOrEqual(201);
  expect(features[0].exact).toBe(false);
});
