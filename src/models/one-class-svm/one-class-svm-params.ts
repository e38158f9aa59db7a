import { checkParameter } from '../detector.ts';
import type { Gamma } from '../kernels/rbf-gamma.ts';

/** scikit-learn's parameters of `OneClassSVM` with the RBF kernel. */
export interface OneClassSvmParams {
  /** Share of rows that may lie outside, at most, and that support the boundary, at least: (0, 1]. */
  readonly nu: number;
  /** Width of the kernel: `'scale'`, `'auto'` or a number ≥ 0. */
  readonly gamma: Gamma;
  /** Largest violation of optimality at which the solver stops, > 0. */
  readonly tol: number;
  /** Whether rows at a bound are set aside while they are unlikely to leave it. */
  readonly shrinking: boolean;
  /** Most iterations of the solver, −1 for no limit. */
  readonly maxIter: number;
  /** Memory for kernel rows in MiB, > 0; changes the time taken, never the result. */
  readonly cacheSize: number;
}

export const ONE_CLASS_SVM_DEFAULTS: OneClassSvmParams = {
  nu: 0.5,
  gamma: 'scale',
  tol: 1e-3,
  shrinking: true,
  maxIter: -1,
  cacheSize: 200,
};

/** `params` over the defaults. Throws `InputError` on a value out of range. */
export function checkOneClassSvmParams(
  params: Partial<OneClassSvmParams>,
  estimator: string,
): OneClassSvmParams {
  const { nu, gamma, tol, shrinking, maxIter, cacheSize } = {
    ...ONE_CLASS_SVM_DEFAULTS,
    ...params,
  };
  const check = (name: string, value: unknown, ok: boolean, expected: string) =>
    checkParameter(estimator, name, value, ok, expected);
  check('nu', nu, Number.isFinite(nu) && nu > 0 && nu <= 1, 'a number above 0 and at most 1');
  const named = gamma === 'scale' || gamma === 'auto';
  const numeric = Number.isFinite(gamma) && Number(gamma) >= 0;
  check('gamma', gamma, named || numeric, '"scale", "auto" or a number from 0');
  check('tol', tol, Number.isFinite(tol) && tol > 0, 'a number above 0');
  check('shrinking', shrinking, typeof shrinking === 'boolean', 'true or false');
  check('maxIter', maxIter, Number.isSafeInteger(maxIter) && maxIter >= -1, 'an integer from −1');
  check('cacheSize', cacheSize, Number.isFinite(cacheSize) && cacheSize > 0, 'MiB above 0');
  return { nu, gamma, tol, shrinking, maxIter, cacheSize };
}
