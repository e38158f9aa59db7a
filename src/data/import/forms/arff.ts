import { distinctNames, normalName } from '../text/header.ts';
import { NONE } from '../text/record-reader.ts';
import type { TextForm } from './text-form.ts';

const ATTRIBUTE = /^@attribute\s+('[^']*'|"[^"]*"|\S+)/i;

/**
 * Weka's Attribute-Relation File Format: `@attribute` names the columns, rows follow `@data`. A `?`
 * is a missing value. Rows in braces (its sparse form) are refused.
 * Source: Weka's documentation, "Attribute-Relation File Format (ARFF)".
 */
export function arffForm(lines: readonly string[]): TextForm | undefined {
  const declared = lines.find((line) => !line.startsWith('%')) ?? '';
  if (!/^@relation\b/i.test(declared)) return undefined;
  const names = distinctNames(
    lines.flatMap((line) => {
      const [, name] = ATTRIBUTE.exec(line) ?? [];
      return name === undefined ? [] : [unquoted(name)];
    }),
    normalName,
  );
  if (names.length === 0) return undefined;
  const data = lines.findIndex((line) => /^@data\b/i.test(line));
  const rows = data < 0 ? [] : lines.slice(data + 1).filter((line) => !/^[%{]/.test(line));
  return {
    name: 'ARFF',
    names,
    rows: rows.map(cellsOf).filter(({ length }) => length === names.length),
    delimiter: NONE,
    quote: NONE,
    start: () => {
      let isData = false;
      return {
        cut(record) {
          const line = record.recordText().trim();
          if (line.startsWith('%')) return { leftOut: 'comment' };
          if (!isData) {
            isData = /^@data\b/i.test(line);
            return {};
          }
          return line.startsWith('{')
            ? { refused: 'is of the sparse form, in braces, which is not read' }
            : cellsOf(line);
        },
      };
    },
  };
}

/** Cells apart by commas; one in quotes may hold them. */
function cellsOf(line: string): string[] {
  const cells =
    line.match(/(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,'"])+|(?<=^|,)(?=,|$)/g) ?? [];
  return cells.map((cell) => unquoted(cell.trim())).map((cell) => (cell === '?' ? '' : cell));
}

function unquoted(cell: string): string {
  return cell.replace(/^(['"])(.*)\1$/s, '$2');
}
