const SPACES = / {2,}/;
const ASCII_CHARACTER = /^[^\n\r\u0080-\uffff]$/;

/** Text that starts so is one of Zeek's logs: directives, perhaps after comments. */
export const ZEEK_DIRECTIVE =
  /^(?:#[^\n]*\n)*?#(?:separator|set_separator|empty_field|unset_field|path|open|close|fields|types)(?=\W|$)/;

/** What the directives read so far say about the lines that follow. */
export interface ZeekHeader {
  /** Between fields. */
  readonly separator: string;
  /** Between the members of a set or vector. */
  readonly setSeparator: string;
  readonly unset: string;
  /** Stands for a word or set that is empty, not unset. */
  readonly empty: string;
  /** The log's kind, such as `conn`; `''` where none is given. */
  readonly path: string;
  readonly names: readonly string[];
  /** Zeek's type of every column, `count` or `set[string]`; may be missing. */
  readonly types: readonly string[];
  /**
   * Columns held by the last field, apart by spaces. More than one only in labelled logs: those of
   * IoT-23 put three spaces before each label where a separator should stand.
   */
  readonly columnsInLast: number;
  /** Whether a directive named the separator. */
  readonly isSeparatorGiven: boolean;
}

/** What Zeek writes unless told otherwise, before any directive. */
export const DEFAULT_HEADER: ZeekHeader = {
  separator: '\t',
  setSeparator: ',',
  unset: '-',
  empty: '(empty)',
  path: '',
  names: [],
  types: [],
  columnsInLast: 1,
  isSeparatorGiven: false,
};

/**
 * The header after one directive. `#separator` begins a new header; what says nothing about the
 * lines (`#open`, `#close`, comments) changes nothing.
 *
 * @param fail makes the error for a separator that no reader could use
 * Source: Zeek's documentation, `LogAscii` in base/frameworks/logging/writers/ascii.
 */
export function afterDirective(
  header: ZeekHeader,
  line: string,
  fail: (message: string) => Error,
): ZeekHeader {
  const [, name = '', gap = '', value = ''] = /^#(\w*)(.?)(.*)$/s.exec(line) ?? [];
  switch (name) {
    case 'separator': {
      const separator = unescaped(value);
      // An editor may have cut off a separator that is a blank.
      if (separator === '') return DEFAULT_HEADER;
      if (!ASCII_CHARACTER.test(separator)) {
        throw fail(`#separator "${value}" is not one ASCII character, such as \\x09`);
      }
      return { ...DEFAULT_HEADER, separator, isSeparatorGiven: true };
    }
    case 'set_separator':
      return { ...header, setSeparator: unescaped(value) };
    case 'unset_field':
      return { ...header, unset: value };
    case 'empty_field':
      return { ...header, empty: value };
    case 'path':
      return { ...header, path: value };
    case 'fields': {
      // A log that lost its first line shows its separator before the first name.
      const shown = ASCII_CHARACTER.test(gap) ? gap : header.separator;
      const separator = header.isSeparatorGiven ? header.separator : shown;
      return { ...header, separator, ...columnsOf(value.split(separator)) };
    }
    case 'types':
      return { ...header, types: columnsOf(value.split(header.separator)).names };
    default:
      return header;
  }
}

function columnsOf(fields: readonly string[]): Pick<ZeekHeader, 'names' | 'columnsInLast'> {
  const last = fields[fields.length - 1].split(SPACES);
  return { names: [...fields.slice(0, -1), ...last], columnsInLast: last.length };
}

/** The word that a cell stands for: escapes undone, the members of a set apart by commas. */
export function zeekWord(raw: string, type: string, header: ZeekHeader): string {
  if (!raw.includes('\\') && !raw.includes(header.setSeparator)) return raw;
  const isSet = /^(?:set|vector)\[/.test(type) && header.setSeparator !== '';
  return isSet ? raw.split(header.setSeparator).map(unescaped).join(',') : unescaped(raw);
}

/** Zeek writes a byte that would be misread as `\x` and two digits, and a backslash twice. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  const bytes: number[] = [];
  for (const [character, hex, backslash] of raw.matchAll(/\\x([0-9a-f]{2})|\\(\\)|./gisu)) {
    if (hex === undefined) bytes.push(...new TextEncoder().encode(backslash ?? character));
    else bytes.push(Number.parseInt(hex, 16));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
