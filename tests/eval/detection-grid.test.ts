import { expect, it } from 'vitest';
import { detectionGrid } from '../../src/eval/detection-grid.ts';
import type { RankedAttack } from '../../src/eval/per-attack.ts';

function attack(type: string, rate: number): RankedAttack {
  return {
    type,
    label: 1,
    flows: 10,
    flagged: 10 * rate,
    rate,
    interval: { low: 0, high: 1 },
    difficulty: 'hard',
  };
}

it('joins rankings attack by attack and puts the hardest on average first', () => {
  const grid = detectionGrid([
    { name: 'a', attacks: [attack('scan', 0), attack('flood', 1)] },
    { name: 'b', attacks: [attack('flood', 0), attack('scan', 0.5)] },
  ]);
  expect(grid).toEqual({
    detectors: ['a', 'b'],
    attacks: [
      { type: 'scan', flows: 10, rates: [0, 0.5], meanRate: 0.25 },
      { type: 'flood', flows: 10, rates: [1, 0], meanRate: 0.5 },
    ],
  });
});

it('is empty where there are no detectors', () => {
  expect(detectionGrid([])).toEqual({ detectors: [], attacks: [] });
});
