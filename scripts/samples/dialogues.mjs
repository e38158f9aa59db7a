/** Whole conversations as frames, each with its time in microseconds. */
import { FLAGS, tcpFrame, udpFrame } from './frames.mjs';
import { RESOLVER } from './office.mjs';

const SEGMENT = 1440;
const MOST_IN_RECORD = 16_384;

/** A request and, unless there is none, its response. */
export function udpExchange(random, { start, request, response, ...ends }) {
  const { client, server, clientPort, serverPort } = ends;
  const ours = { from: client, to: server, fromPort: clientPort, toPort: serverPort };
  const theirs = { from: server, to: client, fromPort: serverPort, toPort: clientPort };
  const asked = { time: start, frame: udpFrame({ ...ours, payload: request }) };
  if (response === undefined) return [asked];
  const time = start + random.integer(400, 30_000);
  return [asked, { time, frame: udpFrame({ ...theirs, payload: response }) }];
}

/** A name is asked for at the resolver; the answer is an address of either family (RFC 1035). */
export function dnsExchange(random, { start, client, name, answer }) {
  const isV6 = answer.includes(':');
  const type = isV6 ? 28 : 1;
  const id = [random.integer(0, 255), random.integer(0, 255)];
  const question = dnsQuestion(name, type);
  const address = isV6 ? [32, 1, 13, 184, 0, 80, ...Array(9).fill(0), 23] : answer.split('.');
  // The name as a pointer to the question, class IN, kept for five minutes.
  const record = [0xc0, 12, 0, type, 0, 1, 0, 0, 1, 44, 0, address.length, ...address];
  return udpExchange(random, {
    start,
    client,
    clientPort: random.integer(49152, 65535),
    server: RESOLVER,
    serverPort: 53,
    request: [...id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...question],
    response: [...id, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, ...question, ...record.map(Number)],
  });
}

/** A question to all hosts near by (multicast DNS, RFC 6762), which nobody answers. */
export function announcement(random, { start, client, name }) {
  return udpExchange(random, {
    start,
    client,
    clientPort: 5353,
    server: '224.0.0.251',
    serverPort: 5353,
    request: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...dnsQuestion(name, 12)],
  });
}

function dnsQuestion(name, type) {
  const labels = name.split('.').flatMap((label) => [label.length, ...ascii(label)]);
  return [...labels, 0, 0, type, 0, 1];
}

/**
 * A TCP conversation from its handshake to its end: one request, one response, each a text or a
 * number of bytes.
 */
export function tcpConversation(random, { start, roundTrip, request, response, ...ends }) {
  const say = speaker(random, ends, start);
  const { syn, ack, psh, fin } = FLAGS;
  say('client', syn, [], 0);
  say('server', syn | ack, [], roundTrip);
  say('client', ack, [], random.integer(30, 200));
  for (const payload of segments(random, request)) say('client', psh | ack, payload, 60);
  say('server', ack, [], roundTrip);
  segments(random, response).forEach((payload, i) => {
    say('server', psh | ack, payload, i === 0 ? random.integer(900, 40_000) : 90);
    if (i % 2 === 1) say('client', ack, [], 40);
  });
  say('client', fin | ack, [], random.integer(200, 900_000));
  say('server', fin | ack, [], roundTrip);
  return say('client', ack, [], random.integer(30, 200));
}

/** Keeps both sides' sequence numbers; each call adds a frame and gives all so far. */
function speaker(random, { client, server, serverPort }, start) {
  const clientPort = random.integer(49152, 65535);
  const next = { client: random.integer(0, 2 ** 31), server: random.integer(0, 2 ** 31) };
  const frames = [];
  let time = start;
  return (side, flags, payload, wait) => {
    const isOurs = side === 'client';
    const other = isOurs ? 'server' : 'client';
    time += wait;
    const frame = tcpFrame({
      from: isOurs ? client : server,
      to: isOurs ? server : client,
      fromPort: isOurs ? clientPort : serverPort,
      toPort: isOurs ? serverPort : clientPort,
      sequence: next[side],
      acknowledged: flags & FLAGS.ack ? next[other] : 0,
      flags,
      payload,
    });
    // A SYN and a FIN count as a byte each.
    next[side] += payload.length + (flags & (FLAGS.syn | FLAGS.fin) ? 1 : 0);
    frames.push({ time, frame });
    return frames;
  };
}

function segments(random, content) {
  const bytes = typeof content === 'string' ? ascii(content) : records(random, content);
  return Array.from({ length: Math.ceil(bytes.length / SEGMENT) }, (_, i) =>
    bytes.slice(i * SEGMENT, (i + 1) * SEGMENT),
  );
}

/** Bytes that look encrypted, in TLS records (RFC 8446) of 16 KiB at most. */
function records(random, length) {
  const size = Math.min(length, MOST_IN_RECORD) - 5;
  const one = [0x17, 0x03, 0x03, size >> 8, size & 255, ...random.bytes(size)];
  return length <= MOST_IN_RECORD ? one : [...one, ...records(random, length - MOST_IN_RECORD)];
}

const ascii = (text) => Array.from(text, (character) => character.charCodeAt(0));
