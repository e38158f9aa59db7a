/// <reference types="vite/types/importMeta.d.ts" />
import type { LabRun } from '../../pipeline/run/lab.ts';
import { forOption } from '../usage-error.ts';
import type { Study, StudyContext, StudyGiven, StudyOption, StudyReport } from './study.ts';

const studies = import.meta.glob<Study<unknown>>('./study-*.ts', { eager: true, import: 'study' });

/** What can be asked for besides the run; a file `study-<name>.ts` is all that it takes. */
const STUDIES = Object.values(studies).toSorted((a, b) => a.place - b.place);

/** Their options. */
export const STUDY_OPTIONS: readonly StudyOption[] = STUDIES.map(({ option }) => option);

/** The options of those that have no use for a trained lab. */
export const FITTING_OPTIONS: readonly string[] = STUDIES.filter(({ fitsAgain }) => fitsAgain).map(
  ({ option }) => option.flag,
);

/** A study that was asked for: what runs it. */
export type AskedStudy = (run: LabRun, context: StudyContext) => Promise<StudyReport>;

/**
 * Options as `parseArgs` knows them: `--voting` and the like without a value get an empty one, and a
 * value of several words becomes one.
 */
export function withUsualValues(given: readonly string[]): string[] {
  const begins = new Map(STUDY_OPTIONS.map(({ flag, begins: how }) => [`--${flag}`, how]));
  const args = withJoinedWords(given);
  return args.map((word, at) => {
    const how = begins.get(word);
    return how !== undefined && !how.test(args[at + 1] ?? '') ? `${word}=` : word;
  });
}

function withJoinedWords(args: readonly string[]): string[] {
  const takes = new Map(STUDY_OPTIONS.map(({ flag, takes: words = 1 }) => [`--${flag}`, words]));
  const joined: string[] = [];
  let taken = 0;
  args.forEach((word, at) => {
    if (taken > 0) {
      taken--;
      return;
    }
    const words = takes.get(word) ?? 1;
    const value = args.slice(at + 1, at + 1 + words);
    const isWhole = value.length === words && !value.some((one) => one.startsWith('--'));
    if (words === 1 || !isWhole) joined.push(word);
    else {
      joined.push(`${word}=${value.join(' ')}`);
      taken = words;
    }
  });
  return joined;
}

/**
 * The studies that the words of the command line ask for, in the order of the report.
 *
 * @param words the value of each option that was given
 * @throws UsageError that names the option
 */
export function askedStudies(
  words: Readonly<Record<string, unknown>>,
  given: StudyGiven,
): AskedStudy[] {
  return STUDIES.flatMap(({ option: { flag }, ask, report }) => {
    const word = words[flag];
    if (word === undefined || word === false) return [];
    const asked = forOption(flag, () => ask(typeof word === 'string' ? word : '', given));
    return (run: LabRun, context: StudyContext) => report(run, asked, context);
  });
}

/** Runs the studies one after another. */
export async function runStudies(
  asked: readonly AskedStudy[],
  run: LabRun,
  context: StudyContext,
): Promise<StudyReport> {
  const reports: StudyReport[] = [];
  for (const report of asked) reports.push(await report(run, context));
  return {
    text: reports.map(({ text }) => `\n${text}`).join(''),
    json: Object.assign({}, ...reports.map(({ json }) => json)),
    classifier: reports.find(({ classifier }) => classifier !== undefined)?.classifier,
  };
}
