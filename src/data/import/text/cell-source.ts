import type { GrowingTexts } from '../flows/columns.ts';
import type { FlowField } from '../flows/flow-fields.ts';
import type { Unknown } from '../flows/unknown.ts';
import type { WordDictionary } from './words.ts';

/** One row of a file, whatever its format; `field` is an index into the format's mapping. */
export interface CellSource {
  /** 1-based line number of the row. */
  readonly line: number;
  /** Whether the file has this field at all, as far as it was read. */
  isPresent(field: number): boolean;
  isUnset(field: number): boolean;
  /** NaN where the cell is no number. */
  number(field: number): number;
  text(field: number): string;
  /** The number of the cell's word in `words`. */
  intern(field: number, words: WordDictionary): number;
  /** Appends the cell to a column of texts. */
  append(field: number, texts: GrowingTexts): void;
}

/** What a format says about its rows. */
export interface FlowMapping {
  readonly fields: readonly FlowField[];
  /** The attack type, from the class, the label's word and the attack's name ('' where unset). */
  readonly nameAttack: (label: number, labelWord: string, attackName: string) => string;
  /** The word that a cell of this field stands for; else the cell as it is. */
  readonly spell?: (field: FlowField, raw: string) => string;
  /** What such a source can tell of no flow, such as the bytes that came back. */
  readonly neverKnown?: readonly Unknown[];
  /** Whether it is doubtful which end of this row's flow opened it. */
  readonly doubtsDirection?: (cells: CellSource) => boolean;
}
