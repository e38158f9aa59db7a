import { expect, test } from 'vitest';
import { standardNormal } from '../../../src/data/distributions.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { type Matrix, matrix } from '../../../src/features/matrix.ts';
import { openForestLoops } from '../../../src/models/isolation-forest/forest-compiled.ts';
import {
  bytesForDrawing,
  compiledDrawing,
} from '../../../src/models/isolation-forest/forest-draws.ts';
import type { IsolationForestParams } from '../../../src/models/isolation-forest/forest-params.ts';
import { type Bagging, drawTree } from '../../../src/models/isolation-forest/forest-sampling.ts';
import { walkCompiled } from '../../../src/models/isolation-forest/forest-walking.ts';
import { IsolationForest } from '../../../src/models/isolation-forest/isolation-forest.ts';
import { layOutTrees } from '../../../src/models/isolation-forest/walking-trees.ts';
import { bitsOf, plainly } from './plainly.ts';

function rowsOf(rows: number, columns: number, change = (value: number, _at: number) => value) {
  const source = new MersenneTwister(rows);
  const data = new Float64Array(rows * columns).map((_, at) => change(standardNormal(source), at));
  return matrix(
    data,
    Array.from({ length: columns }, (_, c) => `x${c}`),
  );
}

function drawings(bagging: Bagging, seeds: readonly number[]) {
  const workspace = openForestLoops(bytesForDrawing(bagging));
  if (workspace === undefined) throw new Error('No compiled loops.');
  const draw = compiledDrawing(workspace, bagging);
  const drawn = seeds.map(draw);
  workspace.close();
  return drawn;
}

test('the same rows are drawn for a tree, whatever the number of rows', () => {
  const usual = { rows: 500, columns: 4, maxSamples: 256, maxFeatures: 4, bootstrap: false };
  const seeds = [0, 1, 42, 2 ** 31 - 2];
  for (const bagging of [
    { ...usual, rows: 3, maxSamples: 2 },
    ...[259, 300, 1025, 5000].map((rows) => ({ ...usual, rows })),
    { ...usual, rows: 1024, maxSamples: 900 },
    { ...usual, rows: 25_000, maxSamples: 251 },
    { ...usual, maxFeatures: 2 },
    { ...usual, bootstrap: true },
  ]) {
    expect(drawings(bagging, seeds)).toEqual(seeds.map((seed) => drawTree(bagging, seed)));
  }
});

test('forests have the same trees and scores either way', () => {
  const cases: readonly [Matrix, Partial<IsolationForestParams>][] = [
    [rowsOf(2, 1), {}],
    [rowsOf(64, 1), {}],
    [rowsOf(900, 6), { featureThreshold: 0, randomState: 0 }],
    [rowsOf(255, 3), { nEstimators: 11 }],
    [rowsOf(257, 16), { contamination: 0.1 }],
    [rowsOf(700, 5, Math.round), { maxFeatures: 0.5 }],
    [rowsOf(1030, 7), { bootstrap: true, randomState: 5 }],
    [rowsOf(300, 4, () => 3), {}],
    [rowsOf(300, 4, (value, at) => (at % 4 === 1 ? -0 : value * 1e-44)), {}],
    [rowsOf(300, 4, (value) => value * 1e40), { maxSamples: 200 }],
    [rowsOf(1200, 4, (value) => value * 1e-7), { maxSamples: 1000, bootstrap: true }],
  ];
  for (const [x, params] of cases) {
    const grown = () => new IsolationForest({ nEstimators: 30, ...params }).fit(x);
    const compiled = grown();
    const plain = plainly(grown);
    expect(compiled.toJSON()).toEqual(plain.toJSON());
    expect(bitsOf(compiled.trainingAssessment.scores)).toEqual(
      bitsOf(plain.trainingAssessment.scores),
    );
  }
});

test('rows walk down compiled trees where there are enough of them', () => {
  const forest = new IsolationForest({ nEstimators: 3 }).fit(rowsOf(100, 2));
  const walk = (rows: number) =>
    walkCompiled(layOutTrees(forest.trees), rowsOf(rows, 2), () => {})?.length;
  expect(walk(63)).toBeUndefined();
  expect(walk(64)).toBe(64);
  expect(plainly(() => walk(64))).toBeUndefined();
});
