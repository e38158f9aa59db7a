import { distinctNames, normalName } from '../text/header.ts';
import { NONE } from '../text/record-reader.ts';
import type { TextForm } from './text-form.ts';

const BAR = 0x7c;

/**
 * Columns between bars, filled up with spaces, a bar at the end of each line: what SiLK's `rwcut`
 * prints, and database clients that draw their tables.
 */
export function paddedColumns(lines: readonly string[]): TextForm | undefined {
  const [header] = lines;
  if (header === undefined || !/^[^|]*(?:\|[^|]*){2,}\|\s*$/.test(header)) return undefined;
  const names = distinctNames(cellsOf(header.split('|')), normalName);
  const rows = lines.slice(1).map((line) => cellsOf(line.split('|')));
  return {
    name: 'separated by bars',
    names,
    rows: rows.filter(({ length }) => length === names.length),
    delimiter: BAR,
    quote: NONE,
    start: () => {
      let atStart = true;
      return {
        cut(record) {
          if (!atStart) return cellsOf(record.texts());
          atStart = false;
          return {};
        },
      };
    },
  };
}

/** Without the nothing behind the last bar. */
function cellsOf(cells: readonly string[]): string[] {
  const trimmed = cells.map((cell) => cell.trim());
  return trimmed.at(-1) === '' ? trimmed.slice(0, -1) : trimmed;
}
