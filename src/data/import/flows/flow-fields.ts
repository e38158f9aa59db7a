import { FLOW_COLUMNS, type FlowColumn } from '../../flow-columns.ts';
import type { NumberHints } from '../numbers/number-dialect.ts';

/** How one column of a flow table is filled from a file: a row of a format's mapping. */
export interface FlowField {
  readonly key: FlowColumn['key'];
  /** The field's names in the file, the usual one first; case does not matter. */
  readonly names: readonly string[];
  /** What an unset cell becomes: 0 (which is reported), the empty word, or a refused row. */
  readonly whenUnset: 'zero' | 'empty' | 'refuse';
  /** A file may do without this field. */
  readonly optional?: true;
  /** What is wrong with a negative number, if more is known than that it is one. */
  readonly negative?: string;
  /** What the log says where 0 takes the place of an unset cell, if more is known than that. */
  readonly repair?: string;
  /** Reads a cell that is no plain number; NaN where it is none at all. */
  readonly readOdd?: (text: string) => number;
  /** What is wrong with a cell that is none of its column's numbers, if more is known than that. */
  readonly complain?: (text: string) => string | undefined;
}

/** The values that a numeric column takes. */
export interface NumberRule {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

/** Beyond it, neighbouring integers are one double. */
const MOST = 2 ** 53;

export function columnOfKey(key: FlowColumn['key']): FlowColumn {
  const column = FLOW_COLUMNS.find((each) => each.key === key);
  if (column === undefined) throw new RangeError(`A flow table has no column ${key}.`);
  return column;
}

/** The values that a column may hold: ports, counts, or times, which alone may be negative. */
export function numberRule(column: FlowColumn): NumberRule {
  if (column.unit === 'port') return { least: 0, most: 65535, whole: true };
  return {
    least: column.key === 'startTime' ? -MOST : 0,
    most: MOST,
    whole: column.kind === 'integer',
  };
}

/** What numbers of a column may be, before its cells are seen. */
export function numberHints(key: FlowColumn['key']): NumberHints {
  const { unit, kind } = columnOfKey(key);
  if (unit === 'bytes' || unit === 'packets') return { units: 'sizes', isWhole: true };
  if (unit === 'seconds') return { units: 'spans' };
  return { isWhole: kind === 'integer' };
}

/** What is wrong with a number that breaks its rule. */
export function complaintAbout(value: number, rule: NumberRule, negative = 'is negative'): string {
  if (rule.most === 65535) return 'is not a port, 0 to 65535';
  if (Number.isNaN(value)) return rule.least < 0 ? 'is not a time' : 'is not a number';
  if (Math.abs(value) > MOST) return 'is beyond 2^53';
  return value < rule.least ? negative : 'is not a whole number';
}
