import type { FoundForm } from './forms/find-form.ts';
import { formReader } from './forms/read-form.ts';
import { jsonFlowReader } from './json/json-flows.ts';
import { delimitedFlowReader } from './kinds/delimited-flows.ts';
import type { FoundDialect } from './kinds/dialects.ts';
import { ZeekTsvReader } from './kinds/zeek-tsv.ts';
import { isAsNumbers } from './mapping/known-tables.ts';
import { type RowsFormat, readingOfRows, startRows } from './mapping/start-rows.ts';
import { type TableCut, tableOfForm, unknownTable } from './mapping/unknown-table.ts';
import { recognise, rowsFormat, type TrafficFormat } from './recognise.ts';
import { afterComments } from './text/comment-lines.ts';
import type { HeadRecords } from './text/head-records.ts';
import { QUOTE } from './text/record-reader.ts';
import type { TextContext, TrafficReader } from './traffic-reader.ts';

/**
 * Chooses the format of a file by the bytes at its head, and starts its reader.
 *
 * @param bytes the first bytes, whole records of which are looked at
 * @param isWhole whether these are the whole file
 * @throws InputError when the content is no format known, or not the one asked for
 */
export function startReader(
  bytes: Uint8Array,
  isWhole: boolean,
  format: TrafficFormat,
  context: TextContext,
): TrafficReader {
  const { log, cut = {} } = context;
  const what = recognise({ bytes, isWhole }, format, cut, (message) => log.error(message));
  const rows = rowsFormat(format);
  switch (what.kind) {
    case 'zeek':
      return new ZeekTsvReader(context);
    case 'json': {
      const { dialect, envelope } = what.found;
      return jsonFlowReader(dialect, { head: what.head, envelope }, context);
    }
    case 'dialect':
      return afterComments(what.comments, startDialect(what.found, context), context);
    case 'form':
      return afterComments(what.comments, startForm(what.found, rows, context), context);
    case 'table':
      return afterComments(what.comments, startTable(what.head, rows, cut, context), context);
  }
}

function startDialect(found: FoundDialect, context: TextContext): TrafficReader {
  context.reader.delimiter = found.delimiter;
  context.reader.quote = QUOTE;
  return delimitedFlowReader(found, found.dialect, context);
}

function startForm(
  { form, dialect }: FoundForm,
  format: RowsFormat,
  context: TextContext,
): TrafficReader {
  return formReader(form, context, (rows) => {
    const { names, rows: records, name } = form;
    if (dialect !== undefined && format === 'auto') {
      const head = { header: names, hasHeader: false, records, cutAs: name };
      return delimitedFlowReader(head, dialect, rows);
    }
    const table = tableOfForm(form);
    const reading = readingOfRows({ table, recut: () => table }, format, rows);
    return startRows(table, reading, rows);
  });
}

function startTable(
  head: HeadRecords,
  format: RowsFormat,
  cut: TableCut,
  context: TextContext,
): TrafficReader {
  const recut = (other: TableCut) => unknownTable(head, { ...cut, ...other });
  const table = recut({});
  const reading = readingOfRows({ table, recut }, format, context);
  const asRead = reading === undefined || isAsNumbers(reading) ? table : recut(reading);
  // A table's own cut is always by a character.
  context.reader.delimiter = (asRead.delimiter ?? ',').charCodeAt(0);
  context.reader.quote = QUOTE;
  return startRows(asRead, reading, context);
}
