import { type CategoryColumn, UNLABELLED } from '../../flow-table.ts';
import type { CellSource, FlowMapping } from '../text/cell-source.ts';
import { WordDictionary } from '../text/words.ts';
import type { LabelCount } from './judge-labels.ts';

/** What is known of rows by their labels. */
export interface RowLabels {
  readonly label: Int8Array;
  readonly attackType: CategoryColumn;
}

/** Number of the empty word, which both dictionaries hold first. */
const NO_WORD = 0;

/**
 * The labels of a file's rows as words, which are judged once all rows are read: what a word means
 * may depend on the others. A row keeps the number of its pair, the words of its label and of its
 * attack's name; every distinct pair is judged and named once, however many rows bear it.
 */
export class LabelColumns {
  readonly #mapping: Pick<FlowMapping, 'fields' | 'nameAttack'>;
  readonly #labelField: number;
  readonly #attackField: number;
  readonly #labelWords: WordDictionary;
  readonly #attackNames: WordDictionary;
  /** Rows taken, by label. */
  readonly #rows: number[] = [0];
  /** The label's word and the attack's name of each pair. */
  readonly #pairs: (readonly [label: number, attack: number])[] = [];
  readonly #numberOfPair = new Map<number, number>();

  /** The label and the attack's name of the row being read. */
  #label = NO_WORD;
  #attack = NO_WORD;
  /** The pair of the row kept before. */
  #lastKey = -1;
  #lastPair = 0;

  constructor({ fields, nameAttack, spell }: Pick<FlowMapping, 'fields' | 'nameAttack' | 'spell'>) {
    this.#mapping = { fields, nameAttack };
    const fieldOf = (key: string) => fields.findIndex((field) => field.key === key);
    this.#attackField = fieldOf('attackType');
    // Where only the kind of attack is told, that kind is the label.
    this.#labelField = fieldOf('label') < 0 ? this.#attackField : fieldOf('label');
    const spelled = (field: number) => (raw: string) =>
      spell !== undefined && field >= 0 ? spell(fields[field], raw) : raw;
    const spellLabel = spelled(this.#labelField);
    this.#labelWords = dictionaryOf((raw) => spellLabel(raw).trim());
    // The words of one field are of one dictionary.
    const areSame = this.#labelField === this.#attackField;
    this.#attackNames = areSame ? this.#labelWords : dictionaryOf(spelled(this.#attackField));
  }

  /** The name of the column of labels in the file; `null` where there is none. */
  get column(): string | null {
    return this.#labelField < 0 ? null : this.#mapping.fields[this.#labelField].names[0];
  }

  /** All words of labels by their number, the empty one first, with the rows that have them. */
  get words(): LabelCount[] {
    return this.#labelWords.words.map((word, i) => ({ word, rows: this.#rows[i] ?? 0 }));
  }

  /** Takes note of the row's label. */
  read(cells: CellSource): void {
    this.#label = wordAt(cells, this.#labelField, this.#labelWords);
    this.#attack = wordAt(cells, this.#attackField, this.#attackNames);
    this.#rows[this.#label] = (this.#rows[this.#label] ?? 0) + 1;
  }

  /** The number of the pair of the row just read. */
  numberPair(): number {
    const key = this.#label * 2 ** 32 + this.#attack;
    // Most rows are labelled as the row before.
    if (key !== this.#lastKey) {
      this.#lastKey = key;
      this.#lastPair = this.#pairOf(key);
    }
    return this.#lastPair;
  }

  /**
   * What each pair is: its class and the number of its attack type.
   * @param classes of the words of labels, by number
   */
  judged(classes: readonly number[]): JudgedPairs {
    const types = new WordDictionary();
    const label = Int8Array.from(this.#pairs, ([word]) => classes[word] ?? UNLABELLED);
    const type = Uint32Array.from(this.#pairs, ([word, attack], pair) => {
      const words = [this.#labelWords.words[word], this.#attackNames.words[attack]] as const;
      return types.internText(this.#mapping.nameAttack(label[pair], ...words));
    });
    return { label, type, names: types.words };
  }

  #pairOf(key: number): number {
    const known = this.#numberOfPair.get(key);
    if (known !== undefined) return known;
    const pair = this.#pairs.push([this.#label, this.#attack]) - 1;
    this.#numberOfPair.set(key, pair);
    return pair;
  }
}

/** The class and the attack type of each pair, and the words of the types. */
interface JudgedPairs {
  readonly label: Int8Array;
  readonly type: Uint32Array;
  readonly names: readonly string[];
}

/** The labels of rows, by the number of each row's pair. O(rows). */
export function labelsOfPairs(pairs: Uint32Array, judged: JudgedPairs): RowLabels {
  const label = new Int8Array(pairs.length);
  const codes = new Uint32Array(pairs.length);
  for (let row = 0; row < pairs.length; row++) {
    label[row] = judged.label[pairs[row]];
    codes[row] = judged.type[pairs[row]];
  }
  return { label, attackType: { codes, names: judged.names } };
}

function wordAt(cells: CellSource, field: number, words: WordDictionary): number {
  return field < 0 || cells.isUnset(field) ? NO_WORD : cells.intern(field, words);
}

function dictionaryOf(spell: (raw: string) => string): WordDictionary {
  const words = new WordDictionary(spell);
  words.internText('');
  return words;
}
