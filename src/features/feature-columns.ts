import { InputError } from '../data/errors.ts';
import { FLOW_COLUMNS } from '../data/flow-columns.ts';
import type { FlowTable } from '../data/flow-table.ts';
import type { Columns } from './formula/formula-values.ts';

/** What flows really are: no feature may look at it. */
const ANSWERS = ['attack_type', 'label'];

/** Rows `start … end − 1` of flows, and what is known of them besides. */
interface Block {
  readonly start: number;
  readonly end: number;
  /** Columns of all rows that are not the flow table's, or stand for one of its. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** The features before this one, of the block's rows alone. */
  readonly earlier: ReadonlyMap<string, Float64Array>;
}

/**
 * Where one feature's formula finds its columns. Reading throws InputError for a column that these
 * flows lack, and Error for one that no flows have.
 *
 * @param feature its name, for the errors
 */
export function featureColumns(
  flows: FlowTable,
  { start, end, columns, earlier }: Block,
  feature: string,
): Columns {
  return {
    rows: end - start,
    numbers: (name) => {
      const own = earlier.get(name);
      if (own !== undefined) return own;
      const column = columns.get(name) ?? flowColumn(flows, feature, name);
      if (column instanceof Float64Array) return column.subarray(start, end);
      // Whole numbers as doubles: loops over one kind of array are faster.
      if (ArrayBuffer.isView(column)) return new Float64Array(column.subarray(start, end));
      throw new Error(`The feature ${feature} takes ${name} for numbers.`);
    },
    isWord: (name, word) => {
      const column = flowColumn(flows, feature, name);
      if (!('codes' in column)) throw new Error(`The feature ${feature} takes ${name} for words.`);
      const { codes, names } = column;
      const found = new Float64Array(end - start);
      for (let i = 0; i < found.length; i++) found[i] = Number(names[codes[start + i]] === word);
      return found;
    },
  };
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
