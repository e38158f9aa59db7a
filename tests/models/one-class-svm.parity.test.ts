import { expect, test } from 'vitest';
import { matrix } from '../../src/features/matrix.ts';
import { OneClassSvm } from '../../src/models/one-class-svm/one-class-svm.ts';
import type { OneClassSvmParams } from '../../src/models/one-class-svm/one-class-svm-params.ts';
import { largestError, readCsvFixture, readJsonFixture, readMatrixFixture } from '../support.ts';

interface RecordedCase {
  name: string;
  columns: number;
  x: number[];
  params: Record<string, unknown>;
  gamma: number;
  rho: number;
  iterations: number;
  converged: boolean;
  support: number[];
  alpha: number[];
  decisions: number[];
  predictions: number[];
}

interface NotebookReport {
  one_class_svm: { gamma: number; offset: number; iterations: number; support_vectors: number };
}

const NAMES: Readonly<Record<string, keyof OneClassSvmParams>> = { max_iter: 'maxIter' };

function paramsOf(recorded: RecordedCase): Partial<OneClassSvmParams> {
  return Object.fromEntries(
    Object.entries(recorded.params).map(([name, value]) => [NAMES[name] ?? name, value]),
  );
}

function rowsOf({ x, columns }: RecordedCase) {
  return matrix(
    Float64Array.from(x),
    Array.from({ length: columns }, (_, c) => `x${c}`),
  );
}

const RECORDED = readJsonFixture<RecordedCase[]>('one-class-svm/cases.json.gz');

test.each(RECORDED)('scikit-learn, to the bit: $name', (recorded) => {
  const svm = new OneClassSvm(paramsOf(recorded)).fit(rowsOf(recorded));
  expect(svm.gammaFitted).toBe(recorded.gamma);
  expect(svm.iterations).toBe(recorded.iterations);
  expect(svm.converged).toBe(recorded.converged);
  expect([...svm.supportVectorIndices]).toEqual(recorded.support);
  expect([...svm.dualCoef]).toEqual(recorded.alpha);
  expect(svm.rho).toBe(recorded.rho);
  const { decisions, predictions } = svm.trainingAssessment;
  expect(largestError(decisions, recorded.decisions)).toBeLessThan(1e-12);
  expect([...predictions]).toEqual(recorded.predictions);
});

test.each(RECORDED)('a cache of two rows changes nothing: $name', (recorded) => {
  const params = { ...paramsOf(recorded), cacheSize: 1e-6 };
  const svm = new OneClassSvm(params).fit(rowsOf(recorded));
  expect(svm.iterations).toBe(recorded.iterations);
  expect([...svm.dualCoef]).toEqual(recorded.alpha);
  expect(svm.rho).toBe(recorded.rho);
});

test.each(['seed-42', 'seed-7'])("the notebook's One-Class SVM, %s", (seed) => {
  const folder = `reference/${seed}`;
  const report = readJsonFixture<NotebookReport>(`${folder}/report.json`).one_class_svm;
  const columns = readCsvFixture(`${folder}/detectors.csv.gz`);
  const recorded = (part: string) => (columns.get(`one_class_svm_${part}`) ?? []).map(Number);

  const svm = new OneClassSvm({ nu: 0.1 }).fit(readMatrixFixture(`${folder}/scaled.csv.gz`));

  expect(svm.gammaFitted).toBe(report.gamma);
  expect(svm.offset).toBe(report.offset);
  expect(svm.iterations).toBe(report.iterations);
  expect(svm.supportVectorIndices).toHaveLength(report.support_vectors);
  const { scores, decisions, predictions } = svm.trainingAssessment;
  expect(largestError(scores, recorded('score'))).toBeLessThan(1e-12);
  expect(largestError(decisions, recorded('decision'))).toBeLessThan(1e-11);
  expect([...predictions]).toEqual(recorded('prediction'));
});

test("most verdicts of the notebook's One-Class SVM are left to chance, and it says so", () => {
  const x = readMatrixFixture('reference/seed-42/scaled.csv.gz');
  const svm = new OneClassSvm({ nu: 0.1 }).fit(x);
  expect(svm.decisionsWithinTol).toBe(2037);
  expect(svm.warnings).toHaveLength(1);
  expect(svm.warnings[0]).toContain('2,037 of 2,210 rows are at the threshold');
  expect(svm.warnings[0]).toContain('"send_recv_ratio" alone');
});
