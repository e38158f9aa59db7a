import { isCapture } from './capture/capture-reader.ts';
import { unreadableKind } from './kinds/kinds.ts';
import type { ColumnMapping } from './mapping/column-mapping.ts';
import { guessColumns } from './mapping/guess-columns.ts';
import type { ColumnGuess } from './mapping/guess-grounds.ts';
import { numericColumns } from './mapping/numeric-table.ts';
import type { TableCut, UnknownTable } from './mapping/unknown-table.ts';
import { PARQUET_CUT, plainFile } from './plain-bytes.ts';
import { ProblemLog } from './problems.ts';
import type { TrafficSource } from './read-file.ts';
import { unknownTableOf } from './recognise.ts';
import { BLOCK_BYTES, blocksOf } from './text/blocks.ts';
import { endsLinesInReturns, returnsToLineFeeds, startOfText } from './text/text-file.ts';

/** A table of unknown columns, and what is guessed of it. */
export interface InspectedTable {
  readonly table: UnknownTable;
  readonly guess: ColumnMapping;
  /** Why each of its columns was guessed, and how sure that is. */
  readonly grounds: ColumnGuess['grounds'];
  /** The columns that a reading as numbers would take. */
  readonly numeric: readonly string[];
}

/**
 * Looks at the first megabyte of a file, unpacked, for a table whose columns somebody has to map;
 * `null` for everything else, readable or not.
 *
 * @param cut how a person wants the table cut, as far as they said
 * @throws InputError when the file is packed and cannot be unpacked, or is damaged Parquet
 */
export async function inspectFile(
  source: TrafficSource,
  cut: TableCut = {},
): Promise<InspectedTable | null> {
  const { name, modified } = source;
  const plain = await plainFile(source, {
    log: new ProblemLog(name),
    onTrouble: () => {},
  });
  for await (const block of blocksOf(plain.bytes)) {
    if (unreadableKind(block) !== undefined || isCapture(block)) return null;
    const text = startOfText(block);
    if (text.length === 0) continue;
    if (text.includes(0)) return null;
    if (endsLinesInReturns(text)) returnsToLineFeeds(text);
    const table = unknownTableOf(
      text,
      block.length < BLOCK_BYTES,
      plain.isParquet ? PARQUET_CUT : cut,
    );
    if (table === undefined) return null;
    const { mapping, grounds } = guessColumns(table);
    const numeric = numericColumns(table);
    return { table: { ...table, modified }, guess: mapping, grounds, numeric };
  }
  return null;
}
