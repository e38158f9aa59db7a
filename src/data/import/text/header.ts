import type { FlowField } from '../flows/flow-fields.ts';
import { type ProblemLog, shortened } from '../problems.ts';
import type { RecordFields } from './record-fields.ts';

/** Where a format's fields stand among the names of a header. */
export interface BoundFields {
  /** Column of field i, −1 if the header lacks it. */
  readonly positions: Int32Array<ArrayBuffer>;
  /** Required fields that the header lacks. */
  readonly missing: readonly string[];
  /** Columns that no field reads, such as the second of two of one name. */
  readonly unused: readonly string[];
}

const NAMES_IN_MESSAGE = 400;

/** Looks the fields up in a header. O(fields × spellings + names). */
export function bindFields(fields: readonly FlowField[], header: readonly string[]): BoundFields {
  const positionOf = new Map<string, number>();
  header.forEach((name, at) => {
    const key = normalName(name);
    if (!positionOf.has(key)) positionOf.set(key, at);
  });
  const positions = Int32Array.from(fields, ({ names }) => {
    const name = names.find((each) => positionOf.has(each));
    return name === undefined ? -1 : (positionOf.get(name) ?? -1);
  });
  const used = new Set(positions);
  return {
    positions,
    missing: fields
      .filter((field, i) => !field.optional && positions[i] < 0)
      .map(({ names }) => names[0]),
    unused: header.filter((_, at) => !used.has(at)),
  };
}

/** No log has more columns; each costs a feature, a row of the report and its memory. */
export const MOST_COLUMNS = 4096;

/**
 * The names of a header made distinct: trimmed, a second `x` becomes `x (2)`, a missing name
 * `column_3`. O(columns).
 *
 * @param keyOf what makes two names alike
 */
export function distinctNames(
  header: readonly string[],
  keyOf: (name: string) => string = (name) => name,
): string[] {
  const taken = new Set<string>();
  const copies = new Map<string, number>();
  return header.map((cell, at) => {
    const plain = cell.trim() || `column_${at + 1}`;
    let copy = copies.get(keyOf(plain)) ?? 1;
    let name = copy === 1 ? plain : `${plain} (${copy})`;
    while (taken.has(keyOf(name))) name = `${plain} (${++copy})`;
    copies.set(keyOf(plain), copy);
    taken.add(keyOf(name));
    return name;
  });
}

/** A column name without the spaces around it and without case. */
export function normalName(name: string): string {
  return name.trim().toLowerCase();
}

/** Column names as a message lists them. */
export function listed(names: readonly string[]): string {
  return shortened(names.join(', '), NAMES_IN_MESSAGE);
}

/** @throws InputError naming the missing columns and those found */
export function requireFields(
  missing: readonly string[],
  header: readonly string[],
  format: string,
  log: ProblemLog,
  line?: number,
): void {
  if (missing.length === 0) return;
  const columns = missing.length === 1 ? 'column' : 'columns';
  throw log.error(
    `${format}: ${columns} ${listed(missing)} missing; the header has ${listed(header)}`,
    line,
  );
}

/** Puts the columns that nothing reads in the log, as one problem. */
export function ignoreColumns(unused: readonly string[], line: number, log: ProblemLog): void {
  if (unused.length === 0) return;
  log.ignore(line, 'columns that are not used', unused.length, unused.join(', '));
}

/** Whether the record has a field for every column; if not, it is refused in the log. */
export function hasFields(reader: RecordFields, expected: number, log: ProblemLog): boolean {
  if (reader.count === expected) return true;
  log.refuse(
    reader.line,
    'the row',
    "has not as many fields as the header's columns",
    `${reader.count} fields, ${expected} columns`,
  );
  return false;
}

/** What semicolons make of text. */
export const SEMICOLONS = 'semicolon-separated';

/** What a delimiter makes of text, for a format's name. */
export function delimiterName(delimiter: number): string {
  if (delimiter === 0x2c) return 'CSV';
  if (delimiter === 0x09) return 'tab-separated';
  if (delimiter === 0x3b) return SEMICOLONS;
  if (delimiter === 0x20) return 'separated by spaces';
  return `separated by ${JSON.stringify(String.fromCharCode(delimiter))}`;
}
