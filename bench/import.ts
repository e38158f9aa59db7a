import Papa from 'papaparse';
import { importFiles } from '../src/data/import/importer.ts';
import { type Clock, processorClock, type Timing, timeRounds, wallClock } from './timing.ts';
import { zeekLog } from './zeek-log.ts';

/** What the import of one log took, and papaparse beside it. */
export interface ImportTimes {
  readonly rows: number;
  readonly bytes: number;
  /** Most bytes that the process held above what it held before, as the log was made and read. */
  readonly peak: { readonly resident: number; readonly heapAndBuffers: number };
  /** Milliseconds until the streamed log was read, its making included. */
  readonly streamed: number;
  /** `null` for a log too long to hold in memory. */
  readonly timings: Readonly<Record<ImportJob, Timing>> | null;
  /** Bytes that the process held after papaparse above what it held before the log was in memory. */
  readonly papaparseResident: number | null;
}

export type ImportJob = (typeof IMPORT_JOBS)[number];

/** `decode` makes the string that papaparse needs of the bytes that the import takes. */
const IMPORT_JOBS = ['all', 'sampled', 'decode', 'papaparse', 'papaparseSteps'] as const;

/** Longest log that is held in memory, and given to papaparse. */
const MOST_ROWS_HELD = 2_000_000;
/** As `File.stream` and `fs.createReadStream` cut a file. */
const CHUNK_BYTES = 1 << 16;
const SAMPLE = 100_000;
const LEAST_ROUNDS = 3;

/**
 * Times the import of a Zeek log of `rows` flows, from its bytes to flows with window counts, with
 * all flows kept and with a sample of 100,000. In the same process, in turn with it, papaparse
 * splits the same text into strings: all rows at once, and row by row, forgetting each.
 */
export async function timeImport(
  rows: number,
  repeat: number | undefined,
  cpuTime: boolean,
): Promise<ImportTimes> {
  const streamed = await measureStreamed(rows);
  if (rows > MOST_ROWS_HELD) {
    return { rows, ...streamed, timings: null, papaparseResident: null };
  }
  const clock = cpuTime ? processorClock : wallClock;
  const before = process.memoryUsage.rss();
  const bytes = joined([...zeekLog(rows)]);
  const timings = await timeRounds(() => timeRound(bytes, clock), repeat ?? LEAST_ROUNDS);
  const papaparseResident = process.memoryUsage.rss() - before;
  return { rows, ...streamed, timings, papaparseResident };
}

/** Reads a log that is made as it is read, so that memory is the import's own. */
async function measureStreamed(
  rows: number,
): Promise<Pick<ImportTimes, 'bytes' | 'peak' | 'streamed'>> {
  globalThis.gc?.();
  const start = process.memoryUsage();
  const peak = { resident: 0, heapAndBuffers: 0 };
  const look = () => {
    const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
    const held = heapUsed + arrayBuffers - start.heapUsed - start.arrayBuffers;
    peak.resident = Math.max(peak.resident, rss - start.rss);
    peak.heapAndBuffers = Math.max(peak.heapAndBuffers, held);
  };
  let bytes = 0;
  async function* chunks() {
    for (const block of zeekLog(rows)) {
      bytes += block.length;
      yield block;
    }
  }
  const begun = performance.now();
  await importLog(chunks(), SAMPLE, look);
  const streamed = performance.now() - begun;
  look();
  // Between two looks it may have been more; nothing before this was as large.
  peak.resident = process.resourceUsage().maxRSS * 1024 - start.rss;
  return { bytes, peak, streamed };
}

async function timeRound(
  bytes: Uint8Array<ArrayBuffer>,
  clock: Clock,
): Promise<Record<ImportJob, number>> {
  const timed = async (work: () => unknown): Promise<number> => {
    const begun = clock();
    await work();
    return clock() - begun;
  };
  const settings = { delimiter: '\t', comments: '#' };
  let text = '';
  // The rows of the round before are not collected at this one's expense. Between imports nothing
  // is: a collection takes with it what the compiler learnt about objects that are no more.
  globalThis.gc?.();
  return {
    all: await timed(() => importLog(chunksOf(bytes), Number.POSITIVE_INFINITY)),
    sampled: await timed(() => importLog(chunksOf(bytes), SAMPLE)),
    decode: await timed(() => {
      text = new TextDecoder().decode(bytes);
    }),
    papaparse: await timed(() => Papa.parse(text, settings)),
    papaparseSteps: await timed(() => Papa.parse(text, { ...settings, step: () => {} })),
  };
}

function importLog(
  chunks: AsyncIterable<Uint8Array>,
  sampleSize: number,
  onProgress: () => void = () => {},
) {
  return importFiles([{ name: 'conn.log', chunks }], {
    format: 'auto',
    windowSeconds: 60,
    sampleSize,
    seed: '42',
    onProgress,
  });
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    yield bytes.subarray(at, at + CHUNK_BYTES);
  }
}

function joined(blocks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
  }
  return bytes;
}
