import { signal } from '@preact/signals';
import type { InspectedTable } from '../data/import/inspect.ts';
import { type KnownTable, readingOf, type TableReading } from '../data/import/known-tables.ts';
import type { TableCut } from '../data/import/unknown-table.ts';
import { columnMappings, notebook } from './lab.ts';

/** A table whose columns a person is asked about. */
export interface MappingRequest {
  readonly file: File;
  readonly found: InspectedTable;
  /** How it was read before, if it was. */
  readonly before: TableReading | undefined;
  /** The same table, cut another way; `null`: it is no table then. */
  readonly recut: (cut: TableCut) => Promise<InspectedTable | null>;
  /** Ends the asking; `null`: the person would rather not. */
  readonly answer: (reading: TableReading | null) => void;
}

/** The table that is asked about now. */
export const mappingRequest = signal<MappingRequest | null>(null);

/**
 * Finds out how those of the files are read that are tables of unknown columns: as was said before
 * of tables with such columns, as numbers where nothing in them tells of flows, else the person is
 * asked, one file after another.
 *
 * @param askAgain also of tables that are known
 * @returns one reading for each kind of table; `null`: the person would rather not
 */
export async function readingsFor(
  files: readonly File[],
  signal: AbortSignal,
  askAgain = false,
): Promise<readonly KnownTable[] | null> {
  const readings: KnownTable[] = [];
  for (const file of files) {
    const found = await notebook.inspect(file, {}, signal);
    if (found === null || readingOf(readings, found.table) !== undefined) continue;
    const { signature } = found.table;
    const before =
      readingOf(columnMappings.peek(), found.table) ?? (isOfNumbers(found) ? 'table' : undefined);
    const isAsked = askAgain || before === undefined;
    const reading = isAsked ? await ask(file, found, before, signal) : before;
    if (reading === null) return null;
    readings.push({ signature, reading });
    const others = columnMappings.peek().filter((table) => table.signature !== signature);
    columnMappings.value = [...others, { signature, reading }];
  }
  return readings;
}

/** Whether a table consists of numbers, and nothing is guessed of it. */
function isOfNumbers({ table, guess, numeric }: InspectedTable): boolean {
  const isGuessed = Object.values(guess.columns).some((name) => name !== null);
  return !isGuessed && 2 * numeric.length >= table.names.length;
}

function ask(
  file: File,
  found: InspectedTable,
  before: TableReading | undefined,
  signal: AbortSignal,
): Promise<TableReading | null> {
  return new Promise((resolve) => {
    const answer = (reading: TableReading | null) => {
      signal.removeEventListener('abort', giveUp);
      mappingRequest.value = null;
      resolve(reading);
    };
    const giveUp = () => answer(null);
    signal.addEventListener('abort', giveUp);
    const recut = (cut: TableCut) => notebook.inspect(file, cut, signal);
    mappingRequest.value = { file, found, before, recut, answer };
  });
}
