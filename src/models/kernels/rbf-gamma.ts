import { InputError } from '../../data/errors.ts';
import type { Matrix } from '../../features/matrix.ts';
import { pairwiseSum } from '../../features/numpy.ts';

/** The kernel's width, K = exp(−γ ‖a − b‖²): by a rule from the data, or as a number ≥ 0. */
export type Gamma = 'scale' | 'auto' | number;

/**
 * The number that `gamma` stands for: `'scale'` is 1 / (columns × variance of all numbers), or 1
 * if they are all the same, `'auto'` is 1 / columns. Throws `InputError` if the variance is too
 * large or too small for that. O(rows × columns).
 */
export function resolveGamma(gamma: Gamma, x: Matrix): number {
  if (gamma === 'auto') return 1 / x.columns;
  if (gamma !== 'scale') return gamma;
  const spread = variance(x.data);
  const fitted = spread === 0 ? 1 : 1 / (x.columns * spread);
  if (!Number.isFinite(fitted) || fitted === 0) {
    throw new InputError(
      `gamma "scale" cannot be taken from data whose variance is ${spread}. Scale the features first.`,
    );
  }
  return fitted;
}

/** NumPy's `var`, in its order of operations. */
function variance(values: Float64Array): number {
  const mean = pairwiseSum(values) / values.length;
  const squares = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) squares[i] = (values[i] - mean) * (values[i] - mean);
  return pairwiseSum(squares) / values.length;
}
