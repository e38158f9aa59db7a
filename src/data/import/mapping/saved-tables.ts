import type { Field } from '../../json-fields.ts';
import { parseLabelWords, withWords } from '../labels/label-words.ts';
import { type LabelWords, NO_LABEL_WORDS } from '../labels/words-said.ts';
import { columnName, mappingField, readMapping } from './column-mapping.ts';
import type { KnownTable, TableReading } from './known-tables.ts';

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
