import { ignoreColumns } from '../text/header.ts';
import type { RecordContext, TextContext, TrafficReader } from '../traffic-reader.ts';
import { isRow, MadeRecord, type TextForm } from './text-form.ts';

/**
 * Reads a file of a form: every record is cut into cells, which a reader of rows takes.
 * @param startRows makes that reader; its records come one by one in the context's reader
 */
export function formReader(
  form: TextForm,
  context: TextContext,
  startRows: (context: RecordContext) => TrafficReader,
): TrafficReader {
  const { reader, log } = context;
  reader.delimiter = form.delimiter;
  reader.quote = form.quote;
  if (form.unit !== undefined) log.unit = form.unit;
  const record = new MadeRecord();
  const rows = startRows({ ...context, reader: record });
  const { prepare, cut, unused } = form.start(reader, log);
  return {
    format: rows.format,
    advice: rows.advice,
    ...(prepare && { prepare }),
    read() {
      const cells = cut(reader);
      if (isRow(cells)) {
        record.show(cells, reader.line);
        return rows.read();
      }
      const { leftOut, refused } = cells;
      if (refused === null) return 'refused';
      if (refused !== undefined) {
        log.refuse(reader.line, 'the line', refused, reader.recordText());
        return 'refused';
      }
      if (leftOut !== undefined) log.ignore(reader.line, leftOut);
      return 'meta';
    },
    finish() {
      ignoreColumns(unused?.() ?? [], 1, log);
      return rows.finish();
    },
  };
}
