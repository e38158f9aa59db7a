/** Flows as a struct of arrays: one typed array per column, row i of each describing flow i. */

/** A column of words, dictionary-encoded: row i reads `names[codes[i]]`. */
export interface CategoryColumn {
  readonly codes: Uint32Array;
  readonly names: readonly string[];
}

/** Values of `FlowTable.label`. */
export const NORMAL = 0;
export const ATTACK = 1;
/** The traffic brought no label for this flow. */
export const UNLABELLED = -1;

/** The eleven columns of the notebook, then those that real traffic may bring besides. */
export interface FlowTable {
  /** Number of flows. */
  readonly length: number;
  readonly bytesSent: Float64Array;
  readonly bytesRecv: Float64Array;
  readonly packetsSent: Float64Array;
  readonly packetsRecv: Float64Array;
  readonly duration: Float64Array;
  readonly dstPort: Int32Array;
  readonly protocol: CategoryColumn;
  readonly srcIpCount: Float64Array;
  readonly dstIpCount: Float64Array;
  readonly attackType: CategoryColumn;
  /** `NORMAL`, `ATTACK` or `UNLABELLED`. */
  readonly label: Int8Array;

  /** Seconds since 1970-01-01 UTC. */
  readonly startTime?: Float64Array;
  readonly originatorAddress?: CategoryColumn;
  readonly originatorPort?: Int32Array;
  readonly responderAddress?: CategoryColumn;
  readonly service?: CategoryColumn;
  readonly uid?: CategoryColumn;
  readonly sourceFile?: CategoryColumn;
}

/** What one column of a flow table is: the facts behind tables, exports and the column dictionary. */
export interface FlowColumn {
  readonly key: Exclude<keyof FlowTable, 'length'>;
  /** The column's name in CSV files, as the notebook spells it. */
  readonly name: string;
  readonly kind: 'number' | 'integer' | 'category' | 'label';
  /** SI or plain unit; empty for words. */
  readonly unit: string;
  readonly meaning: string;
  /** Absent from generated flows. */
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
    key: 'uid',
    name: 'uid',
    kind: 'category',
    unit: '',
    meaning: "The sensor's own identifier of the flow.",
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

/** The columns that this table holds, in the order of `FLOW_COLUMNS`. */
export function presentColumns(flows: FlowTable): FlowColumn[] {
  return FLOW_COLUMNS.filter((column) => flows[column.key] !== undefined);
}

/** The word in row `row` of a category column. */
export function categoryAt(column: CategoryColumn, row: number): string {
  return column.names[column.codes[row]];
}

/** One cell as a word or a number; `undefined` where the table has no such column. */
export function cellAt(
  flows: FlowTable,
  column: FlowColumn,
  row: number,
): string | number | undefined {
  const values = flows[column.key];
  if (values === undefined) return undefined;
  return 'codes' in values ? categoryAt(values, row) : values[row];
}

/** Encodes words as codes in order of first appearance. O(n). */
export function encodeCategories(words: Iterable<string>, length: number): CategoryColumn {
  const codes = new Uint32Array(length);
  const codeOf = new Map<string, number>();
  let row = 0;
  for (const word of words) {
    let code = codeOf.get(word);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(word, code);
    }
    codes[row++] = code;
  }
  return { codes, names: [...codeOf.keys()] };
}

/** Rows `order[0], order[1], …` of every column, as a new table. O(columns × rows). */
export function takeRows(flows: FlowTable, order: Uint32Array): FlowTable {
  const taken: Record<string, unknown> = { length: order.length };
  for (const { key } of presentColumns(flows)) {
    const column = flows[key];
    if (column === undefined) continue;
    taken[key] =
      'codes' in column
        ? { codes: gather(column.codes, order), names: column.names }
        : gather(column, order);
  }
  return taken as unknown as FlowTable;
}

/** `values[order[i]]` for every i, in an array of the same kind. */
export function gather<T extends Float64Array | Int32Array | Uint32Array | Int8Array>(
  values: T,
  order: Uint32Array,
): T {
  const Kind = values.constructor as new (length: number) => T;
  const taken = new Kind(order.length);
  for (let i = 0; i < order.length; i++) taken[i] = values[order[i]];
  return taken;
}
