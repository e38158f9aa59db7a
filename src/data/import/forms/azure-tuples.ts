import { protocolName } from '../flows/protocols.ts';
import type { FlowDialect } from '../kinds/flow-dialect.ts';
import { USUAL_WORDS } from '../kinds/usual-words.ts';
import { elapsed, timeOf } from '../mapping/readings.ts';
import { NONE } from '../text/record-reader.ts';
import { type Cells, isRow, type NoRow, type TextForm } from './text-form.ts';

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;
/** Blanks that stand on one line at most, so that no line of them is too long to be read. */
const MOST_BLANKS = 1 << 16;
/** The list that holds the flows, as texts. */
const TUPLES = 'flowTuples';

const NAMES = [
  ...['start', 'end', 'src_ip', 'src_port', 'dst_ip', 'dst_port', 'protocol', 'action'],
  ...['packets_sent', 'bytes_sent', 'packets_recv', 'bytes_recv'],
];

/**
 * Flow logs of Azure's network security groups (versions 1 and 2) and virtual networks: one JSON
 * object that holds flows as texts, apart by commas. A record that a flow begins has no counts yet and
 * is left out, unless it was denied; one that it goes on or ends counts what came since the last one.
 * Source: Azure Network Watcher documentation, "Flow logging for network security groups" and
 * "Virtual network flow logs", log format.
 */
export function azureForm(start: string): TextForm | undefined {
  if (!/^[[{]/.test(start) || !/"flowTuples"\s*:\s*\[/.test(start)) return undefined;
  const tuples = [...start.matchAll(/"(\d{10,13},[\da-fA-F.:]+,[^"\\\n]*)"/g)];
  const rows = tuples.map(([, tuple]) => cellsOf(tuple, new Map())).filter(isRow);
  return {
    name: 'Azure flow log',
    names: NAMES,
    rows,
    delimiter: NONE,
    quote: NONE,
    unit: 'record',
    start: () => {
      const tuples = new TuplesAsLines();
      const open = new Map<string, string>();
      return {
        prepare: (block) => tuples.prepare(block),
        cut(record) {
          const line = record.recordText().trim();
          return line === '' ? {} : cellsOf(line, open);
        },
      };
    },
  };
}

const START = ['start'];

/** The rows of the form as flows. */
export const AZURE: FlowDialect = {
  format: 'Azure flow log',
  expects: 'an Azure flow log',
  recognises: () => false,
  unsetWords: [],
  mapping: {
    fields: [
      { key: 'startTime', names: START, whenUnset: 'refuse', read: timeOf(START) },
      {
        key: 'duration',
        names: ['end'],
        whenUnset: 'zero',
        read: elapsed(timeOf(START), timeOf(['end'])),
      },
      { key: 'originatorAddress', names: ['src_ip'], whenUnset: 'refuse' },
      { key: 'originatorPort', names: ['src_port'], whenUnset: 'zero' },
      { key: 'responderAddress', names: ['dst_ip'], whenUnset: 'refuse' },
      { key: 'dstPort', names: ['dst_port'], whenUnset: 'zero' },
      { key: 'protocol', names: ['protocol'], whenUnset: 'refuse' },
      { key: 'packetsSent', names: ['packets_sent'], whenUnset: 'zero' },
      { key: 'bytesSent', names: ['bytes_sent'], whenUnset: 'zero' },
      { key: 'packetsRecv', names: ['packets_recv'], whenUnset: 'zero' },
      { key: 'bytesRecv', names: ['bytes_recv'], whenUnset: 'zero' },
      { key: 'connState', names: ['action'], whenUnset: 'empty', optional: true },
    ],
    ...USUAL_WORDS,
  },
};

/** Flows that are open at a time, so that no file can fill the memory. */
const MOST_OPEN = 1 << 18;

/**
 * Direction, decision and state stand before the counts; security groups of version 1 have no state.
 * @param open when flows began, or were told of last, by their ends
 */
function cellsOf(tuple: string, open: Map<string, string>): Cells | NoRow {
  const cells = tuple.split(',');
  if (cells.length < 8) return { refused: 'is no flow of eight or more values' };
  const [time, ...ends] = cells.slice(0, 6);
  const [source, destination, sourcePort, destinationPort, protocol] = ends;
  const decision = cells[7];
  const [encryption = '', ...counts] = cells.slice(8);
  // Of virtual networks the state comes first, then whether the flow was encrypted.
  const state = /^N?X/.test(encryption) ? decision : encryption;
  const key = ends.join();
  const start = open.get(key);
  if (state === 'B' && decision !== 'D') {
    if (open.size < MOST_OPEN) open.set(key, time);
    return { leftOut: 'record of a flow that begins: its counts come later' };
  }
  if (state === 'C' && open.size < MOST_OPEN) open.set(key, time);
  else open.delete(key);
  const name = { T: 'TCP', U: 'UDP' }[protocol] ?? protocolName(protocol);
  const [packetsSent = '', bytesSent = '', packetsReceived = '', bytesReceived = ''] = counts;
  return [
    ...[start ?? time, start === undefined ? '' : time],
    ...[source, sourcePort, destination, destinationPort, name, decision],
    ...[packetsSent, bytesSent, packetsReceived, bytesReceived],
  ];
}

/** Puts the texts of every list of tuples on a line each; everything else becomes blank. */
class TuplesAsLines {
  #inString = false;
  #escaped = false;
  /** The string read last, as far as it can be the name. */
  #name = '';
  #isNamed = false;
  #inTuples = false;
  #blanks = 0;

  prepare(block: Uint8Array): void {
    for (let at = 0; at < block.length; at++) block[at] = this.#pass(block[at]);
  }

  #pass(byte: number): number {
    if (this.#inString) return this.#within(byte);
    if (byte === QUOTE) {
      this.#inString = true;
      this.#name = '';
    } else if (byte === COLON) {
      this.#isNamed = this.#name === TUPLES;
    } else if (byte === OPEN_BRACKET) {
      this.#inTuples = this.#isNamed;
    } else if (byte === CLOSE_BRACKET) {
      this.#inTuples = false;
    }
    return this.#blank();
  }

  #within(byte: number): number {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      return this.#inTuples ? LINE_FEED : this.#blank();
    } else if (this.#name.length <= TUPLES.length) this.#name += String.fromCharCode(byte);
    return this.#inTuples && byte !== LINE_FEED ? byte : this.#blank();
  }

  /** No line of blanks may be too long to be read. */
  #blank(): number {
    this.#blanks = (this.#blanks + 1) % MOST_BLANKS;
    return this.#blanks === 0 ? LINE_FEED : SPACE;
  }
}
