/**
 * Any bytes give traffic or an InputError. Every importer is given files of its format, changed at
 * random: the quick run is part of the tests, `LAB_FUZZ_RUNS=100000` makes it a long one and tells
 * what came of it. A run is drawn from its number, so that a failure names the one to repeat:
 * `LAB_FUZZ_FIRST=731 LAB_FUZZ_RUNS=1`.
 */
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import type { TrafficFormat } from '../../../src/data/import/importer.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { SEEDS, type Seeds } from './fuzz-seeds.ts';
import { cuts, type Draw, drawFrom, invented, joined, mutated } from './mutations.ts';
import { expectSound } from './soundness.ts';
import { chunksOf, importChunks } from './support.ts';

const RUNS = Number(process.env.LAB_FUZZ_RUNS ?? 60);
const FIRST = Number(process.env.LAB_FUZZ_FIRST ?? 0);
const IS_LONG = process.env.LAB_FUZZ_RUNS !== undefined;
const TIMEOUT = 60_000 + 100 * RUNS;
const BATCH = 100;
/** For a hundred runs, in the processor's time, so that a busy machine makes no difference. */
const MOST_SECONDS = 20;
const NAME = 'fuzzed';
const ALL_FILES = SEEDS.flatMap(({ files }) => files);
/** Asked for in one run of ten, whatever the file. */
const FORMATS: readonly TrafficFormat[] = ['auto', 'flows', 'zeek', 'table', 'mapped'];

type Imported = Awaited<ReturnType<typeof importChunks>>;

describe.each(SEEDS)('$importer: any bytes', (seeds) => {
  const claim = async () => {
    const tally = await fuzz(seeds);
    if (IS_LONG) process.stdout.write(`${seeds.importer}: ${JSON.stringify(tally)}\n`);
    expect(tally.longest).toBeLessThan(MOST_SECONDS);
    // Else the changes would be too rough to reach the reader of rows.
    if (RUNS >= 50) expect(tally.read).toBeGreaterThan(RUNS / 10);
  };
  it(`give traffic or an InputError, ${RUNS} times`, claim, TIMEOUT);
});

/** What came of all runs: read as the format, refused; the longest hundred of them, in seconds. */
async function fuzz({ importer, files, format, asked = 'auto', isPacked }: Seeds) {
  const tally = { read: 0, refused: 0, seconds: 0, longest: 0 };
  for (let from = FIRST; from < FIRST + RUNS; from += BATCH) {
    const begin = process.cpuUsage();
    for (let run = from; run < Math.min(from + BATCH, FIRST + RUNS); run++) {
      const draw = drawFrom(new MersenneTwister(run));
      const file = draw.of(files);
      const bytes = isPacked ? mutatedGzip(file, draw) : mutatedOrInvented(file, draw);
      const outcome = await tried(bytes, asked, draw).catch((error) => {
        throw new Error(`${importer}, run ${run}: ${error.message}`, { cause: error });
      });
      if (typeof outcome === 'string') tally.refused++;
      else tally.read += outcome.format.startsWith(format) ? 1 : 0;
    }
    const seconds = process.cpuUsage(begin).user / 1e6;
    tally.seconds += seconds;
    tally.longest = Math.max(tally.longest, seconds);
  }
  return tally;
}

function mutatedOrInvented(file: Uint8Array, draw: Draw): Uint8Array {
  return draw.below(50) === 0
    ? invented(draw)
    : mutated(file, draw, draw.below(8) === 0 ? ALL_FILES : [file]);
}

/** A packed file with damage, or damage packed; of one member or two. */
function mutatedGzip(file: Uint8Array, draw: Draw): Uint8Array {
  const options = { level: draw.of([0, 1, 6]) };
  const at = draw.below(2) * draw.below(file.length);
  const packed = (bytes: Uint8Array) =>
    joined(gzipSync(bytes.subarray(0, at), options), gzipSync(bytes.subarray(at), options));
  if (draw.below(2) === 0) return packed(mutated(file, draw, ALL_FILES));
  return mutated(packed(file), draw, ALL_FILES);
}

/** Reads the bytes in chunks, now and then whole as well; gives the traffic, or the message of the InputError. */
async function tried(
  bytes: Uint8Array,
  asked: TrafficFormat,
  draw: Draw,
): Promise<Imported | string> {
  const format = draw.below(10) === 0 ? draw.of(FORMATS) : asked;
  const options = {
    fileName: NAME,
    sampleSize: draw.of([1e6, 1e6, 3]),
    timeZone: draw.of(['UTC', 'Europe/Berlin', '+05:30']),
  };
  const settled = async (places: number[]) => {
    try {
      return await importChunks(chunksOf(bytes, places), format, options);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.message;
    }
  };
  const outcome = await settled(cuts(bytes.length, draw));
  if (typeof outcome === 'string') expect(outcome.startsWith(`${NAME}`)).toBe(true);
  else expectSound(outcome, options.sampleSize);
  // Half of the time of a run, so not in all of them.
  if (draw.below(3) === 0 && !isDeepStrictEqual(await settled([]), outcome)) {
    throw new Error('chunks make a difference');
  }
  return outcome;
}
