import { FLOW_COLUMNS, type FlowColumn } from '../flow-columns.ts';
import type { FlowMapping } from './cell-source.ts';
import { DelimitedCells } from './delimited-cells.ts';
import { FlowBuilder } from './flow-builder.ts';
import type { FlowField } from './flow-fields.ts';
import { bindFields, delimiterName, hasFields, ignoreColumns, requireFields } from './header.ts';
import { defaultAttackType } from './labels.ts';
import type { TextContext, TrafficReader } from './traffic-reader.ts';

/** A kind of delimited text whose first record names its columns. */
export interface FlowDialect {
  readonly format: string;
  readonly mapping: FlowMapping;
  /** What stands for no value, besides an empty cell. */
  readonly unsetWords: readonly string[];
}

/** A flow table as the notebook and the lab write it: every column of `FLOW_COLUMNS`, by name. */
export const FLOW_TABLE: FlowDialect = {
  format: 'Flow table',
  mapping: {
    fields: FLOW_COLUMNS.map(fieldOf),
    nameAttack: (label, _word, attackName) => attackName || defaultAttackType(label),
  },
  unsetWords: [],
};

function fieldOf({ key, name, kind, optional }: FlowColumn): FlowField {
  const isAnswer = key === 'label' || key === 'attackType';
  const mayBeEmpty = isAnswer || (optional === true && (kind === 'category' || kind === 'text'));
  return {
    key,
    names: [name],
    whenUnset: mayBeEmpty ? 'empty' : 'refuse',
    ...((optional || isAnswer) && { optional: true }),
  };
}

/**
 * Reads delimited text under a header into flows. The first record that it takes is the header's.
 @throws InputError when the header lacks columns
 */
export function delimitedFlowReader(
  header: readonly string[],
  { format, mapping, unsetWords }: FlowDialect,
  { reader, log, parts }: TextContext,
): TrafficReader {
  const { positions, missing, unused } = bindFields(mapping.fields, header);
  requireFields(missing, header, format, log);
  const fields = mapping.fields.filter((_, i) => positions[i] >= 0);
  const builder = new FlowBuilder({ ...mapping, fields }, log, parts);
  const cells = new DelimitedCells(reader);
  cells.bind(
    positions.filter((position) => position >= 0),
    unsetWords,
  );
  let atHeader = true;

  return {
    format: `${format} (${delimiterName(reader.delimiter)})`,
    read() {
      if (atHeader) {
        atHeader = false;
        ignoreColumns(unused, reader.line, log);
        return 'meta';
      }
      return hasFields(reader, header.length, log) && builder.add(cells) ? 'kept' : 'refused';
    },
    finish() {
      builder.finish(cells);
      return { kind: 'flows', labelsRead: builder.labelsRead };
    },
  };
}
