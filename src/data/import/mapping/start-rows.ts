import { EXPECTED } from '../expected.ts';
import { listed } from '../text/header.ts';
import type { RecordContext, TrafficReader } from '../traffic-reader.ts';
import { guessColumns, guessMapping } from './guess-columns.ts';
import { isSureOfFlows } from './guess-grounds.ts';
import { isAsNumbers, type TableReading } from './known-tables.ts';
import { mappedFlowReader } from './mapped-flows.ts';
import { numericTableReader, shapeOfTable } from './numeric-table.ts';
import type { TableCut, UnknownTable } from './unknown-table.ts';

/** A table of unknown columns, and how it may be cut another way. */
export interface CuttableTable {
  readonly table: UnknownTable;
  readonly recut: (cut: TableCut) => UnknownTable;
}

/** What such a table may be read as. */
export type RowsFormat = 'auto' | 'mapped' | 'table';

/** How a person said that such a table is read; a guess where only flows will do, or where it is sure. */
export function readingOfRows(
  { table, recut }: CuttableTable,
  format: RowsFormat,
  { readingOfTable, log }: Pick<RecordContext, 'readingOfTable' | 'log'>,
): TableReading | undefined {
  const reading = readingOfTable?.(table, recut);
  if (format === 'table') return isAsNumbers(reading) ? reading : format;
  if (reading !== undefined) return reading;
  const guess = guessColumns(table);
  if (format === 'mapped') return guess.mapping;
  if (!isSureOfFlows(guess)) return undefined;
  log.note(SURELY);
  return guess.mapping;
}

const SURELY = 'its columns surely tell of flows, and were read as guessed: --inspect shows how';

/**
 * Reads the rows of a table of unknown columns: as flows where a person said what its columns mean,
 * else by its numbers.
 *
 * @param reading `undefined`: nobody said anything
 * @throws InputError where neither will do
 */
export function startRows(
  table: UnknownTable,
  reading: TableReading | undefined,
  context: RecordContext,
): TrafficReader {
  const { log } = context;
  if (table.names.length < 2) throw log.error(onlyColumn(table));
  if (table.remark !== null) log.note(table.remark);
  if (reading !== undefined && !isAsNumbers(reading))
    return mappedFlowReader(table, reading, context);
  const telling = reading === undefined ? flowsTold(table) : undefined;
  const shape = shapeOfTable(table, reading === 'table' ? undefined : reading);
  const features = shape.names.length - shape.answers.length;
  const enough = reading === undefined ? features / 2 : 1;
  const isForm = table.delimiter === null && telling !== undefined;
  if (isForm || shape.numeric.length === 0 || shape.numeric.length < enough) {
    const found = `${shape.numeric.length} of ${features} columns are numeric (${listed(table.names)})`;
    throw log.error(
      telling === undefined ? `${found}; ${EXPECTED}` : `${telling}: ${MAP_THEM}; ${found}`,
    );
  }
  if (telling !== undefined) log.note(`read as numbers, though ${telling}: map them`);
  return numericTableReader(shape, table.cutAs, context);
}

function onlyColumn({ names }: UnknownTable): string {
  return (
    `one column only (${listed(names)}), and a table has two or more; if another character keeps ` +
    `its columns apart, say which: --map delimiter=CHARACTER`
  );
}

/** Mapped columns that are no accident. */
const TELLING = 4;

const MAP_THEM =
  'say what its columns mean (--inspect shows them, --format mapped reads them as guessed)';

/** Says where a table seems to be one of flows. */
function flowsTold(table: UnknownTable): string | undefined {
  const { columns } = guessMapping(table);
  const guessed = Object.values(columns).filter((name) => name !== null);
  if (guessed.length < TELLING) return undefined;
  return `${guessed.length} columns seem to tell of flows`;
}
