/** A quarter of an hour in the office as a capture, with a scan and a beacon. */
import { announcement, dnsExchange, tcpConversation, udpExchange } from './dialogues.mjs';
import { arpFrame, echoFrame, FLAGS, tcpFrame } from './frames.mjs';
import { CLIENTS, FILE_SERVER, RESOLVER, SECOND } from './office.mjs';
import { BEGIN_SECONDS } from './tables.mjs';

const LENGTH = 15 * 60 * SECOND;
/** Bytes kept of each packet: enough for the headers. Its length on the wire is told beside. */
const SNAPLEN = 96;
const ETHERNET = 1;
const SITES = [
  ['www.example.com', '198.51.100.17'],
  ['mail.example.com', '203.0.113.25'],
  ['cdn.example.net', '198.51.100.80'],
  ['docs.example.org', '203.0.113.60'],
  ['news.example.org', '192.0.2.44'],
];
const SITES_V6 = [['www.example.net', '2001:db8:50::17']];

/** The capture's bytes: pcap, little endian, microseconds, Ethernet. */
export function officeCapture(random) {
  const packets = [
    ...browsing(random),
    ...others(random),
    ...synScan(random),
    ...beacon(random),
  ].sort((a, b) => a.time - b.time);
  return pcap(packets);
}

function browsing(random) {
  return Array.from({ length: 44 }, (_, i) => {
    const start = random.integer(0, LENGTH - 60 * SECOND);
    const isV6 = i % 11 === 5;
    const [name, server] = random.pick(isV6 ? SITES_V6 : SITES);
    const host = random.integer(0, 11);
    const asked = dnsExchange(random, { start, client: CLIENTS[host], name, answer: server });
    const isPlain = i % 9 === 4;
    const fetched = tcpConversation(random, {
      start: asked.at(-1).time + random.integer(500, 5000),
      client: isV6 ? `2001:db8:7::${101 + host}` : CLIENTS[host],
      server,
      serverPort: isPlain ? 80 : 443,
      roundTrip: random.integer(6000, 60_000),
      request: isPlain ? `GET / HTTP/1.1\r\nHost: ${name}\r\n\r\n` : random.integer(200, 2000),
      response: isPlain ? page(random) : random.skewed(700, 42_000),
    });
    return [...asked, ...fetched];
  }).flat();
}

/** A web page of a few thousand letters, as a server sends it. */
function page(random) {
  const text = random.word(random.skewed(400, 9000));
  return `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
}

/** Time, pings, announcements to all, and the questions of ARP. */
function others(random) {
  const at = () => random.integer(0, LENGTH - SECOND);
  const time = Array.from({ length: 10 }, (_, i) =>
    udpExchange(random, {
      start: at(),
      client: CLIENTS[i],
      clientPort: 123,
      server: '192.0.2.123',
      serverPort: 123,
      request: [0x23, ...random.bytes(47)],
      response: [0x24, ...random.bytes(47)],
    }),
  );
  const pings = Array.from({ length: 8 }, (_, i) => {
    const [start, ends] = [120 * SECOND + i * SECOND, { from: CLIENTS[2], to: FILE_SERVER }];
    const [from, to] = [ends.to, ends.from];
    return [
      { time: start, frame: echoFrame({ ...ends, type: 8, count: i + 1 }) },
      {
        time: start + random.integer(200, 900),
        frame: echoFrame({ from, to, type: 0, count: i + 1 }),
      },
    ];
  });
  const announcements = Array.from({ length: 5 }, (_, i) =>
    announcement(random, { start: at(), client: CLIENTS[i + 3], name: '_ipp._tcp.local' }),
  );
  const questions = Array.from({ length: 8 }, (_, i) => ({
    time: at(),
    frame: arpFrame(CLIENTS[i], RESOLVER),
  }));
  return [time, pings, announcements, questions].flat(2);
}

/** A client tries ports of the file server: most are closed, three are open. */
function synScan(random) {
  const [from, to] = [CLIENTS[11], FILE_SERVER];
  return Array.from({ length: 130 }, (_, i) => {
    const start = 400 * SECOND + i * 40_000 + random.integer(0, 9000);
    const [toPort, fromPort] = [i < 100 ? i + 1 : 3000 + 10 * i, random.integer(49152, 65535)];
    const isOpen = [22, 80, 3000 + 10 * 120].includes(toPort);
    const sequence = random.integer(0, 2 ** 31);
    const ours = { from, to, fromPort, toPort, payload: [] };
    const theirs = { from: to, to: from, fromPort: toPort, toPort: fromPort, payload: [] };
    const { syn, ack, rst } = FLAGS;
    const dialogue = [
      tcpFrame({ ...ours, sequence, acknowledged: 0, flags: syn }),
      tcpFrame({
        ...theirs,
        sequence: isOpen ? random.integer(0, 2 ** 31) : 0,
        acknowledged: sequence + 1,
        flags: isOpen ? syn | ack : rst | ack,
      }),
    ];
    if (isOpen) {
      dialogue.push(tcpFrame({ ...ours, sequence: sequence + 1, acknowledged: 0, flags: rst }));
    }
    return dialogue.map((frame, step) => ({
      time: start + step * random.integer(200, 700),
      frame,
    }));
  }).flat();
}

/** A client that calls home every 30 seconds and says almost the same. */
function beacon(random) {
  return Array.from({ length: 28 }, (_, i) =>
    tcpConversation(random, {
      start: i * 30 * SECOND + 11 * SECOND + random.integer(0, SECOND / 2),
      client: CLIENTS[8],
      server: '203.0.113.199',
      serverPort: 8443,
      roundTrip: 48_000 + random.integer(0, 2000),
      request: 236,
      response: 148,
    }),
  ).flat();
}

function pcap(packets) {
  const kept = packets.map(({ frame }) => frame.subarray(0, SNAPLEN));
  const bytes = new Uint8Array(24 + kept.reduce((sum, { length }) => sum + 16 + length, 0));
  const view = new DataView(bytes.buffer);
  [0xa1b2c3d4, 0x00040002, 0, 0, SNAPLEN, ETHERNET].forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  let at = 24;
  packets.forEach(({ time, frame }, i) => {
    const second = BEGIN_SECONDS + Math.floor(time / SECOND);
    [second, time % SECOND, kept[i].length, frame.length].forEach((word, j) => {
      view.setUint32(at + 4 * j, word, true);
    });
    bytes.set(kept[i], at + 16);
    at += 16 + kept[i].length;
  });
  return bytes;
}
