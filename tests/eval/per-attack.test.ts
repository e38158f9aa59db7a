import { describe, expect, test } from 'vitest';
import { encodeCategories } from '../../src/data/flow-rows.ts';
import { detectionByType, difficultyOf, rankAttacks } from '../../src/eval/per-attack.ts';
import { wilsonInterval } from '../../src/eval/wilson.ts';
import { readJsonFixture } from '../support.ts';
import { SEEDS, seedFlows } from './fixtures.ts';

describe('detection by type of traffic', () => {
  test.each(SEEDS)("ranks the attacks as the notebook's forest finds them, seed %s", (seed) => {
    const report = readJsonFixture<{ detection_rate: Record<string, number> }>(
      `reference/seed-${seed}/report.json`,
    );
    const { attackType, label, predictions } = seedFlows(seed);
    const types = detectionByType(attackType, label, predictions.isolation_forest);
    const ranked = rankAttacks(types);
    expect(ranked.map(({ type }) => type)).toEqual(Object.keys(report.detection_rate));
    for (const { type, rate } of ranked) expect(rate).toBeCloseTo(report.detection_rate[type], 14);
    expect(types.reduce((sum, { flows }) => sum + flows, 0)).toBe(label.length);
  });

  test('lists types in the order of their first row and gives normal traffic its false alerts', () => {
    const attackType = encodeCategories(['scan', 'normal', 'scan', 'normal', 'flood'], 5);
    const types = detectionByType(
      { codes: attackType.codes, names: [...attackType.names, 'never seen'] },
      Int8Array.of(1, 0, 1, 0, 1),
      Int8Array.of(-1, -1, 1, 1, 1),
    );
    expect(types).toEqual([
      { type: 'scan', label: 1, flows: 2, flagged: 1, rate: 0.5, interval: wilsonInterval(1, 2) },
      { type: 'normal', label: 0, flows: 2, flagged: 1, rate: 0.5, interval: wilsonInterval(1, 2) },
      { type: 'flood', label: 1, flows: 1, flagged: 0, rate: 0, interval: wilsonInterval(0, 1) },
    ]);
    expect(rankAttacks(types).map(({ type, difficulty }) => [type, difficulty])).toEqual([
      ['flood', 'hard'],
      ['scan', 'medium'],
    ]);
  });

  test('counts only the rows asked for, in their order', () => {
    const attackType = encodeCategories(['a', 'b', 'b'], 3);
    const types = detectionByType(
      attackType,
      Int8Array.of(1, 1, 1),
      Int8Array.of(1, -1, 1),
      Uint32Array.of(2, 0),
    );
    expect(types.map(({ type, flows, flagged }) => [type, flows, flagged])).toEqual([
      ['b', 1, 0],
      ['a', 1, 0],
    ]);
  });

  test('a type whose flows carry both labels is two entries', () => {
    const attackType = encodeCategories(['dns', 'dns', 'dns'], 3);
    const types = detectionByType(attackType, Int8Array.of(0, 1, 0), Int8Array.of(1, -1, 1));
    expect(types.map(({ label, flows, rate }) => [label, flows, rate])).toEqual([
      [0, 2, 0],
      [1, 1, 1],
    ]);
  });

  test.each([
    [0, 'hard'],
    [49 / 100, 'hard'],
    [20 / 40, 'medium'],
    [39 / 50, 'medium'],
    [24 / 30, 'easy'],
    [1, 'easy'],
  ])('a rate of %d is %s', (rate, difficulty) => {
    expect(difficultyOf(rate)).toBe(difficulty);
  });
});
