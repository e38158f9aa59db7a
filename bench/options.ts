import { parseArgs } from 'node:util';
import { NOTEBOOK_DETECTORS } from '../src/pipeline/detecting/detector-table.ts';

type NotebookDetector = (typeof NOTEBOOK_DETECTORS)[number];

/** The words of the command line are off: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface BenchOptions {
  readonly help: boolean;
  readonly json: boolean;
  /** Numbers of flows, ascending: memory only grows, so its peak then belongs to the last size. */
  readonly sizes: readonly number[];
  /** `undefined`: as many as the time that a round takes allows. */
  readonly repeat: number | undefined;
  /** A Python interpreter that has scikit-learn. */
  readonly reference: string | undefined;
  readonly logRatios: boolean;
  /** Detectors also on noise that no tree prunes, and first fits in new processes. */
  readonly noise: boolean;
  readonly noiseColumns: number;
  /** Detectors also on small whole numbers of so many columns, in turn. */
  readonly discreteColumns: readonly number[];
  readonly cold: boolean;
  /** Instead of those that cope with so many flows. */
  readonly detectors: readonly NotebookDetector[] | undefined;
  /** A job of `timeFirst`, instead of everything else. */
  readonly first: string | undefined;
  /** Processor time instead of time on the wall. */
  readonly cpuTime: boolean;
  /** Flows of a log to import, instead of everything else. */
  readonly importRows: number | undefined;
  /** Flows to stream, instead of everything else. */
  readonly streamFlows: number | undefined;
  /** The planes, instead of everything else. */
  readonly planes: boolean;
  /** Samples to fit on, instead of everything else. */
  readonly samples: boolean;
}

const DEFAULT_SIZES = '2210,20000,100000';
/** Fewer flows leave some profile, or a neighbourhood, next to nothing. */
const FEWEST_FLOWS = 200;
/** More would take the benchmark, not the lab, too long. */
const MOST_FLOWS = 1_000_000;
const MOST_ROUNDS = 1000;
const MOST_NOISE_COLUMNS = 10_000;
/** A kd-tree in scikit-learn, and comparing with all rows. */
const DISCRETE_COLUMNS = '5,10,15,16';
/** Of a log that is made as it is read: 13 GB. */
const MOST_IMPORT_ROWS = 100_000_000;
const FEWEST_STREAM_FLOWS = 5000;
const MOST_STREAM_FLOWS = 10_000_000;

export const HELP = `How fast the lab is: generating, engineering, scaling, each detector, the whole run; or import, streams, planes or samples.

npm run bench -- [options]

  --sizes N,N,…       Numbers of flows (${DEFAULT_SIZES}), ${FEWEST_FLOWS} to ${MOST_FLOWS}. Above 20000 the only
                      detector is Isolation Forest: the others' time can grow as the square.
  --detectors NAME,…  These detectors at every size instead: ${NOTEBOOK_DETECTORS.join(', ')}.
  --repeat N          Timed rounds of each job, 1 to ${MOST_ROUNDS} (else 3 to 25, fewer for long ones).
  --reference PYTHON  Time scikit-learn too, with this Python interpreter, on the same matrices,
                      on one thread, in turn with the lab.
  --log-ratios        Time the detectors also on the logarithms of the heavy-tailed ratios, where
                      the One-Class SVM has more to do. On with --reference unless --no-log-ratios.
  --noise             Time the detectors also on Gaussian noise, whose rows no tree prunes. On
                      with --reference unless --no-noise.
  --noise-columns N   Its columns, 1 to ${MOST_NOISE_COLUMNS} (16).
  --discrete          Time the detectors also on small whole numbers, whose distances tie: they learn
                      from as many rows and score as many others.
  --discrete-columns N,…  Its columns (${DISCRETE_COLUMNS}), each a table of its own.
  --cold              With --reference: time fit and score also as the first of a new process,
                      five times on each side.
  --first FILE        For the benchmark itself: one job of --cold.
  --cpu-time          Processor time instead of time on the wall: steadier on a busy machine. It
                      counts what compiles and collects beside the work.
  --import ROWS       Instead: time the import of a Zeek log of ROWS flows, up to ${MOST_IMPORT_ROWS}, and
                      papaparse as it splits the same log. Above 2000000 the log is only streamed.
  --stream FLOWS      Instead: stream FLOWS flows through each online detector, up to ${MOST_STREAM_FLOWS}: flows a
                      second, and memory after each tenth.
  --samples           Instead: what a detector is worth that has fitted on a sample, up to the largest of
                      --sizes (1000000 without). Takes some 15 minutes.
  --page              Instead: time the built page in Chromium: a cold visit, a warm run, a million flows.
  --planes            Instead: time the planes of the first page, each detector over two features.
  --json              Every figure as JSON on standard output.
  --help              Show this.

Exit code: 0, 1 where the reference cannot be run, 2 for a wrong command line.
`;

