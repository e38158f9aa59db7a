/** Flows as the text of a Zeek log, and as a CSV that no tool writes. */

/** 2025-03-04 09:00:00 UTC. */
export const BEGIN_SECONDS = 1_741_078_800;
const BEGIN_CLOCK = { date: '2025-03-04', hour: 9 };
const MICROSECONDS = 1_000_000;

const FIELDS = [
  ['ts', 'time', ({ start }) => seconds(BEGIN_SECONDS * MICROSECONDS + start)],
  ['uid', 'string', (_, random) => `C${random.word(17)}`],
  ['id.orig_h', 'addr', ({ client }) => client],
  ['id.orig_p', 'port', ({ clientPort }) => clientPort],
  ['id.resp_h', 'addr', ({ server }) => server],
  ['id.resp_p', 'port', ({ serverPort }) => serverPort],
  ['proto', 'enum', ({ protocol }) => protocol],
  ['service', 'string', ({ service }) => service || '-'],
  ['duration', 'interval', (flow) => unlessSinglePacket(flow, seconds(flow.duration))],
  ['orig_bytes', 'count', (flow) => unlessSinglePacket(flow, flow.up)],
  ['resp_bytes', 'count', (flow) => unlessSinglePacket(flow, flow.down)],
  ['conn_state', 'string', ({ state }) => state],
  ['local_orig', 'bool', () => 'T'],
  ['local_resp', 'bool', ({ server }) => (server.startsWith('192.168.') ? 'T' : 'F')],
  ['missed_bytes', 'count', () => 0],
  ['history', 'string', ({ history }) => history || '-'],
  ['orig_pkts', 'count', ({ upPackets }) => upPackets],
  ['orig_ip_bytes', 'count', ({ upIpBytes }) => upIpBytes],
  ['resp_pkts', 'count', ({ downPackets }) => downPackets],
  ['resp_ip_bytes', 'count', ({ downIpBytes }) => downIpBytes],
  ['label', 'string', ({ attack }) => (attack ? 'Malicious' : 'Benign')],
  ['detailed-label', 'string', ({ attack }) => attack ?? '-'],
];

/** As Zeek writes a connection log; the labels as data sets add them. */
export function zeekLog(flows, random) {
  const names = FIELDS.map(([name]) => name);
  const types = FIELDS.map(([, type]) => type);
  return lines([
    '#separator \\x09',
    '#set_separator\t,',
    '#empty_field\t(empty)',
    '#unset_field\t-',
    '#path\tconn',
    '#open\t2025-03-04-09-00-00',
    `#fields\t${names.join('\t')}`,
    `#types\t${types.join('\t')}`,
    ...inOrder(flows).map((flow) => FIELDS.map(([, , cell]) => cell(flow, random)).join('\t')),
    '#close\t2025-03-04-10-00-00',
  ]);
}

const COLUMNS = [
  ['When', ({ start }) => wallClock(start)],
  ['Client', ({ client }) => client],
  ['Server', ({ server }) => server],
  ['Server port', ({ serverPort }) => serverPort],
  ['Proto', ({ protocol }) => protocol],
  ['Secs', ({ duration }) => (Math.floor(duration / 1000) / 1000).toFixed(3)],
  ['Up bytes', ({ up }) => up],
  ['Down bytes', ({ down }) => down],
  ['Up pkts', ({ upPackets }) => upPackets],
  ['Down pkts', ({ downPackets }) => downPackets],
];

/** What people find in a table from another department: line, column, and what stands there. */
const ODD_CELLS = [
  [41, 'Secs', 'n/a'],
  [97, 'Up bytes', ''],
  [180, 'Client', '=1+1'],
  [233, 'Secs', 'n/a'],
  [305, 'Down bytes', '-12'],
  [388, 'Client', '<b>reception</b>'],
  [402, 'Server port', 'https'],
  [477, 'Down bytes', ''],
  [560, 'Server', '"printer, 2nd floor"'],
  [641, 'Server port', 70000],
];

/** A table in words of its own: no zone with the times, no labels, a few odd cells. */
export function unknownCsv(flows) {
  const names = COLUMNS.map(([name]) => name);
  const rows = inOrder(flows).map((flow) => COLUMNS.map(([, cell]) => cell(flow)));
  for (const [line, name, cell] of ODD_CELLS) rows[line - 2][names.indexOf(name)] = cell;
  return lines([names, ...rows].map((cells) => cells.join(',')));
}

/** Where a single packet was seen, Zeek knows neither a duration nor bytes each way. */
function unlessSinglePacket({ upPackets, downPackets }, cell) {
  return upPackets + downPackets === 1 ? '-' : cell;
}

function seconds(microseconds) {
  const whole = Math.floor(microseconds / MICROSECONDS);
  return `${whole}.${String(microseconds % MICROSECONDS).padStart(6, '0')}`;
}

function wallClock(start) {
  const passed = Math.floor(start / MICROSECONDS);
  const hour = BEGIN_CLOCK.hour + Math.floor(passed / 3600);
  const parts = [hour, Math.floor(passed / 60) % 60, passed % 60];
  return `${BEGIN_CLOCK.date} ${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

const inOrder = (flows) => flows.toSorted((a, b) => a.start - b.start);
const lines = (list) => list.map((line) => `${line}\n`).join('');
