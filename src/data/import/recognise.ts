import { textOf } from './cells.ts';
import { delimitedFlowReader, FLOW_TABLE } from './delimited-flows.ts';
import { listed, normalName } from './header.ts';
import { numericTableReader, shapeOfTable } from './numeric-table.ts';
import type { ProblemLog } from './problems.ts';
import { QUOTE, RecordReader } from './record-reader.ts';
import type { TextContext, TrafficReader } from './traffic-reader.ts';
import { hasZeekNames, ZEEK_CSV } from './zeek-fields.ts';
import { ZEEK_DIRECTIVE } from './zeek-header.ts';
import { ZeekJsonReader } from './zeek-json.ts';
import { ZeekTsvReader } from './zeek-tsv.ts';

/** What a file is asked to be; `auto` goes by its content. */
export type TrafficFormat = 'auto' | 'flows' | 'zeek' | 'table';

const DELIMITERS = [0x2c, 0x09, 0x3b, 0x7c];
const RECORDS_FOR_DELIMITER = 20;
const RECORDS_FOR_SHAPE = 1000;
const FIRST_LINE_BYTES = 4096;

const EXPECTED =
  'expected a Zeek conn.log (TSV, JSON lines or CSV), a flow table (CSV with ' +
  `${trafficNames().join(', ')}), or a CSV of mostly numeric columns`;

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
  const start = textOf(sample, 0, Math.min(sample.length, FIRST_LINE_BYTES)).trimStart();
  if (start === '' && isWhole) throw log.error('empty, there is nothing to read');
  if (format === 'auto' || format === 'zeek') {
    if (ZEEK_DIRECTIVE.test(start)) return new ZeekTsvReader(context);
    if (start.startsWith('{')) {
      requireZeekKeys(start, format, log);
      return new ZeekJsonReader(context);
    }
  }
  return startDelimited(sample, isWhole, format, context);
}

function requireZeekKeys(start: string, format: TrafficFormat, log: ProblemLog): void {
  const keys = new Set(Array.from(start.matchAll(/"([\w.-]+)"\s*:/g), ([, key]) => key));
  if (format === 'zeek' || hasZeekNames(keys)) return;
  throw log.error(
    `JSON without the fields of a connection log: found ${listed([...keys])}; ${EXPECTED}`,
  );
}

function startDelimited(
  sample: Uint8Array,
  isWhole: boolean,
  format: TrafficFormat,
  context: TextContext,
): TrafficReader {
  const { reader, log } = context;
  const delimiter = likeliestDelimiter(sample, isWhole);
  const records = recordsOf(sample, isWhole, delimiter, RECORDS_FOR_SHAPE);
  if (records.length === 0) throw log.error(`no line that could be a header; ${EXPECTED}`);
  const header = records[0];
  reader.delimiter = delimiter;
  reader.quote = QUOTE;
  switch (format === 'auto' ? recogniseHeader(header) : format) {
    case 'zeek':
      return delimitedFlowReader(header, ZEEK_CSV, context);
    case 'flows':
      return delimitedFlowReader(header, FLOW_TABLE, context);
    default: {
      const shape = shapeOfTable(records);
      const features = shape.names.length - (shape.label < 0 ? 0 : 1);
      const enough = format === 'auto' ? features / 2 : 1;
      if (shape.numeric.length === 0 || shape.numeric.length < enough) {
        throw log.error(
          `${shape.numeric.length} of ${features} columns are numeric (${listed(header)}); ${EXPECTED}`,
        );
      }
      return numericTableReader(shape, context);
    }
  }
}

function recogniseHeader(header: readonly string[]): TrafficFormat {
  const names = new Set(header.map(normalName));
  if (hasZeekNames(names)) return 'zeek';
  return trafficNames().every((name) => names.has(name)) ? 'flows' : 'table';
}

/** The columns that a flow table cannot do without. */
function trafficNames(): string[] {
  const { fields } = FLOW_TABLE.mapping;
  return fields.filter(({ optional }) => !optional).map(({ names }) => names[0]);
}

/** The delimiter that cuts the first records into many fields, and into equally many. */
function likeliestDelimiter(sample: Uint8Array, isWhole: boolean): number {
  let likeliest = DELIMITERS[0];
  let best = 0;
  for (const delimiter of DELIMITERS) {
    const records = recordsOf(sample, isWhole, delimiter, RECORDS_FOR_DELIMITER);
    const fields = records.at(0)?.length ?? 0;
    const alike = records.filter(({ length }) => length === fields).length / records.length;
    if (fields > 1 && fields * alike > best) {
      best = fields * alike;
      likeliest = delimiter;
    }
  }
  return likeliest;
}

/** The first records that can be read, at most `most`; one cut off by the sample's end is not. */
function recordsOf(
  sample: Uint8Array,
  isWhole: boolean,
  delimiter: number,
  most: number,
): string[][] {
  const reader = new RecordReader();
  reader.delimiter = delimiter;
  reader.quote = QUOTE;
  reader.feed(sample.slice());
  if (isWhole) reader.end();
  const records: string[][] = [];
  while (records.length < most && reader.next()) {
    if (!reader.isBlank && reader.fault === undefined) records.push(reader.texts());
  }
  return records;
}