/** @throws UsageError for an unknown option or a value that it does not take */
export function parseOptions(args: readonly string[]): BenchOptions {
  const values = parseWords(args);
  if (values.reference === '') throw new UsageError('--reference needs a Python interpreter.');
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    sizes: parseSizes(values.sizes ?? (values.samples ? String(MOST_FLOWS) : DEFAULT_SIZES)),
    repeat: values.repeat === undefined ? undefined : parseRepeat(values.repeat),
    reference: values.reference,
    cpuTime: values['cpu-time'] ?? false,
    importRows: values.import === undefined ? undefined : parseImportRows(values.import),
    streamFlows: values.stream === undefined ? undefined : parseStreamFlows(values.stream),
    planes: values.planes ?? false,
    samples: values.samples ?? false,
    logRatios: values['log-ratios'] ?? values.reference !== undefined,
    noise: values.noise ?? values.reference !== undefined,
    noiseColumns: parseNoiseColumns(values['noise-columns'] ?? '16'),
    discreteColumns: values.discrete
      ? parseDiscreteColumns(values['discrete-columns'] ?? DISCRETE_COLUMNS)
      : [],
    cold: values.cold ?? false,
    detectors: values.detectors === undefined ? undefined : parseDetectors(values.detectors),
    first: values.first,
  };
}

function parseWords(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        sizes: { type: 'string' },
        repeat: { type: 'string' },
        reference: { type: 'string' },
        'log-ratios': { type: 'boolean' },
        noise: { type: 'boolean' },
        'noise-columns': { type: 'string' },
        discrete: { type: 'boolean' },
        'discrete-columns': { type: 'string' },
        cold: { type: 'boolean' },
        detectors: { type: 'string' },
        first: { type: 'string' },
        'cpu-time': { type: 'boolean' },
        import: { type: 'string' },
        stream: { type: 'string' },
        planes: { type: 'boolean' },
        samples: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseSizes(text: string): number[] {
  const sizes = text.split(',').map((part) => wholeNumber(part, FEWEST_FLOWS, MOST_FLOWS));
  if (sizes.includes(Number.NaN)) {
    throw new UsageError(
      `--sizes must be whole numbers ${FEWEST_FLOWS} to ${MOST_FLOWS} between commas; got "${text}".`,
    );
  }
  return [...new Set(sizes)].sort((a, b) => a - b);
}

function parseDetectors(text: string): NotebookDetector[] {
  const names = text.split(',');
  const known = NOTEBOOK_DETECTORS.filter((name) => names.includes(name));
  if (known.length === names.length) return known;
  throw new UsageError(
    `--detectors must be some of ${NOTEBOOK_DETECTORS.join(', ')} between commas; got "${text}".`,
  );
}

function parseRepeat(text: string): number {
  const repeat = wholeNumber(text, 1, MOST_ROUNDS);
  if (Number.isNaN(repeat)) {
    throw new UsageError(`--repeat must be a whole number 1 to ${MOST_ROUNDS}; got "${text}".`);
  }
  return repeat;
}

function parseNoiseColumns(text: string): number {
  const columns = wholeNumber(text, 1, MOST_NOISE_COLUMNS);
  if (Number.isNaN(columns)) {
    throw new UsageError(
      `--noise-columns must be a whole number 1 to ${MOST_NOISE_COLUMNS}; got "${text}".`,
    );
  }
  return columns;
}

function parseDiscreteColumns(text: string): number[] {
  const columns = text.split(',').map((part) => wholeNumber(part, 1, MOST_NOISE_COLUMNS));
  if (!columns.includes(Number.NaN)) return columns;
  throw new UsageError(
    `--discrete-columns must be whole numbers 1 to ${MOST_NOISE_COLUMNS} between commas; got "${text}".`,
  );
}

function parseImportRows(text: string): number {
  const rows = wholeNumber(text, 1, MOST_IMPORT_ROWS);
  if (Number.isNaN(rows)) {
    throw new UsageError(
      `--import must be a whole number 1 to ${MOST_IMPORT_ROWS}; got "${text}".`,
    );
  }
  return rows;
}

function parseStreamFlows(text: string): number {
  const flows = wholeNumber(text, FEWEST_STREAM_FLOWS, MOST_STREAM_FLOWS);
  if (Number.isNaN(flows)) {
    throw new UsageError(
      `--stream must be a whole number ${FEWEST_STREAM_FLOWS} to ${MOST_STREAM_FLOWS}; got "${text}".`,
    );
  }
  return flows;
}

/** The whole number that `text` spells, or NaN. */
function wholeNumber(text: string, min: number, max: number): number {
  const value = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : Number.NaN;
}
