import { expect, test } from 'vitest';
import { entryAt } from '../../src/data/entry-at.ts';

test('gives what stands there, zero and NaN too, and names what does not', () => {
  const scores = Float64Array.of(0, Number.NaN);
  expect(entryAt(scores, 0, 'score')).toBe(0);
  expect(entryAt(scores, 1, 'score')).toBeNaN();
  expect(() => entryAt(scores, 2, 'score')).toThrow('No score at place 2 of 2.');
  expect(() => entryAt([], -1, 'epoch')).toThrow('No epoch at place -1 of 0.');
});
