import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MersenneTwister } from '../../src/data/random.ts';
import { type Matrix, matrix } from '../../src/features/matrix.ts';
import type { IsolationForestParams } from '../../src/models/isolation-forest/forest-params.ts';
import { IsolationForest } from '../../src/models/isolation-forest/isolation-forest.ts';
import { largestError, readCsvFixture, readJsonFixture, readMatrixFixture } from '../support.ts';

const FIELDS = ['feature', 'threshold', 'leftChild', 'rightChild', 'nodeSamples'] as const;

interface RecordedCase {
  readonly kind: string;
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
  readonly twins: readonly number[] | null;
  readonly params: Partial<IsolationForestParams>;
  readonly maxSamplesFitted: number;
  readonly offset: number;
  readonly nodeCounts: readonly number[];
  readonly treesSha256: string;
  readonly firstTree: Readonly<Record<(typeof FIELDS)[number], readonly number[]>>;
  readonly shownRows: readonly number[];
  readonly scores: readonly number[];
  readonly anomalies: readonly number[] | null;
  readonly anomalyCount: number;
}

/** The rows of record.py: u is uniform, i the row, j the column. */
const VALUE: Record<string, (u: number, j: number, i: number, recorded: RecordedCase) => number> = {
  uniform: (u) => u,
  constant: (u, j) => (j % 3 === 1 ? u : 1.5),
  'nearly constant': (u, j) => u * ((j + 1) * 0.5e-7) + (j % 2),
  duplicated: (u) => u,
  huge: (u, j) => (u - 0.5) * 2e6 + j * 1e7,
  whole: (u) => Math.floor(u * 4),
  'heavy tail': (u) => 1 / (u + 1e-4),
  twins: (u, _, i, { twins }) => [-10, -9.999][twins?.indexOf(i) ?? -1] ?? u,
};

function makeRows(recorded: RecordedCase): Matrix {
  const { kind, rows, columns, seed } = recorded;
  const source = new MersenneTwister(seed);
  const u = Float64Array.from({ length: rows * columns }, () => source.double());
  const period = kind === 'duplicated' ? Math.ceil(rows / 5) : rows;
  const data = u.map((_, at) => {
    const j = at % columns;
    const i = (at - j) / columns;
    return VALUE[kind](u[(i % period) * columns + j], j, i, recorded);
  });
  return matrix(
    data,
    Array.from({ length: columns }, (_, j) => `column ${j}`),
  );
}

/** Each field of all trees, children counted from the tree's own root as scikit-learn does. */
function treeFields(forest: IsolationForest) {
  const { trees } = forest;
  const fromRoot = (children: Int32Array) => {
    const moved = children.slice();
    for (let t = 0; t < trees.count; t++) {
      for (let node = trees.roots[t]; node < trees.roots[t + 1]; node++) {
        if (moved[node] !== -1) moved[node] -= trees.roots[t];
      }
    }
    return moved;
  };
  return {
    ...trees,
    leftChild: fromRoot(trees.leftChild),
    rightChild: fromRoot(trees.rightChild),
  };
}

describe('against scikit-learn 1.9.1, made-up data', () => {
  const { cases } = readJsonFixture<{ cases: RecordedCase[] }>('isolation-forest/cases.json.gz');

  const titled = cases.map((recorded) => {
    const { rows, columns, kind, params } = recorded;
    return [`${rows} rows × ${columns}, ${kind}, ${JSON.stringify(params)}`, recorded] as const;
  });

  it.each(titled)('%s', (_, recorded) => {
    const x = makeRows(recorded);
    const forest = new IsolationForest(recorded.params).fit(x);
    const fields = treeFields(forest);
    const { scores, predictions } = forest.trainingAssessment;
    const counts = recorded.nodeCounts.map((_, t) => fields.roots[t + 1] - fields.roots[t]);
    const digest = createHash('sha256');
    for (const field of FIELDS) {
      const shown = recorded.firstTree[field];
      expect([...fields[field].subarray(0, shown.length)], field).toEqual(shown);
      digest.update(fields[field]);
    }
    expect(counts).toEqual(recorded.nodeCounts);
    expect(digest.digest('hex')).toBe(recorded.treesSha256);
    expect(forest.maxSamplesFitted).toBe(recorded.maxSamplesFitted);
    expect(Math.abs(forest.offset - recorded.offset)).toBeLessThanOrEqual(1e-12);
    const shownScores = recorded.shownRows.map((row) => scores[row]);
    expect(largestError(shownScores, recorded.scores)).toBeLessThanOrEqual(1e-12);
    const anomalies = [...predictions.keys()].filter((row) => predictions[row] === -1);
    expect(anomalies.length).toBe(recorded.anomalyCount);
    if (recorded.anomalies !== null) expect(anomalies).toEqual(recorded.anomalies);
  });

  it('keeps rows together whose random targets agree to rounding', () => {
    const [recorded] = cases.filter(({ kind }) => kind === 'twins');
    const { trees } = new IsolationForest(recorded.params).fit(makeRows(recorded));
    const leafOf = (value: number, root: number) => {
      let [node, depth] = [root, 0];
      for (; trees.feature[node] !== -1; depth++) {
        node = value <= trees.threshold[node] ? trees.leftChild[node] : trees.rightChild[node];
      }
      return { node, depth };
    };
    for (const root of trees.roots.subarray(0, trees.count)) {
      const { node, depth } = leafOf(-10, root);
      expect(leafOf(-9.999, root).node).toBe(node);
      expect(trees.nodeSamples[node]).toBe(2);
      // Not for want of depth: 100 rows allow seven splits.
      expect(depth).toBeLessThan(7);
    }
  });
});

describe.each([42, 7])('against the notebook, seed %i', (seed) => {
  const x = readMatrixFixture(`reference/seed-${seed}/scaled.csv.gz`);
  const columns = readCsvFixture(`reference/seed-${seed}/detectors.csv.gz`);
  const recorded = (part: string) =>
    Float64Array.from(columns.get(`isolation_forest_${part}`) ?? [], Number);
  const forest = new IsolationForest({ contamination: 0.1, randomState: seed }).fit(x);

  it('gives the same scores and decisions to rounding, and every label', () => {
    for (const assessment of [forest.trainingAssessment, forest.assess(x)]) {
      expect(relativeError(assessment.scores, recorded('score'))).toBeLessThanOrEqual(1e-12);
      expect(largestError(assessment.decisions, recorded('decision'))).toBeLessThanOrEqual(1e-12);
      expect([...assessment.predictions]).toEqual([...recorded('prediction')]);
    }
  });

  it('gives the same offset', () => {
    const report = readJsonFixture<{ isolation_forest_offset: number }>(
      `reference/seed-${seed}/report.json`,
    );
    expect(Math.abs(forest.offset - report.isolation_forest_offset)).toBeLessThanOrEqual(1e-12);
  });
});

function relativeError(actual: Float64Array, expected: Float64Array): number {
  return largestError(
    actual.map((value, i) => value / expected[i]),
    expected.map(() => 1),
  );
}
