import { type Matrix, matrix } from '../../features/matrix.ts';
import { savedFields, savedNumbers, savedParameters, savedWarnings } from '../saved-detector.ts';
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

/** The reverse. @throws InputError that names the first field that is missing or wrong */
export function oneClassSvmFromJson(json: unknown): FittedOneClassSvm {
  const saved = savedFields(json, KIND);
  const names = saved.at('features').words(1, Number.POSITIVE_INFINITY);
  const dualCoef = savedNumbers(saved.at('dualCoef'));
  const count = dualCoef.length;
  const gamma = saved.at('gamma').number();
  if (gamma < 0) throw saved.at('gamma').expected('a number from 0');
  return {
    params: checkOneClassSvmParams(
      savedParameters<OneClassSvmParams>(saved.at('params'), PARAMS),
      KIND,
    ),
    gamma,
    rho: saved.at('rho').number(),
    iterations: saved.at('iterations').count(),
    converged: saved.at('converged').flag(),
    objective: saved.at('objective').number(),
    supportVectorIndices: Uint32Array.from(
      saved.at('supportVectorIndices').numbers(count, count, 'row numbers', isRowNumber),
    ),
    dualCoef,
    supportVectors: matrix(savedNumbers(saved.at('supportVectors'), count * names.length), names),
    decisionsWithinTol: saved.at('decisionsWithinTol').count(),
    warnings: savedWarnings(saved),
  };
}

const isRowNumber = (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32;
