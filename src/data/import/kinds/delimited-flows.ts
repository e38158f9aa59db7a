import { FileHead } from '../file-head.ts';
import { FlowBuilder } from '../flows/flow-builder.ts';
import type { ProblemLog } from '../problems.ts';
import { hasFields, ignoreColumns, SEMICOLONS } from '../text/header.ts';
import { RecordCells } from '../text/record-cells.ts';
import type { RecordContext, TimeReading, TrafficReader } from '../traffic-reader.ts';
import { bindDialect } from './dialect-binding.ts';
import { DialectCells } from './dialect-cells.ts';
import type { FlowDialect } from './flow-dialect.ts';

/** What is known of a delimited file before it is read. */
export interface DelimitedHead {
  /** The names of its columns. */
  readonly header: readonly string[];
  /** Whether the first record is that header. */
  readonly hasHeader: boolean;
  /** The first records of data. */
  readonly records: readonly (readonly string[])[];
  /** How it is cut, for people: `CSV`, `key=value`. */
  readonly cutAs: string;
}

/**
 * Reads delimited text of a dialect into flows. Records that repeat the header, that are empty, or
 * that the dialect knows to be none of a flow are left out and told in the log.
 * @throws InputError when the header lacks columns
 */
export function delimitedFlowReader(
  { header, hasHeader, records, cutAs }: DelimitedHead,
  dialect: FlowDialect,
  { reader, log, parts, times }: RecordContext,
): TrafficReader {
  const file = new FileHead(header, records, times.timeZone, {
    semicolons: cutAs === SEMICOLONS,
    chosen: dialect.decimalMark,
    latest: times.latest,
  });
  dialect.describe?.(file);
  const { mapping, bound } = bindDialect(dialect, file, log);
  const row = new RecordCells(reader);
  row.setUnset(dialect.unsetWords);
  const cells = new DialectCells(row, bound);
  const isDoubtful = dialect.doubtsDirection?.(file);
  const doubtsDirection = () => isDoubtful?.(row) ?? false;
  const builder = new FlowBuilder({ ...mapping, doubtsDirection }, log, parts);
  const reasonToSkip = skipReasons(dialect, file, row);
  const isReversed = dialect.reverses?.(file);
  let atStart = true;
  let kept = 0;

  return {
    format: `${dialect.format} (${[cutAs, ...file.remarks].join('; ')})`,
    advice: dialect.advice,
    read() {
      if (atStart) {
        atStart = false;
        ignoreColumns(file.unused, reader.line, log);
        if (hasHeader) return 'meta';
      }
      const reason = reasonToSkip();
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
      reportTimes(file, times, kept, log);
      builder.finish(cells);
      return { kind: 'flows', labels: builder.labels };
    },
  };
}

/** Asks why the current record is none of a flow. */
function skipReasons(
  { skips }: FlowDialect,
  file: FileHead,
  row: RecordCells,
): () => string | undefined {
  const ofDialect = skips?.(file);
  const firstName = new TextEncoder().encode(file.header[0].trim());
  return () => {
    const reason = ofDialect?.(row);
    if (reason !== undefined) return reason;
    if (row.is(0, firstName) && repeats(file.header, row.reader.texts())) return 'the header again';
    return row.areEmpty ? 'row of empty cells' : undefined;
  };
}

function repeats(header: readonly string[], record: readonly string[]): boolean {
  return (
    record.length === header.length &&
    record.every((cell, column) => cell.trim() === header[column].trim())
  );
}

/** Says what is doubtful about the numbers and times read, and whether they lacked a zone. */
function reportTimes(file: FileHead, times: TimeReading, rows: number, log: ProblemLog): void {
  for (const doubt of file.doubts()) log.note(doubt);
  if (!file.timesRead.some(({ zoneless }) => zoneless)) return;
  times.zoneless = true;
  log.repairAll(`times carry no zone: read in ${times.timeZone}`, rows);
}
