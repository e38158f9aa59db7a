import { detectorFacts } from '../pipeline/detecting/detector-table.ts';
import type { Inside, InsideTable } from '../pipeline/inside/inside.ts';
import { section } from './layout.ts';

/** How detectors come to their scores of one flow, as a section of the text report. */
export function insideText(insides: readonly Inside[]): string {
  const lines = insides.flatMap(({ detector, sentence, formula, table }, at) => [
    ...(at === 0 ? [] : ['']),
    `${detectorFacts(detector).title}: ${sentence}`,
    formula,
    ...tableLines(table),
  ]);
  return `\n${section(`Flow ${insides[0]?.row} inside each detector`, lines)}`;
}

/** A caption, a head and rows; the first column to the left, the others to the right. */
function tableLines({ caption, head, rows }: InsideTable): string[] {
  const lines = [head, ...rows];
  const padded = head.map((_, j) => {
    const cells = lines.map((line) => line[j] ?? '');
    const width = Math.max(...cells.map((cell) => cell.length));
    return cells.map((cell) => (j === 0 ? cell.padEnd(width) : cell.padStart(width)));
  });
  const lineAt = (at: number) =>
    padded
      .map((cells) => cells[at])
      .join('  ')
      .trimEnd();
  return [`${caption}:`, ...lines.map((_, at) => `  ${lineAt(at)}`)];
}
