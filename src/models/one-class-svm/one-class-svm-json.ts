import { InputError } from '../../data/errors.ts';
import { type Matrix, matrix } from '../../features/matrix.ts';
import { savedValues } from '../saved-values.ts';
import {
  checkOneClassSvmParams,
  ONE_CLASS_SVM_DEFAULTS,
  type OneClassSvmParams,
} from './one-class-svm-params.ts';

/** What a fit leaves behind. */
export interface FittedOneClassSvm {
  readonly params: OneClassSvmParams;
  readonly gamma: number;
  readonly rho: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly objective: number;
  /** Rows of the training matrix with α > 0, ascending. */
  readonly supportVectorIndices: Uint32Array;
  /** Their α, 0 < α ≤ 1. */
  readonly dualCoef: Float64Array;
  readonly supportVectors: Matrix;
  readonly decisionsWithinTol: number;
  readonly warnings: readonly string[];
}

const KIND = 'OneClassSVM';
const PARAMS = Object.keys(ONE_CLASS_SVM_DEFAULTS) as (keyof OneClassSvmParams)[];

/** Plain JSON values; doubles survive to the bit. */
export function oneClassSvmToJson(fitted: FittedOneClassSvm): object {
  return {
    estimator: KIND,
    ...fitted,
    supportVectorIndices: [...fitted.supportVectorIndices],
    dualCoef: [...fitted.dualCoef],
    features: [...fitted.supportVectors.names],
    supportVectors: [...fitted.supportVectors.data],
  };
}

/** The reverse. Throws `InputError` that names the first field that is missing or wrong. */
export function oneClassSvmFromJson(json: unknown): FittedOneClassSvm {
  const fields = isRecord(json) ? json : {};
  const take = <T>(name: string, ok: (value: unknown) => value is T, expected: string): T => {
    const value = fields[name];
    if (ok(value)) return value;
    throw new InputError(
      `This is no saved One-Class SVM: "${name}" should be ${expected}. Save the model again.`,
    );
  };
  take('estimator', (value): value is string => value === KIND, `"${KIND}"`);
  const names = take('features', listOf(isWord, 1), 'a list of names');
  const dualCoef = take('dualCoef', listOf(isReal, 1), 'a list of numbers');
  const count = dualCoef.length;
  const size = count * names.length;
  return {
    params: checkOneClassSvmParams(
      savedValues(KIND).parameters<OneClassSvmParams>(fields.params, PARAMS),
      KIND,
    ),
    gamma: take('gamma', isPositive, 'a number from 0'),
    rho: take('rho', isReal, 'a number'),
    iterations: take('iterations', isCount, 'a count'),
    converged: take('converged', isFlag, 'true or false'),
    objective: take('objective', isReal, 'a number'),
    supportVectorIndices: Uint32Array.from(
      take('supportVectorIndices', listOf(isCount, count, count), `${count} row numbers`),
    ),
    dualCoef: Float64Array.from(dualCoef),
    supportVectors: matrix(
      Float64Array.from(
        take('supportVectors', listOf(isReal, size, size), `${count} × ${names.length} numbers`),
      ),
      names,
    ),
    decisionsWithinTol: take('decisionsWithinTol', isCount, 'a count'),
    warnings: take('warnings', listOf(isWord), 'a list of sentences'),
  };
}

type Guard<T> = (value: unknown) => value is T;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWord = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isReal = (value: unknown): value is number => Number.isFinite(value);
const isPositive = (value: unknown): value is number => isReal(value) && value >= 0;
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && isPositive(value) && value < 2 ** 32;

/** A list of `least` to `most` values that all pass `ok`. */
function listOf<T>(ok: Guard<T>, least = 0, most = Number.POSITIVE_INFINITY): Guard<T[]> {
  return (value): value is T[] =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(ok);
}
