import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MersenneTwister } from '../../../src/data/random.ts';
import type { NestedCut, NestedLeaf } from '../../../src/models/online/cut-nodes.ts';
import { RandomCutForest } from '../../../src/models/online/random-cut-forest.ts';
import { RandomCutTree } from '../../../src/models/online/random-cut-tree.ts';
import { largestError } from '../../support.ts';
import { RECORDED } from './recorded.ts';

type Node = NestedCut | NestedLeaf;

test("points that come and go leave rrcf's own tree, with its displacements at every step", () => {
  const { seed, steps, tree } = RECORDED.randomCutTree;
  const ours = new RandomCutTree(64, 3, new MersenneTwister(seed));
  steps.forEach(({ point, deleted, codisp }, slot) => {
    ours.insert(slot, Float64Array.from(point));
    if (deleted !== null) ours.delete(deleted);
    for (const [held, displacement] of Object.entries(codisp)) {
      expect(ours.collusiveDisplacement(Number(held))).toBe(displacement);
    }
  });
  expect(ours.nested()).toMatchObject(tree);
});

test("a forest that slides gives rrcf's mean displacements", () => {
  const { seed, trees, window, rows, scores } = RECORDED.randomCutForest;
  const forest = new RandomCutForest(3, { trees, window }, new MersenneTwister(seed));
  const ours = rows.map((row) => forest.scoreThenLearn(Float64Array.from(row)));
  expect(largestError(ours, scores)).toBeLessThan(1e-15);
});

/** A handful of values, so that points are often equal, or equal in a column. */
const point = fc.tuple(
  ...[0, 1, 2].map(() => fc.constantFrom(-1, 0, 0.1, 0.1 + Number.EPSILON / 8, 1, 5e-324, 1e6)),
);
const comingsAndGoings = fc.record({
  seed: fc.nat(1e6),
  steps: fc.array(fc.record({ point, deleted: fc.option(fc.nat(1e6)) }), {
    minLength: 1,
    maxLength: 30,
  }),
});

/** Runs the steps; the points still held, by slot. */
function run({ seed, steps }: typeof comingsAndGoings extends fc.Arbitrary<infer T> ? T : never) {
  const tree = new RandomCutTree(30, 3, new MersenneTwister(seed));
  const held = new Map<number, readonly number[]>();
  steps.forEach((step, slot) => {
    tree.insert(slot, Float64Array.from(step.point));
    held.set(slot, step.point);
    if (step.deleted === null) return;
    const gone = [...held.keys()][step.deleted % held.size];
    tree.delete(gone);
    held.delete(gone);
  });
  return { tree, held };
}

function leavesOf(node: Node): NestedLeaf[] {
  return 'slots' in node ? [node] : [...leavesOf(node.left), ...leavesOf(node.right)];
}

test('whatever comes and goes: cuts part what they should, boxes and counts fit', () => {
  const checkNode = (node: Node) => {
    const leaves = leavesOf(node);
    expect(node.count).toBe(leaves.reduce((sum, { slots }) => sum + slots.length, 0));
    if ('slots' in node) return;
    const points = leaves.map((leaf) => leaf.point);
    expect(node.low).toEqual([0, 1, 2].map((j) => Math.min(...points.map((p) => p[j]))));
    expect(node.high).toEqual([0, 1, 2].map((j) => Math.max(...points.map((p) => p[j]))));
    for (const leaf of leavesOf(node.left)) {
      expect(leaf.point[node.column]).toBeLessThanOrEqual(node.cut);
    }
    for (const leaf of leavesOf(node.right)) {
      expect(leaf.point[node.column]).toBeGreaterThan(node.cut);
    }
    checkNode(node.left);
    checkNode(node.right);
  };
  fc.assert(
    fc.property(comingsAndGoings, (history) => {
      const { tree, held } = run(history);
      const root = tree.nested();
      expect(tree.size).toBe(held.size);
      if (root === null) return;
      checkNode(root);
      for (const leaf of leavesOf(root)) {
        for (const slot of leaf.slots) expect(leaf.point).toEqual(held.get(slot));
      }
    }),
  );
});

/**
 * The definition: over all sets of points that hold this one and can leave together (subtrees), the
 * depths that the others lose, per point of the set.
 */
function displacementByDefinition(root: Node, slot: number): number {
  const depths = (node: Node, depth: number): Map<number, number> =>
    'slots' in node
      ? new Map(node.slots.map((one) => [one, depth]))
      : new Map([...depths(node.left, depth + 1), ...depths(node.right, depth + 1)]);
  const slotsOf = (node: Node) => new Set(leavesOf(node).flatMap(({ slots }) => slots));
  const without = (node: Node, gone: Set<number>): Node | null => {
    if ('slots' in node) return node.slots.every((one) => gone.has(one)) ? null : node;
    const left = without(node.left, gone);
    const right = without(node.right, gone);
    return left === null ? right : right === null ? left : { ...node, left, right };
  };
  const before = depths(root, 0);
  const subtrees = (node: Node): Node[] =>
    !slotsOf(node).has(slot)
      ? []
      : 'slots' in node
        ? [node]
        : [node, ...subtrees(node.left), ...subtrees(node.right)];
  return Math.max(
    ...subtrees(root).map((subtree) => {
      const gone = slotsOf(subtree);
      const rest = without(root, gone);
      if (rest === null) return 0;
      let lost = 0;
      for (const [one, depth] of depths(rest, 0)) lost += (before.get(one) ?? 0) - depth;
      return lost / gone.size;
    }),
  );
}

