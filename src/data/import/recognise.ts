import { textOf } from './cells.ts';
import { afterComments, commentsBefore } from './comment-lines.ts';
import { delimitedFlowReader } from './delimited-flows.ts';
import {
  asDialect,
  DIALECTS,
  type DialectName,
  type FoundDialect,
  recogniseDialect,
} from './dialects.ts';
import { guessMapping } from './guess-columns.ts';
import { type HeadRecords, headRecords } from './head-records.ts';
import { listed, MOST_COLUMNS } from './header.ts';
import { type JsonDialect, jsonFlowReader } from './json-flows.ts';
import { needsSplitting } from './json-splitter.ts';
import type { TableReading } from './known-tables.ts';
import { mappedFlowReader } from './mapped-flows.ts';
import { numericTableReader, shapeOfTable } from './numeric-table.ts';
import type { ProblemLog } from './problems.ts';
import { QUOTE } from './record-reader.ts';
import { hasSuricataKeys, SURICATA } from './suricata.ts';
import type { TextContext, TrafficReader } from './traffic-reader.ts';
import { type TableCut, type UnknownTable, unknownTable } from './unknown-table.ts';
import { ZEEK_DIRECTIVE } from './zeek-header.ts';
import { hasZeekKeys, ZEEK_JSON } from './zeek-json.ts';
import { ZeekTsvReader } from './zeek-tsv.ts';

/** What a file is asked to be; `auto` goes by its content. */
export type TrafficFormat = 'auto' | DialectName | 'suricata' | 'mapped' | 'table';

/** What delimited text may be asked to be. */
type TableFormat = Exclude<TrafficFormat, 'suricata'>;

/** The formats that one may ask for. */
export const TRAFFIC_FORMATS: readonly TrafficFormat[] = [
  'auto',
  ...(Object.keys(DIALECTS) as DialectName[]),
  'suricata',
  'mapped',
  'table',
];

const RECORDS_FOR_SHAPE = 1000;
const FIRST_LINE_BYTES = 4096;

const EXPECTED = `expected ${Object.values(DIALECTS)
  .map(({ expects }) => expects)
  .join(
    ', ',
  )}, Suricata's eve.json, a CSV of mostly numeric columns, or any table whose columns are mapped`;

/**
 * Chooses the format of a file by the bytes at its head, and starts its reader.
 *
 * @param sample the first bytes, whole records of which are looked at
 * @param isWhole whether the sample is the whole file
 * @throws InputError when the content is no format known, or not the one asked for
 */
