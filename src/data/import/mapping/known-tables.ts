import type { Field } from '../../json-fields.ts';
import { parseLabelWords, withWords } from '../labels/label-words.ts';
import { type LabelWords, NO_LABEL_WORDS } from '../labels/words-said.ts';
import { type ColumnMapping, columnName, mappingField, readMapping } from './column-mapping.ts';

/** A table read as numbers, where a person says which columns tell the answers. */
export interface NumbersReading {
  readonly as: 'table';
  /** The column that says which rows are attacks; `null`: none does. */
  readonly label?: string | null;
  /** The column that says which attack. */
  readonly attackType?: string | null;
}

/**
 * How a table is read: its columns mapped to those of flows, or as numbers; `table`: with the answers
 * where they are found.
 */
export type TableReading = ColumnMapping | NumbersReading | 'table';

export function isAsNumbers(
  reading: TableReading | undefined,
): reading is NumbersReading | 'table' {
  return reading === 'table' || (reading !== undefined && 'as' in reading);
}

/** How tables of one signature are read. Plain values. */
export interface KnownTable {
  readonly signature: string;
  readonly reading: TableReading;
}

/** How a table is read by what is known: the last that has its signature. */
export function readingOf(
  known: readonly KnownTable[],
  { signature }: { readonly signature: string },
): TableReading | undefined {
  return known.findLast((table) => table.signature === signature)?.reading;
}

const MOST_TABLES = 1000;
/** Characters: a signature has the names of all columns. */
const LONGEST_SIGNATURE = 2 ** 24;

/**
 * Known tables that came as JSON.
 * @throws InputError naming what is wrong
 */
export function parseKnownTables(value: unknown): KnownTable[] {
  return mappingField(value, 'mappings')
    .list('tables', 0, MOST_TABLES)
    .map((table) => ({
      signature: table.at('signature').word(LONGEST_SIGNATURE),
      reading: readReading(table.at('reading')),
    }));
}

/**
 * What labs of earlier versions say of labels, which was part of each mapping.
 * @throws InputError where a mapping is none
 */
export function labelWordsOfTables(value: unknown): LabelWords {
  const tables = Array.isArray(value) ? value : [];
  return tables.reduce((said: LabelWords, { reading }) => {
    const { normalWords: normal, attackWords: attack } = Object(reading);
    return withWords(said, parseLabelWords({ normal, attack }));
  }, NO_LABEL_WORDS);
}

function readReading(field: Field): TableReading {
  if (field.value === 'table') return field.value;
  if (!field.keys().includes('as')) return readMapping(field);
  const [label, attackType] = [field.at('label'), field.at('attackType')];
  return {
    as: field.at('as').oneOf(['table']),
    ...(label.value !== undefined && { label: columnName(label) }),
    ...(attackType.value !== undefined && { attackType: columnName(attackType) }),
  };
}
