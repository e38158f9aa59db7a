import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { placeOnAxis, valueOnAxis } from '../../src/eval/distributions/axis-scale.ts';
import {
  sharedHistogram,
  sharedHistograms,
} from '../../src/eval/distributions/shared-histogram.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const some = fc.array(fc.oneof(finite, fc.integer({ min: -3, max: 3 })), { maxLength: 40 });

test('any values, however far apart, are each counted once, in rising bins', () => {
  fc.assert(
    fc.property(some, some, fc.option(finite, { nil: undefined }), (normal, attacks, centre) => {
      const classes = [
        { name: 'Normal', values: Float64Array.from(normal) },
        { name: 'Anomaly', values: Float64Array.from(attacks) },
      ];
      for (const { axis, edges, classes: counted } of sharedHistograms(classes, centre)) {
        expect(axis.low).toBeLessThan(axis.high);
        edges.forEach((edge, i) => {
          if (i > 0) expect(edge).toBeGreaterThanOrEqual(edges[i - 1]);
        });
        counted.forEach(({ total, counts, below, above }, i) => {
          expect(total).toBe(classes[i].values.length);
          expect(counts.reduce((sum, count) => sum + count, 0) + below + above).toBe(total);
        });
      }
    }),
  );
});

test('a bin holds what lies from its left edge to below its right one', () => {
  const values = Float64Array.from({ length: 400 }, (_, i) => 10 ** (i / 100 - 2));
  for (const scale of [
    { kind: 'linear' },
    { kind: 'log' },
    { kind: 'signed-log', centre: 1, unit: 0.01 },
  ] as const) {
    const axis = { scale, low: 0.02, high: 50 };
    const { edges, classes } = sharedHistogram([{ name: 'Normal', values }], axis, 25);
    const [{ counts, below, above }] = classes;
    counts.forEach((count, bin) => {
      const last = bin === counts.length - 1;
      const inside = values.filter(
        (value) => value >= edges[bin] && (last ? value <= edges[bin + 1] : value < edges[bin + 1]),
      );
      expect(count).toBe(inside.length);
    });
    expect(below).toBe(values.filter((value) => value < 0.02).length);
    expect(above).toBe(values.filter((value) => value > 50).length);
  }
});

test('a place on an axis and its value are each other’s inverse', () => {
  const axis = { scale: { kind: 'signed-log', centre: -196.8, unit: 1e-4 }, low: -197, high: -1 };
  for (const scale of [{ kind: 'linear' }, axis.scale] as const) {
    const one = { ...axis, scale } as Parameters<typeof placeOnAxis>[0];
    for (const place of [0, 0.1, 0.5, 0.9, 1]) {
      expect(placeOnAxis(one, valueOnAxis(one, place))).toBeCloseTo(place, 9);
    }
  }
});

describe('the axis is chosen from the data', () => {
  const even = Float64Array.from({ length: 500 }, (_, i) => i / 500);
  const kindOf = (values: Float64Array, centre?: number) =>
    sharedHistograms([{ name: 'Normal', values }], centre)[0].axis.scale.kind;

  it('linear for shares, logarithmic for what spans powers of ten', () => {
    expect(kindOf(even)).toBe('linear');
    expect(kindOf(even.map((value) => 10 ** (8 * value)))).toBe('log');
  });

  it('about the threshold where most lie next to it and some far away on a side below 0', () => {
    const scores = even.map((value, i) => (i < 450 ? -200 + (value - 0.5) / 1e3 : -value));
    expect(kindOf(scores, -200)).toBe('signed-log');
    expect(kindOf(scores)).toBe('linear');
  });

  it('cuts off the few that would take the width from the rest, and counts them', () => {
    const far = even.map((value, i) => (i === 499 ? 1e9 : value - 0.5));
    const [{ axis, classes }] = sharedHistograms([{ name: 'Normal', values: far }]);
    expect(axis.high).toBeLessThan(1);
    expect(classes[0].above).toBeGreaterThanOrEqual(1);
    expect(classes[0].above).toBeLessThanOrEqual(3);
  });

  it('holds zeros apart where the axis is logarithmic', () => {
    const values = even.map((value, i) => (i < 7 ? 0 : 10 ** (8 * value)));
    const [{ axis, classes }] = sharedHistograms([{ name: 'Normal', values }]);
    expect(axis.scale.kind).toBe('log');
    expect(classes[0].below).toBe(7);
  });

  it('is offered once where it is the linear one', () => {
    expect(sharedHistograms([{ name: 'Normal', values: even }]).length).toBe(1);
    expect(
      sharedHistograms([{ name: 'Normal', values: even.map((v) => 10 ** (8 * v)) }]).length,
    ).toBe(2);
  });
});

const run = await runLab(generateTraffic(NOTEBOOK_PARAMETERS), NOTEBOOK_PARAMETERS, {
  now: () => 0,
});

describe('whatever the detector, its scores can be told apart', () => {
  it.each(run.scores)('$detector', ({ shared, own }) => {
    const [{ classes, edges }] = shared;
    // Bins that hold a hundredth of a class or more, of forty.
    const used = classes.map(
      ({ counts, total }) => counts.filter((count) => count >= total / 100).length,
    );
    expect(used[0]).toBeGreaterThanOrEqual(8);
    expect(used[1]).toBeGreaterThanOrEqual(10);
    expect(-own.threshold).toBeGreaterThan(edges[0]);
    expect(-own.threshold).toBeLessThan(edges[edges.length - 1]);
  });

  it.each(run.engineered.distributions)('$feature, normal and attack flows alike', ({ shared }) => {
    for (const { counts, total } of shared[0].classes) {
      expect(counts.filter((count) => count >= total / 100).length).toBeGreaterThanOrEqual(10);
    }
  });
});
