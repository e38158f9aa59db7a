import { signal } from '@preact/signals';
import type { CellId } from '../../notebook/cell-definition.ts';
import { DETECTOR_NAMES } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import type { Prediction } from '../../pipeline/run/predictions.ts';
import { chosenDetectors, notebook, preferences } from '../lab.ts';

/** A person's guess on one detector. */
interface Guess {
  readonly prediction: Prediction;
  /** What was set when the result was asked for. */
  readonly settings: LabParameters;
}

/** The guesses that were handed in; a detector without one is still withheld. */
const guesses = signal<Readonly<Partial<Record<DetectorName, Guess>>>>({});

const NO_ANSWER: Prediction = { missedMost: null, alerts: null };

/** Cells whose output tells how every detector did. */
const TELLING: readonly CellId[] = ['compare', 'scores', 'timeline'];

/** Cells beyond the notebook that wait for a guess of their own. */
const ASKED = [
  'voting',
  'time',
  'attack-classifier',
  'unknown-attack',
  'stream',
] as const satisfies readonly CellId[];
export type AskedId = (typeof ASKED)[number];

/** An answer to the question of such a cell; empty: it was left open. */
interface Answer {
  readonly said: string;
  /** What was set when the result was asked for. */
  readonly settings: LabParameters;
}

const answers = signal<Readonly<Partial<Record<AskedId, Answer>>>>({});

export function isAsked(id: CellId): id is AskedId {
  return ASKED.some((asked) => asked === id);
}

/** The answer of a cell beyond the notebook, and whether anything was set otherwise since. */
export function answerOf(id: AskedId): (Answer & { readonly outdated: boolean }) | null {
  const answer = answers.value[id];
  if (preferences.predictFirst.value === 'off' || answer === undefined) return null;
  return { ...answer, outdated: answer.settings !== notebook.parameters.value };
}

export function handInAnswer(id: AskedId, said = ''): void {
  answers.value = { ...answers.peek(), [id]: { said, settings: notebook.parameters.peek() } };
}

/** Takes the answer back: the result is withheld again. */
export function answerAgain(id: AskedId): void {
  const { [id]: _, ...others } = answers.peek();
  answers.value = others;
}

export function isDetector(id: string): id is DetectorName {
  return DETECTOR_NAMES.some((name) => name === id);
}

/** Whether some detector still waits for a guess, so that what compares them must wait too. */
export function someWithheld(): boolean {
  return (
    preferences.predictFirst.value === 'on' &&
    chosenDetectors.value.some(({ name }) => !(name in guesses.value))
  );
}

/** Whether the cell's output waits for a guess. Reads signals. */
export function isWithheld(id: CellId): boolean {
  if (preferences.predictFirst.value === 'off') return false;
  if (isAsked(id)) return !(id in answers.value);
  return isDetector(id) ? !(id in guesses.value) : TELLING.includes(id) && someWithheld();
}

/** The guess on a detector, and whether anything was set otherwise since. */
export function guessOf(name: DetectorName): (Guess & { readonly outdated: boolean }) | null {
  const guess = guesses.value[name];
  if (preferences.predictFirst.value === 'off' || guess === undefined) return null;
  return { ...guess, outdated: guess.settings !== notebook.parameters.value };
}

/** Hands a guess in: the result is shown from now on. */
export function handIn(name: DetectorName, prediction = NO_ANSWER): void {
  const settings = notebook.parameters.peek();
  guesses.value = { ...guesses.peek(), [name]: { prediction, settings } };
}

/** Takes the guess back: the result is withheld again. */
export function guessAgain(name: DetectorName): void {
  const { [name]: _, ...others } = guesses.peek();
  guesses.value = others;
}

/** Shows the cell's output, whatever it waited for. */
export function release(id: CellId): void {
  if (isAsked(id) && !(id in answers.peek())) handInAnswer(id);
  const waiting = isDetector(id)
    ? [id]
    : TELLING.includes(id)
      ? chosenDetectors.peek().map(({ name }) => name)
      : [];
  for (const name of waiting) if (!(name in guesses.peek())) handIn(name);
}
