import type { FileHead } from '../file-head.ts';
import { numberHints } from '../flows/flow-fields.ts';
import { ANSWER_FIELDS } from '../labels/answer-fields.ts';
import { type NumberReading, numberIn, timeOf } from '../mapping/readings.ts';
import type { FlowDialect } from './flow-dialect.ts';
import { USUAL_WORDS } from './usual-words.ts';

const DURATION = ['Flow Duration', 'flow_duration'];
const SENT = ['Total Fwd Packet', 'Total Fwd Packets', 'Tot Fwd Pkts', 'tot_fwd_pkts'];
const RECEIVED = ['Total Bwd packets', 'Total Backward Packets', 'Tot Bwd Pkts', 'tot_bwd_pkts'];
const RATE = ['Flow Packets/s', 'Flow Pkts/s', 'flow_pkts_s'];
const TIME = ['Timestamp'];

/** The four dialects, told apart by what they call the packets sent. */
const DIALECTS = ['columns of Java', 'columns of 2017', 'columns of 2018', 'columns of Python'];

const PYTHON = 3;

/** Longest duration, in seconds, that a flow plausibly has: the meters cut flows after minutes. */
const PLAUSIBLE_SECONDS = 1e5;
const ROWS_TO_JUDGE = 200;

const UNITS = [
  { name: 'seconds', perSecond: 1 },
  { name: 'milliseconds', perSecond: 1e3 },
  { name: 'microseconds', perSecond: 1e6 },
  { name: 'nanoseconds', perSecond: 1e9 },
] as const;
const SECONDS = 0;
const MICROSECONDS = 2;

/**
 * CICFlowMeter's files: those of its Java program, the data sets of 2017 and 2018 made with two
 * earlier versions, and those of the Python program of the same name. Bytes are payload; the Python
 * program counts whole frames. Addresses and times are missing from many files.
 * Sources: github.com/ahlashkari/CICFlowMeter (`FlowFeature`), github.com/hieulw/cicflowmeter
 * (`Flow.get_data`), and the pages of CIC-IDS2017 and CSE-CIC-IDS2018.
 */
export const CICFLOWMETER: FlowDialect = {
  format: 'CICFlowMeter',
  expects: 'a CICFlowMeter CSV',
  recognises: (has) => DURATION.some(has) && SENT.some(has) && RECEIVED.some(has),
  unsetWords: ['NaN', 'nan'],
  mapping: {
    fields: [
      { key: 'startTime', names: TIME, whenUnset: 'refuse', optional: true, read: timeOf(TIME) },
      {
        key: 'originatorAddress',
        names: ['Src IP', 'Source IP', 'src_ip'],
        whenUnset: 'refuse',
        optional: true,
      },
      {
        key: 'originatorPort',
        names: ['Src Port', 'Source Port', 'src_port'],
        whenUnset: 'zero',
        optional: true,
      },
      {
        key: 'responderAddress',
        names: ['Dst IP', 'Destination IP', 'dst_ip'],
        whenUnset: 'refuse',
        optional: true,
      },
      {
        key: 'dstPort',
        names: ['Dst Port', 'Destination Port', 'dst_port'],
        whenUnset: 'zero',
        optional: true,
      },
      { key: 'protocol', names: ['Protocol'], whenUnset: 'refuse', optional: true },
      { key: 'duration', names: DURATION, whenUnset: 'zero', read: readDuration },
      {
        key: 'bytesSent',
        names: [
          'Total Length of Fwd Packet',
          'Total Length of Fwd Packets',
          'TotLen Fwd Pkts',
          'totlen_fwd_pkts',
        ],
        whenUnset: 'zero',
        optional: true,
      },
      {
        key: 'bytesRecv',
        names: [
          'Total Length of Bwd Packet',
          'Total Length of Bwd Packets',
          'TotLen Bwd Pkts',
          'totlen_bwd_pkts',
        ],
        whenUnset: 'zero',
        optional: true,
      },
      { key: 'packetsSent', names: SENT, whenUnset: 'zero' },
      { key: 'packetsRecv', names: RECEIVED, whenUnset: 'zero' },
      ...ANSWER_FIELDS,
    ],
    ...USUAL_WORDS,
  },
  describe(file) {
    const dialect = SENT.findIndex((name) => file.column([name]) !== undefined);
    if (dialect >= 0) file.remark(DIALECTS[dialect]);
    if (dialect === PYTHON) file.remark('bytes of whole frames');
  },
};

/**
 * Durations are microseconds in Java's files and in the older ones of Python, seconds in the newer;
 * other programs take the names over and have units of their own. Where a file has its packets per
 * second, packets ÷ rate is the duration in seconds and tells which; else Python's are seconds
 * unless one is longer than flows last.
 */
function readDuration(file: FileHead): NumberReading | undefined {
  const column = file.column(DURATION);
  if (column === undefined) return undefined;
  const { name, perSecond } = UNITS[unitToldByRates(file, column) ?? unitToldBySize(file, column)];
  file.remark(`durations in ${name}`);
  const read = numberIn(file, column, {});
  return (row) => (row.isUnset(column) ? undefined : read(row) / perSecond);
}

/** The unit that fits the most of the first rows; `undefined` if none of them tells. */
function unitToldByRates(file: FileHead, duration: number): number | undefined {
  const rate = file.column(RATE);
  const sent = file.column(SENT);
  const received = file.column(RECEIVED);
  if (rate === undefined || sent === undefined || received === undefined) return undefined;
  const [packetsOut, packetsIn] = [sent, received].map(
    (column) => file.numbers(column, numberHints('packetsSent')).readText,
  );
  const [perSecond, units] = [rate, duration].map((column) => file.numbers(column, {}).readText);
  const rows = UNITS.map(() => 0);
  for (const record of file.records.slice(0, ROWS_TO_JUDGE)) {
    const packets = packetsOut(record[sent]) + packetsIn(record[received]);
    const ratio = units(record[duration]) / (packets / perSecond(record[rate]));
    // Three powers of ten apart; what is no number is no index.
    const unit = Math.round(Math.log10(ratio) / 3);
    if (unit in rows) rows[unit]++;
  }
  const most = Math.max(...rows);
  return most === 0 ? undefined : rows.indexOf(most);
}

function unitToldBySize(file: FileHead, duration: number): number {
  const isPython = file.column([SENT[PYTHON]]) !== undefined;
  const { readText } = file.numbers(duration, {});
  const areLong = file.cells(duration).some((cell) => readText(cell) > PLAUSIBLE_SECONDS);
  return isPython && !areLong ? SECONDS : MICROSECONDS;
}
