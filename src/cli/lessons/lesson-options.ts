import { UsageError } from '../usage-error.ts';

/** The options for lessons; they stand among those for files. */
export const LESSON_OPTIONS = [
  {
    flag: 'check-lesson',
    value: 'LESSON',
    meaning:
      'Run all checks of a lesson, by its name or its JSON file, against its own answers, for --seed or each of --seeds.',
  },
  {
    flag: 'grade',
    value: 'FILE…',
    meaning: 'Mark files that students handed in again, whatever marks they have. Needs --lesson.',
  },
  { flag: 'lesson', value: 'LESSON', meaning: 'The lesson that --grade is for: its name or file.' },
  {
    flag: 'grades',
    value: 'FILE',
    meaning: 'Write what --grade found as a table of students and steps (CSV).',
  },
  {
    flag: 'answers',
    value: 'LESSON',
    meaning: 'Print the right answers of a lesson for --seed, found by running the lab.',
  },
] as const;

/** What is asked of a lesson. */
export type LessonRequest =
  | { readonly kind: 'check'; readonly lesson: string }
  | { readonly kind: 'answers'; readonly lesson: string }
  | {
      readonly kind: 'grade';
      readonly lesson: string;
      readonly files: readonly string[];
      /** Where the table is written. */
      readonly grades: string | undefined;
    };

/** `--grade a b c` as `--grade a --grade b --grade c`, so that a shell may name the files. */
export function withRepeatedGrade(args: readonly string[]): string[] {
  let inside = false;
  return args.flatMap((word) => {
    if (word === '--grade') {
      inside = true;
      return [];
    }
    if (word.startsWith('-') && word !== '-') inside = false;
    return inside ? ['--grade', word] : [word];
  });
}

/**
 * What the words of the command line ask of a lesson; `undefined`: nothing.
 *
 * @throws UsageError where they do not go together
 */
export function lessonRequest(words: Readonly<Record<string, unknown>>): LessonRequest | undefined {
  const text = (flag: string) => words[flag] as string | undefined;
  const [check, answers, lesson] = [text('check-lesson'), text('answers'), text('lesson')];
  const files = words.grade as readonly string[] | undefined;
  const asked = [check, answers, files].filter((one) => one !== undefined);
  if (asked.length > 1) {
    throw new UsageError('--check-lesson, --grade and --answers are asked for one at a time.');
  }
  if (files === undefined) {
    if (lesson !== undefined || text('grades') !== undefined) {
      throw new UsageError('--lesson and --grades go with --grade FILE….');
    }
    if (check !== undefined) return { kind: 'check', lesson: check };
    return answers === undefined ? undefined : { kind: 'answers', lesson: answers };
  }
  if (lesson === undefined) throw new UsageError('--grade needs --lesson, a name or a file.');
  return { kind: 'grade', lesson, files, grades: text('grades') };
}
