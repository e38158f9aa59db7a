import { signal } from '@preact/signals';
import type { CellId } from '../../notebook/cell-definition.ts';
import type { DetectorName, LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import type { Prediction } from '../../pipeline/run/predictions.ts';
import type { CellGuess } from '../cells/view.ts';
import { pageLab, perLab } from '../lab.ts';

/** A person's guess on one detector. */
export interface Guess {
  readonly prediction: Prediction;
  /** What was set when the result was asked for. */
  readonly settings: LabParameters;
}

const NO_ANSWER: Prediction = { missedMost: null, alerts: null };

/** An answer to the question that a cell asks of its own; empty: it was left open. */
export interface Answer {
  readonly said: string;
  /** What was set when the result was asked for. */
  readonly settings: LabParameters;
}

/** What was handed in; a detector without a guess, and a cell without an answer, is still withheld. */
export const handedIn = perLab(() => ({
  guesses: signal<Readonly<Record<DetectorName, Guess>>>({}),
  answers: signal<Readonly<Record<CellId, Answer>>>({}),
}));

/** The answer of a cell that asks a question of its own, and whether anything was set otherwise since. */
export function answerOf(
  id: CellId,
  lab = pageLab,
): (Answer & { readonly outdated: boolean }) | null {
  const answer = handedIn(lab).answers.value[id];
  if (lab.preferences.predictFirst.value === 'off' || answer === undefined) return null;
  return { ...answer, outdated: answer.settings !== lab.notebook.parameters.value };
}

export function handInAnswer(id: CellId, said = '', lab = pageLab): void {
  const { answers } = handedIn(lab);
  answers.value = { ...answers.peek(), [id]: { said, settings: lab.notebook.parameters.peek() } };
}

/** Takes the answer back: the result is withheld again. */
export function answerAgain(id: CellId, lab = pageLab): void {
  const { answers } = handedIn(lab);
  const { [id]: _, ...others } = answers.peek();
  answers.value = others;
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
export function isWithheld(id: CellId, { kind }: CellGuess, lab = pageLab): boolean {
  if (lab.preferences.predictFirst.value === 'off') return false;
  const { answers, guesses } = handedIn(lab);
  switch (kind) {
    case 'question':
      return !(id in answers.value);
    case 'detector':
      return !(id in guesses.value);
    case 'after-detectors':
      return someWithheld(lab);
    case 'none':
      return false;
  }
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
export function release(id: CellId, { kind }: CellGuess, lab = pageLab): void {
  const { answers, guesses } = handedIn(lab);
  if (kind === 'question' && !(id in answers.peek())) handInAnswer(id, '', lab);
  const waiting =
    kind === 'detector'
      ? [id]
      : kind === 'after-detectors'
        ? lab.chosenDetectors.peek().map(({ name }) => name)
        : [];
  for (const name of waiting) if (!(name in guesses.peek())) handIn(name, NO_ANSWER, lab);
}
