import { InputError } from '../../data/errors.ts';
import type { TrafficFormat } from '../../data/import/importer.ts';
import { type ColumnMapping, parseMapping } from '../../data/import/mapping/column-mapping.ts';
import { guessMapping } from '../../data/import/mapping/guess-columns.ts';
import {
  type KnownTable,
  type NumbersReading,
  readingOf,
  type TableReading,
} from '../../data/import/mapping/known-tables.ts';
import type {
  TableCut,
  TableReader,
  UnknownTable,
} from '../../data/import/mapping/unknown-table.ts';
import { UsageError } from '../usage-error.ts';
import type { MapChanges } from './mapping-options.ts';

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

/** Whether some of it can be heeded only where a table of unknown columns is read. */
function areOfTables({ columns, settings, cut }: MapChanges): boolean {
  return [columns, settings, cut].some((each) => Object.keys(each).length > 0);
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
