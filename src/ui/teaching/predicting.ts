import { signal } from '@preact/signals';
import type { CellId } from '../../notebook/cell-definition.ts';
import { DETECTOR_NAMES } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import type { Prediction } from '../../pipeline/run/predictions.ts';
import { pageLab, perLab } from '../lab.ts';

/** A person's guess on one detector. */
interface Guess {
  readonly prediction: Prediction;
  /** What was set when the result was asked for. */
  readonly settings: LabParameters;
}

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

/** What was handed in; a detector without a guess, and a cell without an answer, is still withheld. */
const handedIn = perLab(() => ({
  guesses: signal<Readonly<Partial<Record<DetectorName, Guess>>>>({}),
  answers: signal<Readonly<Partial<Record<AskedId, Answer>>>>({}),
}));

export function isAsked(id: CellId): id is AskedId {
  return ASKED.some((asked) => asked === id);
}

/** The answer of a cell beyond the notebook, and whether anything was set otherwise since. */
export function answerOf(
  id: AskedId,
  lab = pageLab,
): (Answer & { readonly outdated: boolean }) | null {
  const answer = handedIn(lab).answers.value[id];
  if (lab.preferences.predictFirst.value === 'off' || answer === undefined) return null;
  return { ...answer, outdated: answer.settings !== lab.notebook.parameters.value };
}

export function handInAnswer(id: AskedId, said = '', lab = pageLab): void {
  const { answers } = handedIn(lab);
  answers.value = { ...answers.peek(), [id]: { said, settings: lab.notebook.parameters.peek() } };
}

/** Takes the answer back: the result is withheld again. */
export function answerAgain(id: AskedId, lab = pageLab): void {
  const { answers } = handedIn(lab);
  const { [id]: _, ...others } = answers.peek();
  answers.value = others;
}

export function isDetector(id: string): id is DetectorName {
  return DETECTOR_NAMES.some((name) => name === id);
}

/** Whether some detector still waits for a guess, so that what compares them must wait too. */
export function someWithheld(lab = pageLab): boolean {
  const { guesses } = handedIn(lab);
  return (
    lab.preferences.predictFirst.value === 'on' &&
    lab.chosenDetectors.value.some(({ name }) => !(name in guesses.value))
  );
}

/** Whether the cell's output waits for a guess. Reads signals. */
export function isWithheld(id: CellId, lab = pageLab): boolean {
  if (lab.preferences.predictFirst.value === 'off') return false;
  const { answers, guesses } = handedIn(lab);
  if (isAsked(id)) return !(id in answers.value);
  return isDetector(id) ? !(id in guesses.value) : TELLING.includes(id) && someWithheld(lab);
}

/** The guess on a detector, and whether anything was set otherwise since. */
export function guessOf(
  name: DetectorName,
  lab = pageLab,
): (Guess & { readonly outdated: boolean }) | null {
  const guess = handedIn(lab).guesses.value[name];
  if (lab.preferences.predictFirst.value === 'off' || guess === undefined) return null;
  return { ...guess, outdated: guess.settings !== lab.notebook.parameters.value };
}

/** Hands a guess in: the result is shown from now on. */
export function handIn(name: DetectorName, prediction = NO_ANSWER, lab = pageLab): void {
  const { guesses } = handedIn(lab);
  const settings = lab.notebook.parameters.peek();
  guesses.value = { ...guesses.peek(), [name]: { prediction, settings } };
}

/** Takes the guess back: the result is withheld again. */
export function guessAgain(name: DetectorName, lab = pageLab): void {
  const { guesses } = handedIn(lab);
  const { [name]: _, ...others } = guesses.peek();
  guesses.value = others;
}

/** Shows the cell's output, whatever it waited for. */
export function release(id: CellId, lab = pageLab): void {
  const { answers, guesses } = handedIn(lab);
  if (isAsked(id) && !(id in answers.peek())) handInAnswer(id, '', lab);
  const waiting = isDetector(id)
    ? [id]
    : TELLING.includes(id)
      ? lab.chosenDetectors.peek().map(({ name }) => name)
      : [];
  for (const name of waiting) if (!(name in guesses.peek())) handIn(name, NO_ANSWER, lab);
}
