import { expect, test } from 'vitest';
import { standardNormal } from '../../../src/data/distributions.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { matrix } from '../../../src/features/matrix.ts';
import { IsolationForest } from '../../../src/models/isolation-forest/isolation-forest.ts';
import { SlidingForest } from '../../../src/models/online/sliding-forest.ts';

test('its scores are those of a forest fitted on the last rows', () => {
  const normal = new MersenneTwister(5);
  const rows = Array.from({ length: 90 }, () =>
    Float64Array.of(standardNormal(normal), standardNormal(normal)),
  );
  const params = { trees: 10, window: 40, refit: 25 };
  const forest = new SlidingForest(2, params, new MersenneTwister(7));
  const scores = rows.map((row) => forest.scoreThenLearn(row));
  expect(scores.slice(0, 40)).toEqual(new Array(40).fill(0));

  const states = new MersenneTwister(7);
  for (const fittedAt of [40, 65]) {
    const randomState = states.uint32();
    // A ring buffer: where the oldest rows were, the newest are.
    const ring: Float64Array[] = [];
    rows.slice(0, fittedAt).forEach((row, at) => {
      ring[at % 40] = row;
    });
    const batch = new IsolationForest({ nEstimators: 10, contamination: 'auto', randomState });
    batch.fit(matrix(Float64Array.from(ring.flatMap((row) => [...row])), ['x', 'y']));
    for (let at = fittedAt; at < fittedAt + 25; at++) {
      expect(scores[at]).toBe(-batch.scoreSamples(matrix(rows[at], ['x', 'y']))[0]);
    }
  }
});
