import { InputError } from '../../data/errors.ts';

/** More would not end on anybody's machine. */
const MOST_SEEDS = 1000;

/** How many seeds, from 0 up: `20`; or which: `1,2,42`. @throws InputError for anything else */
export function parseSeeds(text: string): string[] {
  const words = text.split(',').map((word) => word.trim());
  const numbers = words.every((word) => /^\d{1,10}$/.test(word) && Number(word) < 2 ** 32);
  const count = Number(words[0]);
  const seeds =
    words.length > 1
      ? words
      : Array.from({ length: Math.min(count, MOST_SEEDS + 1) }, (_, i) => String(i));
  if (!numbers || seeds.length === 0 || seeds.length > MOST_SEEDS) {
    throw new InputError(
      `Seeds must be how many, 1 to ${MOST_SEEDS}, or which, such as 1,2,42; got "${text}".`,
    );
  }
  return [...new Set(seeds)];
}
