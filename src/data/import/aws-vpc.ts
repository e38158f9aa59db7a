import type { FlowDialect } from './flow-dialect.ts';
import { elapsed, timeOf } from './readings.ts';
import { USUAL_WORDS } from './usual-words.ts';

/** The fields of version 2 in their order, which is that of files without a header. */
const VERSION_2 = (
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes ' +
  'start end action log-status'
).split(' ');

const START = ['start'];
const encoder = new TextEncoder();
const EMPTY_RECORDS = ['NODATA', 'SKIPDATA'].map((word) => ({
  bytes: encoder.encode(word),
  reason: `${word} record: no flow`,
}));

/**
 * VPC Flow Logs of Amazon Web Services: version 2, with or without its header, and custom fields in
 * any order under a header. A record is one direction of a flow over up to ten minutes, so what came
 * back is not known, nor which end opened the flow. Bytes count IP headers. The addresses of the
 * packets, where logged, come before those of the interface.
 * Source: Amazon VPC User Guide, "Flow log records".
 */
export const AWS_VPC: FlowDialect = {
  format: 'AWS VPC flow log',
  expects: 'an AWS VPC flow log',
  bySpaces: true,
  recognises: (has) =>
    (has('srcaddr') || has('pkt-srcaddr')) &&
    (has('dstaddr') || has('pkt-dstaddr')) &&
    has('start') &&
    has('end'),
  columnsWithoutHeader,
  unsetWords: ['-'],
  mapping: {
    fields: [
      { key: 'startTime', names: START, whenUnset: 'refuse', read: timeOf(START) },
      {
        key: 'originatorAddress',
        names: ['pkt-srcaddr', 'srcaddr'],
        instead: ['srcaddr'],
        whenUnset: 'refuse',
      },
      { key: 'originatorPort', names: ['srcport'], whenUnset: 'zero', optional: true },
      {
        key: 'responderAddress',
        names: ['pkt-dstaddr', 'dstaddr'],
        instead: ['dstaddr'],
        whenUnset: 'refuse',
      },
      { key: 'dstPort', names: ['dstport'], whenUnset: 'zero', optional: true },
      { key: 'protocol', names: ['protocol'], whenUnset: 'refuse', optional: true },
      {
        key: 'duration',
        names: ['end'],
        whenUnset: 'zero',
        read: elapsed(START, ['end']),
      },
      { key: 'bytesSent', names: ['bytes'], whenUnset: 'zero', optional: true },
      { key: 'packetsSent', names: ['packets'], whenUnset: 'zero', optional: true },
      { key: 'label', names: ['label'], whenUnset: 'empty', optional: true },
    ],
    ...USUAL_WORDS,
  },
  describe(file) {
    file.remark('bytes with IP headers');
    file.remark('records of one direction');
  },
  skips(file) {
    const status = file.column(['log-status']);
    if (status === undefined) return undefined;
    return (row) => EMPTY_RECORDS.find(({ bytes }) => row.is(status, bytes))?.reason;
  },
  doubtsDirection: () => () => true,
};

/** Bare records, perhaps each after the time at which CloudWatch took it in. */
function columnsWithoutHeader(record: readonly string[]): readonly string[] | undefined {
  if (isVersion2(record)) return VERSION_2;
  const isDated = /^\d{4}-\d\d-\d\dT/.test(record[0]) && isVersion2(record.slice(1));
  return isDated ? ['taken in', ...VERSION_2] : undefined;
}

function isVersion2(record: readonly string[]): boolean {
  return (
    record.length === VERSION_2.length &&
    /^\d+$/.test(record[0]) &&
    /^(?:ACCEPT|REJECT|-)$/.test(record[12]) &&
    /^(?:OK|NODATA|SKIPDATA)$/.test(record[13])
  );
}
