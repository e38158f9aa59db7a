import type { FileHead } from '../file-head.ts';
import { numberHints } from '../flows/flow-fields.ts';
import { ANSWER_FIELDS } from '../labels/answer-fields.ts';
import {
  elapsed,
  type FieldReading,
  firstOf,
  type NumberReading,
  numberIn,
  plain,
  timeOf,
} from '../mapping/readings.ts';
import type { RecordCells } from '../text/record-cells.ts';
import type { FlowDialect } from './flow-dialect.ts';
import { USUAL_WORDS } from './usual-words.ts';

const FIRST = ['ts', 'firstSeen'];
const LAST = ['te', 'lastSeen'];
const PORT = ['dp', 'dstPort'];
const SENT = ['ipkt', 'packets', 'inPackets'];
const RECEIVED = ['opkt', 'outPackets'];
const BYTES_RECEIVED = ['obyt', 'outBytes'];

/**
 * NetFlow and IPFIX as nfdump writes them: `-o csv` of version 1.6 and of 1.7, `-o csv-fast`, and
 * formats of one's own such as `csv:%ts,%te,%sa`. Each record is one direction of a flow unless
 * the collector paired them (`-B`), so what came back is not known, nor which end opened the flow.
 * Bytes count IP headers. ICMP's port is type and code, which go where Zeek puts them.
 * Large counts may be scaled (`2.1 M`).
 * Source: github.com/phaag/nfdump, `output_csv.c`, `output_csv_fast.c` and `nf_common.c` of 1.6.
 */
export const NFDUMP: FlowDialect = {
  format: 'nfdump',
  expects: 'an nfdump CSV',
  recognises: (has) =>
    FIRST.some(has) && (has('sa') || has('srcAddr')) && (has('da') || has('dstAddr')),
  unsetWords: [],
  mapping: {
    fields: [
      { key: 'startTime', names: FIRST, whenUnset: 'refuse', read: timeOf(FIRST) },
      { key: 'originatorAddress', names: ['sa', 'srcAddr'], whenUnset: 'refuse' },
      {
        key: 'originatorPort',
        names: ['sp', 'srcPort'],
        whenUnset: 'zero',
        optional: true,
        read: sourcePort,
      },
      { key: 'responderAddress', names: ['da', 'dstAddr'], whenUnset: 'refuse' },
      { key: 'dstPort', names: PORT, whenUnset: 'zero', optional: true, read: destinationPort },
      { key: 'protocol', names: ['pr', 'proto'], whenUnset: 'refuse', optional: true },
      {
        key: 'duration',
        names: ['td', 'duration'],
        whenUnset: 'zero',
        read: firstOf(plain('td', 'duration'), elapsed(timeOf(FIRST), timeOf(LAST))),
      },
      { key: 'bytesSent', names: ['ibyt', 'bytes', 'inBytes'], whenUnset: 'zero' },
      {
        key: 'bytesRecv',
        names: BYTES_RECEIVED,
        whenUnset: 'zero',
        optional: true,
        read: paired(BYTES_RECEIVED),
        repair: 'records of one direction tell no bytes that came back: 0 used',
      },
      { key: 'packetsSent', names: SENT, whenUnset: 'zero' },
      {
        key: 'packetsRecv',
        names: RECEIVED,
        whenUnset: 'zero',
        optional: true,
        read: paired(RECEIVED),
        repair: 'records of one direction tell no packets that came back: 0 used',
      },
      ...ANSWER_FIELDS,
    ],
    ...USUAL_WORDS,
  },
  describe(file) {
    file.remark('bytes with IP headers');
    file.remark(isPaired(file) ? 'flows of two directions' : 'records of one direction');
  },
  doubtsDirection: (file) => (isPaired(file) ? undefined : () => true),
  skips: summary,
};

const POINT = 0x2e;
const encoder = new TextEncoder();
const SUMMARY = ['Summary', 'No matched flows'].map((words) => encoder.encode(words));

/** A few lines at the end, up to the header of the next file if there is one. */
function summary(file: FileHead): (row: RecordCells) => string | undefined {
  const firstName = encoder.encode(file.header[0]);
  let isSummary = false;
  return (row) => {
    if (row.is(0, firstName)) isSummary = false;
    else isSummary ||= SUMMARY.some((words) => row.is(0, words));
    return isSummary ? 'summary at the end' : undefined;
  };
}

/** Whether the collector paired the directions of flows: some record has packets that came back. */
function isPaired(file: FileHead): boolean {
  const column = file.column(RECEIVED);
  if (column === undefined) return false;
  const { readText } = file.numbers(column, numberHints('packetsRecv'));
  return file.cells(column).some((cell) => readText(cell) > 0);
}

/** Unpaired records say 0 of what came back, and do not know. */
function paired(names: readonly string[]): FieldReading {
  return (file, hints = {}) => {
    const column = file.column(names);
    if (column === undefined) return undefined;
    const zeroCounts = isPaired(file);
    const read = numberIn(file, column, hints);
    return (row) => {
      const value = row.isUnset(column) ? undefined : read(row);
      return value === 0 && !zeroCounts ? undefined : value;
    };
  };
}

function destinationPort(file: FileHead): NumberReading | undefined {
  const column = file.column(PORT);
  if (column === undefined) return undefined;
  return (row) => {
    if (row.isUnset(column)) return undefined;
    return icmpOf(row, column)?.code ?? row.number(column);
  };
}

function sourcePort(file: FileHead): NumberReading | undefined {
  const own = plain('sp', 'srcPort')(file);
  const column = file.column(PORT);
  if (own === undefined || column === undefined) return own;
  return (row) => icmpOf(row, column)?.type ?? own(row);
}

/** `8.0` is type 8 and code 0 of ICMP; ports have no point. */
function icmpOf(row: RecordCells, column: number): { type: number; code: number } | undefined {
  if (!row.has(column, POINT)) return undefined;
  const [, type, code] = /^(\d{1,3})\.(\d{1,3})$/.exec(row.text(column)) ?? [];
  return type === undefined ? undefined : { type: Number(type), code: Number(code) };
}
