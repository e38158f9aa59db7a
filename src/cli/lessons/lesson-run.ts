import { InputError } from '../../data/errors.ts';
import { visibleJson } from '../../data/visible-text.ts';
import { answerSheet } from '../../pipeline/lesson/answer-sheet.ts';
import { gradesCsv } from '../../pipeline/lesson/grade-table.ts';
import {
  type Graded,
  gradeHandIn,
  type Refused,
  withCopiesNoted,
} from '../../pipeline/lesson/grading.ts';
import type { Lesson } from '../../pipeline/lesson/lesson.ts';
import type { Reporter } from '../../pipeline/lesson/step-runs.ts';
import { tryLesson } from '../../pipeline/lesson/try-lesson.ts';
import { parseSeeds } from '../../pipeline/parameters/seeds.ts';
import type { InProcess } from '../../pipeline/plan/in-process.ts';
import { many } from '../../pipeline/run/words.ts';
import { writeLines } from '../files/output-files.ts';
import { isStandardOutput, say } from '../files/streams.ts';
import type { CliOptions } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import type { LessonRequest } from './lesson-options.ts';
import { labVersion, lessonOf, reporterOf, textOf } from './lesson-source.ts';
import { classText, sheetText, triedText } from './lesson-text.ts';

/** What may be said besides what is asked of a lesson. */
const GOES_ALONG = ['seed', 'seeds'];

/** @throws UsageError where something is asked for besides that a lesson has no use for */
export function checkLessonAlone({ given, input, studies, outputs, ...options }: CliOptions): void {
  const others = Object.keys(given).some((key) => !GOES_ALONG.includes(key));
  const asked =
    others ||
    input.length > 0 ||
    studies.length > 0 ||
    options.baselineFiles.length > 0 ||
    Object.keys(outputs).length > 0 ||
    [options.alerts, options.explain, options.saveModel, options.loadModel].some(
      (one) => one !== undefined,
    );
  if (!asked) return;
  throw new UsageError(
    'A lesson has its own flows and settings: leave out everything but --seed, --seeds and --json.',
  );
}

/**
 * Tries a lesson, marks hand-ins again or prints answers.
 *
 * @throws InputError for a lesson that cannot be read, or that does not mark its own answers rightly
 */
export async function lessonAndReport(
  request: LessonRequest,
  options: CliOptions,
  folder: string,
  context: InProcess,
): Promise<void> {
  const lesson = await lessonOf(request.lesson, folder);
  const reporter = reporterOf(context);
  if (request.kind === 'check') await tryAndReport(lesson, options, reporter);
  else if (request.kind === 'answers') await tellAnswers(lesson, options, reporter);
  else await gradeAndReport(lesson, request, options, reporter, folder);
}

async function tryAndReport(
  lesson: Lesson,
  { given, parameters, json }: CliOptions,
  reporter: Reporter,
): Promise<void> {
  const seeds = given.seeds === undefined ? [parameters.seed] : parseSeeds(parameters.seeds);
  const all = [];
  for (const seed of seeds) {
    const one = { seed, answers: await tryLesson(lesson, seed, reporter) };
    all.push(one);
    if (!json) await say(triedText(lesson, one));
  }
  if (json) await say(`${visibleJson({ lesson: lesson.name, seeds: all }, 1)}\n`);
  const wrong = all.flatMap(({ answers }) => answers.filter(({ problem }) => problem !== null));
  if (wrong.length === 0) return;
  throw new InputError(
    `${lesson.name}: ${many(wrong.length, 'answer')} of the lesson's own ${wrong.length === 1 ? 'is' : 'are'} not as the lesson says: look for ! in the report.`,
  );
}

async function tellAnswers(
  lesson: Lesson,
  { parameters: { seed }, json }: CliOptions,
  reporter: Reporter,
): Promise<void> {
  const sheet = await answerSheet(lesson, seed, reporter);
  const steps = sheet.map(({ step: { name, title }, parts }) => ({ name, title, parts }));
  await say(
    json
      ? `${visibleJson({ lesson: lesson.name, seed, steps }, 1)}\n`
      : sheetText(lesson, seed, sheet),
  );
}

async function gradeAndReport(
  lesson: Lesson,
  { files, grades }: Extract<LessonRequest, { kind: 'grade' }>,
  { json }: CliOptions,
  reporter: Reporter,
  folder: string,
): Promise<void> {
  const each: (Graded | Refused)[] = [];
  const version = labVersion();
  for (const file of files) {
    const text = await textOf(file, folder);
    each.push(await gradeHandIn(file, text, lesson, reporter, version));
  }
  const graded = withCopiesNoted(each);
  if (grades !== undefined) await writeLines(grades, folder, gradesCsv(lesson, graded));
  if (grades !== undefined && isStandardOutput(grades)) return;
  await say(
    json
      ? `${visibleJson({ lesson: lesson.name, handIns: graded }, 1)}\n`
      : classText(lesson, graded),
  );
}
