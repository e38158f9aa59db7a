import { LABEL_MEANINGS, withWord } from '../../data/import/labels/label-words.ts';
import {
  type LabelMeaning,
  type LabelWords,
  NO_LABEL_WORDS,
} from '../../data/import/labels/words-said.ts';
import {
  BYTE_UNITS,
  type ColumnMapping,
  DATE_ORDERS,
  DECIMAL_MARKS,
  DURATION_UNITS,
  MAPPED_COLUMNS,
  type MappedKey,
} from '../../data/import/mapping/column-mapping.ts';
import type { TableCut } from '../../data/import/mapping/unknown-table.ts';
import { UsageError } from '../usage-error.ts';

/** The options for tables of unknown columns; they stand among those for files. */
export const MAPPING_OPTIONS = [
  {
    flag: 'map',
    value: 'KEY=COLUMN',
    meaning:
      'Read a table of unknown columns as flows. KEY is a column of flows, such as bytes_sent; COLUMN is ' +
      'its name in the file, or nothing for none. Other columns are guessed. ' +
      `Also duration-unit=${Object.keys(DURATION_UNITS).join('|')}, ` +
      `byte-unit=${Object.keys(BYTE_UNITS).join('|')}, dates=${DATE_ORDERS.join('|')}, ` +
      `decimal=${DECIMAL_MARKS.join('|')}, ` +
      'delimiter=CHARACTER, header=yes|no. With --format table, label and attack_type say which ' +
      'columns are no features. For every input, normal=WORD, attack=WORD and unlabelled=WORD say ' +
      'what a word or number means as a label. May be repeated.',
  },
  {
    flag: 'inspect',
    value: '',
    meaning:
      'Show the columns of unknown tables, what is guessed of them, their first rows and their labels; then stop.',
  },
] as const;

/** What `--map` says otherwise than the guess. */
export interface MapChanges {
  readonly columns: Readonly<Partial<Record<MappedKey, string | null>>>;
  readonly settings: Readonly<Partial<Omit<ColumnMapping, 'columns' | 'delimiter' | 'hasHeader'>>>;
  readonly cut: TableCut;
  /** What words mean as labels, whatever the format. */
  readonly labelWords: LabelWords;
}

const KEY_OF = new Map(
  MAPPED_COLUMNS.flatMap(({ key, name }) => [[key.toLowerCase(), key] as const, [name, key]]),
);

/** @throws UsageError for a word that is not KEY=VALUE, or a key that is not known */
export function parseMapChanges(words: readonly string[]): MapChanges | undefined {
  if (words.length === 0) return undefined;
  const columns: Partial<Record<MappedKey, string | null>> = {};
  let labelWords = NO_LABEL_WORDS;
  const settings: Record<string, unknown> = {};
  const cut: { delimiter?: string; hasHeader?: boolean } = {};
  for (const word of words) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const column = KEY_OF.get(key.trim().toLowerCase());
    if (column !== undefined) columns[column] = value === '' ? null : value;
    else if (isMeaning(key)) labelWords = withWord(labelWords, value, key);
    else if (key === 'duration-unit') settings.durationUnit = value === 'us' ? 'µs' : value;
    else if (key === 'byte-unit') settings.byteUnit = value;
    else if (key === 'dates') settings.dateOrder = value;
    else if (key === 'decimal') settings.decimalMark = value;
    else if (key === 'delimiter') cut.delimiter = value === '\\t' ? '\t' : value;
    else if (key === 'header') cut.hasHeader = value !== 'no';
    else throw unknownKey(word);
  }
  return { columns, settings, cut, labelWords };
}

function isMeaning(key: string): key is LabelMeaning {
  return key in LABEL_MEANINGS;
}

function unknownKey(word: string): UsageError {
  const names = MAPPED_COLUMNS.map(({ name }) => name).join(', ');
  return new UsageError(
    `--map needs KEY=COLUMN with one of ${names}, or a setting such as duration-unit=ms; got "${word}".`,
  );
}
