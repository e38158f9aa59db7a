import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostAbnormalRows } from '../../src/eval/ranking.ts';
import { readJsonFixture } from '../support.ts';
import { CASES, DETECTORS, METRICS, SEEDS, seedFlows } from './fixtures.ts';

describe('the most abnormal rows', () => {
  test.each(CASES)('are those of pandas nlargest: $name', ({ recorded, scores }) => {
    expect([...mostAbnormalRows(scores, 15)]).toEqual(recorded.top);
  });

  test.each(SEEDS)("are the notebook's on seed %s", (seed) => {
    const report = readJsonFixture<{ top_anomalies: number[] }>(
      `reference/seed-${seed}/report.json`,
    );
    const { scores } = seedFlows(seed);
    expect([...mostAbnormalRows(scores.isolation_forest, 15)]).toEqual(report.top_anomalies);
    for (const name of DETECTORS) {
      expect([...mostAbnormalRows(scores[name], 15)]).toEqual(METRICS.seeds[seed][name].top);
    }
  });

  test('are the head of a stable sort, whatever rows are asked for', () => {
    const scores = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(scores, fc.nat({ max: 20 }), fc.func(fc.boolean()), (values, k, keep) => {
        const rows = values.map((_, row) => row).filter((row) => keep(row));
        const sorted = rows.toSorted((a, b) => values[a] - values[b] || a - b).slice(0, k);
        const shuffledRows = Uint32Array.from(rows.toReversed());
        expect([...mostAbnormalRows(Float64Array.from(values), k, shuffledRows)]).toEqual(sorted);
      }),
    );
  });

  test('are none of none', () => {
    expect(mostAbnormalRows(new Float64Array(), 15)).toEqual(new Uint32Array());
    expect(mostAbnormalRows(Float64Array.of(1), 0)).toEqual(new Uint32Array());
  });
});
