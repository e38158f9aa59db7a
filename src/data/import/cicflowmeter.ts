import { ATTACK } from '../flow-table.ts';
import type { FileHead } from './file-head.ts';
import type { FlowDialect } from './flow-dialect.ts';
import { defaultAttackType } from './labels.ts';
import { protocolName } from './protocols.ts';
import { type FieldReading, timeOf } from './readings.ts';

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
      { key: 'label', names: ['Label'], whenUnset: 'empty', optional: true },
    ],
    nameAttack: (label, word) => (label === ATTACK ? word.trim() : defaultAttackType(label)),
    spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw),
  },
  describe(file) {
    const dialect = SENT.findIndex((name) => file.column([name]) !== undefined);
    file.remark(DIALECTS[dialect]);
    if (dialect === PYTHON) file.remark('bytes of whole frames');
  },
};

/**
 * Durations are microseconds in Java's files and in the older ones of Python, seconds in the newer.
 * Where a file has its packets per second, packets ÷ rate is the duration in seconds and tells which;
 * else Python's are seconds unless one is longer than flows last.
 */
function readDuration(file: FileHead): ReturnType<FieldReading> {
  const column = file.column(DURATION);
  if (column === undefined) return undefined;
  const inMicroseconds = unitToldByRates(file, column) ?? unitToldBySize(file, column);
  file.remark(`durations in ${inMicroseconds ? 'microseconds' : 'seconds'}`);
  const unitsPerSecond = inMicroseconds ? 1e6 : 1;
  return (row) => (row.isUnset(column) ? undefined : row.number(column) / unitsPerSecond);
}

/** Whether most of the first rows fit microseconds better than seconds; `undefined` if none tells. */
function unitToldByRates(file: FileHead, duration: number): boolean | undefined {
  const rate = file.column(RATE);
  const sent = file.column(SENT);
  const received = file.column(RECEIVED);
  if (rate === undefined || sent === undefined || received === undefined) return undefined;
  let microseconds = 0;
  let seconds = 0;
  for (const record of file.records.slice(0, ROWS_TO_JUDGE)) {
    const packets = Number(record[sent]) + Number(record[received]);
    const units = Number(record[duration]) / (packets / Number(record[rate]));
    // Halfway between 1 and a million; NaN and 0 fall on neither side.
    if (units > 1e3 && units < 1e9) microseconds++;
    if (units > 1e-3 && units < 1e3) seconds++;
  }
  return microseconds === seconds ? undefined : microseconds > seconds;
}

function unitToldBySize(file: FileHead, duration: number): boolean {
  const isPython = file.column([SENT[PYTHON]]) !== undefined;
  return !isPython || file.cells(duration).some((cell) => Number(cell) > PLAUSIBLE_SECONDS);
}
