import { expect, it } from 'vitest';
import { offsetForContamination } from '../../src/models/contamination.ts';

it('flags as many rows as PyOD, where rounding decides, too', () => {
  // s = np.arange(n) / 7; (s > np.percentile(s, 100 * (1 - contamination))).sum()
  const recorded = [
    [181, 0.1, 18],
    [181, 0.3, 55],
    [341, 0.3, 103],
    [341, 0.05, 17],
    [10, 0.1, 1],
    [10, 0.3, 3],
  ];
  for (const [rows, contamination, flagged] of recorded) {
    const scores = Float64Array.from({ length: rows }, (_, i) => -i / 7);
    const offset = offsetForContamination(scores, contamination);
    expect(scores.filter((score) => score - offset < 0)).toHaveLength(flagged);
  }
});

it('is the score itself where all are one, so that none is flagged', () => {
  const offset = offsetForContamination(Float64Array.of(-2, -2, -2), 0.5);
  expect(offset).toBe(-2);
  expect(Object.is(offsetForContamination(Float64Array.of(0, 0), 0.1), 0)).toBe(true);
});