test('the displacement is what the definition says, on the same tree', () => {
  fc.assert(
    fc.property(comingsAndGoings, (history) => {
      const { tree, held } = run(history);
      const root = tree.nested();
      if (root === null) return;
      for (const slot of held.keys()) {
        expect(tree.collusiveDisplacement(slot)).toBe(displacementByDefinition(root, slot));
      }
    }),
  );
});

/** The shape of a tree: which points each cut parts, and in which column. */
function shape(node: Node | null): string {
  if (node === null) return '';
  if ('slots' in node) return node.point.join('/');
  return `${node.column}(${shape(node.left)} ${shape(node.right)})`;
}

/** How often each shape comes up when `grow` is repeated, as shares. */
function shares(grow: (source: MersenneTwister) => RandomCutTree, times: number) {
  const source = new MersenneTwister(4);
  const counts = new Map<string, number>();
  for (let i = 0; i < times; i++) {
    const word = shape(grow(source).nested());
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Map([...counts].map(([word, count]) => [word, count / times]));
}

/** Every shape with its probability, by the definition: cuts by sides' lengths, then uniform. */
function shapesByDefinition(points: readonly (readonly number[])[]): Map<string, number> {
  if (points.length === 1) return new Map([[points[0].join('/'), 1]]);
  const sides = points[0].map((_, j) => {
    const values = [...new Set(points.map((p) => p[j]))].sort((a, b) => a - b);
    return values;
  });
  const total = sides.reduce((sum, values) => sum + values[values.length - 1] - values[0], 0);
  const shapes = new Map<string, number>();
  sides.forEach((values, j) => {
    for (let i = 0; i + 1 < values.length; i++) {
      const left = shapesByDefinition(points.filter((p) => p[j] <= values[i]));
      const right = shapesByDefinition(points.filter((p) => p[j] > values[i]));
      for (const [leftWord, leftChance] of left) {
        for (const [rightWord, rightChance] of right) {
          const word = `${j}(${leftWord} ${rightWord})`;
          const chance = ((values[i + 1] - values[i]) / total) * leftChance * rightChance;
          shapes.set(word, (shapes.get(word) ?? 0) + chance);
        }
      }
    }
  });
  return shapes;
}

const POINTS = [
  [0, 0],
  [1, 3],
  [4, 1],
  [2, 2],
];
const TIMES = 40_000;

/** Five standard deviations of a share: chance goes so far once in some million tries. */
function expectShares(found: Map<string, number>, expected: Map<string, number>): void {
  expect([...expected.keys()]).toEqual(expect.arrayContaining([...found.keys()]));
  for (const [word, chance] of expected) {
    const bound = 5 * Math.sqrt((chance * (1 - chance)) / TIMES) + 1 / TIMES;
    expect(Math.abs((found.get(word) ?? 0) - chance), word).toBeLessThan(bound);
  }
}

test('a tree grown point by point is cut as a tree of all its points at once would be', () => {
  const grow = (source: MersenneTwister) => {
    const tree = new RandomCutTree(4, 2, source);
    POINTS.forEach((one, slot) => {
      tree.insert(slot, Float64Array.from(one));
    });
    return tree;
  };
  expectShares(shares(grow, TIMES), shapesByDefinition(POINTS));
});

test('a deleted point leaves no trace: the tree is cut as if it had never come', () => {
  const grow = (source: MersenneTwister) => {
    const tree = new RandomCutTree(5, 2, source);
    [POINTS[0], [9, -4], ...POINTS.slice(1)].forEach((one, slot) => {
      tree.insert(slot, Float64Array.from(one));
    });
    tree.delete(1);
    return tree;
  };
  expectShares(shares(grow, TIMES), shapesByDefinition(POINTS));
});

test('a slot is taken once, and freed once', () => {
  const tree = new RandomCutTree(2, 1, new MersenneTwister(1));
  tree.insert(0, Float64Array.of(1));
  expect(() => tree.insert(0, Float64Array.of(2))).toThrow('Slot 0 of the tree is taken.');
  expect(() => tree.delete(1)).toThrow('Slot 1 of the tree is free.');
});

test('a forest that would not fit memory, or is none, is refused', () => {
  const create = (trees: number, window: number) => () =>
    new RandomCutForest(16, { trees, window }, new MersenneTwister(1));
  expect(create(1000, 100_000)).toThrow('trees × window must be less, to fit memory');
  expect(create(0, 256)).toThrow('trees must be a whole number ≥ 1; got 0');
  expect(create(1, 1)).toThrow('window must be a whole number ≥ 2; got 1');
});
