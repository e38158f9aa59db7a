import type { FileHead } from '../file-head.ts';
import { ANSWER_FIELDS } from '../labels/answer-fields.ts';
import {
  difference,
  elapsed,
  firstOf,
  type NumberReading,
  plain,
  portOf,
  timeOf,
} from '../mapping/readings.ts';
import type { RecordCells } from '../text/record-cells.ts';
import type { FlowDialect } from './flow-dialect.ts';
import { USUAL_WORDS } from './usual-words.ts';

const START = ['StartTime'];
const LESS = 0x3c;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const MANAGEMENT = new TextEncoder().encode('man');
const BOTH_SIDES = {
  bytes: { total: 'TotBytes', sent: 'SrcBytes', received: 'DstBytes' },
  packets: { total: 'TotPkts', sent: 'SrcPkts', received: 'DstPkts' },
} as const;

/**
 * Flows of Argus: the `.binetflow` files of CTU-13, and what `ra` prints with `-c ,` or `-c` and a
 * tab, whichever fields it was asked for. Bytes count the headers of every layer, unless there are
 * `SAppBytes` and `DAppBytes`. Where `Dir` points back (`<-`) the right-hand end opened the flow and
 * the ends are exchanged; where it has a question mark the direction is in doubt.
 *
 * Where a file has totals and one side of bytes only, the other side is what is left, and packets
 * are shared out as the bytes are. CTU-13's Background, traffic that nobody judged, has no label.
 * Sources: ra(1); S. García, M. Grill, J. Stiborek, A. Zunino, "An empirical comparison of botnet
 * detection methods", Computers & Security 45, 2014.
 */
export const ARGUS: FlowDialect = {
  format: 'Argus',
  expects: 'Argus flows (CSV or tab-separated)',
  recognises: (has) =>
    has('SrcAddr') && has('DstAddr') && has('Proto') && (has('Sport') || has('Dir')),
  unsetWords: [],
  mapping: {
    fields: [
      { key: 'startTime', names: START, whenUnset: 'refuse', read: timeOf(START) },
      { key: 'originatorAddress', names: ['SrcAddr'], whenUnset: 'refuse' },
      {
        key: 'originatorPort',
        names: ['Sport'],
        whenUnset: 'zero',
        optional: true,
        read: portOf('Sport'),
      },
      { key: 'responderAddress', names: ['DstAddr'], whenUnset: 'refuse' },
      {
        key: 'dstPort',
        names: ['Dport'],
        whenUnset: 'zero',
        optional: true,
        read: portOf('Dport'),
      },
      { key: 'protocol', names: ['Proto'], whenUnset: 'refuse' },
      {
        key: 'duration',
        names: ['Dur'],
        whenUnset: 'zero',
        optional: true,
        read: firstOf(plain('Dur', 'RunTime'), elapsed(timeOf(START), timeOf(['LastTime']))),
      },
      { key: 'bytesSent', names: ['SrcBytes'], whenUnset: 'zero', optional: true, read: bytesSent },
      {
        key: 'bytesRecv',
        names: ['DstBytes'],
        whenUnset: 'zero',
        optional: true,
        read: bytesReceived,
      },
      {
        key: 'packetsSent',
        names: ['SrcPkts'],
        whenUnset: 'zero',
        optional: true,
        read: packetsSent,
      },
      {
        key: 'packetsRecv',
        names: ['DstPkts'],
        whenUnset: 'zero',
        optional: true,
        read: firstOf(plain('DstPkts'), difference(plain('TotPkts'), packetsSent)),
      },
      ...ANSWER_FIELDS,
    ],
    ...USUAL_WORDS,
    nameAttack: (label, word, name) => USUAL_WORDS.nameAttack(label, botnetName(word), name),
  },
  describe(file) {
    file.remark(hasPayload(file) ? 'bytes of payload' : 'bytes with headers');
    if (neverKnown(file).includes('packets')) file.remark('packets of each side estimated');
  },
  neverKnown,
  skips,
  reverses,
  doubtsDirection,
};

/** Argus reports on itself now and then, in records of a protocol of their own. */
function skips(file: FileHead): ((row: RecordCells) => string | undefined) | undefined {
  const column = file.column(['Proto']);
  if (column === undefined) return undefined;
  return (row) => (row.is(column, MANAGEMENT) ? 'management record: no flow' : undefined);
}

function neverKnown(file: FileHead): ('bytes' | 'packets')[] {
  return (['bytes', 'packets'] as const).filter((each) => {
    const { total, sent, received } = BOTH_SIDES[each];
    const known = [total, sent, received].filter((name) => file.column([name]) !== undefined);
    return known.length < 2 && !(each === 'bytes' && hasPayload(file));
  });
}

function hasPayload(file: FileHead): boolean {
  return file.column(['SAppBytes']) !== undefined && file.column(['DAppBytes']) !== undefined;
}

function bytesSent(file: FileHead): NumberReading | undefined {
  const { total, sent, received } = BOTH_SIDES.bytes;
  if (hasPayload(file)) return plain('SAppBytes')(file);
  return firstOf(plain(sent), difference(plain(total), plain(received)), plain(total))(file);
}

function bytesReceived(file: FileHead): NumberReading | undefined {
  const { total, received } = BOTH_SIDES.bytes;
  if (hasPayload(file)) return plain('DAppBytes')(file);
  return firstOf(plain(received), difference(plain(total), bytesSent))(file);
}

function packetsSent(file: FileHead): NumberReading | undefined {
  const { total, sent, received } = BOTH_SIDES.packets;
  return firstOf(plain(sent), difference(plain(total), plain(received)), packetsShared)(file);
}

/** Packets of the total in proportion to the bytes; at least one of each side that sent any. */
function packetsShared(file: FileHead): NumberReading | undefined {
  const total = plain('TotPkts')(file);
  const from = bytesSent(file);
  const back = bytesReceived(file);
  if (total === undefined || from === undefined || back === undefined) return undefined;
  return (row) => {
    const packets = total(row);
    if (packets === undefined) return undefined;
    const sent = from(row) ?? 0;
    const received = back(row) ?? 0;
    if (!(sent > 0)) return received > 0 ? 0 : packets;
    if (!(received > 0)) return packets;
    const share = Math.round((packets * sent) / (sent + received));
    return Math.max(Math.min(share, packets - 1), Math.min(1, packets));
  };
}

/** Arrows that point back: `<-`, `<|`, `<o`; not `<->`, nor `<?` which is in doubt. */
function reverses(file: FileHead): ((row: RecordCells) => boolean) | undefined {
  const column = file.column(['Dir']);
  if (column === undefined) return undefined;
  return (row) => row.has(column, LESS) && !row.has(column, GREATER) && !row.has(column, QUESTION);
}

function doubtsDirection(file: FileHead): ((row: RecordCells) => boolean) | undefined {
  const column = file.column(['Dir']);
  return column === undefined ? undefined : (row) => row.has(column, QUESTION);
}

/** `flow=From-Botnet-V42-1-TCP-CC12-HTTP-Custom` is `Botnet TCP-CC`: some ten names, not hundreds. */
function botnetName(word: string): string {
  const [, kind] =
    /^flow=(?:from|to)-botnet-v\d+(?:-\d+)?-([a-z]+(?:-[a-z]+)?)/i.exec(word.trim()) ?? [];
  return kind === undefined ? word.trim().replace(/^flow=/i, '') : `Botnet ${kind}`;
}
