import { NOTEBOOK_PARAMETERS } from '../src/pipeline/parameters/parameters.ts';
import type { StreamDetectorName } from '../src/pipeline/parameters/stream-parameters.ts';
import { FlowStream } from '../src/pipeline/stream/stream.ts';
import { STREAM_DETECTORS } from '../src/pipeline/stream/stream-detectors.ts';
import { planStream, type StreamPlan } from '../src/pipeline/stream/stream-plan.ts';
import { generateTraffic } from '../src/pipeline/traffic/generate.ts';
import { scaledCounts } from './run.ts';
import type { Clock } from './timing.ts';

/** How fast flows pass a detector, and what memory it takes while they do. */
export interface StreamTimes {
  readonly detector: StreamDetectorName;
  readonly flows: number;
  readonly flowsPerSecond: number;
  /** Flows a second of each tenth of the stream. */
  readonly tenths: readonly number[];
  /** Bytes of heap and buffers in use after each tenth, beyond those before the first flow. */
  readonly memory: readonly number[];
  /** The longest step of 100 flows, in milliseconds: how long one may have to wait for a pause. */
  readonly longestStep: number;
}

/** More flows than this are these ones again. */
const MOST_GENERATED = 100_000;
const TENTHS = 10;
const STEP = 100;

/** Streams flows of the notebook's proportions through every online detector, as fast as it goes. */
export function timeStreams(
  flows: number,
  clock: Clock,
  report: (doing: string) => void,
): StreamTimes[] {
  const counts = scaledCounts(Math.min(flows, MOST_GENERATED));
  const parameters = { ...NOTEBOOK_PARAMETERS, counts, logRatios: true };
  const traffic = generateTraffic(parameters);
  return STREAM_DETECTORS.map(({ name }) => {
    report(`${name}, ${flows} flows`);
    const plan = planStream(traffic, { ...parameters, streamDetector: name });
    return timeStream({ ...plan, order: longer(plan.order, flows) }, clock);
  });
}

/** The order over and over, until it is long enough. */
function longer(order: Uint32Array, flows: number): Uint32Array {
  return new Uint32Array(flows).map((_, place) => order[place % order.length]);
}

function timeStream(plan: StreamPlan, clock: Clock): StreamTimes {
  const flows = plan.order.length;
  const before = memoryInUse();
  const stream = new FlowStream(plan);
  const tenths: number[] = [];
  const memory: number[] = [];
  let longestStep = 0;
  let milliseconds = 0;
  for (let tenth = 1; tenth <= TENTHS; tenth++) {
    const from = stream.place;
    const to = Math.round((flows * tenth) / TENTHS);
    const started = clock();
    for (let now = started; stream.place < to; ) {
      stream.step(Math.min(STEP, to - stream.place));
      const then = now;
      now = clock();
      longestStep = Math.max(longestStep, now - then);
    }
    const spent = clock() - started;
    milliseconds += spent;
    tenths.push((1000 * (to - from)) / spent);
    memory.push(memoryInUse() - before);
  }
  return {
    detector: plan.parameters.streamDetector,
    flows,
    flowsPerSecond: (1000 * flows) / milliseconds,
    tenths,
    memory,
    longestStep,
  };
}

/** Bytes of heap and array buffers, after a collection where that can be asked for. */
function memoryInUse(): number {
  globalThis.gc?.();
  // Buffers are let go after the objects that held them.
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export const STREAM_LEGEND =
  'Generated flows in order of time, headless: scaled, scored, held against the threshold, judged,\nwatched for drift, learnt. Memory: heap and buffers in use, beyond those before the first flow.\n';

/** The figures of every detector as text. */
export function streamBenchReport(times: readonly StreamTimes[]): string {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return times
    .map(({ detector, flows, flowsPerSecond, tenths, memory, longestStep }) =>
      [
        `== ${detector}, ${whole(flows)} flows`,
        '',
        `${whole(flowsPerSecond)} flows/s; longest step of ${STEP} flows ${longestStep.toFixed(0)} ms`,
        `flows/s of each tenth  ${tenths.map(whole).join('  ')}`,
        `MiB after each tenth   ${memory.map(mebibytes).join('  ')}`,
        '',
      ].join('\n'),
    )
    .join('\n');
}
