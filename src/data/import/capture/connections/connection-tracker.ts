import type { IpPacket } from '../ip-packet.ts';
import { ACK, type Segment, SYN, TCP } from '../segment.ts';
import { type Connection, exchangeRoles, type Side } from './connection.ts';
import { hashOfKey, KEY_WORDS, keyOf } from './connection-key.ts';
import { ConnectionTable } from './connection-table.ts';
import { ATTEMPT, CLOSED, ExpiryLists, IDLE_OTHER, IDLE_TCP, isOver } from './expiry.ts';
import { isLikelyServerPort } from './server-ports.ts';
import { beginsAnew, converse } from './tcp-conversation.ts';
import { newEndpoint, type TcpEndpoint } from './tcp-endpoint.ts';

/** Connections open at a time, about 100 MB of them; beyond, the one that waited longest ends. */
export const MOST_OPEN = 1 << 17;

const BROADCAST = -1;

/** When a packet came: its number in the file, and its time in seconds since some base. */
export interface Arrival {
  number: number;
  time: number;
  /** Whether the file told the time. */
  isTimed: boolean;
}

/** Where connections go when they have ended. */
export interface ConnectionSink {
  /** The connection is the sink's to keep. */
  ended(connection: Connection): void;
  /** The connection is about to end early, to make room for another. */
  crowdedOut(connection: Connection): void;
}

/**
 * Sorts packets into connections as Zeek does: by addresses, ports and protocol, the sender of the
 * first packet being the originator, until they close, stay idle too long, or begin anew.
 * O(1) a packet; holds the open connections.
 */
export class ConnectionTracker {
  readonly #sink: ConnectionSink;
  readonly #mostOpen: number;
  readonly #open = new ConnectionTable();
  readonly #waiting = new ExpiryLists();
  /** The key of the packet at hand. */
  readonly #key = new Int32Array(KEY_WORDS);

  constructor(sink: ConnectionSink, mostOpen: number = MOST_OPEN) {
    this.#sink = sink;
    this.#mostOpen = mostOpen;
  }

  /** Counts a packet; the connection that it belongs to. */
  take(packet: IpPacket, segment: Segment, arrival: Arrival): Connection {
    this.#endAllOver(arrival.time);
    const sourceIsFirst = keyOf(this.#key, packet, segment);
    const hash = hashOfKey(this.#key);
    let connection = this.#open.find(this.#key, hash);
    if (connection !== undefined && isFinished(connection, segment, arrival.time)) {
      this.#finish(connection);
      connection = undefined;
    }
    connection ??= this.#begin(packet, segment, hash, sourceIsFirst, arrival);
    this.#count(connection, sourceIsFirst, packet, segment, arrival);
    this.#awaitNext(connection, arrival.time);
    return connection;
  }

  /** Ends all connections; to be called after the last packet. */
  end(): void {
    for (;;) {
      const connection = this.#waiting.longestWaiting();
      if (connection === undefined) return;
      this.#finish(connection);
    }
  }

  #endAllOver(now: number): void {
    for (;;) {
      const connection = this.#waiting.nextOver(now);
      if (connection === undefined) return;
      this.#finish(connection);
    }
  }

  #begin(
    packet: IpPacket,
    segment: Segment,
    hash: number,
    sourceIsFirst: boolean,
    { number, time }: Arrival,
  ): Connection {
    this.#makeRoom(hash);
    const connection: Connection = {
      key: this.#key.slice(),
      hash,
      protocol: packet.protocol,
      originatorIsFirst: sourceIsFirst,
      originator: newSide(packet.protocol),
      responder: newSide(packet.protocol),
      start: time,
      last: time,
      firstPacket: number,
      isTimed: true,
      history: '',
      chained: undefined,
      expiry: packet.protocol === TCP ? IDLE_TCP : IDLE_OTHER,
      since: time,
      older: undefined,
      newer: undefined,
    };
    if (isLikelyAnswer(packet, segment)) exchangeRoles(connection);
    this.#open.add(connection);
    this.#waiting.add(connection, connection.expiry, time);
    return connection;
  }

