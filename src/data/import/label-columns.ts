import { UNLABELLED } from '../flow-table.ts';
import type { CellSource, FlowMapping } from './cell-source.ts';
import { classOfWord } from './labels.ts';
import { WordDictionary } from './words.ts';

/** How one word of a label column was read. */
export interface LabelRead {
  /** As the file spells it; empty where a row has no label. */
  readonly word: string;
  /** `NORMAL`, `ATTACK` or `UNLABELLED`. */
  readonly label: number;
  /** Rows taken, in the sample or not. */
  readonly rows: number;
}

/** Number of the empty word, which both dictionaries hold first. */
const NO_WORD = 0;

/**
 * Reads `label` and `attackType`. Every distinct label is judged once, and every distinct pair of
 * label and attack's name is named once, however many rows bear it.
 */
export class LabelColumns {
  readonly #mapping: FlowMapping;
  readonly #labelField: number;
  readonly #attackField: number;
  readonly #labelWords: WordDictionary;
  readonly #attackNames: WordDictionary;
  readonly #classes: (number | undefined)[] = [];
  /** Rows taken, by label. */
  readonly #rows: number[] = [];
  readonly #typeOfPair = new Map<number, number>();
  readonly #types = new WordDictionary();

  /** The attack type of the row before. */
  #lastPair = -1;
  #lastType = 0;
  /** The class, label and attack's name of the row being read. */
  #class = UNLABELLED;
  #label = NO_WORD;
  #attack = NO_WORD;

  constructor(mapping: FlowMapping) {
    this.#mapping = mapping;
    this.#labelField = mapping.fields.findIndex(({ key }) => key === 'label');
    this.#attackField = mapping.fields.findIndex(({ key }) => key === 'attackType');
    this.#labelWords = dictionaryOf(mapping, this.#labelField);
    this.#attackNames = dictionaryOf(mapping, this.#attackField);
  }

  /** Reads the row's label; the text of a label that means nothing, else `undefined`. */
  read(cells: CellSource): string | undefined {
    this.#label = wordAt(cells, this.#labelField, this.#labelWords);
    this.#attack = wordAt(cells, this.#attackField, this.#attackNames);
    const known = classOfWord(this.#labelWords, this.#label, this.#classes, this.#mapping.classOf);
    if (known === undefined) return this.#labelWords.words[this.#label];
    this.#class = known;
    this.#rows[this.#label] = (this.#rows[this.#label] ?? 0) + 1;
    return undefined;
  }

  /** In order of first appearance; empty where the file has no labels. */
  get labelsRead(): LabelRead[] {
    if (this.#labelField < 0) return [];
    const read = this.#labelWords.words.flatMap((word, i) => {
      const label = this.#classes[i];
      const rows = this.#rows[i] ?? 0;
      return label === undefined || rows === 0 ? [] : [{ word, label, rows }];
    });
    return read.some(({ word }) => word !== '') ? read : [];
  }

  /** The class of the row just read. */
  get label(): number {
    return this.#class;
  }

  /** The words of attack types, by number. */
  get attackTypes(): readonly string[] {
    return this.#types.words;
  }

  /** The number of the attack type of the row just read. */
  numberType(): number {
    const pair = this.#label * 2 ** 32 + this.#attack;
    // Most rows are labelled as the row before.
    if (pair !== this.#lastPair) {
      this.#lastPair = pair;
      this.#lastType = this.#typeOf(pair);
    }
    return this.#lastType;
  }

  #typeOf(pair: number): number {
    let type = this.#typeOfPair.get(pair);
    if (type === undefined) {
      const label = this.#labelWords.words[this.#label];
      const attack = this.#attackNames.words[this.#attack];
      type = this.#types.internText(this.#mapping.nameAttack(this.#class, label, attack));
      this.#typeOfPair.set(pair, type);
    }
    return type;
  }
}

function wordAt(cells: CellSource, field: number, words: WordDictionary): number {
  return field < 0 || cells.isUnset(field) ? NO_WORD : cells.intern(field, words);
}

function dictionaryOf({ fields, spell }: FlowMapping, field: number): WordDictionary {
  const words = new WordDictionary(
    spell && field >= 0 ? (raw) => spell(fields[field], raw) : undefined,
  );
  words.internText('');
  return words;
}
