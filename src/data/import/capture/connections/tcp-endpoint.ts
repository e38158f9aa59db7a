import { FIN, RST, type Segment, SYN } from '../segment.ts';

/** How far one side of a TCP connection has come. `partial`: met without its SYN. */
export type TcpState =
  | 'inactive'
  | 'SYN sent'
  | 'SYN-ACK sent'
  | 'partial'
  | 'established'
  | 'closed'
  | 'reset';

/** One side of a TCP connection. Sequence numbers have 32 bits; distances do not wrap. */
export interface TcpEndpoint {
  state: TcpState;
  stateBefore: TcpState;
  /** The number of its SYN, or what that would have been. */
  first: number;
  /** The number after the furthest sent, and its distance from `first`. */
  next: number;
  sent: number;
  /** The furthest number that the other side acknowledged, and its distance from `first`. */
  acknowledged: number;
  confirmed: number;
  hasSentFin: boolean;
  /** It sent a FIN or a RST that counted. */
  isDone: boolean;
}

/** Numbers farther ahead are not believed of a SYN, a RST, or an acknowledgement of 0. */
const FARTHEST = 1 << 20;
const MOST_BYTES = 2 ** 53;

export function newEndpoint(): TcpEndpoint {
  return {
    state: 'inactive',
    stateBefore: 'inactive',
    first: 0,
    next: 0,
    sent: 0,
    acknowledged: 0,
    confirmed: 0,
    hasSentFin: false,
    isDone: false,
  };
}

export function enter(endpoint: TcpEndpoint, state: TcpState): void {
  if (state === endpoint.state) return;
  endpoint.stateBefore = endpoint.state;
  endpoint.state = state;
}

/** What a segment takes of sequence space: its payload, a SYN, a FIN; the text of a RST does not. */
function spanOf({ flags, payload }: Segment): number {
  const control = ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
  return control + ((flags & RST) !== 0 ? 0 : payload);
}

/** Starts the count of an endpoint at its first segment, or anew at another SYN. */
export function startSequence(endpoint: TcpEndpoint, segment: Segment): void {
  const { sequence } = segment;
  const isSyn = (segment.flags & SYN) !== 0;
  switch (endpoint.state) {
    case 'inactive':
      if (isSyn) startAt(endpoint, sequence, spanOf(segment));
      else startAt(endpoint, (sequence - 1) >>> 0, 1);
      break;
    case 'SYN sent':
    case 'SYN-ACK sent':
      if (isSyn && sequence !== endpoint.first) startAt(endpoint, sequence, spanOf(segment));
      break;
    case 'established':
    case 'partial':
      if (isSyn) startAt(endpoint, sequence, spanOf(segment));
      break;
    case 'reset':
      if (isSyn && endpoint.stateBefore === 'inactive') {
        startAt(endpoint, sequence, spanOf(segment));
      }
      break;
    case 'closed':
  }
}

function startAt(endpoint: TcpEndpoint, first: number, sent: number): void {
  endpoint.first = first;
  endpoint.next = (first + sent) >>> 0;
  endpoint.sent = sent;
  endpoint.acknowledged = first;
  endpoint.confirmed = 0;
}

/** Takes note that the other side acknowledged all before `number`. */
export function noteAcknowledgement(endpoint: TcpEndpoint, number: number): void {
  if (endpoint.state === 'inactive') {
    startAt(endpoint, (number - 1) >>> 0, 0);
    return;
  }
  const hasWrapped = endpoint.confirmed >= 2 ** 31;
  if (!hasWrapped && ((number - endpoint.first) | 0) < 0) return;
  const ahead = (number - endpoint.acknowledged) | 0;
  if (ahead <= 0 || (number === 0 && ahead > FARTHEST)) return;
  endpoint.acknowledged = number;
  endpoint.confirmed += ahead;
}

/** Takes note of what a segment of this endpoint adds to all it sent. */
export function noteSent(endpoint: TcpEndpoint, segment: Segment): void {
  const { flags } = segment;
  const end = (segment.sequence + spanOf(segment)) >>> 0;
  const ahead = (end - endpoint.next) | 0;
  if ((flags & (SYN | RST)) !== 0 && Math.abs(ahead) > FARTHEST) return;
  const onlyFinKnown = (flags & FIN) !== 0 && endpoint.next === (endpoint.first + 1) >>> 0;
  if (!onlyFinKnown && (endpoint.state === 'reset' || ahead <= 0)) return;
  // Between a SYN and a FIN with nothing in between, up to 4 GiB may lie.
  endpoint.sent += onlyFinKnown ? ahead >>> 0 : ahead;
  endpoint.next = end;
}

/**
 * Payload bytes that an endpoint sent, from sequence numbers: each byte once however often it was
 * sent, and those that the capture missed. Source: Zeek's documentation, `Conn::Info`, orig_bytes.
 */
export function payloadOf(endpoint: TcpEndpoint, peer: TcpEndpoint): number {
  const isAborted =
    endpoint.stateBefore === 'SYN sent' && endpoint.state === 'reset' && peer.state === 'inactive';
  // A half-open connection that was found and dropped: its numbers mean nothing.
  if (isAborted && endpoint.confirmed > 1) return 0;
  const control = endpoint.hasSentFin ? 2 : 1;
  const span = Math.max(endpoint.sent, endpoint.confirmed);
  return Math.min(Math.max(span - control, 0), MOST_BYTES);
}
