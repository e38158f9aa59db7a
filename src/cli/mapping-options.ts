import { InputError } from '../data/errors.ts';
import {
  BYTE_UNITS,
  type ColumnMapping,
  DATE_ORDERS,
  DURATION_UNITS,
  MAPPED_COLUMNS,
  type MappedKey,
  parseMapping,
} from '../data/import/column-mapping.ts';
import { guessMapping } from '../data/import/guess-columns.ts';
import type { TrafficFormat } from '../data/import/importer.ts';
import { type KnownTable, readingOf } from '../data/import/known-tables.ts';
import type { TableCut, TableReader, UnknownTable } from '../data/import/unknown-table.ts';
import { UsageError } from './usage-error.ts';

/** The options for tables of unknown columns; they stand among those for files. */
export const MAPPING_OPTIONS = [
  {
    flag: 'map',
    value: 'KEY=COLUMN',
    meaning:
      'Read a table of unknown columns as flows: KEY is a column of flows, such as bytes_sent, and ' +
      'COLUMN the name of one in the file, or nothing for none; columns not given are guessed. ' +
      `Also duration-unit=${Object.keys(DURATION_UNITS).join('|')}, ` +
      `byte-unit=${Object.keys(BYTE_UNITS).join('|')}, dates=${DATE_ORDERS.join('|')}, ` +
      'normal=WORD and attack=WORD for labels, delimiter=CHARACTER, header=yes|no. May be repeated.',
  },
  {
    flag: 'inspect',
    value: '',
    meaning:
      'Show the columns of tables that no format knows, what is guessed of them, and what their first rows become; then stop.',
  },
] as const;

/** What `--map` says otherwise than the guess. */
export interface MapChanges {
  readonly columns: Readonly<Partial<Record<MappedKey, string | null>>>;
  readonly settings: Readonly<Partial<Omit<ColumnMapping, 'columns' | 'delimiter' | 'hasHeader'>>>;
  readonly cut: TableCut;
}

const KEY_OF = new Map(
  MAPPED_COLUMNS.flatMap(({ key, name }) => [[key.toLowerCase(), key] as const, [name, key]]),
);

/** @throws UsageError for a word that is not KEY=VALUE, or a key that is not known */
export function parseMapChanges(words: readonly string[]): MapChanges | undefined {
  if (words.length === 0) return undefined;
  const columns: Partial<Record<MappedKey, string | null>> = {};
  const lists = { normal: [] as string[], attack: [] as string[] };
  const settings: Record<string, unknown> = {};
  const cut: { delimiter?: string; hasHeader?: boolean } = {};
  for (const word of words) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const column = KEY_OF.get(key.trim().toLowerCase());
    if (column !== undefined) columns[column] = value === '' ? null : value;
    else if (key === 'normal' || key === 'attack') lists[key].push(value);
    else if (key === 'duration-unit') settings.durationUnit = value === 'us' ? 'µs' : value;
    else if (key === 'byte-unit') settings.byteUnit = value;
    else if (key === 'dates') settings.dateOrder = value;
    else if (key === 'delimiter') cut.delimiter = value === '\\t' ? '\t' : value;
    else if (key === 'header') cut.hasHeader = value !== 'no';
    else throw unknownKey(word);
  }
  if (lists.normal.length > 0) settings.normalWords = lists.normal;
  if (lists.attack.length > 0) settings.attackWords = lists.attack;
  return { columns, settings, cut };
}

function unknownKey(word: string): UsageError {
  const names = MAPPED_COLUMNS.map(({ name }) => name).join(', ');
  return new UsageError(
    `--map needs KEY=COLUMN with one of ${names}, or a setting such as duration-unit=ms; got "${word}".`,
  );
}

/**
 * The guess for a table with the changes that were asked for.
 * @throws InputError for a column that the table has not, or a setting that is none
 */
export function changedMapping(
  table: UnknownTable,
  changes: MapChanges | undefined,
): ColumnMapping {
  const guess = guessMapping(table);
  const { columns = {}, settings = {} } = changes ?? {};
  const given = Object.values(columns).filter((name) => name !== null);
  const strange = given.find((name) => !table.names.includes(name));
  if (strange !== undefined) {
    throw new InputError(
      `--map: there is no column ${strange}; there are ${table.names.join(', ')}`,
    );
  }
  // A column that is asked for elsewhere is no longer where it was guessed.
  const guessed = Object.entries(guess.columns).map(([key, name]) => [
    key,
    name !== null && given.includes(name) ? null : name,
  ]);
  const mapping = {
    ...guess,
    ...settings,
    columns: { ...Object.fromEntries(guessed), ...columns },
  };
  return parseMapping(mapping);
}

/** How the tables of a run are read, and which have been. */
export interface TableReadings {
  readonly read: TableReader;
  /** The tables that were read by a mapping, for the trained lab. */
  readonly used: readonly KnownTable[];
}

/**
 * Reads tables as `--map` says, else as they were read before, else, where flows are asked for, as
 * they are guessed.
 * @param known tables that a trained lab knows
 */
export function tableReadings(
  changes: MapChanges | undefined,
  format: TrafficFormat,
  known: readonly KnownTable[],
): TableReadings {
  const used: KnownTable[] = [...known];
  const read: TableReader = (table, recut) => {
    if (changes === undefined) {
      const before = readingOf(known, table);
      if (before !== undefined || format !== 'mapped') return before;
    }
    const cut = changes === undefined ? table : recut(changes.cut);
    const reading = changedMapping(cut, changes);
    used.push({ signature: table.signature, reading });
    return reading;
  };
  return { read, used };
}

/** @throws UsageError where `--map` was given and nothing was mapped */
export function requireMapped(
  changes: MapChanges | undefined,
  used: readonly KnownTable[],
  known: readonly KnownTable[],
): void {
  if (changes === undefined || used.length > known.length) return;
  throw new UsageError(
    '--map goes with a table of unknown columns; give --format mapped, too, to map those of a format that is known.',
  );
}
