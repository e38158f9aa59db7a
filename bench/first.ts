import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Matrix } from '../src/features/matrix.ts';
import type { DetectorName, LabParameters } from '../src/pipeline/parameters/lab-parameters.ts';
import { type LabTimes, timeLab } from './lab-times.ts';
import { startReference } from './reference.ts';
import { type Clock, median } from './timing.ts';

/** Fit and score where nothing was computed before: in a process of its own each time. */
export interface FirstTimes {
  /** Milliseconds, in order of the rounds. */
  readonly lab: readonly number[];
  readonly reference: readonly number[];
  /** Times faster than scikit-learn: the median over rounds. */
  readonly ratio: number;
}

const ROUNDS = 5;

/** What a new process is asked to time. */
interface FirstJob {
  readonly detector: DetectorName;
  readonly parameters: LabParameters;
  readonly names: readonly string[];
  /** A file of doubles, row by row. */
  readonly matrix: string;
}

/** Starts new processes of both sides in turn. Starting them, and reading the matrix, is not timed. */
export async function timeFirst(
  detector: DetectorName,
  x: Matrix,
  parameters: LabParameters,
  python: string,
): Promise<FirstTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'network-anomaly-lab-first-'));
  const matrix = join(folder, 'matrix');
  const job = join(folder, 'job.json');
  writeFileSync(matrix, x.data);
  writeFileSync(job, JSON.stringify({ detector, parameters, names: x.names, matrix }));
  const lab: number[] = [];
  const reference: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      lab.push(timeInNewProcess(job));
      const other = await startReference(python, false);
      other.load(x);
      const { fit, score } = await other.time(detector, parameters);
      reference.push(fit + (score ?? 0));
      other.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { lab, reference, ratio: median(lab.map((time, i) => reference[i] / time)) };
}

function timeInNewProcess(job: string): number {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, process.argv[1], '--first', job],
    { encoding: 'utf8' },
  );
  const times = Number(stdout);
  if (stdout === '' || !Number.isFinite(times)) throw new Error(`A new process failed: ${stderr}`);
  return times;
}

/** The other end of `timeFirst`: milliseconds of a fit and a score, the first of this process. */
export function runFirst(file: string, clock: Clock): number {
  const { detector, parameters, names, matrix } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as FirstJob;
  const data = new Float64Array(new Uint8Array(readFileSync(matrix)).buffer);
  const x = { data, rows: data.length / names.length, columns: names.length, names };
  const { fit, score }: LabTimes = timeLab(detector, x, parameters, clock);
  return fit + score;
}
