import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MersenneTwister } from '../../../src/data/random.ts';
import { HalfSpaceTrees } from '../../../src/models/online/half-space-trees.ts';
import { growHalfSpaces, type HalfSpaces } from '../../../src/models/online/half-spaces.ts';
import { largestError } from '../../support.ts';
import { RECORDED } from './recorded.ts';

const { halfSpaceTrees: river } = RECORDED;

function recordedSpaces(): HalfSpaces {
  return {
    trees: river.n_trees,
    depth: river.height,
    columns: 3,
    feature: Uint16Array.from(river.trees.flatMap(({ features }) => features)),
    threshold: Float64Array.from(river.trees.flatMap(({ thresholds }) => thresholds)),
  };
}

test("in river's trees, scores and masses are river's", () => {
  const detector = new HalfSpaceTrees(recordedSpaces(), river.window_size);
  const scores = river.rows.map((row) => detector.scoreThenLearn(Float64Array.from(row)));
  expect(largestError(scores, river.scores)).toBeLessThan(1e-15);
  river.trees.forEach(({ referenceMasses }, tree) => {
    const masses = referenceMasses.map((_, node) => detector.referenceMass(tree, node));
    expect(masses).toEqual(referenceMasses);
  });
});

/** The nodes on a row's path, from the root. */
function pathOf({ depth, feature, threshold }: HalfSpaces, tree: number, row: readonly number[]) {
  const nodes = [0];
  for (let level = 0; level < depth; level++) {
    const node = nodes[level];
    const at = tree * (2 ** depth - 1) + node;
    nodes.push(row[feature[at]] < threshold[at] ? 2 * node + 1 : 2 * node + 2);
  }
  return nodes;
}

test('a score weighs, by depth, the rows of the last full window that took the same path', () => {
  const rowsOf = fc.array(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), size(2)), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 12 }), fc.nat(99), (rows, window, seed) => {
      const ranges = [
        { low: -1, high: 1 },
        { low: 0, high: 0 },
      ];
      const spaces = growHalfSpaces(ranges, { trees: 3, depth: 3 }, new MersenneTwister(seed));
      const detector = new HalfSpaceTrees(spaces, window);
      rows.forEach((row, at) => {
        const score = detector.scoreThenLearn(Float64Array.from(row));
        const full = Math.floor(at / window);
        const reference = rows.slice((full - 1) * window, full * window);
        expect(score).toBeCloseTo(full === 0 ? 0 : expected(spaces, reference, row), 12);
      });
    }),
    { numRuns: 60 },
  );
});

function expected(
  spaces: HalfSpaces,
  reference: readonly (readonly number[])[],
  row: readonly number[],
): number {
  let sum = 0;
  for (let tree = 0; tree < spaces.trees; tree++) {
    const paths = reference.map((other) => pathOf(spaces, tree, other));
    for (const [level, node] of pathOf(spaces, tree, row).entries()) {
      const mass = paths.filter((path) => path[level] === node).length;
      sum += mass * 2 ** level;
      if (mass < 0.1 * reference.length) break;
    }
  }
  return 1 - sum / (spaces.trees * reference.length * (2 ** (spaces.depth + 1) - 1));
}

function size(columns: number) {
  return { minLength: columns, maxLength: columns };
}

test('each tree halves its own work range, which holds all that is expected', () => {
  const ranges = [{ low: 10, high: 20 }];
  const spaces = growHalfSpaces(ranges, { trees: 200, depth: 2 }, new MersenneTwister(1));
  const roots = Array.from({ length: 200 }, (_, t) => spaces.threshold[3 * t]);
  expect(new Set(roots).size).toBe(200);
  // The middle of a work range is the random point that it lies around.
  for (const root of roots) {
    expect(root).toBeGreaterThanOrEqual(10);
    expect(root).toBeLessThanOrEqual(20);
  }
  roots.forEach((root, t) => {
    const reach = 2 * Math.max(root - 10, 20 - root);
    expect(spaces.threshold[3 * t + 1]).toBeCloseTo(root - reach / 2, 9);
    expect(spaces.threshold[3 * t + 2]).toBeCloseTo(root + reach / 2, 9);
  });
});

test('a row that is no row of the stream is refused', () => {
  const detector = new HalfSpaceTrees(recordedSpaces(), 10);
  expect(() => detector.scoreThenLearn(new Float64Array(2))).toThrow('rows of 3 columns; got 2');
  expect(() => detector.scoreThenLearn(Float64Array.of(0, Number.NaN, 0))).toThrow(
    'column 1 is NaN',
  );
  expect(() => growHalfSpaces([], { trees: 1, depth: 1 }, new MersenneTwister(1))).toThrow(
    'columns must be 1 to 65536; got 0',
  );
  const wide = [{ low: 0, high: 1 }];
  expect(() => growHalfSpaces(wide, { trees: 1000, depth: 16 }, new MersenneTwister(1))).toThrow(
    'nodes must be at most 4194304',
  );
});
