import { hasZeekNames } from '../kinds/zeek-fields.ts';
import { GOFLOW2, GOOGLE_VPC, PMACCT } from './collectors.ts';
import { ELASTIC } from './elastic.ts';
import { ENVELOPES, type Envelope, eachValue } from './json-envelope.ts';
import type { JsonDialect } from './json-flows.ts';
import type { JsonObject } from './json-row.ts';
import { SURICATA, SURICATA_NETFLOW } from './suricata.ts';
import { ZEEK_JSON } from './zeek-json.ts';

/** A kind of log whose rows are JSON objects, and how it is told. */
interface JsonKind {
  /** What an error calls such a file, when another came. */
  readonly expects: string;
  /** Told by the paths of the first objects. */
  readonly recognises: (has: (path: string) => boolean) => boolean;
  /** The dialect of these objects. */
  readonly dialectOf: (objects: readonly JsonObject[]) => JsonDialect;
}

const isAny = (has: (path: string) => boolean, ...paths: string[]) => paths.some(has);

/** JSON that is known by its names, in the order in which it is looked for. */
export const JSON_KINDS = {
  zeek: {
    expects: 'a Zeek conn.log (TSV, JSON or CSV)',
    recognises: hasZeekNames,
    dialectOf: () => ZEEK_JSON,
  },
  suricata: {
    expects: "Suricata's eve.json",
    recognises: (has) => has('event_type') && isAny(has, 'timestamp', 'flow_id'),
    dialectOf: (objects) => {
      const types = new Set(objects.map(({ event_type: type }) => type));
      return types.has('netflow') && !types.has('flow') ? SURICATA_NETFLOW : SURICATA;
    },
  },
  google: {
    expects: 'a Google VPC flow log',
    recognises: (has) => isAny(has, 'jsonPayload.connection.src_ip', 'connection.src_ip'),
    dialectOf: () => GOOGLE_VPC,
  },
  pmacct: {
    expects: "pmacct's JSON",
    recognises: (has) => has('ip_src') && has('ip_dst') && isAny(has, 'bytes', 'packets'),
    dialectOf: (objects) => withTimesOnly(PMACCT, objects),
  },
  goflow2: {
    expects: "goflow2's JSON",
    recognises: (has) =>
      isAny(has, 'src_addr', 'SrcAddr') &&
      isAny(has, 'dst_addr', 'DstAddr') &&
      isAny(has, ...GOFLOW_TIMES),
    dialectOf: (objects) => withTimesOnly(GOFLOW2, objects),
  },
  elastic: {
    expects: 'documents of the Elastic Common Schema',
    recognises: (has) =>
      isAny(has, 'source.ip', 'client.ip') &&
      isAny(has, 'destination.ip', 'server.ip') &&
      isAny(has, '@timestamp', 'event.start'),
    dialectOf: () => ELASTIC,
  },
} as const satisfies Readonly<Record<string, JsonKind>>;

/** A dialect without the start of flows, where the records tell none. */
function withTimesOnly(dialect: JsonDialect, objects: readonly JsonObject[]): JsonDialect {
  const { fields } = dialect.mapping;
  const names = fields.find(({ key }) => key === 'startTime')?.names ?? [];
  const paths = pathsOf(objects);
  if (names.some((name) => paths.has(name))) return dialect;
  const others = fields.filter(({ key }) => key !== 'startTime');
  return { ...dialect, mapping: { ...dialect.mapping, fields: others } };
}

const GOFLOW_TIMES = [
  ...['time_flow_start_ns', 'time_flow_start', 'time_received_ns', 'time_received'],
  ...['TimeFlowStartNs', 'TimeFlowStart', 'TimeReceived'],
];

export type JsonName = keyof typeof JSON_KINDS;

/** A known kind of JSON, and what its records are wrapped in. */
export interface FoundJson {
  readonly dialect: JsonDialect;
  readonly envelope: Envelope;
}

/**
 * The first kind that the records are of, in the first wrapping in which they are of any.
 * @param asked the only kind that will do
 */
export function findJson(
  objects: readonly JsonObject[],
  asked: JsonName | 'auto' = 'auto',
): FoundJson | undefined {
  const kinds: readonly JsonKind[] =
    asked === 'auto' ? Object.values<JsonKind>(JSON_KINDS) : [JSON_KINDS[asked]];
  for (const envelope of ENVELOPES) {
    const records = opened(objects, envelope);
    if (records.length === 0) continue;
    const paths = pathsOf(records);
    const has = (path: string) => paths.has(path);
    const kind = kinds.find(({ recognises }) => recognises(has));
    if (kind !== undefined) return { dialect: kind.dialectOf(records), envelope };
  }
  return undefined;
}

export function opened(objects: readonly JsonObject[], { open }: Envelope): JsonObject[] {
  return objects.map(open).filter((record) => record !== undefined);
}

/** All paths of values in these objects, in order of first appearance. */
export function pathsOf(objects: readonly JsonObject[]): Set<string> {
  const paths = new Set<string>();
  for (const object of objects) eachValue(object, (path) => paths.add(path));
  return paths;
}
