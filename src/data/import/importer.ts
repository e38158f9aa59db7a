import { InputError } from '../errors.ts';
import type { FlowTable } from '../flow-table.ts';
import { BLOCK_BYTES, blocksOf } from './blocks.ts';
import { type ImportProblem, ProblemLog } from './problems.ts';
import { startReader, type TrafficFormat } from './recognise.ts';
import { type RecordFault, RecordReader } from './record-reader.ts';
import type { NumericTable, TrafficReader } from './traffic-reader.ts';

export type { ImportProblem, NumericTable, TrafficFormat };

export interface ImportOptions {
  /**
   * Seconds over which distinct addresses are counted, where the file has no such counts; more
   * than 0, usually 60.
   */
  readonly windowSeconds: number;
  /** Told now and then how many bytes and rows were read. */
  readonly onProgress?: (bytes: number, rows: number) => void;
  /** Stands at the head of errors. */
  readonly fileName?: string;
}

interface Import {
  /** The format found, for people: `Zeek conn.log (TSV)`. */
  readonly format: string;
  /** Rows kept and rows refused. */
  readonly rowsRead: number;
  readonly problems: readonly ImportProblem[];
}

export interface FlowImport extends Import {
  readonly kind: 'flows';
  readonly flows: FlowTable;
}

export interface TableImport extends Import {
  readonly kind: 'table';
  /** The numeric columns. */
  readonly matrix: NumericTable;
  /** `UNLABELLED` throughout where the file has no labels. */
  readonly label: Int8Array;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** What other kinds of file begin with, and what to do about them. */
const MAGIC: readonly { readonly bytes: readonly number[]; readonly advice: string }[] = [
  { bytes: [0x1f, 0x8b], advice: 'compressed with gzip; unpack it first' },
  { bytes: [0xff, 0xfe], advice: 'UTF-16 text; save it as UTF-8' },
  { bytes: [0xfe, 0xff], advice: 'UTF-16 text; save it as UTF-8' },
];

const FAULT_COMPLAINTS: Readonly<Record<RecordFault, string>> = {
  'too long': 'is longer than 1 MiB',
  'unclosed quote': 'opens a quote that is never closed',
  'text after a quote': 'has text between a closing quote and the next delimiter',
};

/**
 * Reads traffic from the bytes of a file, whatever the chunks they come in: a Zeek connection log,
 * a flow table, or any table of numbers. Each row is kept, repaired or refused, and whatever was
 * not kept as it stood is told in `problems`. Holds a block of the file and the columns read.
 * O(bytes), and O(rows log rows) for the counts of addresses where the file has none.
 *
 * @param format what to read the file as; `auto` goes by its content, never by its name
 * @throws InputError when the file is empty, binary, of another format, or without a usable row
 */
export async function importTraffic(
  chunks: AsyncIterable<Uint8Array>,
  format: TrafficFormat,
  options: ImportOptions,
): Promise<FlowImport | TableImport> {
  const { windowSeconds, onProgress, fileName } = options;
  if (!(windowSeconds > 0)) {
    throw new InputError(`windowSeconds must be more than 0, but is ${windowSeconds}`);
  }
  const log = new ProblemLog(fileName);
  const reader = new RecordReader();
  const rows = { kept: 0, refused: 0 };
  let traffic: TrafficReader | undefined;
  let bytes = 0;
  for await (const block of blocksOf(chunks)) {
    requireText(block, bytes, log);
    const text = bytes === 0 ? withoutByteOrderMark(block) : block;
    const isWhole = block.length < BLOCK_BYTES;
    traffic ??= startReader(text, isWhole, format, { reader, log, windowSeconds });
    reader.feed(text);
    readRecords(reader, traffic, rows, log);
    bytes += block.length;
    onProgress?.(bytes, rows.kept + rows.refused);
  }
  if (traffic === undefined) throw log.error('empty, there is nothing to read');
  reader.end();
  readRecords(reader, traffic, rows, log);
  const rowsRead = rows.kept + rows.refused;
  if (rows.kept === 0) {
    const reason = `none of its ${rowsRead} rows can be used; ${log.firstRefusal}`;
    throw log.error(rowsRead === 0 ? 'there is no row of data' : reason);
  }
  const result = traffic.finish();
  return { ...result, format: traffic.format, rowsRead, problems: log.report() };
}

function readRecords(
  reader: RecordReader,
  traffic: TrafficReader,
  rows: { kept: number; refused: number },
  log: ProblemLog,
): void {
  while (reader.next()) {
    if (reader.isBlank) {
      log.ignore(reader.line, 'blank line');
      continue;
    }
    if (reader.fault !== undefined) {
      log.refuse(reader.line, 'the line', FAULT_COMPLAINTS[reader.fault]);
      rows.refused++;
      continue;
    }
    const outcome = traffic.read();
    if (outcome === 'refused') rows.refused++;
    if (outcome === 'kept') rows.kept++;
    if (outcome !== 'refused' && !reader.wellFormed) {
      log.repair(reader.line, 'text is not UTF-8: \ufffd used for what is not');
    }
  }
}

function withoutByteOrderMark(block: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return startsWith(block, BYTE_ORDER_MARK) ? block.subarray(BYTE_ORDER_MARK.length) : block;
}

function requireText(block: Uint8Array, offset: number, log: ProblemLog): void {
  const magic = offset === 0 ? MAGIC.find(({ bytes }) => startsWith(block, bytes)) : undefined;
  if (magic !== undefined) throw log.error(magic.advice);
  const at = block.indexOf(0);
  if (at >= 0) throw log.error(`binary content: a NUL byte at byte ${offset + at}; expected text`);
}

function startsWith(block: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => block[i] === byte);
}
