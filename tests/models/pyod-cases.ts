import { MersenneTwister } from '../../src/data/random.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../src/features/matrix.ts';
import type { Assessment } from '../../src/models/detector.ts';
import { readJsonFixture, readMatrixFixture } from '../support.ts';

/** PyOD's verdicts: higher = more abnormal, labels of 1 for an outlier and 0 for others. */
interface RecordedVerdicts {
  readonly decisions: number[];
  readonly labels: string;
}

interface RecordedCase extends RecordedVerdicts {
  readonly name: string;
  /** By PyOD's names. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly threshold: number;
  readonly new: RecordedVerdicts;
}

interface MadeUpCase {
  readonly columns: number;
  readonly rows: number[];
  readonly newRows: number[];
}

/** What PyOD makes of some rows, and of new ones. */
export type PyodCase<Params, Further> = Omit<RecordedCase, 'new' | 'params'> & {
  readonly params: Partial<Params>;
  readonly training: Matrix;
  readonly unseen: Matrix;
  readonly ofUnseen: RecordedVerdicts;
  /** Of made-up rows only. */
  readonly further: (Further & MadeUpCase) | undefined;
};

/** The cases that the recording script of that folder wrote. */
export function pyodCases<Params, Further>(folder: string): PyodCase<Params, Further>[] {
  return readJsonFixture<(RecordedCase & Partial<MadeUpCase>)[]>(`${folder}/cases.json.gz`).map(
    (one) => {
      const further = one.rows === undefined ? undefined : (one as unknown as Further & MadeUpCase);
      return {
        ...one,
        params: camelCased(one.params) as Partial<Params>,
        training: further
          ? rowsOf(further.rows, further.columns)
          : readMatrixFixture('reference/seed-42/scaled.csv.gz'),
        unseen: further
          ? rowsOf(further.newRows, further.columns)
          : readMatrixFixture('reference/seed-7/scaled.csv.gz'),
        ofUnseen: one.new,
        further,
      };
    },
  );
}

function camelCased(params: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name.replace(/_./g, ([, letter]) => letter.toUpperCase()),
      value,
    ]),
  );
}

export function rowsOf(numbers: readonly number[], columns: number): Matrix {
  const names = Array.from({ length: columns }, (_, j) => `x${j}`);
  return matrix(Float64Array.from(numbers), names);
}

/** The largest |score + decision| as a share of |decision|, or of the smallest normal number. */
export function largestRelativeError(scores: ArrayLike<number>, decisions: number[]): number {
  if (scores.length !== decisions.length) return Number.POSITIVE_INFINITY;
  const errors = decisions.map(
    (decision, i) => Math.abs(scores[i] + decision) / Math.max(2 ** -1022, Math.abs(decision)),
  );
  return errors.reduce((most, error) => Math.max(most, error), 0);
}

/** Predictions as PyOD's labels. */
export function labelsOf({ predictions }: Assessment): string {
  return Array.from(predictions, (prediction) => (prediction === -1 ? '1' : '0')).join('');
}

/** The rows of `x` in another order, drawn from `seed`, and which row came to which place. */
export function shuffled(x: Matrix, seed: number): { moved: Matrix; order: Uint32Array } {
  const source = new MersenneTwister(seed);
  const draws = Float64Array.from({ length: x.rows }, () => source.double());
  const order = Uint32Array.from(draws.keys()).sort((a, b) => draws[a] - draws[b]);
  return { moved: takeMatrixRows(x, order), order };
}
