import { ATTACK, NORMAL, UNLABELLED } from '../../flow-table.ts';
import { wordsOfName } from '../mapping/column-names.ts';
import { classesSaid, keyOfWord } from './label-words.ts';
import { labelNumber, meaningOf } from './labels.ts';
import type { LabelWords } from './words-said.ts';

/** One word of a label column, and the rows that have it. */
export interface LabelCount {
  /** As the file spells it; empty where a row has no label. */
  readonly word: string;
  /** Rows taken, in the sample or not. */
  readonly rows: number;
}

/**
 * Why a word is read as it is: a person said so; the lab knows it; it names an attack, as every word
 * does that nobody knows; or it is a number that nobody has explained.
 */
type LabelBasis = 'said' | 'known' | 'name' | 'open';

/** How one word of a label column was read. */
export interface LabelRead extends LabelCount {
  /** `NORMAL`, `ATTACK` or `UNLABELLED`. */
  readonly label: number;
  readonly basis: LabelBasis;
}

/**
 * Judges all distinct words of a label column at once, so that neither the order of the rows nor any
 * first part of them matters.
 *
 * - What a person says of a word holds.
 * - Yes and 1 affirm what the column is called: in `is_benign` they are normal, elsewhere an attack.
 * - Where 1 and −1 are the only values, 1 is normal and −1 an attack, as in scikit-learn; beside 0,
 *   or beside words, −1 is no label.
 * - Where there are other numbers, they may count classes or hold a score: none has a meaning until
 *   a person says one. Once they say which are normal, the others are attacks.
 * - Other words are looked up in the vocabulary; what is not in it names an attack.
 *
 * O(words).
 */
export function judgeWords(
  column: string,
  words: readonly LabelCount[],
  said: LabelWords,
): LabelRead[] {
  const known = classesSaid(said);
  const used = words.filter(({ rows }) => rows > 0);
  const numbers = numberReader(column, used, known);
  const affirmed = tellsOfNormal(column) ? NORMAL : ATTACK;
  const judge = (word: string): Pick<LabelRead, 'label' | 'basis'> => {
    const own = known.size === 0 ? undefined : known.get(keyOfWord(word));
    if (own !== undefined) return { label: own, basis: 'said' };
    const value = labelNumber(word);
    if (!Number.isNaN(value)) return numbers(value);
    const meaning = meaningOf(word);
    if (meaning === undefined) return { label: ATTACK, basis: 'name' };
    if (meaning === 'yes') return { label: affirmed, basis: 'known' };
    if (meaning === 'no') return { label: opposite(affirmed), basis: 'known' };
    return { label: meaning, basis: 'known' };
  };
  return words.map(({ word, rows }) => {
    const { label, basis } = judge(word);
    return { word, rows, label, basis };
  });
}

/** How the numbers of a column are read. */
function numberReader(
  column: string,
  words: readonly LabelCount[],
  said: ReadonlyMap<string, number>,
): (value: number) => Pick<LabelRead, 'label' | 'basis'> {
  const numbers = [...new Set(words.map(({ word }) => labelNumber(word)))].filter(
    (value) => !Number.isNaN(value),
  );
  const isFlag = (value: number) => value === -1 || value === 0 || value === 1;
  const normalIsSaid = numbers.some((value) => said.get(String(value)) === NORMAL);
  if (!numbers.every(isFlag) && normalIsSaid) return () => ({ label: ATTACK, basis: 'name' });
  // Where a person has explained what is odd, the others are as usual.
  const others = numbers.filter((value) => !said.has(String(value)));
  if (!others.every(isFlag)) return () => ({ label: UNLABELLED, basis: 'open' });
  const arePair = others.length === 2 && !others.includes(0);
  if (arePair && words.every(isNumberOrNone)) {
    return (value) => ({ label: value === 1 ? NORMAL : ATTACK, basis: 'known' });
  }
  const ones = tellsOfNormal(column) ? NORMAL : ATTACK;
  return (value) => ({
    label: value === -1 ? UNLABELLED : value === 1 ? ones : opposite(ones),
    basis: 'known',
  });
}

function isNumberOrNone({ word }: LabelCount): boolean {
  return !Number.isNaN(labelNumber(word)) || meaningOf(word) === UNLABELLED;
}

function opposite(label: number): number {
  return label === NORMAL ? ATTACK : NORMAL;
}

const NORMALITY = new Set('benign normal legit legitimate clean inlier good safe'.split(' '));
const ABNORMALITY = new Set(
  (
    'attack attacks malicious malware anomaly anomalies anomalous abnormal outlier outliers intrusion ' +
    'threat bad not non no'
  ).split(' '),
);

/** Whether a column's name, such as `is_benign`, is affirmed by what is normal. */
function tellsOfNormal(column: string): boolean {
  const words = wordsOfName(column);
  return words.some((word) => NORMALITY.has(word)) && !words.some((word) => ABNORMALITY.has(word));
}
