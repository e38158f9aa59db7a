import { headerIn } from '../mapping/table-header.ts';
import { distinctNames, normalName } from '../text/header.ts';
import { NONE } from '../text/record-reader.ts';
import { mostOf } from './sample-lines.ts';
import type { TextForm } from './text-form.ts';

/** Fewer columns are words of a sentence. */
const FEWEST_COLUMNS = 4;

/**
 * Columns that spaces keep apart, any number of them, as tools print tables for a terminal.
 * @param hasHeader whether the first line names them; `undefined`: as it looks
 */
export function columnsBySpaces(
  lines: readonly string[],
  hasHeader?: boolean,
): TextForm | undefined {
  const cut = lines.map(cellsOf);
  const columns = cut[0]?.length ?? 0;
  const isTable =
    columns >= FEWEST_COLUMNS && mostOf(lines, (line) => cellsOf(line).length === columns);
  if (lines.length < 2 || !isTable) return undefined;
  const isHeader = hasHeader ?? headerIn(cut).hasHeader;
  const names = isHeader
    ? distinctNames(cut[0], normalName)
    : cut[0].map((_, column) => `column_${column + 1}`);
  return {
    name: 'separated by spaces',
    names,
    rows: (isHeader ? cut.slice(1) : cut).filter(({ length }) => length === columns),
    delimiter: NONE,
    quote: NONE,
    start: () => {
      let atStart = isHeader;
      return {
        cut(record) {
          if (!atStart) return cellsOf(record.recordText());
          atStart = false;
          return {};
        },
      };
    },
  };
}

function cellsOf(line: string): string[] {
  return line.trim().split(/\s+/);
}
