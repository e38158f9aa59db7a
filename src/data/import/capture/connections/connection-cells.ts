import type { GrowingTexts } from '../../flows/columns.ts';
import type { FlowField } from '../../flows/flow-fields.ts';
import type { CellSource, FlowMapping } from '../../text/cell-source.ts';
import type { WordDictionary } from '../../text/words.ts';
import { addressText } from '../address-text.ts';
import { hasPayload, protocolName } from '../ip-protocols.ts';
import { type Connection, portAt, type Side } from './connection.ts';
import { addressIndex, isIpv4 } from './connection-key.ts';
import { connectionState } from './connection-state.ts';
import { payloadOf } from './tcp-endpoint.ts';

/** A column of a flow table, and what a connection says there. */
interface ConnectionField {
  readonly key: FlowField['key'];
  /** What messages call it. */
  readonly name: string;
  /** A number or a word; `undefined` where packets cannot tell. */
  readonly value: (connection: Connection, base: number) => number | string | undefined;
}

const FIELDS: readonly ConnectionField[] = [
  { key: 'startTime', name: 'start time', value: ({ start }, base) => base + start },
  { key: 'originatorAddress', name: 'originator', value: (each) => addressAt(each, true) },
  { key: 'originatorPort', name: 'port of the originator', value: (each) => portAt(each, true) },
  { key: 'responderAddress', name: 'responder', value: (each) => addressAt(each, false) },
  { key: 'dstPort', name: 'port of the responder', value: (each) => portAt(each, false) },
  { key: 'protocol', name: 'protocol', value: ({ protocol }) => protocolName(protocol) },
  {
    key: 'duration',
    name: 'duration',
    value: ({ start, last, isTimed }) => (isTimed ? last - start : undefined),
  },
  {
    key: 'bytesSent',
    name: 'payload sent',
    value: (each) => payloadFrom(each, each.originator, each.responder),
  },
  {
    key: 'bytesRecv',
    name: 'payload received',
    value: (each) => payloadFrom(each, each.responder, each.originator),
  },
  { key: 'packetsSent', name: 'packets sent', value: ({ originator }) => originator.packets },
  { key: 'packetsRecv', name: 'packets received', value: ({ responder }) => responder.packets },
  { key: 'ipBytesSent', name: 'IP bytes sent', value: ({ originator }) => originator.ipBytes },
  { key: 'ipBytesRecv', name: 'IP bytes received', value: ({ responder }) => responder.ipBytes },
  { key: 'connState', name: 'state', value: connectionState },
];

function addressAt({ key, originatorIsFirst }: Connection, ofOriginator: boolean): string {
  return addressText(key, addressIndex(ofOriginator === originatorIsFirst), isIpv4(key));
}

function payloadFrom({ protocol }: Connection, side: Side, peer: Side): number | undefined {
  if (side.tcp !== undefined && peer.tcp !== undefined) return payloadOf(side.tcp, peer.tcp);
  return hasPayload(protocol) ? side.payload : undefined;
}

/** Whether no SYN told who opened a TCP connection; the first packet seen has to serve. */
function isMetMidStream({ history }: Connection): boolean {
  return history !== '' && !/[Ssh]/.test(history);
}

/** More than the longest address has characters. */
const LONGEST_WORD = 64;

/** A connection as a row of a flow table. */
export class ConnectionCells implements CellSource {
  #connection: Connection | undefined;
  #base = 0;
  /** The cells looked at so far: a builder asks more than once. */
  readonly #cells: (number | string | undefined)[] = FIELDS.map(() => undefined);
  readonly #scratch = new Uint8Array(LONGEST_WORD);

  /** @param base seconds since 1970 UTC that the connection's times count from */
  show(connection: Connection, base: number): void {
    this.#connection = connection;
    this.#base = base;
    this.#cells.fill(undefined);
  }

  /** The number of its first packet. */
  get line(): number {
    return this.#connection?.firstPacket ?? 0;
  }

  get isMetMidStream(): boolean {
    return this.#connection !== undefined && isMetMidStream(this.#connection);
  }

  isPresent(): boolean {
    return true;
  }

  isUnset(field: number): boolean {
    return this.#value(field) === undefined;
  }

  number(field: number): number {
    return Number(this.#value(field));
  }

  text(field: number): string {
    return String(this.#value(field));
  }

  intern(field: number, words: WordDictionary): number {
    return words.intern(this.#scratch, 0, this.#write(field));
  }

  append(field: number, texts: GrowingTexts): void {
    texts.push(this.#scratch, 0, this.#write(field));
  }

  #value(field: number): number | string | undefined {
    if (this.#connection === undefined) return undefined;
    this.#cells[field] ??= FIELDS[field].value(this.#connection, this.#base);
    return this.#cells[field];
  }

  /** Puts a word, which is ASCII, into the scratch bytes; how many they are. */
  #write(field: number): number {
    const word = this.text(field);
    for (let i = 0; i < word.length; i++) this.#scratch[i] = word.charCodeAt(i);
    return word.length;
  }
}

/** How connections become flows. What application they serve is not looked into. */
export function connectionMapping(cells: ConnectionCells): FlowMapping {
  return {
    fields: FIELDS.map(({ key, name }) => ({ key, names: [name], whenUnset: 'zero' })),
    nameAttack: () => 'unknown',
    doubtsDirection: () => cells.isMetMidStream,
  };
}
