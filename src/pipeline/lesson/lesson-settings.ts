import { InputError } from '../../data/errors.ts';
import { DETECTOR_NAMES } from '../detecting/detector-table.ts';
import type { LabParameters, ParameterChanges } from '../parameters/lab-parameters.ts';
import { PARAMETERS } from '../parameters/parameter-facts.ts';
import type { ParameterFacts } from '../parameters/parameter-types.ts';
import { NOTEBOOK_PARAMETERS, parameterText, parseParameter } from '../parameters/parameters.ts';
import type { Lesson, LessonStep, SettingsText } from './lesson.ts';

/** The row of a parameter by its option's name. @throws InputError that says how to find names */
export function factsOf(flag: string): ParameterFacts {
  const facts = PARAMETERS.find((row) => row.flag === flag);
  if (facts === undefined) {
    throw new InputError(
      `"${flag.slice(0, 60)}" is no parameter: use the command line's names, such as contamination (lab --help lists them).`,
    );
  }
  return facts;
}

/** Characters of a value that are told. */
const LONGEST_TOLD = 40;

/**
 * Settings as people read them: `Contamination: 0.12, Log the heavy tails: on`. A long list is told by how
 * many it has. What the lab does not know is told as it stands.
 */
export function settingsWords(settings: SettingsText): string {
  return Object.entries(settings)
    .map(([flag, text]) => {
      const facts = PARAMETERS.find((row) => row.flag === flag);
      if (facts === undefined) return `${flag}: ${text}`;
      return `${facts.inWords ?? facts.label}: ${valueWords(text, facts)}`;
    })
    .join(', ');
}

function valueWords(text: string, { kind }: ParameterFacts): string {
  if (kind === 'switch') return text === 'true' ? 'on' : 'off';
  if (kind === 'list' && text.length > LONGEST_TOLD) return `${text.split(',').length} chosen`;
  return text;
}

/** Settings as the lab's own parameters. @throws InputError for a name or value that it does not take */
export function parseSettings(settings: SettingsText): ParameterChanges {
  return Object.fromEntries(
    Object.entries(settings).map(([flag, text]) => {
      const facts = factsOf(flag);
      return [facts.key, parseParameter(facts, text)];
    }),
  );
}

/**
 * All parameters as a step has them: the reference's, then the lesson's, the step's and those that are
 * given, by `seed`.
 *
 * @param seed empty: as they are set
 */
export function stepParameters(
  lesson: Lesson,
  step: LessonStep,
  seed: string,
  given: SettingsText = {},
): LabParameters {
  const parameters: LabParameters = {
    ...NOTEBOOK_PARAMETERS,
    ...parseSettings(lesson.settings),
    ...parseSettings(step.settings),
    ...parseSettings(given),
    ...(seed !== '' && { seed }),
  };
  const chosen = DETECTOR_NAMES.filter((name) => parameters.detectors.includes(name));
  return { ...parameters, detectors: chosen };
}

/** The parameters of `now` that are not as in `wanted`, by their options' names. */
function differing(wanted: LabParameters, now: LabParameters): ParameterFacts[] {
  return PARAMETERS.filter((facts) => parameterText(facts, wanted) !== parameterText(facts, now));
}

/** What a person has set of what a step lets be touched, as text. */
export function touchedSettings(
  { touch }: LessonStep,
  wanted: LabParameters,
  now: LabParameters,
): SettingsText {
  const touched = differing(wanted, now).filter(({ flag }) => touch.includes(flag));
  return Object.fromEntries(touched.map((facts) => [facts.flag, parameterText(facts, now)]));
}

/** What is set otherwise than the step has it, of what it does not let be touched. */
export function strayedSettings(
  { touch }: LessonStep,
  wanted: LabParameters,
  now: LabParameters,
): ParameterFacts[] {
  return differing(wanted, now).filter(({ flag }) => !touch.includes(flag));
}
