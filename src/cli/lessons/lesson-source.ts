import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../../data/errors.ts';
import type { Lesson, LessonTraffic } from '../../pipeline/lesson/lesson.ts';
import { LESSON_NAMES, shippedLesson } from '../../pipeline/lesson/lesson-files.ts';
import { lessonReport, typedRule } from '../../pipeline/lesson/lesson-report.ts';
import { readLesson } from '../../pipeline/lesson/read-lesson.ts';
import { type Reporter, remembering } from '../../pipeline/lesson/step-runs.ts';
import { withPitfalls } from '../../pipeline/lesson/with-pitfalls.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { type InProcess, inProcess } from '../../pipeline/plan/in-process.ts';
import { runLab } from '../../pipeline/run/lab.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import { readTraffic } from '../../pipeline/traffic/read.ts';
import { trafficSource } from '../files/input-files.ts';

/** The most bytes that are read of a lesson or a hand-in: more than either may have characters. */
const MOST_BYTES = 1 << 22;

/** The text of a file. @throws InputError that names the file, for one that cannot be read */
export async function textOf(file: string, folder: string): Promise<string> {
  const { name, chunks } = trafficSource(file, folder);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_BYTES)
      throw new InputError(`${name}: longer than the ${MOST_BYTES} bytes that are read.`);
    parts.push(chunk);
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

/** A lesson that ships with the lab, by its name, or one of a file. @throws InputError */
export async function lessonOf(word: string, folder: string): Promise<Lesson> {
  const shipped = await shippedLesson(word);
  if (shipped !== null) return shipped;
  if (!/[./\\]/.test(word)) {
    throw new InputError(
      `There is no lesson "${word}": give one of ${LESSON_NAMES.join(', ')}, or a JSON file.`,
    );
  }
  const text = await textOf(word, folder);
  try {
    return readLesson(text);
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${word}: ${error.message}`);
    throw error;
  }
}

/** Runs the lab for a lesson, each run once. */
export function reporterOf(context: InProcess): Reporter {
  const runs = remembering(async ({ traffic, parameters, rule }) => {
    const flows = traffic === 'generated' ? null : await sampleTraffic(traffic, parameters);
    const run = await runLab(flows, parameters, context);
    return lessonReport(run, typedRule(rule));
  });
  const tasks = inProcess(context);
  return withPitfalls(runs, (trial) => tasks.run('pitfalls', trial));
}

/** The flows of a sample that ships with the lab. @throws InputError where it is not there */
function sampleTraffic(name: LessonTraffic, parameters: LabParameters): Promise<Traffic> {
  return readTraffic([trafficSource(ownFile('public', 'samples', name), '.')], 'auto', parameters);
}

/** The version of this lab. */
export function labVersion(): string {
  const { version } = JSON.parse(readFileSync(ownFile('package.json'), 'utf8'));
  return String(version);
}

/** A file of the lab itself, wherever its code has been bundled to. @throws InputError */
function ownFile(...path: string[]): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, ...path);
    if (existsSync(file)) return file;
    const above = dirname(folder);
    if (above === folder) throw new InputError(`The lab's own ${join(...path)} is not there.`);
    folder = above;
  }
}
