import { InputError } from '../errors.ts';
import type { FlowTable } from '../flow-table.ts';
import { createRandomSource } from '../random.ts';
import { blocksOf } from './blocks.ts';
import { CaptureReader, isCapture } from './capture/capture-reader.ts';
import { columnOfKey } from './flow-fields.ts';
import { FlowParts } from './flow-parts.ts';
import { unpacked } from './gzip.ts';
import { type JoinedFlows, joinParts } from './join-parts.ts';
import { unreadableKind } from './kinds.ts';
import type { LabelRead } from './label-columns.ts';
import { type ImportProblem, ProblemLog } from './problems.ts';
import type { TrafficFormat } from './recognise.ts';
import { TextFile } from './text-file.ts';
import type {
  ByteReader,
  NumericTable,
  ReadingContext,
  TimeReading,
  Traffic,
} from './traffic-reader.ts';
import type { TableReader } from './unknown-table.ts';

export type { ImportProblem, LabelRead, NumericTable, TrafficFormat };

/** A file to read. */
export interface TrafficSource {
  /** Stands at the head of errors. */
  readonly name: string;
  /** Its bytes, plain or gzipped. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface ImportOptions {
  /** What to read the files as; `auto` goes by their content, never by their names. */
  readonly format: TrafficFormat;
  /**
   * Seconds over which distinct addresses are counted, where a file has no such counts; more
   * than 0, usually 60.
   */
  readonly windowSeconds: number;
  /** Most flows that are kept: of more, a uniform sample. */
  readonly sampleSize: number;
  /** Draws the sample. */
  readonly seed: string;
  /** The zone of times that name none: an IANA name or an offset; UTC unless given. */
  readonly timeZone?: string;
  /** How a table of unknown columns is read; `undefined`: by its numbers, if it may be. */
  readonly readingOfTable?: TableReader | undefined;
  /** Told now and then how many bytes, packed as they may be, and rows were read of all files. */
  readonly onProgress?: (bytes: number, rows: number) => void;
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

interface Import {
  readonly files: readonly FileImport[];
  readonly problems: readonly ImportProblem[];
  /** Usable rows, of which the flows or the table are a sample if they are fewer. */
  readonly rowsKept: number;
}

export interface FlowImport extends Import {
  readonly kind: 'flows';
  readonly flows: FlowTable;
  /** How counts of addresses came about. */
  readonly counts: JoinedFlows['counts'];
  /** Whether there were times without a zone, read as of `timeZone`. */
  readonly zoneless: boolean;
}

export interface TableImport extends Import {
  readonly kind: 'table';
  /** The numeric columns. */
  readonly matrix: NumericTable;
  /** `UNLABELLED` throughout where the file has no labels. */
  readonly label: Int8Array;
}

/** A file read, before its rows are joined with others. */
interface ReadFile {
  readonly file: FileImport;
  readonly log: ProblemLog;
  readonly traffic: Traffic;
  /** Where its flows begin among all parts. */
  readonly firstPart: number;
}

/** What is shared while files are read one after another. */
interface Reading {
  readonly options: ImportOptions;
  readonly parts: FlowParts;
  readonly times: TimeReading;
  bytes: number;
  rows: number;
}

/**
 * Reads traffic from the bytes of files, whatever the chunks they come in: captures, logs of flows
 * in any known format, or one table of numbers. Each row is kept, repaired or refused, and whatever
 * was not kept as it stood is told in `problems`. Holds a block of a file, the columns read and the
 * endpoints of all flows. O(bytes), and O(rows log rows) for the counts of addresses.
 *
 * @throws InputError when a file is empty, of a kind unknown, or without a usable row
 */
export async function importFiles(
  sources: readonly TrafficSource[],
  options: ImportOptions,
): Promise<FlowImport | TableImport> {
  checkOptions(sources, options);
  const { sampleSize, seed, timeZone = 'UTC' } = options;
  const reading: Reading = {
    options,
    parts: new FlowParts(sampleSize, createRandomSource(seed)),
    times: { timeZone, zoneless: false },
    bytes: 0,
    rows: 0,
  };
  const read: ReadFile[] = [];
  for (const source of namedApart(sources)) {
    const firstPart = reading.parts.parts.length;
    read.push({ ...(await readFile(source, reading)), firstPart });
    requireSameKind(read, reading);
    if (sources.length > 1) reading.parts.nameFile(firstPart, source.name);
  }
  const files = read.map(({ file }) => file);
  const rowsKept = files.reduce((sum, file) => sum + file.rowsKept, 0);
  const ofFiles = read.flatMap(({ log, file: { name } }) =>
    log.report().map((problem) => (files.length > 1 ? { file: name, ...problem } : problem)),
  );
  const [{ traffic }] = read;
  if (traffic.kind === 'table') {
    const { matrix, label } = traffic;
    return { kind: 'table', matrix, label, files, rowsKept, problems: ofFiles };
  }
  const { flows, counts } = joinParts(reading.parts.parts, options.windowSeconds);
  const problems = [...ofFiles, ...countProblems(counts, reading.parts)];
  const { zoneless } = reading.times;
  return { kind: 'flows', flows, counts, zoneless, files, rowsKept, problems };
}

/** What the counts of addresses could not be taken over. */
function countProblems(counts: JoinedFlows['counts'], parts: FlowParts): ImportProblem[] {
  const log = new ProblemLog();
  if (counts === 'none') {
    log.repairAll(
      'no addresses and times to count partners by: src_ip_count and dst_ip_count are 1',
      parts.rowsSeen,
    );
  }
  if (counts === 'counted' && !parts.remembers) {
    log.repairAll(
      'too many flows to remember all partners: src_ip_count and dst_ip_count are taken within the sample',
      parts.rowsSeen,
    );
  }
  return log.report();
}

function checkOptions(sources: readonly TrafficSource[], options: ImportOptions): void {
  const { windowSeconds, sampleSize } = options;
  if (sources.length === 0) throw new InputError('There is no file to read.');
  if (!(windowSeconds > 0)) {
    throw new InputError(`windowSeconds must be more than 0, but is ${windowSeconds}`);
  }
  if (!(sampleSize >= 1)) {
    throw new InputError(`sampleSize must be at least 1, but is ${sampleSize}`);
  }
}

/** The second of two files of one name is called `conn.log (2)`. */
function namedApart(sources: readonly TrafficSource[]): TrafficSource[] {
  const taken = new Map<string, number>();
  return sources.map(({ name, chunks }) => {
    const copy = (taken.get(name) ?? 0) + 1;
    taken.set(name, copy);
    return { name: copy === 1 ? name : `${name} (${copy})`, chunks };
  });
}

async function readFile(
  { name, chunks }: TrafficSource,
  reading: Reading,
): Promise<Omit<ReadFile, 'firstPart'>> {
  const { options, parts, times } = reading;
  const log = new ProblemLog(name);
  let reader: ByteReader | undefined;
  let bytes = 0;
  const plain = unpacked(chunks, {
    log,
    onRead: (read) => {
      bytes = read;
    },
    onTrouble: (reason) => log.note(reason),
  });
  const tell = ({ rows: { kept, refused } }: ByteReader) =>
    options.onProgress?.(reading.bytes + bytes, reading.rows + kept + refused);
  for await (const block of blocksOf(plain)) {
    reader ??= startFile(block, options.format, {
      log,
      parts,
      times,
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
    throw log.error(rowsRead === 0 ? 'there is no row of data' : reason);
  }
  reading.bytes += bytes;
  reading.rows += rowsRead;
  const traffic = reader.finish();
  const labelsRead = traffic.kind === 'flows' ? traffic.labelsRead : [];
  const file = { name, format: reader.format, rowsRead, rowsKept: kept, labelsRead };
  return { file, log, traffic };
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
function requireSameKind(files: readonly ReadFile[], { parts }: Reading): void {
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
