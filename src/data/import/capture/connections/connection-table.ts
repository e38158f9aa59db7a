import type { Connection } from './connection.ts';
import { isSameKey } from './connection-key.ts';

const FIRST_BUCKETS = 1 << 10;
/** Far more than chance puts under one hash; who made so many made them to cost time. */
const LONGEST_CHAIN = 64;

/** The open connections by key: a hash table whose chains run through the connections themselves. */
export class ConnectionTable {
  size = 0;
  #buckets: (Connection | undefined)[] = new Array(FIRST_BUCKETS).fill(undefined);

  find(key: Int32Array, hash: number): Connection | undefined {
    let connection = this.#buckets[this.#bucketOf(hash)];
    // The hash stands in the connection itself, the key elsewhere in memory.
    while (
      connection !== undefined &&
      (connection.hash !== hash || !isSameKey(connection.key, key))
    ) {
      connection = connection.chained;
    }
    return connection;
  }

  /** The oldest connection under this hash, where there are too many to search among. */
  crowding(hash: number): Connection | undefined {
    let last: Connection | undefined;
    let length = 0;
    for (let each = this.#buckets[this.#bucketOf(hash)]; each !== undefined; each = each.chained) {
      last = each;
      length++;
    }
    return length < LONGEST_CHAIN ? undefined : last;
  }

  /** Adds a connection whose key the table lacks. */
  add(connection: Connection): void {
    if (this.size === this.#buckets.length) this.#grow();
    this.#link(connection);
    this.size++;
  }

  /** Removes a connection that the table has. */
  remove(connection: Connection): void {
    const bucket = this.#bucketOf(connection.hash);
    let before: Connection | undefined;
    for (let each = this.#buckets[bucket]; each !== undefined; each = each.chained) {
      if (each === connection) {
        if (before === undefined) this.#buckets[bucket] = connection.chained;
        else before.chained = connection.chained;
        connection.chained = undefined;
        this.size--;
        return;
      }
      before = each;
    }
  }

  #bucketOf(hash: number): number {
    return hash & (this.#buckets.length - 1);
  }

  #link(connection: Connection): void {
    const bucket = this.#bucketOf(connection.hash);
    connection.chained = this.#buckets[bucket];
    this.#buckets[bucket] = connection;
  }

  #grow(): void {
    const smaller = this.#buckets;
    this.#buckets = new Array(2 * smaller.length).fill(undefined);
    for (const first of smaller) {
      for (let each = first; each !== undefined; ) {
        const { chained }: Connection = each;
        this.#link(each);
        each = chained;
      }
    }
  }
}
