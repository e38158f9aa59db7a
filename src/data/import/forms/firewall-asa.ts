import { NONE } from '../text/record-reader.ts';
import { mostOf } from './sample-lines.ts';
import type { RecordCut, TextForm } from './text-form.ts';

const MESSAGE = /%(?:ASA|FTD|PIX)-(?:[\w-]+-)?\d-(\d{6}): /;
const BUILT = /Built (inbound|outbound) \w+ connection (\d+)/;
const END = String.raw`[^:]+?:([\da-fA-F.:]+)\/(\d+)(?:\([^)]*\))?`;
const TEARDOWN = new RegExp(
  String.raw`Teardown (\w+) connection (?:(\d+) )?(?:for|faddr) ${END} (?:to|gaddr) ${END}` +
    String.raw`.*? duration (\d+):(\d\d):(\d\d) bytes (\d+)\s*(.*)$`,
);
const TIME = /([A-Z][a-z]{2} +\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*)/;

const NAMES = [
  ...['end_time', 'protocol', 'src_ip', 'src_port', 'dst_ip', 'dst_port', 'duration', 'bytes'],
  ...['connection', 'reason'],
];

/** Connections whose start is remembered for their end, so that no file can fill the memory. */
const MOST_OPEN = 1 << 16;

/**
 * Syslog of Cisco's firewalls (ASA, FTD): each *Teardown* message is a flow, with its duration and
 * the bytes of both directions; the *Built* message before it tells which end opened it. Where that is
 * missing the end named second, behind the inner interface, is taken for the originator.
 * Source: Cisco Secure Firewall ASA syslog messages 302013 to 302016.
 */
export function asaForm(lines: readonly string[]): TextForm | undefined {
  if (!mostOf(lines, (line) => MESSAGE.test(line))) return undefined;
  const start = () => {
    const inbound = new Set<string>();
    const cut: RecordCut = (record) => cellsOf(record.recordText(), inbound);
    return { cut };
  };
  const inbound = new Set<string>();
  const rows = lines.map((line) => cellsOf(line, inbound)).filter((cells) => Array.isArray(cells));
  return { name: 'Cisco ASA syslog', names: NAMES, rows, delimiter: NONE, quote: NONE, start };
}

function cellsOf(line: string, inbound: Set<string>): string[] | { leftOut: string } {
  const [, way, opened] = BUILT.exec(line) ?? [];
  if (opened !== undefined) {
    if (way === 'inbound' && inbound.size < MOST_OPEN) inbound.add(opened);
    return { leftOut: 'message that a connection was built: its end tells the flow' };
  }
  const found = TEARDOWN.exec(line);
  const [, code] = MESSAGE.exec(line) ?? [];
  if (found === null) return { leftOut: `message ${code ?? 'of another kind'}: no flow` };
  const [, protocol, connection = '', outer, outerPort, inner, innerPort] = found;
  const [hours, minutes, seconds, bytes, reason] = found.slice(7);
  const [, time = ''] = TIME.exec(line) ?? [];
  const duration = 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
  const ends = inbound.delete(connection)
    ? [outer, outerPort, inner, innerPort]
    : [inner, innerPort, outer, outerPort];
  return [time, protocol, ...ends, String(duration), bytes, connection, reason.trim()];
}
