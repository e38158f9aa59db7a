import { isFixed } from '../pipeline/parameters/fixed-parameters.ts';
import type { ParameterChanges } from '../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../pipeline/parameters/parameter-facts.ts';
import type { ParameterKey } from '../pipeline/parameters/parameter-types.ts';
import { formatParameter } from '../pipeline/parameters/parameters.ts';
import { BASELINE_FILE, NO_PYTHON } from '../pipeline/python/source.ts';
import type { TrainedLab } from '../pipeline/trained-lab/trained-lab.ts';
import { FITTING_OPTIONS } from './studies/ask-studies.ts';
import { UsageError } from './usage-error.ts';

/** Where learning comes from and goes to, besides the parameters. */
export interface LearningOptions {
  /** Files to learn from, as one data set. */
  readonly baselineFiles: readonly string[];
  /** A trained lab to write, and one to read. */
  readonly saveModel: string | undefined;
  readonly loadModel: string | undefined;
  /** An ONNX file to write. */
  readonly saveOnnx: string | undefined;
}

/** The options for it; they stand among those for files. */
export const LEARNING_OPTIONS = [
  {
    flag: 'baseline-file',
    value: 'FILE',
    meaning:
      'Train on the traffic of this file and judge the input (--train-on file). Several files are one data set.',
  },
  {
    flag: 'baseline-features',
    value: 'FILE',
    meaning: `Write the features of --baseline-file (CSV), which the Python reads as ${BASELINE_FILE}.`,
  },
  {
    flag: 'save-model',
    value: 'FILE',
    meaning:
      'Write the trained lab as JSON: features, scaler, detectors, thresholds and the rules of --allow.',
  },
  {
    flag: 'save-onnx',
    value: 'FILE',
    meaning:
      'Write the trained lab as an ONNX model, from the columns of flows to scores and verdicts, and beside it a certificate to check it by (FILE.certificate.json).',
  },
  {
    flag: 'load-model',
    value: 'FILE',
    meaning:
      'Score the input with a trained lab. Its settings apply, its rules are added, and drift is reported. All its detectors run unless --detectors names some.',
  },
] as const;

/** Parameters that were set on the command line, by the lab's names. */
export type GivenParameters = ParameterChanges;

/**
 * The parameters that the options for learning imply: a baseline file or a time range says what is
 * learnt from.
 *
 * @throws UsageError for options that contradict each other
 */
export function impliedByLearning(
  { baselineFiles, loadModel }: Pick<LearningOptions, 'baselineFiles' | 'loadModel'>,
  given: GivenParameters,
): GivenParameters {
  const ranged = [given.baselineFrom, given.baselineTo].some((time = '') => time !== '');
  const fromFile = baselineFiles.length > 0;
  if (loadModel !== undefined) {
    if (fromFile) throw clash('--baseline-file', '--load-model: a trained lab has learnt already');
    return {};
  }
  if (fromFile && ranged) {
    throw clash(
      '--baseline-from and --baseline-to',
      '--baseline-file: they choose among the input',
    );
  }
  const implied = fromFile ? 'file' : ranged ? 'time' : undefined;
  const asked = given.trainOn;
  if (implied !== undefined && asked !== undefined && asked !== implied) {
    throw clash(`--train-on ${asked}`, implied === 'file' ? '--baseline-file' : 'a time range');
  }
  if (asked === 'file' && !fromFile) {
    throw new UsageError('--train-on file needs --baseline-file FILE.');
  }
  if (asked === 'time' && !ranged) {
    throw new UsageError('--train-on time needs --baseline-from TIME or --baseline-to TIME.');
  }
  return implied === undefined ? {} : { trainOn: implied };
}

/**
 * Refuses what the options for learning leave nothing to.
 *
 * @param isGiven whether the option of that name was given
 * @throws UsageError that names it
 */
export function checkLearning(
  { baselineFiles, loadModel }: Pick<LearningOptions, 'baselineFiles' | 'loadModel'>,
  isGiven: (flag: string) => boolean,
): void {
  if (isGiven('baseline-features') && baselineFiles.length === 0) {
    throw new UsageError(
      '--baseline-features writes those of --baseline-file FILE: give that, too.',
    );
  }
  if (loadModel === undefined) return;
  if (FITTING_OPTIONS.some(isGiven)) {
    throw clash('A study, which fits detectors again,', '--load-model');
  }
  if (isGiven('notebook') || isGiven('python')) {
    throw clash('Python', `--load-model: ${NO_PYTHON}`);
  }
}

/**
 * Refuses parameters that were set otherwise than a trained lab settles them, which would be ignored.
 *
 * @throws UsageError that names them
 */
export function checkAgainstLab(given: GivenParameters, { parameters }: TrainedLab): void {
  const text = (values: GivenParameters, key: ParameterKey) => {
    const value = values[key];
    return value === undefined ? undefined : formatParameter(value);
  };
  const contrary = PARAMETERS.filter(({ key }) => {
    const asked = text(given, key);
    return isFixed(key) && asked !== undefined && asked !== text(parameters, key);
  });
  if (contrary.length === 0) return;
  const words = contrary.map(
    ({ flag, key }) => `--${flag} (${text(parameters, key) || 'not set'})`,
  );
  throw new UsageError(
    `The trained lab settles ${words.join(', ')} otherwise: leave out what it settles, or train again.`,
  );
}

function clash(one: string, other: string): UsageError {
  return new UsageError(`${one} does not go with ${other}.`);
}