export function startReader(
  sample: Uint8Array,
  isWhole: boolean,
  format: TrafficFormat,
  context: TextContext,
): TrafficReader {
  const { log } = context;
  const start = startOf(sample);
  if (start === '' && isWhole) throw log.error('empty, there is nothing to read');
  const isZeek = format === 'auto' || format === 'zeek';
  if (isZeek && ZEEK_DIRECTIVE.test(start)) return new ZeekTsvReader(context);
  if ((isZeek || format === 'suricata') && /^[[{]/.test(start)) {
    return jsonFlowReader(jsonDialect(start, format, log), needsSplitting(start), context);
  }
  if (format === 'suricata') throw log.error(`no JSON; expected Suricata's eve.json`);
  return startDelimited(sample, isWhole, format, context);
}

function jsonDialect(start: string, format: TrafficFormat, log: ProblemLog): JsonDialect {
  const keys = new Set(Array.from(start.matchAll(/"([\w.-]+)"\s*:/g), ([, key]) => key));
  if (format === 'zeek' || (format === 'auto' && hasZeekKeys(keys))) return ZEEK_JSON;
  if (format === 'suricata' || hasSuricataKeys(keys)) return SURICATA;
  throw log.error(
    `JSON without the fields of a connection log: found ${listed([...keys])}; ${EXPECTED}`,
  );
}

function startDelimited(
  sample: Uint8Array,
  isWhole: boolean,
  format: TableFormat,
  context: TextContext,
): TrafficReader {
  const comments = commentsBefore(sample, isWhole);
  const table = sample.subarray(comments.bytes);
  return afterComments(comments, startTable(table, isWhole, format, context), context);
}

function startTable(
  sample: Uint8Array,
  isWhole: boolean,
  format: TableFormat,
  context: TextContext,
): TrafficReader {
  const { reader, log } = context;
  const head = headRecords(sample, isWhole);
  const records = head.cutAt(head.likeliestDelimiter, RECORDS_FOR_SHAPE);
  if (records.length === 0) throw log.error(`no line that could be a header; ${EXPECTED}`);
  if (records[0].length > MOST_COLUMNS) {
    throw log.error(`${records[0].length} columns; at most ${MOST_COLUMNS} can be read`);
  }
  reader.delimiter = head.likeliestDelimiter;
  reader.quote = QUOTE;
  const byContent = format === 'mapped' || format === 'table';
  const found = byContent ? undefined : findDialect(head, records, format);
  if (found !== undefined) {
    reader.delimiter = found.delimiter;
    return delimitedFlowReader(found, found.dialect, context);
  }
  const reading = format === 'table' ? format : readingOfTable(head, format, context);
  if (reading !== undefined && reading !== 'table') {
    reader.delimiter = reading.delimiter.charCodeAt(0);
    return mappedFlowReader(unknownTable(head, RECORDS_FOR_SHAPE, reading), reading, context);
  }
  const shape = shapeOfTable(records);
  const features = shape.names.length - (shape.label < 0 ? 0 : 1);
  const enough = reading === 'table' ? 1 : features / 2;
  if (shape.numeric.length === 0 || shape.numeric.length < enough) {
    throw log.error(
      `${shape.numeric.length} of ${features} columns are numeric (${listed(records[0])}); ${EXPECTED}`,
    );
  }
  if (reading === undefined) noteFlows(head, log);
  return numericTableReader(shape, context);
}

/** Mapped columns that are no accident. */
const TELLING = 4;

/** Says where a table that nobody has mapped seems to be one of flows. */
function noteFlows(head: HeadRecords, log: ProblemLog): void {
  const { columns } = guessMapping(unknownTable(head, RECORDS_FOR_SHAPE));
  const guessed = Object.values(columns).filter((name) => name !== null);
  if (guessed.length < TELLING) return;
  log.note(`read as numbers, though ${guessed.length} columns seem to tell of flows: map them`);
}

/**
 * The table of unknown columns that a file is, so that a person may say how it is read; `undefined`
 * where the file is of a known kind, or nothing that could be a table.
 *
 * @param cut how the person wants it cut, as far as they said
 */
export function unknownTableOf(
  sample: Uint8Array,
  isWhole: boolean,
  cut: TableCut,
): UnknownTable | undefined {
  const start = startOf(sample);
  if (start === '' || sample.includes(0)) return undefined;
  if (ZEEK_DIRECTIVE.test(start) || /^[[{]/.test(start)) return undefined;
  const head = headRecords(sample.subarray(commentsBefore(sample, isWhole).bytes), isWhole);
  const records = head.cutAt(head.likeliestDelimiter, RECORDS_FOR_SHAPE);
  const columns = records[0]?.length ?? 0;
  if (records.length < 2 || columns < 2 || columns > MOST_COLUMNS) return undefined;
  const even = records.filter(({ length }) => length === columns);
  if (2 * even.length < records.length || recogniseDialect(head, RECORDS_FOR_SHAPE))
    return undefined;
  return unknownTable(head, RECORDS_FOR_SHAPE, cut);
}

function startOf(sample: Uint8Array): string {
  return textOf(sample, 0, Math.min(sample.length, FIRST_LINE_BYTES)).trimStart();
}

/** How a person said that such a table is read; a guess where only flows will do. */
function readingOfTable(
  head: HeadRecords,
  format: TrafficFormat,
  { readingOfTable }: TextContext,
): TableReading | undefined {
  const table = unknownTable(head, RECORDS_FOR_SHAPE);
  const reading = readingOfTable?.(table, (cut) => unknownTable(head, RECORDS_FOR_SHAPE, cut));
  return reading === undefined && format === 'mapped' ? guessMapping(table) : reading;
}

/** The dialect asked for, whether or not it looks like it, or the one recognised. */
function findDialect(
  head: HeadRecords,
  records: readonly (readonly string[])[],
  format: DialectName | 'auto',
): FoundDialect | undefined {
  if (format === 'auto') return recogniseDialect(head, RECORDS_FOR_SHAPE);
  const dialect = DIALECTS[format];
  return (
    asDialect(dialect, head, RECORDS_FOR_SHAPE) ?? {
      dialect,
      delimiter: head.likeliestDelimiter,
      header: records[0],
      hasHeader: true,
      records: records.slice(1),
    }
  );
}
