import { LONGEST_GUESS } from '../../pipeline/lesson/hand-in.ts';
import { countOf, kindOf } from '../../pipeline/run/words.ts';
import type { Answer, Guess } from '../teaching/predicting.ts';

/**
 * What was guessed since, in words, by the cell that asked; `null`: nothing. What was left open is no
 * guess.
 */
export function guessesSince(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, Guess | Answer>>,
): Readonly<Record<string, string>> | null {
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
