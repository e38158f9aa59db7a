import { NORMAL, UNLABELLED } from '../data/flow-table.ts';

/*
 * Rows that are judged. Metrics know two classes only, so rows without a label are taken out first;
 * a metric that meets one nevertheless throws, because counting it as normal would flatter.
 */

/** Numbers of the rows that carry a label, ascending. O(n). */
export function labelledRows(label: Int8Array): Uint32Array {
  return labelledAmong(label, everyRow(label.length));
}

/** Those of `rows` that carry a label, in the order given. O(rows). */
export function labelledAmong(label: Int8Array, rows: Uint32Array): Uint32Array {
  return rows.filter((row) => label[row] !== UNLABELLED);
}

/** 0, 1, … length − 1. */
export function everyRow(length: number): Uint32Array {
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}

/** Whether row `row` is an attack; throws on a row without a label. */
export function isAttack(label: Int8Array, row: number): boolean {
  const value = label[row];
  if (value === UNLABELLED) {
    throw new RangeError(`Row ${row} carries no label: take the rows of labelledRows() only.`);
  }
  return value !== NORMAL;
}

/** Throws unless both arrays are of the same length. */
export function checkSameLength(
  what: string,
  values: ArrayLike<unknown>,
  label: ArrayLike<unknown>,
): void {
  if (values.length === label.length) return;
  throw new RangeError(`${what}: ${values.length} rows, but ${label.length} labels.`);
}
