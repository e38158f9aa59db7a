import { ATTACK, NORMAL, UNLABELLED } from '../../src/data/flow-table.ts';
import { meaningOf } from '../../src/data/import/labels/labels.ts';

/** Words of labels as data sets have them, and what they are. */
export const LABEL_WORDS: readonly (readonly [word: string, label: number])[] = [
  ['Benign', NORMAL],
  ['normal', NORMAL],
  ['PortScan', ATTACK],
  ['Malicious', ATTACK],
  ['unknown', UNLABELLED],
  ['Background', UNLABELLED],
];

/** What the lab's vocabulary makes of a word: one that it does not know names an attack. */
export function vocabularyOf(word: string): ReturnType<typeof meaningOf> {
  return meaningOf(word) ?? ATTACK;
}
