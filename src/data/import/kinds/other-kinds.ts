import type { JsonObject } from '../json/json-row.ts';

/** Text that is of a kind known and holds no flows, or holds them in a form that is not read. */
interface OtherKind {
  readonly message: string;
  readonly is: (lines: readonly string[]) => boolean;
}

const CAPTURE_ITSELF = 'open the capture itself (.pcap or .pcapng), its packets become flows';

const OTHER_TEXTS: readonly OtherKind[] = [
  {
    message: "nfdump's text; write it as CSV: nfdump -r FILE -o csv > flows.csv",
    is: ([first = '']) => /^Date (?:first|flow) (?:seen|start)\s/.test(first),
  },
  {
    message: `packets as tcpdump prints them; ${CAPTURE_ITSELF}`,
    is: (lines) =>
      isMost(
        lines,
        /^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d+ (?:\S+ +(?:In|Out) +)?(?:IP6?|ARP)[ ,]/,
      ),
  },
  {
    message: "a web server's log of requests, which tells of no flows; open a log of connections",
    is: (lines) => isMost(lines, /^\S+ \S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d: +-]+\] "/),
  },
];

function isMost(lines: readonly string[], pattern: RegExp): boolean {
  return lines.length > 0 && 2 * lines.filter((line) => pattern.test(line)).length > lines.length;
}

/** What text is that is known and not read, and what to do; `undefined` for everything else. */
export function otherKindOfText(lines: readonly string[]): string | undefined {
  return OTHER_TEXTS.find(({ is }) => is(lines))?.message;
}

/** Columns that only one of Zeek's logs has; the first that fits is the one. */
const ZEEK_LOGS: readonly (readonly [column: string, log: string])[] = [
  ['qtype_name', 'dns'],
  ['query', 'dns'],
  ['cipher', 'ssl'],
  ['server_name', 'ssl'],
  ['status_code', 'http'],
  ['user_agent', 'http'],
  ['fuid', 'files'],
  ['certificate.serial', 'x509'],
  ['mailfrom', 'smtp'],
  ['auth_success', 'ssh'],
  ['note', 'notice'],
  ['assigned_addr', 'dhcp'],
  ['lease_time', 'dhcp'],
  ['ntlm', 'ntlm'],
  ['share_type', 'smb_mapping'],
  ['software_type', 'software'],
];

/** What Zeek's log of these columns is called, where it is not that of connections. */
function zeekLogOf(has: (path: string) => boolean, path?: unknown): string | undefined {
  if (typeof path === 'string' && /^[a-z0-9_]{1,40}$/.test(path)) return path;
  return ZEEK_LOGS.find(([column]) => has(column))?.[1];
}

/** What JSON is that is known and not read, and what to do; `undefined` for everything else. */
export function otherKindOfJson(
  objects: readonly JsonObject[],
  has: (path: string) => boolean,
): string | undefined {
  if (has('src4_addr') || has('src6_addr')) {
    return "nfdump's JSON; write it as CSV: nfdump -r FILE -o csv > flows.csv";
  }
  const isZeek = has('ts') && (has('uid') || has('fuid') || has('id.orig_h') || has('_path'));
  if (isZeek) {
    const log = zeekLogOf(has, objects[0]?._path);
    const name = log === undefined ? 'a log of Zeek' : `Zeek's ${log}.log`;
    return `${name}, which tells of no flows; open conn.log of the same time`;
  }
  if (has('eventSource') && has('eventName')) {
    return 'events of AWS CloudTrail, which tell of no flows; open VPC flow logs';
  }
  return undefined;
}