  /** Ends a connection early where there are too many, at all or under one hash. */
  #makeRoom(hash: number): void {
    const isFull = this.#open.size >= this.#mostOpen;
    const connection = isFull ? this.#waiting.longestWaiting() : this.#open.crowding(hash);
    if (connection === undefined) return;
    this.#sink.crowdedOut(connection);
    this.#finish(connection);
  }

  #finish(connection: Connection): void {
    this.#open.remove(connection);
    this.#waiting.remove(connection);
    this.#sink.ended(connection);
  }

  #count(
    connection: Connection,
    sourceIsFirst: boolean,
    packet: IpPacket,
    segment: Segment,
    { time, isTimed }: Arrival,
  ): void {
    const sender = sourceIsFirst === connection.originatorIsFirst;
    const side = sender ? connection.originator : connection.responder;
    const peer = sender ? connection.responder : connection.originator;
    side.packets++;
    side.ipBytes += packet.length;
    side.payload += segment.payload;
    connection.isTimed &&= isTimed;
    // What trails after both sides have closed is counted, but prolongs nothing.
    const isClosed = side.tcp?.isDone && peer.tcp?.isDone;
    if (!isClosed) connection.last = Math.max(connection.last, time);
    if (side.tcp !== undefined && peer.tcp !== undefined) {
      converse(connection, side.tcp, peer.tcp, segment);
    }
  }

  /** Decides how long the connection waits for another packet. */
  #awaitNext(connection: Connection, now: number): void {
    const list = waitingList(connection);
    if (connection.expiry === list && (list === CLOSED || list === ATTEMPT)) return;
    this.#waiting.remove(connection);
    this.#waiting.add(connection, list, now);
  }
}

function newSide(protocol: number): Side {
  const tcp = protocol === TCP ? newEndpoint() : undefined;
  return { packets: 0, ipBytes: 0, payload: 0, tcp };
}

/** Whether the connection has ended before this packet of the same addresses and ports. */
function isFinished(connection: Connection, segment: Segment, now: number): boolean {
  if (isOver(connection, now)) return true;
  const { originator, responder } = connection;
  if (originator.tcp === undefined || responder.tcp === undefined) return false;
  return beginsAnew(originator.tcp, responder.tcp, segment);
}

function waitingList({ originator, responder, expiry }: Connection): number {
  const from = originator.tcp;
  const to = responder.tcp;
  if (from === undefined || to === undefined) return IDLE_OTHER;
  if (expiry === CLOSED || isComplete(from, to) || isComplete(to, from)) return CLOSED;
  const isAttempt = from.state === 'SYN sent' || from.state === 'SYN-ACK sent';
  return isAttempt && to.state === 'inactive' ? ATTEMPT : IDLE_TCP;
}

/** Nothing more is to come: both sides closed, one reset, or one closed and the other never came. */
function isComplete(endpoint: TcpEndpoint, peer: TcpEndpoint): boolean {
  if (!endpoint.isDone) return false;
  return endpoint.state === 'reset' || peer.isDone || peer.state === 'inactive';
}

/**
 * Whether the first packet seen is rather an answer, going by its ports: of UDP, or of TCP without a
 * SYN or with a SYN-ACK. Two servers' ports tell nothing but that the greater is less of a server's,
 * and that only without a SYN. Source: Zeek's documentation, `likely_server_ports`.
 */
function isLikelyAnswer(packet: IpPacket, segment: Segment): boolean {
  const { protocol, destination } = packet;
  const { sourcePort, destinationPort, flags } = segment;
  if (!isLikelyServerPort(sourcePort, protocol)) return false;
  if (protocol === TCP && (flags & (SYN | ACK)) === SYN) return false;
  if (isLikelyServerPort(destinationPort, protocol)) {
    return protocol === TCP && (flags & SYN) === 0 && sourcePort < destinationPort;
  }
  return !(packet.version === 4 && destination[3] === BROADCAST);
}
