import { FLOW_COLUMNS, type FlowColumn } from '../../flow-columns.ts';
import type { FlowMapping } from '../text/cell-source.ts';
import { WordDictionary } from '../text/words.ts';
import { GrowingTexts } from './columns.ts';
import { columnOfKey, type FlowField, type NumberRule, numberRule } from './flow-fields.ts';
import { unknownOf } from './unknown.ts';

/** A column being filled from field number `field` of a mapping. */
interface FilledColumn {
  readonly key: FlowColumn['key'];
  readonly field: number;
  readonly facts: FlowField;
}

export interface NumberColumn extends FilledColumn, NumberRule {
  readonly isTime: boolean;
  readonly isPort: boolean;
  /** What the log says where 0 takes the place of an unset cell. */
  readonly repair: string;
  /** What an unset cell leaves unknown, as bits. */
  readonly unknown: number;
}

export interface WordColumn extends FilledColumn {
  readonly words: WordDictionary;
}

export interface TextsColumn extends FilledColumn {
  readonly texts: GrowingTexts;
}

export function numberColumns({ fields }: FlowMapping): NumberColumn[] {
  return fields.flatMap((facts, field) => {
    const { key, names } = facts;
    const column = columnOfKey(key);
    if (column.kind !== 'number' && column.kind !== 'integer') return [];
    return [
      {
        key,
        field,
        facts,
        isTime: key === 'startTime',
        isPort: column.unit === 'port',
        repair: facts.repair ?? `${names[0]} is unset: 0 used`,
        unknown: unknownOf(key),
        ...numberRule(column),
      },
    ];
  });
}

export function wordColumns({ fields, spell }: FlowMapping): WordColumn[] {
  return fields.flatMap((facts, field) => {
    const { key } = facts;
    if (columnOfKey(key).kind !== 'category' || key === 'attackType') return [];
    const words = new WordDictionary(spell && ((raw) => spell(facts, raw)));
    return [{ key, field, facts, words }];
  });
}

export function textColumns({ fields }: FlowMapping): TextsColumn[] {
  return fields.flatMap((facts, field) =>
    columnOfKey(facts.key).kind === 'text'
      ? [{ key: facts.key, field, facts, texts: new GrowingTexts() }]
      : [],
  );
}

/** Columns that no field fills: judged from labels, or counted over a window. */
const MADE_ELSEWHERE: readonly FlowColumn['key'][] = [
  'label',
  'attackType',
  'srcIpCount',
  'dstIpCount',
];

/** The columns that every flow table has and such a file has not. */
export function missingColumns({ fields }: FlowMapping): FlowColumn[] {
  return FLOW_COLUMNS.filter(
    ({ key, optional }) =>
      !optional && !MADE_ELSEWHERE.includes(key) && !fields.some((field) => field.key === key),
  );
}
