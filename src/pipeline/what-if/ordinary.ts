import { gather } from '../../data/flow-rows.ts';
import { NORMAL } from '../../data/flow-table.ts';
import { everyRow } from '../../eval/labelled.ts';
import { percentileOfSorted } from '../../features/numpy.ts';
import { evenRows } from '../plane/plane-flows.ts';
import { rowsWhere } from '../traffic/labels.ts';
import type { MeasuredFlows } from './measured-flows.ts';
import type { RawColumn, RawValue } from './raw-values.ts';
import type { Rescorer } from './rescorer.ts';

/** What a raw column is like in normal flows: what values are ordinary, and how far apart they lie. */
export interface OrdinaryColumn {
  readonly column: RawColumn;
  /** The values of `Ordinary.rows`, in their order. */
  readonly values: readonly (RawValue | undefined)[];
  /** Their values, ascending; empty for words and ports. */
  readonly sorted: Float64Array;
  /** Ports and words of normal flows, the most frequent first. */
  readonly frequent: readonly RawValue[];
  /** Ports and words of all flows, the most frequent first. */
  readonly seen: readonly RawValue[];
  /** The smallest and the largest value of all flows. */
  readonly lowest: number;
  readonly highest: number;
  /** The length of the middle nine tenths of normal flows, in steps of `stepsOf`. */
  readonly spread: number;
}

/** What normal flows of a run are like, by raw column. */
export interface Ordinary {
  readonly columns: readonly OrdinaryColumn[];
  /** Rows labelled normal, evenly chosen where there are many; of all rows where none is. */
  readonly rows: Uint32Array;
}

/** More normal flows say no more of what is ordinary. */
const MOST_ROWS = 20_000;

/** What normal flows of a run are like. O(flows × columns). */
export function ordinaryOf({ run, columns, measured }: Rescorer): Ordinary {
  const { label } = run.traffic.labels;
  const normal = rowsWhere(label, (one) => one === NORMAL);
  const among = normal.length > 0 ? normal : everyRow(label.length);
  const rows = gather(among, evenRows(among.length, MOST_ROWS));
  return {
    rows,
    columns: columns.map((column) => ordinaryColumn(column, measured, rows, label.length)),
  };
}

function ordinaryColumn(
  column: RawColumn,
  measured: MeasuredFlows,
  rows: Uint32Array,
  total: number,
): OrdinaryColumn {
  const { name, kind } = column;
  const seen = Array.from({ length: total }, (_, row) => measured.cellOf(row, name)).filter(
    (value) => value !== undefined,
  );
  const values = Array.from(rows, (row) => measured.cellOf(row, name));
  const own = values.filter((value) => value !== undefined);
  if (kind !== 'number') {
    const none = { sorted: new Float64Array(), lowest: 0, highest: 0, spread: 1 };
    return { ...none, column, values, frequent: byFrequency(own), seen: byFrequency(seen) };
  }
  const sorted = Float64Array.from(own, Number).sort();
  const ends = Float64Array.from(seen, Number).sort();
  return {
    column,
    values,
    sorted,
    frequent: [],
    seen: [],
    lowest: ends[0] ?? 0,
    highest: ends.at(-1) ?? 0,
    spread: spreadOf(column, sorted),
  };
}

/** Where nearly all are alike, one step of the whole range counts; else one. */
function spreadOf(column: RawColumn, sorted: Float64Array): number {
  const between = (from: number, to: number) => stepsOf(column, to) - stepsOf(column, from);
  const middle = between(percentileOfSorted(sorted, 5), percentileOfSorted(sorted, 95));
  if (middle > 0) return middle;
  const whole = sorted.length === 0 ? 0 : between(sorted[0], sorted[sorted.length - 1]);
  return whole > 0 ? whole : 1;
}

function byFrequency(values: readonly RawValue[]): RawValue[] {
  const counts = new Map<RawValue, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}

/** A value on the scale on which distances are taken: logarithms of what a flow counts. */
export function stepsOf({ lowest, name }: RawColumn, value: number): number {
  return lowest < 0 || name === 'hour' ? value : Math.log1p(value);
}

/** The value at so many steps. */
export function valueOfSteps({ lowest, name }: RawColumn, steps: number): number {
  return lowest < 0 || name === 'hour' ? steps : Math.expm1(steps);
}

/**
 * How far a change moves a value, in spreads of normal flows; another port or protocol counts as one
 * spread.
 */
export function movementOf(
  { column, spread }: OrdinaryColumn,
  from: RawValue | undefined,
  to: RawValue,
): number {
  if (from === to) return 0;
  if (typeof from !== 'number' || typeof to !== 'number' || column.kind !== 'number') return 1;
  return Math.abs(stepsOf(column, to) - stepsOf(column, from)) / spread;
}

/** Quantiles of normal flows that stand for what is ordinary, in percent. */
const QUANTILES = [1, 2.5, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 97.5, 99];
/** Of ports and words, so many of the most frequent. */
const MOST_FREQUENT = 12;

/** Ordinary values of a column: quantiles of normal flows, or the most frequent words. */
export function ordinaryValues({ column, sorted, frequent }: OrdinaryColumn): RawValue[] {
  if (column.kind !== 'number') return frequent.slice(0, MOST_FREQUENT);
  if (sorted.length === 0) return [];
  const values = QUANTILES.map((percent) => {
    const value = percentileOfSorted(sorted, percent);
    return column.whole ? Math.round(value) : value;
  });
  return [...new Set(values)];
}

/** Ports that are tried where the traffic has few: of services, of remote control, of no service. */
const TRIED_PORTS = [22, 25, 53, 80, 443, 445, 3389, 4444, 8080, 50_000];

/**
 * Values along all that a column may be, ascending, so many at most: from the lowest to the highest
 * that the traffic has, in even steps; ports and words that the traffic has, and usual ones.
 */
export function rangeValues(
  ordinary: OrdinaryColumn,
  own: RawValue | undefined,
  count: number,
): RawValue[] {
  const { column, seen, lowest, highest } = ordinary;
  if (column.kind === 'word') return [...column.words];
  const measured = own === undefined ? [] : [own];
  if (column.kind === 'port') {
    const listed = [...measured, ...seen.slice(0, MOST_FREQUENT), ...TRIED_PORTS];
    return [...new Set(listed.map(Number))].slice(0, count).sort((a, b) => a - b);
  }
  const from = stepsOf(column, Math.min(lowest, Number(own ?? lowest)));
  const to = stepsOf(column, Math.max(highest, Number(own ?? highest)));
  const steps = Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
  const values = steps.map((step) => withinColumn(column, valueOfSteps(column, step)));
  return [...new Set([...values, ...measured.map(Number)])].sort((a, b) => a - b);
}

/** The nearest value that the column may have. */
export function withinColumn({ whole, lowest, highest }: RawColumn, value: number): number {
  const inside = Math.min(highest, Math.max(lowest, value));
  return whole ? Math.round(inside) : inside;
}
