import { FLOW_COLUMNS, type FlowColumn } from '../../flow-columns.ts';
import { ANSWER_FIELDS } from '../labels/answer-fields.ts';
import { defaultAttackType } from '../labels/labels.ts';
import { type FieldReading, plain, timeOf } from '../mapping/readings.ts';
import type { DialectField, FlowDialect } from './flow-dialect.ts';

/** The columns that a flow table cannot do without. */
const NEEDED_COLUMNS: readonly string[] = FLOW_COLUMNS.map(fieldOf)
  .filter(({ optional }) => !optional)
  .map(({ names }) => names[0]);

/** A flow table as the notebook and the lab write it: every column of `FLOW_COLUMNS`, by name. */
export const FLOW_TABLE: FlowDialect = {
  format: 'Flow table',
  expects: 'a flow table as the lab writes it',
  recognises: (has) => NEEDED_COLUMNS.every(has),
  mapping: {
    fields: FLOW_COLUMNS.map(fieldOf),
    nameAttack: (label, _word, attackName) => attackName || defaultAttackType(label),
  },
  unsetWords: [],
};

function fieldOf({ key, name, kind, optional }: FlowColumn): DialectField {
  const isAnswer = key === 'label' || key === 'attackType';
  // The lab leaves the protocol empty where its own source told none.
  const mayLack = optional === true || key === 'protocol';
  const mayBeEmpty = isAnswer || (mayLack && (kind === 'category' || kind === 'text'));
  return {
    key,
    names: ANSWER_FIELDS.find((field) => field.key === key)?.names ?? [name],
    whenUnset: mayBeEmpty ? 'empty' : 'refuse',
    ...((optional || isAnswer) && { optional: true }),
    ...(key === 'startTime' && { read: startTime(name) }),
  };
}

/** Seconds since 1970, digit for digit; or dates, as another tool may have made of them. */
function startTime(name: string): FieldReading {
  return (file) => {
    const column = file.column([name]);
    if (column === undefined) return undefined;
    const areSeconds = file.cells(column).every((cell) => !Number.isNaN(Number(cell)));
    return (areSeconds ? plain(name) : timeOf([name]))(file);
  };
}
