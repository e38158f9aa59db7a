import type { Connection } from './connection.ts';

/** Why a connection waits, and for how many seconds. */
export const IDLE_TCP = 0;
export const IDLE_OTHER = 1;
export const ATTEMPT = 2;
export const CLOSED = 3;

/**
 * A connection ends after so many seconds without a packet: 5 minutes of TCP, 1 minute of all else.
 * An attempt that nothing answered ends so many seconds after its first SYN, a closed connection so
 * many after its end, whatever else still comes. Source: Zeek's documentation,
 * `tcp_inactivity_timeout`, `udp_inactivity_timeout`, `icmp_inactivity_timeout`,
 * `tcp_attempt_delay`, `tcp_close_delay`.
 */
const SECONDS = [300, 60, 5, 5];

/** Whether the time of a connection is over at the time `now`. */
export function isOver(connection: Connection, now: number): boolean {
  return now - connection.since >= SECONDS[connection.expiry];
}

/**
 * The open connections, a list for each way of waiting, each in the order in which its connections
 * came there, linked through the connections. Every step is O(1). Where a file's times go back a
 * connection may stay longer than its time, so a caller asks `isOver` of what it finds.
 */
export class ExpiryLists {
  readonly #oldest: (Connection | undefined)[] = [undefined, undefined, undefined, undefined];
  readonly #newest: (Connection | undefined)[] = [undefined, undefined, undefined, undefined];

  /** Puts a connection that is in no list at the end of one. */
  add(connection: Connection, list: number, since: number): void {
    const newest = this.#newest[list];
    connection.expiry = list;
    connection.since = since;
    connection.older = newest;
    connection.newer = undefined;
    if (newest === undefined) this.#oldest[list] = connection;
    else newest.newer = connection;
    this.#newest[list] = connection;
  }

  /** Takes a connection out of its list. */
  remove(connection: Connection): void {
    const { expiry, older, newer } = connection;
    if (older === undefined) this.#oldest[expiry] = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest[expiry] = older;
    else newer.older = older;
    connection.older = undefined;
    connection.newer = undefined;
  }

  /** A connection whose time is over at the time `now`, if a list begins with one. */
  nextOver(now: number): Connection | undefined {
    for (const connection of this.#oldest) {
      if (connection !== undefined && isOver(connection, now)) return connection;
    }
    return undefined;
  }

  /** The connection that has waited longest, of those that lists begin with. */
  longestWaiting(): Connection | undefined {
    let longest: Connection | undefined;
    for (const connection of this.#oldest) {
      if (connection === undefined) continue;
      if (longest === undefined || connection.since < longest.since) longest = connection;
    }
    return longest;
  }
}
