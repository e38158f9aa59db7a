/** A connection log that no network wrote, as Zeek would write it: for timing, not for learning. */

const HEADER = `#separator \\x09
#set_separator	,
#empty_field	(empty)
#unset_field	-
#path	conn
#open	2024-05-13-00-00-00
#fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	service	duration	orig_bytes	resp_bytes	conn_state	local_orig	local_resp	missed_bytes	history	orig_pkts	orig_ip_bytes	resp_pkts	resp_ip_bytes	tunnel_parents	label	detailed-label
#types	time	string	addr	port	addr	port	enum	string	interval	count	count	string	bool	bool	count	string	count	count	count	count	set[string]	string	string
`;

const ROWS_PER_BLOCK = 1000;
const HOSTS = 400;
const SERVERS = 60_000;
const STARTED = 1_715_558_400;
const FLOWS_PER_SECOND = 50;
const UID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A number in [0, 1). */
type Draw = () => number;

/** What tells one kind of flow from another in the log. */
interface Kind {
  readonly share: number;
  readonly row: (draw: Draw, seconds: number) => string;
}

/** Kinds of flow in about the mix of an office. */
const KINDS: readonly Kind[] = [
  { share: 0.4, row: nameLookup },
  { share: 0.42, row: webVisit },
  { share: 0.08, row: timeQuery },
  { share: 0.07, row: scanProbe },
  { share: 0.03, row: echo },
];

/**
 * The bytes of a log of `rows` flows, about 150 each, in blocks of a thousand rows: 23 columns,
 * labels among them; 400 hosts of IPv4 and IPv6 and 60,000 servers, few of which get most visits;
 * a uid that no other flow has; rows by the end of their flow, so that starts are only almost in
 * order. The same rows every time.
 */
export function* zeekLog(rows: number): Generator<Uint8Array<ArrayBuffer>, void> {
  const encoder = new TextEncoder();
  const draw = drawsFrom(1);
  yield encoder.encode(HEADER);
  for (let row = 0; row < rows; ) {
    let text = '';
    for (const end = Math.min(rows, row + ROWS_PER_BLOCK); row < end; row++) {
      text += kindOf(draw()).row(draw, STARTED + row / FLOWS_PER_SECOND);
    }
    yield encoder.encode(text);
  }
}

function kindOf(draw: number): Kind {
  let from = 0;
  for (const kind of KINDS) {
    from += kind.share;
    if (draw < from) return kind;
  }
  return KINDS[0];
}

function nameLookup(draw: Draw, ended: number): string {
  const duration = 0.0004 + 0.05 * draw() ** 4;
  const ends = `${host(draw)}\t${port(draw)}\t10.0.0.${2 + Math.floor(2 * draw())}\t53`;
  const asked = 28 + Math.floor(30 * draw());
  const told = 60 + Math.floor(200 * draw());
  return (
    `${head(draw, ended, duration)}\t${ends}\tudp\tdns\t${duration.toFixed(6)}\t${asked}\t${told}` +
    `\tSF\tT\tT\t0\tDd\t1\t${asked + 28}\t1\t${told + 28}\t-\tBenign\t-\n`
  );
}

function webVisit(draw: Draw, ended: number): string {
  const duration = 0.05 + 300 * draw() ** 8;
  const isTls = draw() < 0.85;
  const ends = `${host(draw)}\t${port(draw)}\t${server(draw)}\t${isTls ? 443 : 80}`;
  const sent = 300 + Math.floor(9000 * draw() ** 3);
  const got = 500 + Math.floor(4e6 * draw() ** 9);
  const packets = 6 + Math.floor(sent / 900);
  const answers = 5 + Math.floor(got / 1400);
  const state = draw() < 0.8 ? 'SF\tT\tF\t0\tShADadFf' : 'RSTO\tT\tF\t0\tShADadfR';
  return (
    `${head(draw, ended, duration)}\t${ends}\ttcp\t${isTls ? 'ssl' : 'http'}` +
    `\t${duration.toFixed(6)}\t${sent}\t${got}\t${state}\t${packets}\t${sent + 40 * packets}` +
    `\t${answers}\t${got + 40 * answers}\t-\tBenign\t-\n`
  );
}

function timeQuery(draw: Draw, ended: number): string {
  const duration = 0.005 + 0.1 * draw();
  return (
    `${head(draw, ended, duration)}\t${host(draw)}\t123\t${server(draw)}\t123\tudp\tntp` +
    `\t${duration.toFixed(6)}\t48\t48\tSF\tT\tF\t0\tDd\t1\t76\t1\t76\t-\tBenign\t-\n`
  );
}

function scanProbe(draw: Draw, ended: number): string {
  const target = `172.16.${Math.floor(256 * draw())}.${Math.floor(256 * draw())}`;
  return (
    `${head(draw, ended, 0)}\t10.0.1.66\t${port(draw)}\t${target}\t23\ttcp\t-\t-\t-\t-` +
    '\tS0\tT\tT\t0\tS\t1\t40\t0\t0\t-\tMalicious\tPartOfAHorizontalPortScan\n'
  );
}

function echo(draw: Draw, ended: number): string {
  const duration = 4 * draw();
  return (
    `${head(draw, ended, duration)}\t${host(draw)}\t8\t${server(draw)}\t0\ticmp\t-` +
    `\t${duration.toFixed(6)}\t224\t224\tOTH\tT\tF\t0\t-\t4\t336\t4\t336\t-\tBenign\t-\n`
  );
}

/** The start, and an identifier of its own for every row. */
function head(draw: Draw, ended: number, duration: number): string {
  let uid = 'C';
  for (let letter = 0; letter < 17; letter++) uid += UID_LETTERS[Math.floor(62 * draw())];
  return `${(ended - duration).toFixed(6)}\t${uid}`;
}

function host(draw: Draw): string {
  const number = Math.floor(HOSTS * draw() ** 1.5);
  if (number % 20 === 19) return `fd00:12:34::${(0x1000 + number).toString(16)}`;
  return `10.0.${1 + (number >> 8)}.${number & 255}`;
}

/** Few servers get most of the visits. */
function server(draw: Draw): string {
  const number = Math.floor(SERVERS * draw() ** 4);
  if (number % 20 === 19) return `2001:db8:${number.toString(16)}::1`;
  const bits = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  return `${1 + ((bits >>> 24) % 190)}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}

function port(draw: Draw): number {
  return 32_768 + Math.floor(28_232 * draw());
}

/** G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003. */
function drawsFrom(seed: number): Draw {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
