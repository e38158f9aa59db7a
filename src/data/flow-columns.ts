import type { FlowTable } from './flow-table.ts';

/** What one column of a flow table is: the facts behind tables, exports and the column dictionary. */
export interface FlowColumn {
  readonly key: Exclude<keyof FlowTable, 'length'>;
  /** The column's name in CSV files, as the notebook spells it. */
  readonly name: string;
  readonly kind: 'number' | 'integer' | 'category' | 'text' | 'label';
  /** SI or plain unit; empty for words. */
  readonly unit: string;
  readonly meaning: string;
  /** Not all traffic has it; the notebook's has none of these. */
  readonly optional?: true;
}

export const FLOW_COLUMNS: readonly FlowColumn[] = [
  {
    key: 'bytesSent',
    name: 'bytes_sent',
    kind: 'number',
    unit: 'bytes',
    meaning: 'Payload from the originator to the responder.',
  },
  {
    key: 'bytesRecv',
    name: 'bytes_recv',
    kind: 'number',
    unit: 'bytes',
    meaning: 'Payload from the responder back to the originator.',
  },
  {
    key: 'packetsSent',
    name: 'packets_sent',
    kind: 'integer',
    unit: 'packets',
    meaning: 'Packets from the originator.',
  },
  {
    key: 'packetsRecv',
    name: 'packets_recv',
    kind: 'integer',
    unit: 'packets',
    meaning: 'Packets from the responder.',
  },
  {
    key: 'duration',
    name: 'duration',
    kind: 'number',
    unit: 'seconds',
    meaning: 'Time between the first and the last packet.',
  },
  {
    key: 'dstPort',
    name: 'dst_port',
    kind: 'integer',
    unit: 'port',
    meaning: 'Port of the responder, which usually tells the service.',
  },
  {
    key: 'protocol',
    name: 'protocol',
    kind: 'category',
    unit: '',
    meaning: 'Transport protocol.',
  },
  {
    key: 'srcIpCount',
    name: 'src_ip_count',
    kind: 'integer',
    unit: 'addresses',
    meaning: 'Distinct originators that reached this responder around this time.',
  },
  {
    key: 'dstIpCount',
    name: 'dst_ip_count',
    kind: 'integer',
    unit: 'addresses',
    meaning: 'Distinct responders that this originator reached around this time.',
  },
  {
    key: 'attackType',
    name: 'attack_type',
    kind: 'category',
    unit: '',
    meaning: 'What the flow really is: normal, or the name of the attack. Detectors never see it.',
  },
  {
    key: 'label',
    name: 'label',
    kind: 'label',
    unit: '',
    meaning: '0 for normal, 1 for attack. Detectors never see it.',
  },
  {
    key: 'startTime',
    name: 'start_time',
    kind: 'number',
    unit: 'seconds since 1970 UTC',
    meaning: 'When the first packet was seen.',
    optional: true,
  },
  {
    key: 'originatorAddress',
    name: 'originator_address',
    kind: 'category',
    unit: '',
    meaning: 'Address of the host that opened the flow.',
    optional: true,
  },
  {
    key: 'originatorPort',
    name: 'originator_port',
    kind: 'integer',
    unit: 'port',
    meaning: 'Port of the host that opened the flow.',
    optional: true,
  },
  {
    key: 'responderAddress',
    name: 'responder_address',
    kind: 'category',
    unit: '',
    meaning: 'Address of the host that answered.',
    optional: true,
  },
  {
    key: 'service',
    name: 'service',
    kind: 'category',
    unit: '',
    meaning: 'Application protocol as the sensor recognised it.',
    optional: true,
  },
  {
    key: 'ipBytesSent',
    name: 'ip_bytes_sent',
    kind: 'number',
    unit: 'bytes',
    meaning: 'As bytes_sent, with the IP and transport headers of every packet.',
    optional: true,
  },
  {
    key: 'ipBytesRecv',
    name: 'ip_bytes_recv',
    kind: 'number',
    unit: 'bytes',
    meaning: 'As bytes_recv, with the IP and transport headers of every packet.',
    optional: true,
  },
  {
    key: 'connState',
    name: 'conn_state',
    kind: 'category',
    unit: '',
    meaning: 'How the connection went, in the words of Zeek: SF for one that opened and closed.',
    optional: true,
  },
  {
    key: 'uid',
    name: 'uid',
    kind: 'text',
    unit: '',
    meaning: "The sensor's own identifier of the flow.",
    optional: true,
  },
  {
    key: 'unknown',
    name: 'unknown',
    kind: 'category',
    unit: '',
    meaning:
      'What the source could not tell of this flow: bytes, packets, duration, direction. Zeros stand for it.',
    optional: true,
  },
  {
    key: 'sourceFile',
    name: 'source_file',
    kind: 'category',
    unit: '',
    meaning: 'The file that the flow was read from.',
    optional: true,
  },
];
