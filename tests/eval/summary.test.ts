import { describe, expect, test } from 'vitest';
import { encodeCategories } from '../../src/data/flow-rows.ts';
import {
  classesOf,
  classMeans,
  summarize,
  summarizeByGroup,
} from '../../src/eval/distributions/summary.ts';
import { readMatrixFixture } from '../support.ts';
import { SAMPLES, SEEDS, seedFlows } from './fixtures.ts';

const RECORDED = Object.entries(SAMPLES.summaries).map(([name, recorded]) => ({ name, recorded }));

describe('summaries', () => {
  test.each(RECORDED)("are pandas' describe and skew: $name", ({ recorded }) => {
    const { values, ...expected } = recorded;
    const summary = summarize(Float64Array.from(values));
    for (const [entry, value] of Object.entries(expected)) {
      const ours = summary?.[entry as keyof typeof expected];
      if (value === null) expect(ours).toBeNull();
      else expect(ours, entry).toBeCloseTo(value, 12);
    }
  });

  test('nothing has no summary, and what does not vary has no skewness', () => {
    expect(summarize(new Float64Array())).toBeNull();
    expect(summarize(new Float64Array(3).fill(0.1))).toMatchObject({
      standardDeviation: 0,
      skewness: null,
    });
  });

  test('by group, in the order of first appearance, without groups that have no row', () => {
    const groups = encodeCategories(['b', 'a', 'b'], 3);
    const summaries = summarizeByGroup(Float64Array.of(1, 5, 3), {
      codes: groups.codes,
      names: [...groups.names, 'never seen'],
    });
    expect(summaries.map(({ group, summary }) => [group, summary.count, summary.mean])).toEqual([
      ['b', 2, 2],
      ['a', 1, 5],
    ]);
  });

  test('labels group as normal, attack and unlabelled', () => {
    const groups = classesOf(Int8Array.of(1, -1, 0));
    const summaries = summarizeByGroup(Float64Array.of(1, 2, 3), groups);
    expect(summaries.map(({ group }) => group)).toEqual(['attack', 'unlabelled', 'normal']);
  });

  test.each(SEEDS)("class means are pandas' over the notebook's features, seed %s", (seed) => {
    const features = readMatrixFixture(`reference/seed-${seed}/features.csv.gz`);
    const means = classMeans(features, seedFlows(seed).label);
    expect(means.map(({ name }) => name)).toEqual(Object.keys(SAMPLES.classMeans[seed]));
    for (const { name, normal, attack } of means) {
      const expected = SAMPLES.classMeans[seed][name];
      expect((normal ?? Number.NaN) / (expected[0] || 1)).toBeCloseTo(expected[0] ? 1 : 0, 12);
      expect((attack ?? Number.NaN) / (expected[1] || 1)).toBeCloseTo(expected[1] ? 1 : 0, 12);
    }
  });
});
