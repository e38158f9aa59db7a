import { parseAddress } from '../../data/addresses.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import { visibleJson } from '../../data/visible-text.ts';
import type { Progress } from '../../models/detector.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import { type AlertRecord, type AlertSource, alertRecords, isoTime } from './alert-records.ts';
import { flowCell, judgeOf, reasonsOf } from './alert-told.ts';
import { communityIdOf } from './community-id.ts';

/** The version of the schema that the documents follow. */
const ECS_VERSION = '9.4.0';

const NANOSECONDS = 1e9;

/** A reason in the message, at most so many. */
const MOST_REASONS = 3;

/**
 * The alerts as documents of the Elastic Common Schema, one a line. What is the lab's own stands under
 * `network_anomaly_lab`, Zeek's uid where Elastic's Zeek integration has it.
 * Source: https://www.elastic.co/guide/en/ecs/current/index.html
 */
export function* alertsEcs(source: AlertSource, onProgress?: Progress): Generator<string> {
  for (const record of alertRecords(source, onProgress)) {
    yield `${visibleJson(ecsDocument(record, source))}\n`;
  }
}

function ecsDocument(record: AlertRecord, { traffic, judge }: AlertSource): object {
  const { flows } = traffic;
  const by = judgeOf(record, judge);
  const seconds = flows?.duration[record.row];
  const start = flows?.startTime?.[record.row];
  return withoutNulls({
    '@timestamp': record.time,
    ecs: { version: ECS_VERSION },
    event: {
      kind: 'alert',
      category: ['network'],
      type: ['connection'],
      provider: 'network-anomaly-lab',
      dataset: 'network_anomaly_lab.alerts',
      start: record.time,
      end: start === undefined || seconds === undefined ? null : isoTime(start + seconds),
      duration: seconds === undefined ? null : Math.round(seconds * NANOSECONDS),
      reason: reasonsOf(record)[0] ?? null,
    },
    rule: {
      name: detectorFacts(by.detector).title,
      id: by.detector,
      category: 'anomaly detection',
    },
    message: reasonsOf(record).slice(0, MOST_REASONS).join(' ') || null,
    ...(flows && endsOf(flows, record.row)),
    network_anomaly_lab: {
      rank: record.rank,
      row: record.row,
      detectors: Object.fromEntries(
        record.detections.map(({ detector, score, rank }) => [
          detector.replaceAll('-', '_'),
          { score, rank },
        ]),
      ),
      stands_out: record.inWords,
    },
  });
}

/** Whom the flow was between, and what passed. */
function endsOf(flows: FlowTable, row: number): object {
  const cell = (key: keyof FlowTable) => flowCell(flows, key, row);
  const word = (key: keyof FlowTable) => cell(key)?.toString().toLowerCase() ?? null;
  const hasPorts = PROTOCOLS_WITH_PORTS.includes(word('protocol') ?? '');
  const end = (
    address: string | number | null,
    port: string | number | null,
    bytes: number,
    packets: number,
  ) => ({
    address,
    ip: parseAddress(String(address)) === undefined ? null : address,
    port: hasPorts ? port : null,
    bytes: Math.round(bytes),
    packets,
  });
  const { bytesSent, bytesRecv, packetsSent, packetsRecv } = flows;
  const source = end(
    cell('originatorAddress'),
    cell('originatorPort'),
    bytesSent[row],
    packetsSent[row],
  );
  const destination = end(
    cell('responderAddress'),
    cell('dstPort'),
    bytesRecv[row],
    packetsRecv[row],
  );
  return {
    source,
    destination,
    network: {
      transport: word('protocol'),
      protocol: word('service'),
      community_id: communityIdOf(flows, row),
      bytes: source.bytes + destination.bytes,
      packets: source.packets + destination.packets,
    },
    zeek: { session_id: cell('uid') },
  };
}

/** Where a port is one; in the place of those of ICMP stand types of messages. */
const PROTOCOLS_WITH_PORTS = ['tcp', 'udp', 'sctp'];

/** Without what is not known, and without objects that nothing is left of. */
function withoutNulls(value: object): object {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (inner === null) return [];
      if (typeof inner !== 'object' || Array.isArray(inner)) return [[name, inner]];
      const left = withoutNulls(inner);
      return Object.keys(left).length === 0 ? [] : [[name, left]];
    }),
  );
}
