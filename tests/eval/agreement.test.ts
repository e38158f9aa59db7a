import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreement } from '../../src/eval/agreement.ts';
import { DETECTORS, METRICS, SEEDS, seedFlows } from './fixtures.ts';

describe('agreement of detectors', () => {
  test.each(SEEDS)("has scikit-learn's Jaccard score and kappa, seed %s", (seed) => {
    const { predictions } = seedFlows(seed);
    const { pairs } = agreement(
      DETECTORS.map((name) => ({ name, predictions: predictions[name] })),
    );
    expect(pairs).toHaveLength(3);
    for (const expected of METRICS.seeds[seed].pairs) {
      const pair = pairs.find((p) => p.first === expected.first && p.second === expected.second);
      expect(pair?.jaccard).toBeCloseTo(expected.jaccard, 12);
      expect(pair?.kappa).toBeCloseTo(expected.kappa, 12);
    }
  });

  test('counts rows as a person would with the table in hand', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), { minLength: 1 }),
        (table) => {
          const detectors = ['a', 'b', 'c'].map((name, at) => ({
            name,
            predictions: Int8Array.from(table, (row) => (row[at] ? -1 : 1)),
          }));
          const votes = table.map((row) => row.filter(Boolean).length);
          const result = agreement(detectors);
          expect(result.rows).toBe(table.length);
          expect(result.flaggedBy).toEqual(
            [0, 1, 2, 3].map((m) => votes.filter((v) => v === m).length),
          );
          result.detectors.forEach((share, at) => {
            const rows = table.map((row, i) => ({ own: row[at], votes: votes[i] }));
            expect(share.flagged).toBe(rows.filter((r) => r.own).length);
            expect(share.flaggedAlone).toBe(rows.filter((r) => r.own && r.votes === 1).length);
            expect(share.missedAlone).toBe(rows.filter((r) => !r.own && r.votes === 2).length);
          });
        },
      ),
    );
  });

  test('looks at the rows asked for only', () => {
    const detectors = [
      { name: 'a', predictions: Int8Array.of(-1, 1, 1) },
      { name: 'b', predictions: Int8Array.of(1, -1, 1) },
    ];
    expect(agreement(detectors, Uint32Array.of(0)).detectors).toEqual([
      { name: 'a', flagged: 1, flaggedAlone: 1, missedAlone: 0 },
      { name: 'b', flagged: 0, flaggedAlone: 0, missedAlone: 1 },
    ]);
  });

  test('two silent detectors have nothing to agree on', () => {
    const silent = Int8Array.of(1, 1);
    const [pair] = agreement([
      { name: 'a', predictions: silent },
      { name: 'b', predictions: silent },
    ]).pairs;
    expect(pair).toMatchObject({ either: 0, jaccard: null, kappa: null });
  });

  test('a detector by itself misses nothing that another finds', () => {
    const alone = agreement([{ name: 'a', predictions: Int8Array.of(-1, 1) }]);
    expect(alone.flaggedBy).toEqual([1, 1]);
    expect(alone.detectors[0]).toMatchObject({ flagged: 1, flaggedAlone: 1, missedAlone: 0 });
    expect(agreement([])).toEqual({ rows: 0, flaggedBy: [0], detectors: [], pairs: [] });
  });
});
