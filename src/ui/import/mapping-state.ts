import { signal } from '@preact/signals';
import type { InspectedTable } from '../../data/import/inspect.ts';
import type { LabelWords } from '../../data/import/labels/words-said.ts';
import {
  type KnownTable,
  readingOf,
  type TableReading,
} from '../../data/import/mapping/known-tables.ts';
import type { TableCut } from '../../data/import/mapping/unknown-table.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { pageLab } from '../lab.ts';

/** A table whose columns a person is asked about. */
export interface MappingRequest {
  readonly file: File;
  readonly found: InspectedTable;
  /** How it was read before, if it was. */
  readonly before: TableReading | undefined;
  /** What words mean as labels, as far as a person has said. */
  readonly words: LabelWords;
  /** The same table, cut another way; `null`: it is no table then. */
  readonly recut: (cut: TableCut) => Promise<InspectedTable | null>;
  /** Ends the asking; `null`: the person would rather not. */
  readonly answer: (answer: MappingAnswer | null) => void;
}

interface MappingAnswer {
  readonly reading: TableReading;
  readonly words: LabelWords;
}

/** What is said of the tables among files. */
export interface TablesSaid {
  /** One reading for each kind of table. */
  readonly mappings: readonly KnownTable[];
  readonly labelWords: LabelWords;
}

/** The table that is asked about now. */
export const mappingRequest = signal<MappingRequest | null>(null);

/**
 * Finds out how those of the files are read that are tables of unknown columns: as was said before
 * of tables with such columns, as numbers where nothing in them tells of flows, else the person is
 * asked, one file after another.
 *
 * @param words what they mean as labels, as far as the person has said
 * @param askAgain also of tables that are known
 * @returns `null`: the person would rather not
 */
export async function readingsFor(
  files: readonly File[],
  signal: AbortSignal,
  { words, askAgain = false }: { readonly words: LabelWords; readonly askAgain?: boolean },
  lab = pageLab,
): Promise<TablesSaid | null> {
  const { columnMappings, notebook } = lab;
  const readings: KnownTable[] = [];
  let labelWords = words;
  for (const file of files) {
    const found = await notebook.inspect(file, {}, signal);
    if (found === null || readingOf(readings, found.table) !== undefined) continue;
    const { signature } = found.table;
    const before =
      readingOf(columnMappings.peek(), found.table) ?? (isOfNumbers(found) ? 'table' : undefined);
    const isAsked = askAgain || before === undefined;
    const answer = isAsked
      ? await ask({ file, found, before, words: labelWords }, signal, notebook)
      : { reading: before, words: labelWords };
    if (answer === null) return null;
    const { reading } = answer;
    labelWords = answer.words;
    readings.push({ signature, reading });
    const others = columnMappings.peek().filter((table) => table.signature !== signature);
    columnMappings.value = [...others, { signature, reading }];
  }
  return { mappings: readings, labelWords };
}

/** Whether a table consists of numbers, and nothing but the answers is guessed of it. */
function isOfNumbers({ table, guess, numeric }: InspectedTable): boolean {
  const { label: _, attackType: __, ...columns } = guess.columns;
  const isGuessed = Object.values(columns).some((name) => name !== null);
  return !isGuessed && 2 * numeric.length >= table.names.length;
}

function ask(
  request: Pick<MappingRequest, 'file' | 'found' | 'before' | 'words'>,
  signal: AbortSignal,
  notebook: Notebook,
): Promise<MappingAnswer | null> {
  return new Promise((resolve) => {
    const answer = (said: MappingAnswer | null) => {
      signal.removeEventListener('abort', giveUp);
      mappingRequest.value = null;
      resolve(said);
    };
    const giveUp = () => answer(null);
    signal.addEventListener('abort', giveUp);
    const recut = (cut: TableCut) => notebook.inspect(request.file, cut, signal);
    mappingRequest.value = { ...request, recut, answer };
  });
}
