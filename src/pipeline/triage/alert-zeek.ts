import type { FlowTable } from '../../data/flow-table.ts';
import type { Progress } from '../../models/detector.ts';
import { type AlertRecord, type AlertSource, alertRecords } from './alert-records.ts';
import { flowCell, judgeOf, reasonsOf } from './alert-told.ts';
import { communityIdOf } from './community-id.ts';

/** The columns, and Zeek's types of them. */
const COLUMNS = [
  ['ts', 'time'],
  ['uid', 'string'],
  ['id.orig_h', 'addr'],
  ['id.orig_p', 'port'],
  ['id.resp_h', 'addr'],
  ['id.resp_p', 'port'],
  ['proto', 'enum'],
  ['community_id', 'string'],
  ['detector', 'string'],
  ['score', 'double'],
  ['rank', 'count'],
  ['reasons', 'vector[string]'],
] as const;

const UNSET = '-';
const EMPTY = '(empty)';
const SET_SEPARATOR = ',';

/**
 * The alerts in the text form of Zeek's own logs, so that what reads those (`zeek-cut`, a SIEM's parser)
 * reads them, too.
 * Source: Zeek's documentation, "Zeek Log Formats and Inspection".
 */
export function* alertsZeek(source: AlertSource, onProgress?: Progress): Generator<string> {
  yield '#separator \\x09\n';
  yield `#set_separator\t${SET_SEPARATOR}\n#empty_field\t${EMPTY}\n#unset_field\t${UNSET}\n`;
  yield '#path\tanomaly\n';
  yield `#fields\t${COLUMNS.map(([name]) => name).join('\t')}\n`;
  yield `#types\t${COLUMNS.map(([, type]) => type).join('\t')}\n`;
  for (const record of alertRecords(source, onProgress)) {
    yield `${cellsOf(record, source).join('\t')}\n`;
  }
}

function cellsOf(record: AlertRecord, { traffic: { flows }, judge }: AlertSource): string[] {
  const by = judgeOf(record, judge);
  const reasons = reasonsOf(record).map((sentence) => field(sentence, true));
  return [
    ...(flows === null ? Array.from({ length: 8 }, () => UNSET) : flowCells(flows, record.row)),
    by.detector,
    String(by.score),
    String(by.rank),
    reasons.length === 0 ? EMPTY : reasons.join(SET_SEPARATOR),
  ];
}

function flowCells(flows: FlowTable, row: number): string[] {
  const cell = (key: keyof FlowTable) => {
    const value = flowCell(flows, key, row);
    return value === null ? UNSET : field(String(value));
  };
  const start = flows.startTime?.[row];
  return [
    start === undefined ? UNSET : start.toFixed(6),
    cell('uid'),
    cell('originatorAddress'),
    cell('originatorPort'),
    cell('responderAddress'),
    cell('dstPort'),
    cell('protocol').toLowerCase(),
    communityIdOf(flows, row) ?? UNSET,
  ];
}

/** Text as a field: what would end it, and what cannot be seen, is written by its number. */
function field(text: string, inSet = false): string {
  const escaped = text.replace(/[\p{Cc}\\]/gu, hex);
  const safe = inSet ? escaped.replaceAll(SET_SEPARATOR, hex) : escaped;
  return safe === UNSET || safe === EMPTY ? hex(safe[0]) + safe.slice(1) : safe;
}

/** `\x2c`; from 128 to 159 as UTF-8 has it. */
function hex(letter: string): string {
  const code = letter.charCodeAt(0);
  return `${code < 128 ? '' : '\\xc2'}\\x${code.toString(16).padStart(2, '0')}`;
}
