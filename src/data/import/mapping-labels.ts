import { ATTACK, NORMAL } from '../flow-table.ts';
import { contentOf } from './column-content.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { classOfLabel } from './labels.ts';
import type { UnknownTable } from './unknown-table.ts';

/** What one word of a column of labels means; `undefined`: nothing, so that its rows are refused. */
export interface LabelMeaning {
  readonly word: string;
  readonly label: number | undefined;
}

/** Judges labels by a mapping's own words, and the others as everywhere. */
export function labelReader({
  normalWords,
  attackWords,
}: Pick<ColumnMapping, 'normalWords' | 'attackWords'>): (label: string) => number | undefined {
  const plain = (word: string) => word.trim().toLowerCase();
  const normal = new Set(normalWords.map(plain));
  const attack = new Set(attackWords.map(plain));
  return (label) => {
    if (normal.has(plain(label))) return NORMAL;
    return attack.has(plain(label)) ? ATTACK : classOfLabel(label);
  };
}

/** The words of the column of labels among the first rows, and what they mean. */
export function labelMeanings(
  { names, rows }: UnknownTable,
  mapping: ColumnMapping,
): LabelMeaning[] {
  const { label: name } = mapping.columns;
  if (name === null) return [];
  const at = names.indexOf(name);
  const { words } = contentOf(rows.map((row) => row[at] ?? ''));
  const meaningOf = labelReader(mapping);
  return Array.from(words, (word) => ({ word, label: meaningOf(word) }));
}
