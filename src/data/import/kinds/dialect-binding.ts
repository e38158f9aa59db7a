import type { FlowColumn } from '../../flow-columns.ts';
import type { FileHead } from '../file-head.ts';
import { columnOfKey, type FlowField, numberHints } from '../flows/flow-fields.ts';
import { plain } from '../mapping/readings.ts';
import type { ProblemLog } from '../problems.ts';
import type { FlowMapping } from '../text/cell-source.ts';
import { requireFields } from '../text/header.ts';
import type { BoundField } from './dialect-cells.ts';
import type { DialectField, FlowDialect } from './flow-dialect.ts';

/** A dialect's mapping with the fields that a file has, and where those stand in it. */
export interface BoundDialect {
  readonly mapping: FlowMapping;
  /** As many as the mapping's fields, in their order. */
  readonly bound: readonly BoundField[];
}

/** @throws InputError naming the columns that the file lacks */
export function bindDialect(dialect: FlowDialect, file: FileHead, log: ProblemLog): BoundDialect {
  const { mapping, neverKnown } = dialect;
  const all = mapping.fields.map((field) => ({ field, bound: boundField(field, file) }));
  const missing = all.filter(({ field, bound }) => bound === undefined && !field.optional);
  const names = missing.map(({ field }) => field.names[0]);
  requireFields(names, file.header, dialect.format, log);
  const present = all.flatMap(({ field, bound }) =>
    bound === undefined ? [] : [{ field, bound }],
  );
  return {
    mapping: {
      ...mapping,
      fields: present.map(({ field, bound }) => asNamed(field, bound, file)),
      neverKnown: neverKnown?.(file) ?? [],
    },
    bound: present.map(({ bound }) => bound),
  };
}

function boundField(field: DialectField, file: FileHead): BoundField | undefined {
  const { key, names, instead = [] } = field;
  const hints = numberHints(key);
  const read = field.read?.(file, hints);
  const column = file.column(names) ?? -1;
  if (read === undefined && column < 0) return undefined;
  const isRead = read === undefined && isNumber(key);
  return {
    key,
    column,
    instead: file.column(instead) ?? -1,
    // Plain numbers are read from their cells, which is quickest.
    read: isRead && !file.numbers(column, hints).isPlain ? plain(...names)(file, hints) : read,
  };
}

function isNumber(key: FlowColumn['key']): boolean {
  const { kind } = columnOfKey(key);
  return kind === 'number' || kind === 'integer';
}

/** The field under the name that it has in the file, for messages, and how its odd cells are read. */
function asNamed(field: FlowField, { key, column, read }: BoundField, file: FileHead): FlowField {
  if (column < 0) return field;
  const isPlain = read === undefined && isNumber(key);
  return {
    ...field,
    names: [file.header[column].trim()],
    ...(isPlain && { readOdd: file.numbers(column, numberHints(key)).readText }),
    complain: (text) => file.complaint(column, text),
  };
}
