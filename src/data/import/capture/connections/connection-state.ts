import { TCP, UDP } from '../segment.ts';
import type { Connection } from './connection.ts';
import { payloadOf, type TcpEndpoint, type TcpState } from './tcp-endpoint.ts';

/** A SYN from the originator, and nothing more of it before its RST. */
const OPENED_AND_RESET = /^\^?S[^HAFGIQ]*R/;

/**
 * The state of a connection in Zeek's words: S0 attempt without an answer, S1 established, SF closed
 * by both, REJ rejected, S2 and S3 closed by the originator or the responder only, RSTO and RSTR
 * reset by them, RSTOS0 and SH a SYN and then a RST or a FIN without an answer, RSTRH and SHR the
 * same of a SYN-ACK without its SYN, OTH all else. Source: Zeek's documentation, `conn_state` of
 * `Conn::Info` and the script base/protocols/conn that sets it.
 */
export function connectionState(connection: Connection): string {
  const { originator, responder, protocol, history } = connection;
  if (protocol === UDP) return datagramState(originator.packets > 0, responder.packets > 0);
  if (protocol !== TCP || originator.tcp === undefined || responder.tcp === undefined) return 'OTH';
  return tcpState(originator.tcp, responder.tcp, history);
}

function datagramState(hasRequest: boolean, hasReply: boolean): string {
  if (hasRequest) return hasReply ? 'SF' : 'S0';
  return hasReply ? 'SHR' : 'OTH';
}

function tcpState(originator: TcpEndpoint, responder: TcpEndpoint, history: string): string {
  const from = originator.state;
  const to = responder.state;
  if (to === 'reset') {
    if (from === 'SYN sent' || from === 'SYN-ACK sent') return 'REJ';
    const sentNothing = payloadOf(originator, responder) + payloadOf(responder, originator) === 0;
    if (from === 'reset' && sentNothing) return 'REJ';
    return isUnopened(from) ? 'RSTRH' : 'RSTR';
  }
  if (from === 'reset') {
    if (!isUnopened(to)) return 'RSTO';
    return OPENED_AND_RESET.test(history) ? 'RSTOS0' : 'OTH';
  }
  if (from === 'closed') {
    if (to === 'closed') return 'SF';
    return isUnopened(to) ? 'SH' : 'S2';
  }
  if (to === 'closed') return isUnopened(from) ? 'SHR' : 'S3';
  if (from === 'SYN sent' && to === 'inactive') return 'S0';
  return from === 'established' && to === 'established' ? 'S1' : 'OTH';
}

function isUnopened(state: TcpState): boolean {
  return state === 'inactive' || state === 'partial';
}
