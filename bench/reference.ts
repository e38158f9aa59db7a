import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { InputError } from '../src/data/errors.ts';
import type { Matrix } from '../src/features/matrix.ts';
import type { Assessment } from '../src/models/detector.ts';
import type { DetectorName, LabParameters } from '../src/pipeline/parameters/lab-parameters.ts';
import SCRIPT from './reference.py?raw';

/** A running Python that times scikit-learn on one thread, one request after another. */
export interface Reference {
  readonly version: string;
  /** Makes `x` the matrix of the requests that follow, and `others` the rows to score, else `x` too. */
  readonly load: (x: Matrix, others?: Matrix) => void;
  readonly time: (detector: DetectorName, parameters: LabParameters) => Promise<ReferenceTimes>;
  /** Fits once more and gives scikit-learn's scores and predictions of the rows to score. */
  readonly verdicts: (detector: DetectorName, parameters: LabParameters) => Promise<Verdicts>;
  /** Bytes that it has held at most so far. */
  readonly peak: () => number;
  readonly close: () => void;
}

/** Milliseconds. `score` is `null` where fitting and scoring are one job. */
interface ReferenceTimes {
  readonly fit: number;
  readonly score: number | null;
}

export type Verdicts = Pick<Assessment, 'scores' | 'predictions'>;

const THREAD_VARIABLES = [
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'BLIS_NUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
];

/**
 * Starts the interpreter. Matrices go through files in a folder of their own, which is removed
 * with `close`, or as this process ends.
 *
 * @throws InputError if it cannot be started or lacks scikit-learn
 */
export async function startReference(python: string, cpuTime: boolean): Promise<Reference> {
  const { ask, stop } = startPython(interpreterPath(python), cpuTime ? ['--cpu-time'] : []);
  const folder = mkdtempSync(join(tmpdir(), 'network-anomaly-lab-'));
  const interrupted = () => process.exit(130);
  const close = () => {
    process.off('exit', close);
    process.off('SIGINT', interrupted);
    stop();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', close);
  process.once('SIGINT', interrupted);

  const files = {
    matrix: join(folder, 'matrix'),
    others: join(folder, 'others'),
    scores: join(folder, 'scores'),
    predictions: join(folder, 'predictions'),
  };
  let columns = 0;
  let others: string | null = null;
  let peak = 0;
  const request = (detector: DetectorName, parameters: LabParameters, verdicts: object | null) =>
    ask({ detector, parameters, matrix: files.matrix, others, columns, verdicts });
  const hello = await ask(null);
  if (hello.missing !== undefined) {
    throw new InputError(`${python} has no scikit-learn: ${hello.missing}. Name a Python with it.`);
  }
  return {
    version: String(hello.version),
    load: (x, scored) => {
      columns = x.columns;
      writeFileSync(files.matrix, x.data);
      others = scored === undefined ? null : files.others;
      if (scored !== undefined) writeFileSync(files.others, scored.data);
    },
    time: async (detector, parameters) => {
      const { fit, score, peak: bytes } = await request(detector, parameters, null);
      peak = Number(bytes);
      return { fit: 1000 * Number(fit), score: score === null ? null : 1000 * Number(score) };
    },
    verdicts: async (detector, parameters) => {
      await request(detector, parameters, files);
      return {
        scores: new Float64Array(bytesOf(files.scores)),
        predictions: new Int8Array(bytesOf(files.predictions)),
      };
    },
    peak: () => peak,
    close,
  };
}

interface Conversation {
  /** The next answer, after sending `request` unless it is `null`. */
  readonly ask: (request: object | null) => Promise<Readonly<Record<string, unknown>>>;
  readonly stop: () => void;
}

function startPython(python: string, args: readonly string[]): Conversation {
  const threads = Object.fromEntries(THREAD_VARIABLES.map((name) => [name, '1']));
  const child = spawn(python, ['-c', SCRIPT, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...threads },
  });
  const complaint = complaintOf(child, child.stderr);
  // A child that ended shows in its missing answer.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (request) => {
      if (request !== null) child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (!done) return JSON.parse(value) as Record<string, unknown>;
      throw new InputError(`The reference ${python} gave no answer: ${await complaint}.`);
    },
    stop: () => child.kill(),
  };
}

/** Why the child ended: its last line on standard error, or what the system says. */
function complaintOf(child: ChildProcess, stderr: Readable): Promise<string> {
  let text = '';
  stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (code) => done(text.trim().split('\n').at(-1) || `exit code ${code}`));
  });
}

/** A path is taken from the folder that the command was given in, a bare name from the system's. */
function interpreterPath(python: string): string {
  return /[\\/]/.test(python) ? resolve(process.env.INIT_CWD ?? '.', python) : python;
}

function bytesOf(file: string): ArrayBuffer {
  return new Uint8Array(readFileSync(file)).buffer;
}
