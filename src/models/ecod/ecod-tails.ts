import { log } from '../../data/elementary.ts';
import { columnOf, type Matrix } from '../../features/matrix.ts';
import { linspace, pairwiseSum } from '../../features/numpy.ts';
import { countBelow, countUpTo } from '../../features/sorted-counts.ts';

/** What the values of one feature are held against. */
export interface FeatureTails {
  /** The values, in parts that each ascend. */
  readonly parts: readonly Float64Array[];
  /** Whether their skewness is exactly 0: then both tails count. */
  readonly isSymmetric: boolean;
}

/** The tails of the training rows, by feature. O(columns × rows log rows). */
export function trainingTails(x: Matrix): FeatureTails[] {
  return x.names.map((_, j) => {
    const values = columnOf(x, j);
    const isSymmetric = hasNoSkewness(values, x.columns);
    return { parts: [values.sort()], isSymmetric };
  });
}

/** The tails of the training rows and of more rows behind them. O(columns × rows log rows). */
export function tailsWith(
  training: Matrix,
  tails: readonly FeatureTails[],
  more: Matrix,
): FeatureTails[] {
  return tails.map(({ parts }, j) => {
    const values = columnOf(more, j);
    const all = new Float64Array(training.rows + more.rows);
    all.set(columnOf(training, j));
    all.set(values, training.rows);
    return { parts: [...parts, values.sort()], isSymmetric: hasNoSkewness(all, more.columns) };
  });
}

/**
 * How rare each value is, row-major: the negative logarithm of the share of the values that lie as
 * far out, on the side where these are fewer; the sum over both sides where the skewness is 0.
 * O(columns × rows × log of the values held against).
 *
 * @param outside 1 where each row is counted on top of the tails, 0 where they hold it
 * @param without a row that the tails hold and that is not counted, by column
 */
export function tailContributions(
  x: Matrix,
  tails: readonly FeatureTails[],
  outside: 0 | 1,
  without?: Float64Array,
): Float64Array {
  const { rows, columns, data } = x;
  const held = tails[0].parts.reduce((sum, part) => sum + part.length, 0);
  const total = held + outside - (without === undefined ? 0 : 1);
  const rarities = linspace(1 / total, 1, total).map((share) => 0 - log(share));
  const contributions = new Float64Array(rows * columns);
  tails.forEach(({ parts, isSymmetric }, j) => {
    for (let at = j; at < contributions.length; at += columns) {
      const value = data[at];
      let upTo: number = outside;
      let from: number = outside;
      for (const part of parts) {
        upTo += countUpTo(part, value);
        from += part.length - countBelow(part, value);
      }
      if (without !== undefined) {
        upTo -= +(without[j] <= value);
        from -= +(without[j] >= value);
      }
      const left = rarities[upTo - 1];
      const right = rarities[from - 1];
      contributions[at] = isSymmetric ? left + right : Math.max(left, right);
    }
  });
  return contributions;
}

/**
 * Whether SciPy's skewness is 0, or no number, as of values that are all but one. Whether symmetric
 * values that no double holds exactly are, hangs on rounding: NumPy sums a column of several in
 * order, a single one pairwise. O(n).
 */
function hasNoSkewness(values: Float64Array, columns: number): boolean {
  const mean = meanOf(values, columns);
  const deviations = values.map((value) => value - mean);
  const second = meanOf(
    deviations.map((d) => d * d),
    columns,
  );
  const third = meanOf(
    deviations.map((d) => d * d * d),
    columns,
  );
  if (second <= (Number.EPSILON * mean) ** 2) return true;
  const skewness = third / (second * Math.sqrt(second));
  return skewness === 0 || Number.isNaN(skewness);
}

function meanOf(values: Float64Array, columns: number): number {
  const sum = columns === 1 ? pairwiseSum(values) : values.reduce((total, value) => total + value);
  return sum / values.length;
}
