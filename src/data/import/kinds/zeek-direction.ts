import { equalBytes } from '../text/cells.ts';
import type { RecordFields } from '../text/record-fields.ts';

const CAPITAL_S = 0x53;
const SMALL_H = 0x68;
const CARET = 0x5e;
const LOWER_CASE = 0x20;

/**
 * Whether it is doubtful which end opened a connection. Zeek takes the sender of the first packet
 * that it saw for the originator. For TCP that is beyond doubt if it saw the originator's SYN (`S`
 * in the history) or the responder's SYN and ACK (`h`); of a connection met midstream it is not, and
 * a SYN and ACK of the originator (`H`) even says the contrary. The state `OTH` tells the same where
 * there is no history. Elsewhere it is doubtful if Zeek exchanged the ends by its guess at likely
 * servers (`^`).
 * Source: Zeek's documentation, `Conn::Info` in base/protocols/conn, and "Flipping Connections".
 *
 * @param history and `connState`: `''` where the log does not tell
 */
export function isDirectionDoubtful(protocol: string, history: string, connState: string): boolean {
  if (protocol.toLowerCase() !== 'tcp') return history.includes('^');
  return history === '' ? connState === 'OTH' : !/[Sh]/.test(history);
}

/** The columns that tell it, −1 for none. */
export interface DirectionColumns {
  readonly protocol: number;
  readonly history: number;
  readonly connState: number;
  /** What stands for no value in them. */
  readonly unset: readonly Uint8Array[];
}

/** As `isDirectionDoubtful`, of the current record, without making a string. */
export function isRecordDoubtful(
  { bytes, starts, ends }: RecordFields,
  { protocol, history, connState, unset }: DirectionColumns,
): boolean {
  const isTcp = spells(bytes, starts[protocol], ends[protocol], TCP);
  // Both letters of a handshake stand for TCP, the mark for the others: the first met decides.
  let hasHistory = false;
  if (history >= 0) {
    const end = ends[history];
    for (let at = starts[history]; at < end; at++) {
      const letter = bytes[at];
      if (isTcp ? letter === CAPITAL_S || letter === SMALL_H : letter === CARET) return !isTcp;
    }
    hasHistory =
      end > starts[history] && !unset.some((word) => equalBytes(bytes, starts[history], end, word));
  }
  if (!isTcp) return false;
  return (
    hasHistory || (connState >= 0 && spells(bytes, starts[connState], ends[connState], MIDSTREAM))
  );
}

const encoder = new TextEncoder();
const TCP = encoder.encode('tcp');
const MIDSTREAM = encoder.encode('oth');

/** Whether `bytes[start … end)` are the word, given in lower case, in any case. */
function spells(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) {
    if ((bytes[start + i] | LOWER_CASE) !== word[i]) return false;
  }
  return true;
}
