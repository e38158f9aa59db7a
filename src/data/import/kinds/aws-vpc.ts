import { parseAddress } from '../../addresses.ts';
import { ANSWER_FIELDS } from '../labels/answer-fields.ts';
import { elapsed, timeOf } from '../mapping/readings.ts';
import type { FlowDialect } from './flow-dialect.ts';
import { USUAL_WORDS } from './usual-words.ts';

/**
 * All fields in the order of their versions, which is that of files without a header: version 2 has
 * the first 14 of them, version 3 the first 21, 4 the first 25, 5 the first 29.
 */
const FIELDS = (
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes ' +
  'start end action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr ' +
  'region az-id sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service ' +
  'flow-direction traffic-path ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ' +
  'ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name ' +
  'ecs-task-definition-arn ecs-task-arn ecs-task-id reject-reason resource-id encryption-status'
).split(' ');
const VERSION_2 = 14;
/** Fields up to the addresses of packets. */
const ADDRESSES = 21;

const START = ['start'];
const encoder = new TextEncoder();
const EMPTY_RECORDS = ['NODATA', 'SKIPDATA'].map((word) => ({
  bytes: encoder.encode(word),
  reason: `${word} record: no flow`,
}));

/**
 * VPC Flow Logs of Amazon Web Services: with or without their header, and custom fields in
 * any order under a header, in Athena's spelling too. A record is one direction of a flow over up to ten minutes, so what came
 * back is not known, nor which end opened the flow. Bytes count IP headers. The addresses of the
 * packets, where logged, come before those of the interface.
 * Source: Amazon VPC User Guide, "Flow log records".
 */
export const AWS_VPC: FlowDialect = {
  format: 'AWS VPC flow log',
  expects: 'an AWS VPC flow log',
  bySpaces: true,
  recognises: (has) =>
    (has('srcaddr') || has('pkt-srcaddr') || has('pkt_srcaddr')) &&
    (has('dstaddr') || has('pkt-dstaddr') || has('pkt_dstaddr')) &&
    has('start') &&
    has('end'),
  columnsWithoutHeader,
  advice: 'open a log of a time or an interface with traffic',
  unsetWords: ['-'],
  mapping: {
    fields: [
      { key: 'startTime', names: START, whenUnset: 'refuse', read: timeOf(START) },
      {
        key: 'originatorAddress',
        names: ['pkt-srcaddr', 'pkt_srcaddr', 'srcaddr'],
        instead: ['srcaddr'],
        whenUnset: 'refuse',
      },
      { key: 'originatorPort', names: ['srcport'], whenUnset: 'zero', optional: true },
      {
        key: 'responderAddress',
        names: ['pkt-dstaddr', 'pkt_dstaddr', 'dstaddr'],
        instead: ['dstaddr'],
        whenUnset: 'refuse',
      },
      { key: 'dstPort', names: ['dstport'], whenUnset: 'zero', optional: true },
      { key: 'protocol', names: ['protocol'], whenUnset: 'refuse', optional: true },
      {
        key: 'duration',
        names: ['end'],
        whenUnset: 'zero',
        negative: 'is before the start',
        read: elapsed(timeOf(START), timeOf(['end'])),
      },
      { key: 'bytesSent', names: ['bytes'], whenUnset: 'zero', optional: true },
      { key: 'packetsSent', names: ['packets'], whenUnset: 'zero', optional: true },
      ...ANSWER_FIELDS,
    ],
    ...USUAL_WORDS,
  },
  describe(file) {
    file.remark('bytes with IP headers');
    file.remark('records of one direction');
  },
  skips(file) {
    const status = file.column(['log-status', 'log_status']);
    if (status === undefined) return undefined;
    return (row) => EMPTY_RECORDS.find(({ bytes }) => row.is(status, bytes))?.reason;
  },
  doubtsDirection: () => () => true,
};

/** Bare records, perhaps each after the time at which CloudWatch took it in. */
function columnsWithoutHeader(record: readonly string[]): readonly string[] | undefined {
  const columns = awsColumns(record);
  if (columns !== undefined || !/^\d{4}-\d\d-\d\dT/.test(record[0])) return columns;
  const dated = awsColumns(record.slice(1));
  return dated && ['taken in', ...dated];
}

/** The names of the cells of a record without a header; `undefined` where it is no such record. */
export function awsColumns(record: readonly string[]): readonly string[] | undefined {
  const isRecord =
    record.length >= VERSION_2 &&
    record.length <= FIELDS.length &&
    /^\d+$/.test(record[0]) &&
    /^(?:ACCEPT|REJECT|-)$/.test(record[12]) &&
    /^(?:OK|NODATA|SKIPDATA)$/.test(record[13]);
  if (!isRecord) return undefined;
  // Behind version 2 a log may have any fields in any order: a type and two addresses tell the usual.
  const isUsual =
    record.length === VERSION_2 ||
    (record.length > ADDRESSES &&
      /^(?:IPv4|IPv6|EFA|-)$/.test(record[18]) &&
      record
        .slice(19, ADDRESSES)
        .every((cell) => cell === '-' || parseAddress(cell) !== undefined));
  return record.map((_, at) => (at < VERSION_2 || isUsual ? FIELDS[at] : `field ${at + 1}`));
}
