import { sampleCorrelation } from 'simple-statistics';
import { columnOf, type Matrix } from '../../features/matrix.ts';

/** Pearson: along a straight line. Spearman: along any rising line, by ranks. */
export type CorrelationMethod = 'pearson' | 'spearman';

export interface CorrelationMatrix {
  readonly names: readonly string[];
  /** −1 … 1, symmetric; null beside a column that does not vary. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Rows that were used. */
  readonly sampleSize: number;
  /** Says so where that is not all of them. */
  readonly note: string | null;
}

/** Correlation of two samples of equal length; null where either does not vary. O(n log n). */
export function correlation(
  x: Float64Array,
  y: Float64Array,
  method: CorrelationMethod,
): number | null {
  if (!varies(x) || !varies(y)) return null;
  return clipped(sampleCorrelation(prepared(x, method), prepared(y, method)));
}

/**
 * Correlation of every pair of columns, as pandas' `corr`. Above `maxRows` rows, so many evenly
 * spaced ones stand for all. O(rows × columns² + columns × rows log rows).
 */
export function correlationMatrix(
  x: Matrix,
  method: CorrelationMethod,
  maxRows = 20_000,
): CorrelationMatrix {
  const columns = x.names.map((_, column) => {
    const values = thin(columnOf(x, column), maxRows);
    return varies(values) ? prepared(values, method) : null;
  });
  const values: (number | null)[][] = columns.map(() => columns.map(() => null));
  columns.forEach((first, i) => {
    if (first === null) return;
    values[i][i] = 1;
    for (let j = 0; j < i; j++) {
      const second = columns[j];
      if (second === null) continue;
      values[i][j] = values[j][i] = clipped(sampleCorrelation(first, second));
    }
  });
  const sampleSize = Math.min(x.rows, maxRows);
  const note =
    sampleSize === x.rows ? null : `Computed from ${sampleSize} of ${x.rows} rows, evenly spaced.`;
  return { names: x.names, values, sampleSize, note };
}

/**
 * Ranks from 1; equal values share the mean of the ranks they span, so that the order in which the
 * rows stand does not matter. O(n log n).
 */
export function midranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const rankOf = new Map<number, number>();
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    rankOf.set(sorted[start], (start + 1 + end) / 2);
    start = end;
  }
  return values.map((value) => rankOf.get(value) ?? Number.NaN);
}

function prepared(values: Float64Array, method: CorrelationMethod): number[] {
  return Array.from(method === 'spearman' ? midranks(values) : values);
}

function varies(values: Float64Array): boolean {
  return values.some((value) => value !== values[0]);
}

/** Rounding may step past ±1 by a bit. */
function clipped(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

function thin(values: Float64Array, most: number): Float64Array {
  if (values.length <= most) return values;
  const kept = new Float64Array(most);
  for (let i = 0; i < most; i++) kept[i] = values[Math.floor((i * values.length) / most)];
  return kept;
}
