import { type BoundField, DialectCells } from './dialect-cells.ts';
import { FileHead } from './file-head.ts';
import { FlowBuilder } from './flow-builder.ts';
import type { DialectField, FlowDialect } from './flow-dialect.ts';
import { delimiterName, hasFields, ignoreColumns, requireFields } from './header.ts';
import { RecordCells } from './record-cells.ts';
import type { TextContext, TrafficReader } from './traffic-reader.ts';

/** What is known of a delimited file before it is read. */
export interface DelimitedHead {
  /** The names of its columns. */
  readonly header: readonly string[];
  /** Whether the first record is that header. */
  readonly hasHeader: boolean;
  /** The first records of data. */
  readonly records: readonly (readonly string[])[];
}

/** A field of the dialect that this file has. */
interface PresentField {
  readonly field: DialectField;
  readonly bound: BoundField;
}

/**
 * Reads delimited text of a dialect into flows. Records that repeat the header, that are empty, or
 * that the dialect knows to be none of a flow are left out and told in the log.
 * @throws InputError when the header lacks columns
 */
export function delimitedFlowReader(
  { header, hasHeader, records }: DelimitedHead,
  dialect: FlowDialect,
  { reader, log, parts, times }: TextContext,
): TrafficReader {
  const { format, mapping, unsetWords, skips, reverses, doubtsDirection } = dialect;
  const file = new FileHead(header, records, times.timeZone);
  dialect.describe?.(file);
  const present = mapping.fields.flatMap((field) => bindField(field, file));
  const found = new Set(present.map(({ field }) => field.names));
  const missing = mapping.fields.filter(({ optional, names }) => !optional && !found.has(names));
  requireFields(
    missing.map(({ names }) => names[0]),
    header,
    format,
    log,
  );
  const row = new RecordCells(reader);
  row.setUnset(unsetWords);
  const skipsRow = skips?.(file);
  const isReversed = reverses?.(file);
  const isDoubtful = doubtsDirection?.(file);
  const fields = present.map(({ field, bound }) => asNamed(field, bound, header));
  const builder = new FlowBuilder(
    {
      ...mapping,
      fields,
      neverKnown: dialect.neverKnown?.(file) ?? [],
      doubtsDirection: () => isDoubtful?.(row) ?? false,
    },
    log,
    parts,
  );
  const cells = new DialectCells(
    row,
    present.map(({ bound }) => bound),
  );
  const firstName = new TextEncoder().encode(header[0].trim());
  let atStart = true;
  let kept = 0;

  /** Why the record is none of a flow. */
  function notAFlow(): string | undefined {
    const reason = skipsRow?.(row);
    if (reason !== undefined) return reason;
    if (row.is(0, firstName) && repeats(header, reader.texts())) return 'the header again';
    return row.areEmpty ? 'row of empty cells' : undefined;
  }

  return {
    format: `${format} (${[delimiterName(reader.delimiter), ...file.remarks].join('; ')})`,
    read() {
      if (atStart) {
        atStart = false;
        ignoreColumns(file.unused, reader.line, log);
        if (hasHeader) return 'meta';
      }
      const reason = notAFlow();
      if (reason !== undefined) {
        log.ignore(reader.line, reason);
        return 'meta';
      }
      if (!hasFields(reader, header.length, log)) return 'refused';
      if (isReversed !== undefined) cells.reverse(isReversed(row) ?? false);
      if (!builder.add(cells)) return 'refused';
      kept++;
      return 'kept';
    },
    finish() {
      for (const column of file.timesRead) {
        for (const doubt of column.doubts()) log.note(doubt);
        if (!column.zoneless) continue;
        times.zoneless = true;
        log.repairAll(`times carry no zone: read in ${times.timeZone}`, kept);
      }
      builder.finish(cells);
      return { kind: 'flows', labelsRead: builder.labelsRead };
    },
  };
}

/** Where the field stands in the file; empty where it is not there. */
function bindField(field: DialectField, file: FileHead): PresentField[] {
  const { key, names, instead = [] } = field;
  const read = field.read?.(file);
  const column = file.column(names) ?? -1;
  if (read === undefined && column < 0) return [];
  const bound = { key, column, instead: file.column(instead) ?? -1, read };
  return [{ field, bound }];
}

/** The field under the name that it has in the file, for messages. */
function asNamed(field: DialectField, { column }: BoundField, header: readonly string[]) {
  return column < 0 ? field : { ...field, names: [header[column].trim()] };
}

function repeats(header: readonly string[], record: readonly string[]): boolean {
  return (
    record.length === header.length &&
    record.every((cell, column) => cell.trim() === header[column].trim())
  );
}
