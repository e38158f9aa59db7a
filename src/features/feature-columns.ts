import { InputError } from '../data/errors.ts';
import { FLOW_COLUMNS } from '../data/flow-columns.ts';
import type { FlowTable } from '../data/flow-table.ts';
import type { ColumnReaders, Reader } from './formula/formula-values.ts';

/** What flows really are: no feature may look at it. */
const ANSWERS = ['attack_type', 'label'];

/**
 * Where one feature's formula finds its columns. Reading throws InputError for a column that these
 * flows lack, and Error for one that no flows have.
 *
 * @param computed columns that are not the flow table's, or stand for one of its
 * @param feature its name, for the errors
 */
export function featureColumns(
  flows: FlowTable,
  computed: ReadonlyMap<string, Float64Array>,
  feature: string,
): ColumnReaders {
  return {
    numbers: (name) => {
      const column = computed.get(name) ?? flowColumn(flows, feature, name);
      if (ArrayBuffer.isView(column)) return readerOfNumbers(column);
      throw new Error(`The feature ${feature} takes ${name} for numbers.`);
    },
    isWord: (name, word) => {
      const column = flowColumn(flows, feature, name);
      if (!('codes' in column)) throw new Error(`The feature ${feature} takes ${name} for words.`);
      const { codes, names } = column;
      const isIt = Uint8Array.from(names, (other) => Number(other === word));
      return (row) => isIt[codes[row]];
    },
  };
}

function readerOfNumbers(values: Float64Array | Int32Array | Int8Array): Reader {
  return (row) => values[row];
}

function flowColumn(flows: FlowTable, feature: string, name: string) {
  const facts = FLOW_COLUMNS.find((column) => column.name === name);
  if (facts === undefined || ANSWERS.includes(name)) {
    throw new Error(`The feature ${feature} has no column ${name} to be computed from.`);
  }
  const column = flows[facts.key];
  if (column === undefined) {
    throw new InputError(
      `The feature ${feature} needs the column ${name}, which this traffic lacks. ` +
        'Leave the feature out.',
    );
  }
  return column;
}
