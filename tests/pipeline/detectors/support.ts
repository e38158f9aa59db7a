import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { DecidedBy } from '../../../src/pipeline/detecting/detector-run.ts';
import type {
  DetectorName,
  ParameterChanges,
} from '../../../src/pipeline/parameters/lab-parameters.ts';
import { runLab } from '../../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../../src/pipeline/traffic/generate.ts';
import { lab } from '../../cli/support.ts';
import { parametersWith } from '../baseline-runs.ts';

const CONTEXT = { now: () => 0 };

/** A run on the generated flows, as on the page. */
export function runWith(given: ParameterChanges) {
  const parameters = parametersWith(given);
  return runLab(generateTraffic(parameters), parameters, CONTEXT);
}

/** A detector's result on the generated flows. */
export async function detectionOf(detector: DetectorName, given: ParameterChanges = {}) {
  const [detection] = (await runWith({ ...given, detectors: [detector] })).detections;
  return detection;
}

/** How many flows of an attack a detector flags, as the instructor's note counts them. */
export function foundOf({ evaluation }: Awaited<ReturnType<typeof detectionOf>>, attack: string) {
  const found = evaluation.rankedAttacks?.find(({ type }) => type === attack);
  return [found?.flagged, found?.flows];
}

/** The command line's report, where it must give one. */
export async function reportOf(args: readonly string[], folder: string) {
  const { code, stdout, stderr } = await lab([...args, '--json'], folder);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** The scores of every flow, as a file: by a lab that learns, and by the same lab saved and loaded. */
export async function scoresBeforeAndAfter(
  detector: DetectorName,
  options: readonly string[],
  folder: string,
): Promise<string[]> {
  const learning = ['--detectors', detector, '--train-on', 'normal', ...options];
  await reportOf([...learning, '--save-model', 'lab.json', '--scores', 'before.csv'], folder);
  const loaded = await reportOf(['--load-model', 'lab.json', '--scores', 'after.csv'], folder);
  expect(Object.keys(loaded.detectors)).toEqual([detector]);
  return ['before.csv', 'after.csv'].map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** The names of the columns that decide, row by row. */
export function namesOf(decided: DecidedBy): string[] {
  return [...decided.columns].map((column) => decided.names[column]);
}
