import { InputError } from '../data/errors.ts';
import type { FlowTable } from '../data/flow-table.ts';
import { type ImportProblem, importFiles } from '../data/import/importer.ts';

/** A file's bytes, plain or gzipped. */
export interface TrafficFile {
  /** Stands at the head of errors. */
  readonly name: string;
  /** All of them, or one chunk after another. */
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

/** How files are read. What is left out is as on the lab's page. */
export interface ReadOptions {
  /** Seconds over which distinct partners are counted, where a file has no such counts; 60. */
  readonly windowSeconds?: number;
  /** Most flows that are kept: of more, a uniform sample; 50,000. */
  readonly sampleSize?: number;
  /** Draws the sample: an integer 0 … 2³²−1 for NumPy's generator, or any other text; '42'. */
  readonly seed?: string;
  /** The zone of times that name none: an IANA name or an offset; 'UTC'. */
  readonly timeZone?: string;
}

/** Flows, and the account of the rows that they come from. */
export interface TrafficRead {
  readonly flows: FlowTable;
  /** Rows kept and rows refused. */
  readonly rowsRead: number;
  /** More than there are flows where these are a sample. */
  readonly rowsKept: number;
  /** What was not kept as it stood, with the reason and the first lines. */
  readonly problems: readonly ImportProblem[];
  /** The format found in each file, for people: `Zeek conn.log (TSV)`. */
  readonly formats: readonly string[];
}

/**
 * Reads flows from the bytes of files, whose formats are found by their content: captures, Zeek,
 * Suricata, NetFlow, cloud flow logs, CICFlowMeter, Parquet and others. O(bytes).
 *
 * @throws InputError where a file is of no known kind, holds no usable row, or is a table of numbers
 */
export async function readFlows(
  files: readonly TrafficFile[],
  options: ReadOptions = {},
): Promise<TrafficRead> {
  const { windowSeconds = 60, sampleSize = 50_000, seed = '42', timeZone = 'UTC' } = options;
  const read = await importFiles(
    files.map(({ name, bytes }) => ({ name, ...sourceOf(bytes) })),
    { format: 'auto', windowSeconds, sampleSize, seed, timeZone },
  );
  if (read.kind === 'table') {
    const names = files.map(({ name }) => name).join(', ');
    throw new InputError(
      `${names}: a table of numbers, not of flows. Make a matrix of its columns with matrixOfColumns.`,
    );
  }
  const { flows, rowsKept, problems } = read;
  return {
    flows,
    rowsRead: read.files.reduce((sum, file) => sum + file.rowsRead, 0),
    rowsKept,
    problems,
    formats: read.files.map(({ format }) => format),
  };
}

/** Bytes as the importers take them; those that are all there can be read in any order. */
function sourceOf(bytes: TrafficFile['bytes']) {
  if (!(bytes instanceof Uint8Array)) return { chunks: bytes };
  const { byteLength } = bytes;
  // A copy: what Node calls the slice of a buffer shares its memory with other buffers.
  const slice = async (start: number, end?: number) =>
    Uint8Array.from(bytes.subarray(start, end)).buffer;
  return { chunks: inOneChunk(bytes), whole: { byteLength, slice } };
}

async function* inOneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
