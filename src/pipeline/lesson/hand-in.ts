import { InputError } from '../../data/errors.ts';
import { Field, parseShallowJson } from '../../data/json-fields.ts';
import { hashOfText } from '../../data/text-seed.ts';
import { visibleJson } from '../../data/visible-text.ts';
import type { Lesson, SettingsText } from './lesson.ts';
import { PARTS, type Part, type StepAnswers } from './marking.ts';
import { allowOnly } from './read-check.ts';

/** What a student did in one step. */
export interface StepWork extends StepAnswers {
  readonly step: string;
  /** What was set of what the step lets be touched, when the task was checked last. */
  readonly settings: SettingsText;
  /** What was guessed before a result was shown, in words, by the cell that asked. */
  readonly guesses: Readonly<Record<string, string>>;
  /** How the lab marked each part when it was checked last; left out: it never was. */
  readonly marks: Readonly<Partial<Record<Part, boolean>>>;
  /** How often something was checked. */
  readonly tries: number;
  /** How many hints were shown. */
  readonly hints: number;
  /** How long the step was open. */
  readonly seconds: number;
}

/** A student's work on a lesson: what is kept in the browser, and what is handed in. */
export interface HandIn {
  readonly lesson: string;
  /** Tells the lesson from another of its name. */
  readonly print: string;
  /** The version of the lab. */
  readonly lab: string;
  /** As typed; empty: nothing was. */
  readonly student: string;
  readonly seed: string;
  /** The step that is open, by its number. */
  readonly at: number;
  readonly steps: readonly StepWork[];
}

const HAND_IN_KIND = 'network-anomaly-lab hand-in';
const HAND_IN_VERSION = 1;

/** The same in each browser and on the command line, so that their tables are the same. */
const DAMAGED = 'This is not JSON: the file is damaged or cut off. Ask for it again.';

/** Characters of a hand-in at most; of a name, and of what is written in a step. */
const LARGEST = 1 << 18;
const LONGEST_NAME = 80;
/** Characters that a student may write in one step. */
export const LONGEST_WRITTEN = 2000;
const MOST_STEPS = 40;
const MOST_SETTINGS = 40;
const MOST_GUESSES = 40;
/** Characters of a guess at most. */
export const LONGEST_GUESS = 200;

/** Tells a lesson from another of its name, or from another version of it. */
export function lessonPrint(lesson: Lesson): string {
  return hashOfText(JSON.stringify(lesson)).toString(36);
}

/** Work on a step before anything was said. */
export function freshWork(step: string): StepWork {
  return {
    step,
    settings: {},
    guesses: {},
    choice: null,
    rule: '',
    why: null,
    written: '',
    transfer: null,
    marks: {},
    tries: 0,
    hints: 0,
    seconds: 0,
  };
}

/** The work on a step, by its name. */
export function workOn({ steps }: Pick<HandIn, 'steps'>, step: string): StepWork {
  return steps.find((work) => work.step === step) ?? freshWork(step);
}

/** The hand-in as the text of a file. */
export function writeHandIn(handIn: HandIn): string {
  return `${visibleJson(handInJson(handIn), 1)}\n`;
}

/**
 * Reads a hand-in from the text of its file, which anybody may have changed. O(characters).
 *
 * @throws InputError that names the place, what is expected there and what stands there
 */
export function readHandIn(text: string): HandIn {
  if (text.length > LARGEST) {
    throw new InputError(`Longer than the ${LARGEST} characters that a hand-in may have.`);
  }
  return handInOf(parseShallowJson(text, DAMAGED));
}

/** The same of JSON that is parsed. @throws InputError */
export function handInOf(value: unknown): HandIn {
  const root = new Field(value, '');
  if (root.at('kind').value !== HAND_IN_KIND) {
    throw new InputError(
      'This is JSON, but no hand-in: choose the file that a lesson of the lab has saved.',
    );
  }
  const version = root.at('version').count();
  if (version > HAND_IN_VERSION) {
    throw new InputError(
      `This hand-in is of a later form (${version}) than this version of the lab reads (${HAND_IN_VERSION}): update the lab.`,
    );
  }
  return {
    lesson: root.at('lesson').word(60),
    print: root.at('print').word(20),
    lab: root.at('lab').word(20),
    student: root.at('student').word(LONGEST_NAME),
    seed: root.at('seed').word(LONGEST_NAME),
    at: root.at('at').count(),
    steps: root.at('steps').list('steps', 0, MOST_STEPS).map(readWork),
  };
}

/** The hand-in as JSON that `handInOf` reads. */
export function handInJson(handIn: HandIn): object {
  return { kind: HAND_IN_KIND, version: HAND_IN_VERSION, ...handIn };
}

function readWork(field: Field): StepWork {
  const settings = field.at('settings');
  const flags = settings.keys();
  if (flags.length > MOST_SETTINGS) throw settings.expected(`at most ${MOST_SETTINGS} settings`);
  const marks = field.at('marks');
  allowOnly(marks, PARTS);
  const guesses = field.at('guesses');
  // Earlier versions noted none.
  const guessed = guesses.value === undefined ? [] : guesses.keys();
  if (guessed.length > MOST_GUESSES) throw guesses.expected(`at most ${MOST_GUESSES} guesses`);
  return {
    step: field.at('step').word(60),
    settings: Object.fromEntries(flags.map((flag) => [flag, settings.at(flag).word(2000)])),
    guesses: Object.fromEntries(
      guessed.map((cell) => [cell, guesses.at(cell).word(LONGEST_GUESS)]),
    ),
    choice: field.at('choice').orNull((one) => one.count()),
    rule: field.at('rule').word(200),
    why: field.at('why').orNull((one) => one.count()),
    written: field.at('written').word(LONGEST_WRITTEN),
    transfer: field.at('transfer').orNull((one) => one.count()),
    marks: Object.fromEntries(
      PARTS.filter((part) => marks.at(part).value !== undefined).map((part) => [
        part,
        marks.at(part).flag(),
      ]),
    ),
    tries: field.at('tries').count(),
    hints: field.at('hints').count(),
    seconds: field.at('seconds').number(),
  };
}
