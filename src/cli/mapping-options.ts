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
import {
  type KnownTable,
  type NumbersReading,
  readingOf,
  type TableReading,
} from '../data/import/known-tables.ts';
import {
  LABEL_MEANINGS,
  type LabelMeaning,
  type LabelWords,
  NO_LABEL_WORDS,
  withWord,
} from '../data/import/label-words.ts';
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
      'delimiter=CHARACTER, header=yes|no. With --format table, label and attack_type say which ' +
      'columns are no features. For every input, normal=WORD, attack=WORD and unlabelled=WORD say ' +
      'what a word or number means as a label. May be repeated.',
  },
  {
    flag: 'inspect',
    value: '',
    meaning:
      'Show the columns of tables that no format knows, what is guessed of them, what their first rows become and how their labels are read; then stop.',
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

/** Whether some of it can be heeded only where a table of unknown columns is read. */
function areOfTables({ columns, settings, cut }: MapChanges): boolean {
  return [columns, settings, cut].some((each) => Object.keys(each).length > 0);
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
  const given = columnsGiven(table, columns);
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

/** @throws InputError for a column that the table has not */
function columnsGiven({ names }: UnknownTable, columns: MapChanges['columns']): string[] {
  const given = Object.values(columns).filter((name) => name !== null);
  const strange = given.find((name) => !names.includes(name));
  if (strange === undefined) return given;
  throw new InputError(`--map: there is no column ${strange}; there are ${names.join(', ')}`);
}

const ANSWERS: readonly string[] = ['label', 'attackType'];

/**
 * A table read as numbers, with the answers that were asked for.
 * @throws InputError for a column that the table has not
 * @throws UsageError for changes that a table of numbers cannot take
 */
function changedNumbers(table: UnknownTable, changes: MapChanges): NumbersReading {
  const { columns, settings } = changes;
  columnsGiven(table, columns);
  const others = Object.keys(columns).filter((key) => !ANSWERS.includes(key));
  if (others.length + Object.keys(settings).length > 0) {
    throw new UsageError(
      'With --format table, --map takes label and attack_type, delimiter and header, and words of labels: no other column, no unit.',
    );
  }
  const { label, attackType } = columns;
  return {
    as: 'table',
    ...(label !== undefined && { label }),
    ...(attackType !== undefined && { attackType }),
  };
}

/** Mapped columns that make a table one of flows. */
const TELLING = 4;

/** Whether only answers were asked for, of a table that tells little else of flows. */
function areOfNumbers({ columns, settings }: MapChanges, mapping: ColumnMapping): boolean {
  const given = Object.keys(columns);
  const areAnswers = given.length > 0 && given.every((key) => ANSWERS.includes(key));
  if (!areAnswers || Object.keys(settings).length > 0) return false;
  const telling = Object.entries(mapping.columns).filter(
    ([key, name]) => name !== null && !ANSWERS.includes(key),
  );
  return telling.length < TELLING;
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
  const asked = changes !== undefined && areOfTables(changes) ? changes : undefined;
  const read: TableReader = (table, recut) => {
    if (asked === undefined) {
      const before = readingOf(known, table);
      if (before !== undefined || format !== 'mapped') return before;
    }
    const reading = readingAsked(table, recut, asked, format);
    used.push({ signature: table.signature, reading });
    return reading;
  };
  return { read, used };
}

function readingAsked(
  table: UnknownTable,
  recut: (cut: TableCut) => UnknownTable,
  asked: MapChanges | undefined,
  format: TrafficFormat,
): TableReading {
  if (asked === undefined) return changedMapping(table, undefined);
  // It was cut as asked already.
  if (format === 'table') return changedNumbers(table, asked);
  const mapping = changedMapping(recut(asked.cut), asked);
  // Flows of which little but the answer is known would be zeros nearly throughout.
  const areNumbers = format === 'auto' && areOfNumbers(asked, mapping);
  return areNumbers ? changedNumbers(table, asked) : mapping;
}

/** @throws UsageError where `--map` was given and nothing was mapped */
export function requireMapped(
  changes: MapChanges | undefined,
  used: readonly KnownTable[],
  known: readonly KnownTable[],
): void {
  if (changes === undefined || !areOfTables(changes) || used.length > known.length) return;
  throw new UsageError(
    '--map goes with a table of unknown columns; give --format mapped, too, to map those of a format that is known.',
  );
}
