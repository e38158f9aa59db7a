import { log1p } from '../data/elementary.ts';
import { InputError } from '../data/errors.ts';
import { type Matrix, matrix } from './matrix.ts';

/** The two selected columns with a heavy tail, which the notebook leaves as they are. */
export const HEAVY_TAILED: readonly string[] = ['send_recv_ratio', 'bytes_per_packet'];

/**
 * The named columns of `x` in the order of `names`: rows × names.
 *
 * @param logHeavyTails replaces each of `HEAVY_TAILED` by log1p of itself, named `log_…`
 * @throws InputError for no name, an unknown or a repeated one
 */
export function selectFeatures(x: Matrix, names: readonly string[], logHeavyTails = false): Matrix {
  if (names.length === 0) throw new InputError('No feature is selected: choose at least one.');
  const from = names.map((name, at) => {
    if (names.indexOf(name) !== at) throw new InputError(`The feature ${name} is named twice.`);
    const column = x.names.indexOf(name);
    if (column < 0) {
      throw new InputError(`There is no feature "${name}": choose among ${x.names.join(', ')}.`);
    }
    return column;
  });
  const logged = names.map((name) => logHeavyTails && HEAVY_TAILED.includes(name));
  const data = new Float64Array(x.rows * names.length);
  let at = 0;
  for (let row = 0; row < x.rows; row++) {
    for (let j = 0; j < from.length; j++) {
      const value = x.data[row * x.columns + from[j]];
      data[at++] = logged[j] ? log1p(value) : value;
    }
  }
  return matrix(
    data,
    names.map((name, j) => (logged[j] ? `log_${name}` : name)),
  );
}
