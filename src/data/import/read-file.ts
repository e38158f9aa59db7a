import { CaptureReader, isCapture } from './capture/capture-reader.ts';
import { columnOfKey } from './flows/flow-fields.ts';
import type { FlowParts } from './flows/flow-parts.ts';
import type { ImportOptions } from './import-options.ts';
import { unreadableKind } from './kinds/kinds.ts';
import type { LabelRead } from './labels/judge-labels.ts';
import { type FileBytes, PARQUET_CUT, plainFile } from './plain-bytes.ts';
import { ProblemLog } from './problems.ts';
import type { TrafficFormat } from './recognise.ts';
import { blocksOf } from './text/blocks.ts';
import { TextFile } from './text/text-file.ts';
import type { ByteReader, KeptRows, ReadingContext, TimeReading } from './traffic-reader.ts';

/** A file to read. */
export interface TrafficSource extends FileBytes {
  /** Stands at the head of errors. */
  readonly name: string;
  /** When it was last changed, in seconds since 1970 UTC; its dates may lack their year. */
  readonly modified?: number | undefined;
}

/** What became of one file. */
export interface FileImport {
  readonly name: string;
  /** The format found, for people: `Zeek conn.log (TSV)`. */
  readonly format: string;
  /** Rows kept and rows refused. */
  readonly rowsRead: number;
  readonly rowsKept: number;
  /** How its labels were read; empty where it has none. */
  readonly labelsRead: readonly LabelRead[];
}

/** A file read, before its rows are joined with others. */
export interface ReadFile {
  readonly file: Omit<FileImport, 'labelsRead'>;
  readonly log: ProblemLog;
  readonly traffic: KeptRows;
  /** Where its flows begin among all parts. */
  readonly firstPart: number;
}

/** What is shared while files are read one after another. */
export interface Reading {
  readonly options: Pick<ImportOptions, 'format' | 'cut' | 'readingOfTable' | 'onProgress'>;
  readonly parts: FlowParts;
  readonly times: TimeReading;
  bytes: number;
  rows: number;
}

/**
 * Reads one file to its end; its flows go to the parts.
 *
 * @throws InputError when it is empty, of a kind unknown, or without a usable row
 */
export async function readFile(
  source: TrafficSource,
  reading: Reading,
): Promise<Omit<ReadFile, 'firstPart'>> {
  const { name, modified } = source;
  const { options, parts, times } = reading;
  const log = new ProblemLog(name);
  times.latest = modified;
  let reader: ByteReader | undefined;
  let bytes = 0;
  const plain = await plainFile(source, {
    log,
    onRead: (read) => {
      bytes = read;
    },
    onTrouble: (reason) => log.note(reason),
  });
  const tell = ({ rows: { kept, refused } }: ByteReader) =>
    options.onProgress?.(reading.bytes + bytes, reading.rows + kept + refused);
  for await (const block of blocksOf(plain.bytes)) {
    reader ??= startFile(block, options.format, {
      log,
      parts,
      times,
      cut: plain.isParquet ? PARQUET_CUT : options.cut,
      readingOfTable: options.readingOfTable,
    });
    reader.feed(block);
    tell(reader);
  }
  if (reader === undefined) throw log.error('empty, there is nothing to read');
  reader.end();
  tell(reader);
  const { kept, refused } = reader.rows;
  const rowsRead = kept + refused;
  if (kept === 0) {
    const reason = `none of its ${rowsRead} rows can be used; ${log.firstRefusal}`;
    throw log.error(rowsRead === 0 ? whyNoRow(log, reader.advice) : reason);
  }
  reading.bytes += bytes;
  reading.rows += rowsRead;
  const traffic = reader.finish();
  const format = plain.isParquet ? `Parquet: ${reader.format}` : reader.format;
  const file = { name, format, rowsRead, rowsKept: kept };
  return { file, log, traffic };
}

/** Most kinds of records in a message. */
const MOST_KINDS = 6;

/** What a file holds in place of rows, and what to do. */
function whyNoRow(log: ProblemLog, advice: string | undefined): string {
  const kinds = log.leftOut();
  if (kinds.length === 0) return 'there is no row of data';
  const more = kinds.length > MOST_KINDS ? ' and others' : '';
  const held = `there is no flow in it: ${kinds.slice(0, MOST_KINDS).join(', ')}${more}`;
  return advice === undefined ? held : `${held}; ${advice}`;
}

/** Starts the reader for a file by its first block. */
function startFile(head: Uint8Array, format: TrafficFormat, context: ReadingContext): ByteReader {
  const kind = unreadableKind(head);
  if (kind !== undefined) throw context.log.error(kind);
  if (format === 'auto' && isCapture(head)) return new CaptureReader(head, context);
  return new TextFile(format, context);
}

/** Columns that all files must have, or none: nothing could stand in for them. */
const ALL_OR_NONE = ['startTime', 'originatorAddress', 'responderAddress', 'srcIpCount'] as const;

/** @throws InputError where files cannot be one data set */
export function requireSameKind(files: readonly ReadFile[], { parts }: Reading): void {
  if (files.length === 1) return;
  const table = files.find(({ traffic }) => traffic.kind === 'table');
  if (table !== undefined) {
    throw table.log.error('a table of numbers; open it alone, without other files');
  }
  const [first, ...others] = files.map(({ log, firstPart }) => ({
    log,
    flows: parts.parts.at(firstPart)?.flows,
  }));
  for (const { log, flows } of others) {
    const odd = ALL_OR_NONE.find((key) => !flows?.[key] !== !first.flows?.[key]);
    if (odd === undefined || flows === undefined || first.flows === undefined) continue;
    const { name } = columnOfKey(odd);
    const [having, lacking] = flows[odd] ? [log, first.log] : [first.log, log];
    throw log.error(
      `${having.fileName} has ${name}, ${lacking.fileName} has not; open them one at a time`,
    );
  }
}
