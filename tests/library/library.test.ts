/** The example of docs/library.md on the source; `tests/library/package.test.ts` has it on the package. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROFILES } from '../../src/data/profiles.ts';
import { columnOf } from '../../src/features/matrix.ts';
import * as library from '../../src/library/library.ts';
import { libraryExample } from './example.ts';

const AsyncFunction = (async () => {}).constructor as new (
  ...args: string[]
) => (...given: unknown[]) => Promise<void>;

test('the example prints what its page says', async () => {
  const { code, printed } = libraryExample();
  const IMPORT = /import (\{[^}]*\}) from 'network-anomaly-lab';/;
  expect(code).toMatch(IMPORT);
  const lines: string[] = [];
  const log = (line: string) => lines.push(`${line}\n`);
  const run = new AsyncFunction('library', 'console', code.replace(IMPORT, 'const $1 = library;'));
  await run(library, { log });
  expect(lines.join('')).toBe(printed);
});

const IMPORT_FIXTURES = new URL('../fixtures/import/', import.meta.url);
const COUNTS = Object.fromEntries(PROFILES.map(({ name, count }) => [name, Math.ceil(count / 10)]));
const flows = library.generateFlows('7', COUNTS);
const x = library.featuresOf(flows, { logRatios: true });
const scaled = library.transform(library.fitScaler('robust', x), x);

test.each([
  new library.IsolationForest({ randomState: 1 }),
  new library.OneClassSvm({ nu: 0.1 }),
  new library.LocalOutlierFactor({ novelty: true }),
  new library.KNearestNeighbours(),
  new library.Ecod(),
  new library.Hbos(),
  new library.RuleOfThumb({ rule: 'robust-z-score' }),
  new library.RuleOfThumb({ rule: 'interquartile-fence' }),
])('$estimator has the interface of a detector', (detector) => {
  expect(detector).toBeInstanceOf(library.OutlierDetector);
  detector.fit(scaled);
  const scores = detector.scoreSamples(scaled);
  expect(detector.decisionFunction(scaled)).toEqual(scores.map((score) => score - detector.offset));
  expect(detector.predict(scaled)).toEqual(library.predictionsAt(scores, detector.offset));
});

test('an ensemble is made of decisions', () => {
  const forest = new library.IsolationForest({ randomState: 1 }).fit(scaled);
  const nearest = new library.KNearestNeighbours().fit(scaled);
  const decisions = library.matrixOfColumns({
    forest: forest.trainingAssessment.decisions,
    nearest: nearest.trainingAssessment.decisions,
  });
  const ensemble = new library.Ensemble().fit(decisions);
  expect(ensemble.members).toEqual(['forest', 'nearest']);
  expect(library.rocAuc(flows.label, ensemble.trainingAssessment.scores)).toBeGreaterThan(0.8);
});

test('every feature is engineered alone, as among all', () => {
  const all = library.featuresOf(flows, { features: library.FEATURE_NAMES });
  for (const name of library.FEATURE_NAMES) {
    expect(columnOf(library.featuresOf(flows, { features: [name] }), 0), name).toEqual(
      columnOf(all, all.names.indexOf(name)),
    );
  }
});

test('metrics know when they mean nothing', () => {
  const normal = new Int8Array(3).fill(library.NORMAL);
  const scores = Float64Array.of(-1, -2, -3);
  expect(library.rocAuc(normal, scores)).toBeNull();
  expect(library.averagePrecision(normal, scores)).toBeNull();
  expect(library.bestF1Threshold(normal, scores)).toBeNull();
  const label = Int8Array.of(library.NORMAL, library.ATTACK, library.ATTACK);
  expect(library.bestF1Threshold(label, scores)).toMatchObject({ f1: 1, alerts: 2 });
  expect([...library.rocCurve(label, scores).truePositiveRate]).toEqual([0, 0.5, 1, 1]);
  expect([...library.precisionRecallCurve(label, scores).recall]).toEqual([1, 1, 0.5, 0]);
});

test('the account of a file is given, and what is no file of flows is refused', async () => {
  const read = (name: string) =>
    library.readFlows([{ name, bytes: readFileSync(new URL(name, IMPORT_FIXTURES)) }]);
  const log = await read('conn.log');
  expect(log.flows.length).toBe(log.rowsKept);
  expect(log.rowsRead).toBeGreaterThanOrEqual(log.rowsKept);
  expect(log.formats).toEqual(['Zeek conn.log (TSV)']);
  await expect(read('table.csv')).rejects.toThrow(
    'table.csv: a table of numbers, not of flows. Make a matrix of its columns with matrixOfColumns.',
  );
  expect((await read('parquet/polars.parquet')).flows.length).toBeGreaterThan(0);
});

test('a flow that there is not, and columns that do not fit, are refused', () => {
  const scores = new Float64Array(x.rows);
  expect(() => library.explainFlow(x.rows, x, scores, [0])).toThrow(
    `There is no row ${x.rows}: rows run from 0 to ${x.rows - 1}.`,
  );
  expect(() => library.explainFlow(0, x, scores, [])).toThrow('There are no reference flows');
  expect(() => library.matrixOfColumns({ a: [1, 2], b: [1] })).toThrow(
    'The column b has 1 numbers, a has 2: make them equally long.',
  );
});
