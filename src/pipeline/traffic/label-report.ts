import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import type { JudgedColumn } from '../../data/import/importer.ts';
import type { LabelDoubt } from '../../data/import/labels/judge-files.ts';
import type { LabelRead } from '../../data/import/labels/judge-labels.ts';
import { shortened } from '../../data/import/problems.ts';
import { countOf, listOf, many } from '../run/words.ts';

/** How the labels of one column were read. */
export interface ReadLabels extends JudgedColumn {
  /** Distinct words, of which those of the most rows are told. */
  readonly distinct: number;
  /** What a person should look at, as sentences. */
  readonly warnings: readonly string[];
}

/** A file may have as many words for labels as it has rows. */
const MOST_WORDS = 1000;

/** A column's labels for the report. */
export function readLabels(column: JudgedColumn): ReadLabels {
  return {
    ...column,
    distinct: column.words.length,
    words: mostUsed(column.words),
    warnings: column.doubts.map((doubt) => warningOf(doubt, column)),
  };
}

/** Of many words, the thousand that the most rows have. */
export function mostUsed(words: readonly LabelRead[]): readonly LabelRead[] {
  if (words.length <= MOST_WORDS) return words;
  return words.toSorted((a, b) => b.rows - a.rows).slice(0, MOST_WORDS);
}

/** How many rows are what, and which words were taken for names of attacks. */
export function labelSentences(labels: readonly ReadLabels[]): string[] {
  return labels.flatMap(({ column, rows, words }) => {
    const names = words.filter(({ basis }) => basis === 'name').map(({ word }) => word);
    return [
      `Labels, from the column ${shortened(column)}: ${many(rows.normal, 'row')} normal, ` +
        `${countOf(rows.attack)} attack, ${countOf(rows.unlabelled)} unlabelled.`,
      ...(names.length === 0
        ? []
        : [`Taken for names of attacks, as the lab knows them for nothing else: ${few(names)}.`]),
    ];
  });
}

/** How a word was read, in the words of the table. */
export function readAs({ label, basis }: LabelRead): string {
  if (basis === 'open') return 'unlabelled: say what it means';
  const name = className(label);
  return basis === 'said' ? `${name}, as you said` : name;
}

function className(label: number): string {
  if (label === NORMAL) return 'normal';
  return label === ATTACK ? 'attack' : 'unlabelled';
}

/** A word as people see it. */
export function shownWord(word: string): string {
  return word === '' ? '(none)' : shortened(word);
}

const HOW = 'in the table of labels, or by --map';

function warningOf(
  { kind, words, rows, total, file }: LabelDoubt,
  { column, words: read }: JudgedColumn,
): string {
  const where = file === undefined ? '' : `${file}: `;
  const [word] = words;
  switch (kind) {
    case 'one value': {
      const label = read.find((each) => each.word === word)?.label ?? ATTACK;
      const other = className(label === NORMAL ? ATTACK : NORMAL);
      return (
        `Every label in the column ${shortened(column)} is ${shownWord(word)}, which was read as ` +
        `${className(label)}. If it means something else, say so ${HOW} ${other}=${word}.`
      );
    }
    case 'open':
      return (
        `The column ${shortened(column)} holds the numbers ${few(words)}, and nobody has said what they ` +
        `mean: ${many(rows, 'row')} are unlabelled. Say which mean normal, ${HOW} normal=NUMBER.`
      );
    case 'no normal':
      return (
        `${where}Nothing is labelled normal: ${few(words)} ${means(words)} attack. If one of them means ` +
        `normal, say so ${HOW} normal=WORD.`
      );
    case 'no attack':
      return (
        `${where}Nothing is labelled an attack: ${few(words)} ${means(words)} normal. If one of them ` +
        `means an attack, say so ${HOW} attack=WORD.`
      );
    case 'unlabelled':
      return (
        `${where}${countOf(rows)} of ${many(total, 'row')} are unlabelled (${few(words)}): they count ` +
        `neither as normal nor as attacks. If that is wrong, say so ${HOW} normal=WORD.`
      );
  }
}

function means(words: readonly string[]): string {
  return words.length === 1 ? 'means' : 'mean';
}

const FEW = 6;

function few(words: readonly string[]): string {
  const shown = words.slice(0, FEW).map(shownWord);
  const more = words.length - shown.length;
  return listOf(more > 0 ? [...shown, `${countOf(more)} more`] : shown);
}
