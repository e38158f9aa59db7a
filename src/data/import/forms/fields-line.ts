import { distinctNames, normalName } from '../text/header.ts';
import { NONE } from '../text/record-reader.ts';
import type { TextForm } from './text-form.ts';

const FIELDS = /^#fields:\s*(\S.*)$/i;

/**
 * Logs in W3C's extended format: a line `#Fields:` names the columns, which spaces keep apart.
 * Windows' firewall, IIS and proxies write it. Source: W3C working draft WD-logfile.
 */
export function fieldsLineForm(lines: readonly string[]): TextForm | undefined {
  const [, header] = lines.map((line) => FIELDS.exec(line)).find((found) => found !== null) ?? [];
  if (header === undefined) return undefined;
  const names = distinctNames(header.trim().split(/\s+/), normalName);
  const rows = lines.filter((line) => !line.startsWith('#')).map((line) => cellsOf(line));
  return {
    name: 'W3C extended log',
    names,
    rows: rows.filter(({ length }) => length === names.length),
    delimiter: NONE,
    quote: NONE,
    start: () => ({
      cut(record) {
        const line = record.recordText();
        if (!line.startsWith('#')) return cellsOf(line);
        const [, again] = FIELDS.exec(line) ?? [];
        const isAnother = again !== undefined && again.trim() !== header.trim();
        return isAnother
          ? { refused: 'names other columns: what follows is read as before' }
          : { leftOut: 'line of the header' };
      },
    }),
  };
}

/** A value in quotes may hold spaces. */
function cellsOf(line: string): string[] {
  return (line.trim().match(/"[^"]*"|\S+/g) ?? []).map((cell) => cell.replace(/^"(.*)"$/, '$1'));
}
