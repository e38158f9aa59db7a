import { portOf } from './connection-key.ts';
import type { TcpEndpoint } from './tcp-endpoint.ts';

/** What one of the two hosts of a connection sent. */
export interface Side {
  packets: number;
  /** Lengths of its IP packets, headers included. */
  ipBytes: number;
  /** Payload of its datagrams; TCP takes it from sequence numbers instead. */
  payload: number;
  readonly tcp: TcpEndpoint | undefined;
}

/**
 * Packets between two addresses and ports, as long as they belong together. Times are in seconds
 * since a base that the reader of packets chose.
 */
export interface Connection {
  /** Two endpoints, protocol and IP version: see connection-key.ts. */
  readonly key: Int32Array;
  readonly hash: number;
  readonly protocol: number;
  /** Whether the originator is the endpoint that stands first in the key. */
  originatorIsFirst: boolean;
  originator: Side;
  responder: Side;
  readonly start: number;
  last: number;
  /** Number of its first packet in the file. */
  readonly firstPacket: number;
  /** Whether the file told the time of every packet. */
  isTimed: boolean;
  /**
   * What TCP has seen in Zeek's letters, each direction's letter once: S (SYN), H (SYN-ACK),
   * A (pure ACK), D (data), F, R, I (FIN and RST), Q (SYN with either); capitals for the originator;
   * ^ where the roles were exchanged.
   */
  history: string;
  /** The next connection with this hash. */
  chained: Connection | undefined;
  /** Where it waits to expire, since when, and its neighbours there. */
  expiry: number;
  since: number;
  older: Connection | undefined;
  newer: Connection | undefined;
}

/** The port of one of its two hosts. */
export function portAt({ key, originatorIsFirst }: Connection, ofOriginator: boolean): number {
  return portOf(key, ofOriginator === originatorIsFirst);
}

/** Makes the responder the originator and the other way round. */
export function exchangeRoles(connection: Connection): void {
  const { originator } = connection;
  connection.originator = connection.responder;
  connection.responder = originator;
  connection.originatorIsFirst = !connection.originatorIsFirst;
  connection.history += '^';
}
