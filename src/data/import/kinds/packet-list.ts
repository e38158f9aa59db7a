import { normalName } from '../text/header.ts';

/** Wireshark's columns as it exports them; `Info` is in no table of flows. */
const WIRESHARK = ['time', 'source', 'destination', 'protocol', 'info'];
/** Fields of tshark that number, time or measure single packets. */
const FRAME_FIELD = /^frame\.(?:number|len|cap_len|time\w*)$/;
const ENDS = [
  ['ip.src', 'ip.dst'],
  ['ipv6.src', 'ipv6.dst'],
  ['_ws.col.source', '_ws.col.destination'],
  ['_ws.col.def_src', '_ws.col.def_dst'],
] as const;
/** A table of packets that somebody labelled is for learning, and its numbers may be read. */
const LABEL = /label|attack|class/;

/**
 * What to do about a list of packets, as Wireshark exports it or `tshark -T fields` prints it: its
 * rows are no flows, and of a capture the lab makes flows itself. `undefined` for any other header.
 */
export function packetListAdvice(header: readonly string[]): string | undefined {
  const at = new Map(header.map((name) => [normalName(name), name.trim()]));
  const names = [...at.keys()];
  if (names.some((name) => LABEL.test(name))) return undefined;
  const isWireshark = WIRESHARK.every((name) => at.has(name));
  const isTshark = names.some((name) => FRAME_FIELD.test(name) || name.startsWith('_ws.col.'));
  const ends = isWireshark
    ? (['source', 'destination'] as const)
    : ENDS.find(([source, destination]) => at.has(source) && at.has(destination));
  if (ends === undefined || !(isWireshark || isTshark)) return undefined;
  return (
    'a list of packets, not of flows; open the capture (.pcap, .pcapng) itself, from which the lab ' +
    'makes flows. If only the list is left, add its packets up first: ' +
    `duckdb -c "${statement(ends, at)}"`
  );
}

/** Adds packets up between each two addresses, with whatever the list tells of time and length. */
function statement(
  [source, destination]: readonly [string, string],
  at: ReadonlyMap<string, string>,
): string {
  const quoted = (name: string | undefined) => `\\"${name}\\"`;
  const first = (names: readonly string[]) => at.get(names.find((name) => at.has(name)) ?? '');
  const time = first(['time', 'frame.time_epoch', 'frame.time_relative', '_ws.col.time']);
  const length = first(['length', 'frame.len', '_ws.col.length']);
  const protocol = first(['protocol', '_ws.col.protocol', 'ip.proto']);
  const columns = [
    `${quoted(at.get(source))} AS src`,
    `${quoted(at.get(destination))} AS dst`,
    ...(protocol === undefined ? [] : [`${quoted(protocol)} AS protocol`]),
    'count(*) AS packets',
    ...(length === undefined ? [] : [`sum(${quoted(length)}) AS bytes`]),
    ...(time === undefined ? [] : [`max(${quoted(time)}) - min(${quoted(time)}) AS duration`]),
  ];
  return `COPY (SELECT ${columns.join(', ')} FROM 'FILE' GROUP BY ALL) TO 'flows.csv'`;
}
