import { InputError } from '../../errors.ts';
import { ATTACK, NORMAL, UNLABELLED } from '../../flow-table.ts';
import { Field } from '../../json-fields.ts';
import { labelNumber, plainWord } from './labels.ts';
import type { LabelMeaning, LabelWords } from './words-said.ts';

/** The three classes of labels, by the name that a person gives them. */
export const LABEL_MEANINGS: Readonly<Record<LabelMeaning, number>> = {
  normal: NORMAL,
  attack: ATTACK,
  unlabelled: UNLABELLED,
};

/** What makes two spellings one word: `1` and `1.0` are, and so are `Benign` and `BENIGN.` */
export function keyOfWord(word: string): string {
  const value = labelNumber(word);
  return Number.isNaN(value) ? plainWord(word) : String(value);
}

/** The class of each word that a person spoke of, by its key; the last word holds. */
export function classesSaid(said: LabelWords): ReadonlyMap<string, number> {
  const meanings = Object.keys(LABEL_MEANINGS) as LabelMeaning[];
  return new Map(
    meanings.flatMap((meaning) =>
      said[meaning].map((word) => [keyOfWord(word), LABEL_MEANINGS[meaning]] as const),
    ),
  );
}

/** With what is said now of one word; `null`: whatever the lab makes of it. */
export function withWord(said: LabelWords, word: string, meaning: LabelMeaning | null): LabelWords {
  const key = keyOfWord(word);
  const rest = (words: readonly string[]) => words.filter((each) => keyOfWord(each) !== key);
  const others = {
    normal: rest(said.normal),
    attack: rest(said.attack),
    unlabelled: rest(said.unlabelled),
  };
  return meaning === null ? others : { ...others, [meaning]: [...others[meaning], word] };
}

/** With everything that is said besides; where both speak of a word, `added` holds. */
export function withWords(said: LabelWords, added: LabelWords): LabelWords {
  const meanings = Object.keys(LABEL_MEANINGS) as LabelMeaning[];
  return meanings.reduce(
    (words, meaning) =>
      added[meaning].reduce((before, word) => withWord(before, word, meaning), words),
    said,
  );
}

/** Without what is said of numbers. */
export function wordsAlone(said: LabelWords): LabelWords {
  const areWords = (words: readonly string[]) =>
    words.filter((word) => Number.isNaN(labelNumber(word)));
  return {
    normal: areWords(said.normal),
    attack: areWords(said.attack),
    unlabelled: areWords(said.unlabelled),
  };
}

export function isAnySaid(said: LabelWords): boolean {
  return Object.values(said).some((words) => words.length > 0);
}

const MOST_WORDS = 1000;

/**
 * Words that came as JSON, from a saved lab; `null` and nothing are no words.
 * @throws InputError naming what is wrong
 */
export function parseLabelWords(value: unknown): LabelWords {
  const field = new Field(value ?? {}, '', (problem) => new InputError(`label words: ${problem}`));
  const wordsOf = (meaning: LabelMeaning): string[] => {
    const words = field.at(meaning);
    return words.value === undefined ? [] : words.words(0, MOST_WORDS);
  };
  return {
    normal: wordsOf('normal'),
    attack: wordsOf('attack'),
    unlabelled: wordsOf('unlabelled'),
  };
}
