import { effect, untracked } from '@preact/signals';
import { LONGEST_GUESS } from '../../pipeline/lesson/hand-in.ts';
import { countOf, kindOf } from '../../pipeline/run/words.ts';
import type { Lab } from '../create-lab.ts';
import { type Answer, type Guess, handedIn } from '../teaching/predicting.ts';
import { lessonWork } from './lesson-work.ts';

type Guesses = Readonly<Record<string, string>>;

/** Notes what is guessed from now on. Guesses of earlier visits, which come back later, are of other steps. */
export function keepGuesses(lab: Lab, note: (fresh: Guesses) => void): void {
  const { isBack } = lessonWork(lab);
  let known: Readonly<Record<string, unknown>> = {};
  let wasBack = false;
  effect(() => {
    const { guesses, answers } = handedIn(lab);
    const now = { ...guesses.value, ...answers.value };
    const fresh = wasBack ? guessesSince(known, now) : null;
    known = now;
    wasBack = isBack.value;
    if (fresh !== null) untracked(() => note(fresh));
  });
}

/**
 * What was guessed since, in words, by the cell that asked; `null`: nothing. What was left open is no
 * guess.
 */
function guessesSince(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, Guess | Answer>>,
): Guesses | null {
  const fresh = Object.entries(now)
    .filter(([cell, said]) => said !== before[cell])
    .map(([cell, said]) => [cell, guessWords(said).slice(0, LONGEST_GUESS)] as const)
    .filter(([, words]) => words !== '');
  return fresh.length === 0 ? null : Object.fromEntries(fresh);
}

function guessWords(guess: Guess | Answer): string {
  if ('said' in guess) return guess.said;
  const { missedMost, alerts } = guess.prediction;
  return [
    missedMost === null ? '' : `misses ${kindOf(missedMost)} most`,
    alerts === null ? '' : `${countOf(alerts)} alerts`,
  ]
    .filter((words) => words !== '')
    .join(', ');
}
