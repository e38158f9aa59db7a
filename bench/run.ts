import { standardNormal } from '../src/data/distributions.ts';
import { PROFILES } from '../src/data/profiles.ts';
import { MersenneTwister } from '../src/data/random.ts';
import { type Matrix, matrix } from '../src/features/matrix.ts';
import { NOTEBOOK_DETECTORS } from '../src/pipeline/detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../src/pipeline/parameters/parameters.ts';
import { engineerTraffic } from '../src/pipeline/run/engineer.ts';
import { runLab } from '../src/pipeline/run/lab.ts';
import { scaleFeatures } from '../src/pipeline/run/scale.ts';
import { generateTraffic } from '../src/pipeline/traffic/generate.ts';
import { type DetectorTimes, timeDetector } from './detectors.ts';
import type { BenchOptions } from './options.ts';
import type { Reference } from './reference.ts';
import { type Clock, processorClock, type Timing, timed, timeRounds, wallClock } from './timing.ts';

/** Everything measured at one number of flows. */
export interface SizeTimes {
  readonly flows: number;
  readonly columns: number;
  /** The very first run at this size, before any warm-up: what a person waits for. */
  readonly firstRun: number;
  readonly steps: Readonly<Record<Step, Timing>>;
  readonly detectors: readonly DetectorTimes[];
  /** On the logarithms of the heavy-tailed ratios. */
  readonly logRatioDetectors: readonly DetectorTimes[];
  /** On Gaussian noise, as many rows. */
  readonly noiseDetectors: readonly DetectorTimes[];
  /** On small whole numbers, as many rows, and as many others to score. */
  readonly discrete: readonly DiscreteTimes[];
  /** Bytes that this process holds, and the most it ever held. */
  readonly memory: { readonly resident: number; readonly peak: number };
}

/** Detectors on small whole numbers in so many columns. */
interface DiscreteTimes {
  readonly columns: number;
  readonly detectors: readonly DetectorTimes[];
}

export type Step = 'generate' | 'engineer' | 'scale' | 'wholeRun';

/** Above this, detectors whose time can grow as the square are left out. */
const MOST_FLOWS_FOR_ALL = 20_000;

/** Times every step and every detector at one size; tells `report` what comes next. */
export async function timeSize(
  flows: number,
  options: BenchOptions,
  reference: Reference | null,
  report: (doing: string) => void,
): Promise<SizeTimes> {
  const { repeat, logRatios, cpuTime, noise, noiseColumns, cold, reference: python } = options;
  const parameters = parametersFor(flows, options.detectors);
  const clock = cpuTime ? processorClock : wallClock;
  const wholeRun = async () => {
    const started = clock();
    await runLab(null, parameters, { now: clock });
    return clock() - started;
  };

  report('whole run');
  const firstRun = await wholeRun();
  const run = await timeRounds(async () => ({ wholeRun: await wholeRun() }), repeat);
  report('generate, engineer, scale');
  const steps = await timeRounds(() => timeSteps(parameters, clock), repeat);

  const engineered = engineerTraffic(generateTraffic(parameters));
  const { matrix: x } = scaleFeatures(engineered, parameters);
  const timeAll = async (chosen: LabParameters, rows: Matrix, data: string, others?: Matrix) => {
    const isCold = cold && others === undefined;
    const timing = { repeat, clock, reference, python: isCold ? python : undefined, others };
    const times: DetectorTimes[] = [];
    for (const name of chosen.detectors) {
      report(`${name}${data}`);
      times.push(await timeDetector(name, rows, chosen, timing));
    }
    return times;
  };
  const discrete: DiscreteTimes[] = [];
  const timeDiscrete = async (columns: number) => {
    const [rows, others] = [smallNumbers(x.rows, columns, 1), smallNumbers(x.rows, columns, 2)];
    const title = `, whole numbers in ${columns} columns`;
    discrete.push({ columns, detectors: await timeAll(parameters, rows, title, others) });
  };
  const withLogs = { ...parameters, logRatios: true };
  const times = {
    flows,
    columns: x.columns,
    firstRun,
    steps: { ...steps, ...run },
    detectors: await timeAll(parameters, x, ''),
    logRatioDetectors: logRatios
      ? await timeAll(withLogs, scaleFeatures(engineered, withLogs).matrix, ', log ratios')
      : [],
    noiseDetectors: noise
      ? await timeAll(parameters, gaussianNoise(x.rows, noiseColumns), ', noise')
      : [],
  };
  for (const columns of options.discreteColumns) await timeDiscrete(columns);
  return {
    ...times,
    discrete,
    memory: {
      resident: process.memoryUsage().rss,
      peak: process.resourceUsage().maxRSS * 1024,
    },
  };
}

/** The same every time. */
function gaussianNoise(rows: number, columns: number): Matrix {
  const source = new MersenneTwister(0);
  return matrix(
    new Float64Array(rows * columns).map(() => standardNormal(source)),
    Array.from({ length: columns }, (_, column) => `noise ${column + 1}`),
  );
}

/** Whole numbers 0 to 4, the same every time with a seed. */
function smallNumbers(rows: number, columns: number, seed: number): Matrix {
  const source = new MersenneTwister(seed);
  return matrix(
    new Float64Array(rows * columns).map(() => Math.floor(5 * source.double())),
    Array.from({ length: columns }, (_, column) => `number ${column + 1}`),
  );
}

/** The notebook's parameters, with its counts scaled to `flows` and the detectors that cope. */
function parametersFor(flows: number, chosen: BenchOptions['detectors']): LabParameters {
  const detectors: readonly DetectorName[] =
    chosen ?? (flows > MOST_FLOWS_FOR_ALL ? ['isolation-forest'] : NOTEBOOK_DETECTORS);
  return { ...NOTEBOOK_PARAMETERS, counts: scaledCounts(flows), detectors };
}

/** The profiles' counts in the notebook's proportions; they sum to `flows`. */
export function scaledCounts(flows: number): Record<string, number> {
  const total = PROFILES.reduce((sum, { count }) => sum + count, 0);
  const counts: Record<string, number> = {};
  let before = 0;
  for (const { name, count } of PROFILES) {
    const from = Math.round((before * flows) / total);
    before += count;
    counts[name] = Math.round((before * flows) / total) - from;
  }
  return counts;
}

function timeSteps(
  parameters: LabParameters,
  clock: Clock,
): Record<Exclude<Step, 'wholeRun'>, number> {
  const traffic = timed(clock, () => generateTraffic(parameters));
  const engineered = timed(clock, () => engineerTraffic(traffic.result));
  const scaled = timed(clock, () => scaleFeatures(engineered.result, parameters));
  return {
    generate: traffic.milliseconds,
    engineer: engineered.milliseconds,
    scale: scaled.milliseconds,
  };
}
