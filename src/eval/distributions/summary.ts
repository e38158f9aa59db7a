import { sampleSkewness, sampleStandardDeviation } from 'simple-statistics';
import { ATTACK, type CategoryColumn, NORMAL } from '../../data/flow-table.ts';
import { columnOf, type Matrix } from '../../features/matrix.ts';
import { pairwiseSum, percentileOfSorted } from '../../features/numpy.ts';

/** A sample in nine numbers, as pandas' `describe` and `skew` give them. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** With n − 1 below; null for a single value. */
  readonly standardDeviation: number | null;
  readonly minimum: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly maximum: number;
  /** Adjusted Fisher–Pearson; null below three values or where all are equal. */
  readonly skewness: number | null;
}

export interface GroupSummary {
  readonly group: string;
  readonly summary: Summary;
}

export interface ClassMeans {
  readonly name: string;
  /** Null where the class has no row. */
  readonly normal: number | null;
  readonly attack: number | null;
}

/** NumPy's and pandas' mean: a pairwise sum over n. Null of nothing. O(n). */
function meanOf(values: Float64Array): number | null {
  return values.length === 0 ? null : pairwiseSum(values) / values.length;
}

/** Null of nothing; the values must be finite. O(n log n). */
export function summarize(values: Float64Array): Summary | null {
  const mean = meanOf(values);
  if (mean === null) return null;
  const sorted = values.slice().sort();
  const constant = sorted[0] === sorted[sorted.length - 1];
  const numbers = Array.from(values);
  return {
    count: values.length,
    mean,
    standardDeviation: values.length < 2 ? null : constant ? 0 : sampleStandardDeviation(numbers),
    minimum: sorted[0],
    lowerQuartile: percentileOfSorted(sorted, 25),
    median: percentileOfSorted(sorted, 50),
    upperQuartile: percentileOfSorted(sorted, 75),
    maximum: sorted[sorted.length - 1],
    skewness: values.length < 3 || constant ? null : sampleSkewness(numbers),
  };
}

/** One summary per group that has rows, in the order of first appearance. O(n log n). */
export function summarizeByGroup(values: Float64Array, groups: CategoryColumn): GroupSummary[] {
  return splitByGroup(values, groups).flatMap(({ group, values: ofGroup }) => {
    const summary = summarize(ofGroup);
    return summary === null ? [] : [{ group, summary }];
  });
}

/** The values of each group that has rows, in the order of first appearance. O(n + groups). */
function splitByGroup(
  values: Float64Array,
  { codes, names }: CategoryColumn,
): { group: string; values: Float64Array }[] {
  const sizes = new Uint32Array(names.length);
  for (const code of codes) sizes[code]++;
  const parts = new Map<number, { values: Float64Array; filled: number }>();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    let part = parts.get(code);
    if (part === undefined) {
      part = { values: new Float64Array(sizes[code]), filled: 0 };
      parts.set(code, part);
    }
    part.values[part.filled++] = values[row];
  }
  return [...parts].map(([code, part]) => ({ group: names[code], values: part.values }));
}

const CLASS_NAMES = ['normal', 'attack', 'unlabelled'] as const;

/** Labels as a category column of `normal`, `attack` and `unlabelled`, to group by. O(n). */
export function classesOf(label: Int8Array): CategoryColumn {
  const codes = new Uint32Array(label.length);
  for (let row = 0; row < label.length; row++) {
    codes[row] = label[row] === NORMAL ? 0 : label[row] === ATTACK ? 1 : 2;
  }
  return { codes, names: CLASS_NAMES };
}

/** Each column's mean over normal rows and over attacks. O(rows × columns). */
export function classMeans(x: Matrix, label: Int8Array): ClassMeans[] {
  const classes = classesOf(label);
  return x.names.map((name, column) => {
    const parts = splitByGroup(columnOf(x, column), classes);
    const meanOfClass = (group: string) =>
      meanOf(parts.find((part) => part.group === group)?.values ?? new Float64Array());
    return { name, normal: meanOfClass('normal'), attack: meanOfClass('attack') };
  });
}
