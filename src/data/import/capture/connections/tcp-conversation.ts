import { ACK, FIN, RST, type Segment, SYN } from '../segment.ts';
import { type Connection, exchangeRoles } from './connection.ts';
import {
  enter,
  noteAcknowledgement,
  noteSent,
  startSequence,
  type TcpEndpoint,
} from './tcp-endpoint.ts';

/** Whether a segment begins another connection between the same ports, and is no part of this. */
export function beginsAnew(
  originator: TcpEndpoint,
  responder: TcpEndpoint,
  { flags, sequence }: Segment,
): boolean {
  if ((flags & SYN) === 0) return false;
  const isAnswer = (flags & ACK) !== 0;
  if (isAnswer && originator.state !== 'inactive') return false;
  if (originator.isDone || responder.isDone) return true;
  if (sequence === (isAnswer ? responder : originator).first) return false;
  const isLateSyn =
    !isAnswer &&
    originator.state === 'SYN-ACK sent' &&
    responder.state === 'inactive' &&
    sequence === responder.first;
  return !isLateSyn;
}

/**
 * Takes a segment into a TCP connection: counts sequence numbers, moves the states of both sides,
 * and exchanges the roles where it shows that the originator answered. The states and their
 * changes are Zeek's, see its documentation of `conn_state` and `history`. O(1).
 */
export function converse(
  connection: Connection,
  endpoint: TcpEndpoint,
  peer: TcpEndpoint,
  segment: Segment,
): void {
  const { flags } = segment;
  startSequence(endpoint, segment);
  noteHistory(connection, endpoint, segment);
  if ((flags & FIN) !== 0) endpoint.hasSentFin = true;
  // The acknowledgement of a RST is not believed, unless nothing else is known.
  if ((flags & ACK) !== 0 && ((flags & RST) === 0 || peer.state === 'inactive')) {
    noteAcknowledgement(peer, segment.acknowledgement);
  }
  noteSent(endpoint, segment);
  if (move(connection, endpoint, peer, segment)) endpoint.isDone = true;
}

function noteHistory(connection: Connection, endpoint: TcpEndpoint, segment: Segment): void {
  const letter = letterOf(segment);
  if (letter === undefined) return;
  if (connection.history === 'H' && (letter === 'A' || letter === 'D')) {
    // It began with a SYN-ACK, which a stealth scan may send; now it shows to have been an answer.
    exchangeRoles(connection);
    connection.history = '^h';
  }
  const isOriginator = connection.originator.tcp === endpoint;
  const cased = isOriginator ? letter : letter.toLowerCase();
  if (!connection.history.includes(cased)) connection.history += cased;
}

function letterOf({ flags, payload }: Segment): string | undefined {
  switch (flags & (SYN | FIN | RST)) {
    case SYN:
      return (flags & ACK) !== 0 ? 'H' : 'S';
    case FIN:
      return 'F';
    case RST:
      return 'R';
    case FIN | RST:
    case SYN | FIN | RST:
      return 'I';
    case SYN | FIN:
    case SYN | RST:
      return 'Q';
    default:
      if (payload > 0) return 'D';
      return (flags & ACK) !== 0 ? 'A' : undefined;
  }
}

/** Moves the sender's state; whether the segment closes its side. */
function move(
  connection: Connection,
  endpoint: TcpEndpoint,
  peer: TcpEndpoint,
  segment: Segment,
): boolean {
  const { flags } = segment;
  const ends = (flags & (FIN | RST)) !== 0;
  switch (endpoint.state) {
    case 'inactive':
      leaveInactive(connection, endpoint, peer, segment);
      return ends;
    case 'SYN sent':
    case 'SYN-ACK sent':
      if ((flags & FIN) !== 0) enter(endpoint, 'closed');
      if ((flags & RST) !== 0) enter(endpoint, 'reset');
      return ends;
    case 'established':
    case 'partial':
      leaveEstablished(endpoint, peer, flags);
      return ends;
    case 'closed':
      // A RST after both have said their FIN changes nothing.
      if ((flags & RST) === 0 || peer.state === 'closed') return false;
      enter(endpoint, 'reset');
      return true;
    case 'reset':
      return false;
  }
}

function leaveInactive(
  connection: Connection,
  endpoint: TcpEndpoint,
  peer: TcpEndpoint,
  { flags, payload }: Segment,
): void {
  const isOriginator = connection.originator.tcp === endpoint;
  const isAnswer = (flags & ACK) !== 0;
  if ((flags & SYN) !== 0 && isOriginator) {
    enter(endpoint, isAnswer ? 'SYN-ACK sent' : 'SYN sent');
  } else if ((flags & SYN) !== 0) {
    if (!isAnswer && peer.state === 'SYN-ACK sent') {
      // The SYN comes after its answer: the capture mixed up the two.
      exchangeRoles(connection);
      enter(peer, 'established');
    }
    if (peer.state === 'SYN sent') enter(peer, 'established');
    enter(endpoint, 'established');
  }
  if ((flags & FIN) !== 0) enter(endpoint, 'closed');
  if ((flags & RST) !== 0) enter(endpoint, 'reset');
  if (endpoint.state !== 'inactive') return;
  // Some answer a SYN with a bare ACK before the SYN-ACK.
  if (!isOriginator && payload === 0 && peer.state === 'SYN sent') return;
  const missedSyn = isAnswer && peer.state === 'established';
  enter(endpoint, missedSyn ? 'established' : 'partial');
}

function leaveEstablished(endpoint: TcpEndpoint, peer: TcpEndpoint, flags: number): void {
  const isBareSyn = (flags & (SYN | ACK)) === SYN;
  if (isBareSyn && endpoint.state === 'partial' && peer.state === 'inactive') {
    enter(endpoint, 'SYN sent');
  }
  if ((flags & FIN) !== 0 && (flags & RST) === 0) {
    enter(endpoint, 'closed');
    // The peer sent a FIN, then a RST: now it shows to have been a normal end.
    if (peer.state === 'reset' && peer.stateBefore === 'closed') enter(peer, 'closed');
  }
  if ((flags & RST) !== 0) enter(endpoint, 'reset');
}
