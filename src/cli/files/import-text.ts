import { entryAt } from '../../data/entry-at.ts';
import { visibleLine } from '../../data/visible-text.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import { importSentences, labelWarnings, UTC_CLOCK } from '../../pipeline/traffic/import-report.ts';
import { type ImportTable, importSections } from '../../pipeline/traffic/import-tables.ts';

/** What was read from files and what became of it; no lines for traffic that was made up. */
export function importLines(traffic: Traffic): string[] {
  const { imported } = traffic;
  if (imported === null) return [];
  return [
    ...importSentences({ ...traffic, imported }, UTC_CLOCK),
    ...labelWarnings(imported).map((warning) => `! ${warning}`),
    ...importSections(imported).flatMap(({ tables }) => tables.flatMap(tableLines)),
  ];
}

/** A table with each column as wide as its widest cell: words to the left, numbers to the right. */
export function tableLines({ title, columns, rows, words }: ImportTable): string[] {
  const lines = [columns, ...rows].map((row) => row.map(visibleLine));
  const widths = columns.map((_, j) =>
    Math.max(...lines.map((line) => entryAt(line, j, 'cell').length)),
  );
  const padded = lines.map((line) =>
    line
      .map((cell, j) => {
        const width = entryAt(widths, j, 'column');
        return words.includes(j) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return ['', title, ...padded.map((line) => `  ${line}`)];
}
