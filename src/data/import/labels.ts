import { ATTACK, NORMAL, UNLABELLED } from '../flow-table.ts';
import { parseDecimal } from './text-cells.ts';
import type { WordDictionary } from './words.ts';

const UNLABELLED_WORDS: ReadonlySet<string> = new Set([
  '',
  '-',
  '(empty)',
  '-1',
  'unknown',
  'unlabeled',
  'unlabelled',
  // What versions of CICFlowMeter write until someone puts a label there.
  'no label',
  'needmanuallabel',
  'cic',
]);

/** Data sets write `Benign`, `BENIGN`, `normal.`, `From-Normal-V42`; `abnormal` is none of these. */
const NORMAL_WORD = /benign|(?<!ab)normal/i;

/**
 * Of CTU-13: Background is traffic that nobody judged, and `To-Botnet` or `To-Normal` what unknown
 * hosts sent to those that were judged. Source: the data set's README.
 */
const UNJUDGED_WORD = /^(?:flow=)?(?:(?:from-)?background|to-(?:background|botnet|normal))/;

/** What a label that is a number other than −1, 0 and 1 is refused with. */
export const LABEL_COMPLAINT = 'is neither 0, 1 nor a word';

/**
 * The class that a label stands for: `NORMAL`, `ATTACK` or `UNLABELLED`; `undefined` for a number
 * other than −1, 0 and 1, which might count classes or hold a score.
 *
 * Words are read in any case: *benign* and *normal* are normal; an empty cell, `-`, `unknown`,
 * `NeedManualLabel` and CTU-13's *Background* are no label; every other word names an attack.
 */
export function classOfLabel(label: string): number | undefined {
  const word = label.trim().toLowerCase();
  if (UNLABELLED_WORDS.has(word) || UNJUDGED_WORD.test(word)) return UNLABELLED;
  const value = parseDecimal(word);
  if (Number.isNaN(value)) return NORMAL_WORD.test(word) ? NORMAL : ATTACK;
  if (value === 0) return NORMAL;
  if (value === 1) return ATTACK;
  return value === -1 ? UNLABELLED : undefined;
}

/** As `classOfLabel`, of word `number`; `classes` remembers the words judged before. */
export function classOfWord(
  words: WordDictionary,
  number: number,
  classes: (number | undefined)[],
  classOf: (label: string) => number | undefined = classOfLabel,
): number | undefined {
  while (classes.length <= number) classes.push(classOf(words.words[classes.length]));
  return classes[number];
}

/** What a flow of this class is called when the file does not name its attack. */
export function defaultAttackType(label: number): string {
  if (label === NORMAL) return 'normal';
  return label === ATTACK ? 'attack' : 'unknown';
}
