/**
 * An office's hour, as flows. All addresses are those kept for documentation and private networks
 * (RFC 5737, RFC 1918). Times and durations are whole microseconds.
 */
import { failedTcp, tcp, udp } from './conversations.mjs';

export const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const RESOLVER = '192.168.7.1';
export const FILE_SERVER = '192.168.7.20';
const PRINTER = '192.168.7.30';
const MAIL_SERVER = '203.0.113.25';
const TIME_SERVER = '192.0.2.123';
const WEB_SERVERS = [
  ...Array.from({ length: 24 }, (_, i) => `198.51.100.${10 + 7 * i}`),
  ...Array.from({ length: 12 }, (_, i) => `203.0.113.${40 + 5 * i}`),
];
export const CLIENTS = Array.from({ length: 26 }, (_, i) => `192.168.7.${101 + i}`);

/** The kinds of conversation: how many an hour, and how one is drawn. */
const KINDS = [
  { count: 380, draw: web },
  { count: 60, draw: quic },
  { count: 90, draw: mail },
  { count: 70, draw: time },
  { count: 60, draw: files },
  { count: 10, draw: print },
  { count: 24, draw: ping },
  { count: 5, draw: shell },
  { count: 12, draw: lease },
  { count: 40, draw: announcement },
  { count: 14, draw: refused },
];

/** The flows of an hour, in the order of their starts. `share` makes fewer of all kinds. */
export function officeHour(random, share = 1) {
  const flows = [];
  for (const { count, draw } of KINDS) {
    for (let i = 0; i < Math.ceil(count * share); i++) {
      const start = random.integer(0, HOUR - 1);
      flows.push(...[draw(random, start)].flat());
    }
  }
  return flows;
}

/** A question to the resolver; one in a hundred stays without an answer. */
export function question(random, start, client) {
  const isLost = random.chance(0.01);
  return udp(random, {
    start,
    duration: isLost ? 0 : random.skewed(400, 60_000),
    client,
    server: RESOLVER,
    serverPort: 53,
    service: 'dns',
    up: random.integer(28, 52),
    down: isLost ? 0 : random.skewed(44, 380),
  });
}

/** A page: its name is asked for, then it is fetched. */
function web(random, start) {
  const client = random.pick(CLIENTS);
  const asked = question(random, start, client);
  const isPlain = random.chance(0.12);
  const page = tcp(random, {
    start: start + asked.duration + random.integer(300, 4000),
    duration: random.skewed(40_000, 90 * SECOND),
    client,
    server: random.pick(WEB_SERVERS),
    serverPort: isPlain ? 80 : 443,
    service: isPlain ? 'http' : 'ssl',
    up: random.skewed(420, 14_000),
    down: random.skewed(1800, 2_400_000),
  });
  const isReset = random.chance(0.08);
  return [asked, isReset ? { ...page, state: 'RSTO', history: 'ShADadR' } : page];
}

function quic(random, start) {
  const [up, down] = [random.skewed(2600, 30_000), random.skewed(5200, 1_500_000)];
  return udp(random, {
    start,
    duration: random.skewed(60_000, 60 * SECOND),
    client: random.pick(CLIENTS),
    server: random.pick(WEB_SERVERS),
    serverPort: 443,
    service: 'quic',
    up,
    down,
    upPackets: Math.ceil(up / 700),
    downPackets: Math.ceil(down / 1200),
  });
}

function mail(random, start) {
  const isSent = random.chance(0.25);
  return tcp(random, {
    start,
    duration: random.skewed(200_000, 20 * SECOND),
    client: random.pick(CLIENTS),
    server: MAIL_SERVER,
    serverPort: isSent ? 587 : 993,
    service: isSent ? 'smtp,ssl' : 'ssl',
    up: isSent ? random.skewed(2500, 900_000) : random.skewed(700, 4000),
    down: isSent ? random.skewed(1900, 4200) : random.skewed(2200, 400_000),
  });
}

function time(random, start) {
  return udp(random, {
    start,
    duration: random.skewed(8000, 40_000),
    client: random.pick(CLIENTS),
    clientPort: 123,
    server: TIME_SERVER,
    serverPort: 123,
    service: 'ntp',
    up: 48,
    down: 48,
  });
}

function files(random, start) {
  const isWritten = random.chance(0.3);
  return tcp(random, {
    start,
    duration: random.skewed(20_000, 300 * SECOND),
    client: random.pick(CLIENTS),
    server: FILE_SERVER,
    serverPort: 445,
    service: 'gssapi,smb',
    up: isWritten ? random.skewed(6000, 9_000_000) : random.skewed(1500, 40_000),
    down: isWritten ? random.skewed(1200, 30_000) : random.skewed(4000, 12_000_000),
  });
}

function print(random, start) {
  return tcp(random, {
    start,
    duration: random.skewed(2 * SECOND, 40 * SECOND),
    client: random.pick(CLIENTS),
    server: PRINTER,
    serverPort: 9100,
    service: '',
    up: random.skewed(60_000, 4_000_000),
    down: random.integer(60, 300),
  });
}

/** ICMP has no ports: Zeek writes the message's type and code in their place. */
function ping(random, start) {
  const count = random.integer(1, 5);
  return {
    ...udp(random, {
      start,
      duration: (count - 1) * SECOND + random.integer(300, 30_000),
      client: random.pick(CLIENTS),
      clientPort: 8,
      server: random.pick([RESOLVER, FILE_SERVER, TIME_SERVER]),
      serverPort: 0,
      service: '',
      up: 56 * count,
      down: 56 * count,
      upPackets: count,
      downPackets: count,
    }),
    protocol: 'icmp',
    state: 'OTH',
    history: '',
  };
}

function shell(random, start) {
  return tcp(random, {
    start,
    duration: random.integer(2 * MINUTE, 25 * MINUTE),
    client: CLIENTS[3],
    server: FILE_SERVER,
    serverPort: 22,
    service: 'ssh',
    up: random.integer(6000, 60_000),
    down: random.integer(9000, 240_000),
  });
}

function lease(random, start) {
  return udp(random, {
    start,
    duration: random.integer(200, 5000),
    client: random.pick(CLIENTS),
    clientPort: 68,
    server: RESOLVER,
    serverPort: 67,
    service: 'dhcp',
    up: 300,
    down: 300,
  });
}

/** Multicast DNS: said to all, answered by nobody. */
function announcement(random, start) {
  const count = random.integer(1, 3);
  return udp(random, {
    start,
    duration: (count - 1) * SECOND,
    client: random.pick(CLIENTS),
    clientPort: 5353,
    server: '224.0.0.251',
    serverPort: 5353,
    service: 'dns',
    up: count * random.integer(40, 140),
    down: 0,
    upPackets: count,
  });
}

/** A service that is gone, asked for all the same. */
function refused(random, start) {
  const isRejected = random.chance(0.6);
  return failedTcp(
    random,
    {
      start,
      duration: isRejected ? random.integer(200, 2000) : 0,
      client: random.pick(CLIENTS),
      server: random.pick([FILE_SERVER, PRINTER, ...WEB_SERVERS.slice(0, 3)]),
      serverPort: random.pick([8080, 139, 443]),
      service: '',
    },
    isRejected,
  );
}
