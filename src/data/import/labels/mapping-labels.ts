import { UNSET_WORDS } from '../mapping/column-content.ts';
import type { UnknownTable } from '../mapping/unknown-table.ts';
import { judgeWords, type LabelRead } from './judge-labels.ts';
import type { LabelWords } from './words-said.ts';

const UNSET = new Set(UNSET_WORDS);

/**
 * The words of a column among the first rows of a table, and what they mean as labels as far as those
 * tell; none for no column.
 */
export function labelsOfRows(
  { names, rows }: UnknownTable,
  column: string | null,
  said: LabelWords,
): LabelRead[] {
  const at = column === null ? -1 : names.indexOf(column);
  if (column === null || at < 0) return [];
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cell = (row[at] ?? '').trim();
    const word = UNSET.has(cell) ? '' : cell;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = Array.from(counts, ([word, count]) => ({ word, rows: count }));
  return judgeWords(column, words, said);
}
