import type { Matrix } from '../../features/matrix.ts';
import { type Scaler, transform } from '../../features/scale.ts';

/** Deviations from the mean at most: beyond, squares overflow, and an outlier is an outlier. */
export const FARTHEST = 1e100;

/**
 * The columns on one scale, as a network sees them: rows × columns, in units of the scaler, none
 * beyond ±1e100. O(rows × columns).
 *
 * @throws InputError for other columns than the scaler's
 */
export function standardised(scaler: Scaler, x: Matrix): Matrix {
  const scaled = transform(scaler, x);
  const data = scaled.data.map((value) => Math.min(FARTHEST, Math.max(-FARTHEST, value)));
  return { ...scaled, data };
}
