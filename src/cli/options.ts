import { parseArgs } from 'node:util';
import { messageOf } from '../data/errors.ts';
import type { TrafficFormat } from '../data/import/importer.ts';
import { TRAFFIC_FORMATS } from '../data/import/recognise.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../pipeline/parameters/parameter-facts.ts';
import { NOTEBOOK_PARAMETERS, parseParameter } from '../pipeline/parameters/parameters.ts';
import { type AllowRule, parseRules } from '../pipeline/triage/rules.ts';
import { type AlertsFile, alertsFile } from './alert-options.ts';
import { FILE_OPTIONS } from './files/file-options.ts';
import { type MapChanges, parseMapChanges } from './files/mapping-options.ts';
import {
  checkLearning,
  type GivenParameters,
  impliedByLearning,
  type LearningOptions,
} from './learning-options.ts';
import { type LessonRequest, lessonRequest, withRepeatedGrade } from './lessons/lesson-options.ts';
import { type AskedStudy, askedStudies, withUsualValues } from './studies/ask-studies.ts';
import { forOption, UsageError } from './usage-error.ts';
import { withEnsemble } from './with-ensemble.ts';

/** Options that name a file to write. */
const OUTPUTS = [
  'flows',
  'engineered',
  'baseline-features',
  'scaled',
  'scores',
  'notebook',
  'python',
] as const;

export interface CliOptions extends LearningOptions {
  readonly help: boolean;
  readonly json: boolean;
  /** Files to read as one data set; none: flows are generated. */
  readonly input: readonly string[];
  readonly format: TrafficFormat;
  /** How tables of unknown columns are read otherwise than guessed. */
  readonly map: MapChanges | undefined;
  /** Whether to show how such tables would be read, and nothing else. */
  readonly inspect: boolean;
  /** The row number of a flow to explain. */
  readonly explain: number | undefined;
  /** Files to write, by stage. */
  readonly outputs: Readonly<Partial<Record<(typeof OUTPUTS)[number], string>>>;
  readonly parameters: LabParameters;
  /** Those of them that were set. */
  readonly given: GivenParameters;
  /** What is asked for besides the run. */
  readonly studies: readonly AskedStudy[];
  readonly allow: readonly AllowRule[];
  readonly alerts: AlertsFile | undefined;
  /** What is asked of a lesson, in place of a run. */
  readonly lesson: LessonRequest | undefined;
}

/** @throws UsageError for an unknown option or a value that it does not take */
export function parseOptions(args: readonly string[]): CliOptions {
  const values = parseWords(args);
  const text = (flag: string) => values[flag] as string | undefined;
  const format = (text('format') ?? 'auto') as TrafficFormat;
  if (!TRAFFIC_FORMATS.includes(format)) {
    throw new UsageError(`--format must be ${TRAFFIC_FORMATS.join(' or ')}; got "${format}".`);
  }
  const outputs = Object.fromEntries(
    OUTPUTS.flatMap((flag) => (text(flag) === undefined ? [] : [[flag, text(flag)]])),
  );
  const input = fileNames('input', values);
  const learning = {
    baselineFiles: fileNames('baseline-file', values),
    saveModel: text('save-model'),
    loadModel: text('load-model'),
    saveOnnx: text('save-onnx'),
  };
  const given = parseParameters(values);
  const implied = impliedByLearning(learning, given);
  const parameters = withEnsemble({ ...NOTEBOOK_PARAMETERS, ...given, ...implied }, given);
  checkLearning(learning, (flag) => values[flag] !== undefined);
  return {
    ...learning,
    given,
    help: values.help === true,
    json: values.json === true,
    input,
    format,
    map: parseMapChanges((values.map ?? []) as string[]),
    inspect: values.inspect === true,
    explain: rowNumber(text('explain')),
    outputs,
    parameters,
    studies: askedStudies(values, { input, parameters }),
    allow: forOption('allow', () => parseRules((values.allow ?? []) as string[])),
    alerts: alertsFile(text('alerts'), text('alerts-of')),
    lesson: lessonRequest(values),
  };
}

function fileNames(flag: string, values: Words): string[] {
  const names = (values[flag] ?? []) as string[];
  if (names.includes('')) throw new UsageError(`--${flag} needs the name of a file, or -.`);
  return names;
}

function rowNumber(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (!/^\d+$/.test(word)) throw new UsageError(`--explain needs a row number; got "${word}".`);
  return Number(word);
}

type Words = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Options that may be given several times. */
const REPEATED: readonly string[] = ['allow', 'input', 'baseline-file', 'map', 'grade'];

function parseWords(args: readonly string[]): Words {
  const flags = [
    ...FILE_OPTIONS.map(({ flag, value }) => ({ flag, boolean: value === '' })),
    ...PARAMETERS.map(({ flag, kind }) => ({ flag, boolean: kind === 'switch' })),
  ];
  try {
    const { values } = parseArgs({
      args: joinNegatives(
        withUsualValues(withRepeatedGrade(args)),
        flags.filter(({ boolean }) => !boolean).map(({ flag }) => flag),
      ),
      allowNegative: true,
      options: Object.fromEntries(
        flags.map(({ flag, boolean }) => {
          const multiple = REPEATED.includes(flag);
          return [flag, { type: boolean ? 'boolean' : 'string', multiple } as const];
        }),
      ),
    });
    return values as Words;
  } catch (error) {
    throw new UsageError(wordsProblem(messageOf(error)));
  }
}

/** `--max-iter -1` as `--max-iter=-1`: `parseArgs` takes a word with a dash for another option. */
function joinNegatives(args: readonly string[], flags: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of args) {
    const before = joined.at(-1) ?? '';
    const takesIt = /^-[\d.]/.test(word) && flags.some((flag) => before === `--${flag}`);
    if (takesIt) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

/** What `parseArgs` says in up to three lines, in one sentence. */
function wordsProblem(message: string): string {
  const [, flag] = /^Option '(--[^ ']+).*(?:missing|ambiguous)/.exec(message) ?? [];
  if (flag !== undefined) return `${flag} needs a value.`;
  const [first = ''] = message.split('\n');
  return first.replace(/\.?$/, '.');
}

function parseParameters(values: Words): GivenParameters {
  const given = PARAMETERS.flatMap((facts) => {
    const value = values[facts.flag];
    if (value === undefined) return [];
    return [[facts.key, forOption(facts.flag, () => parseParameter(facts, String(value)))]];
  });
  return Object.fromEntries(given);
}
