import { type Captured, pcap } from './files.ts';
import { type Flow, readCapture } from './flows.ts';
import { ACK, ethernet, FIN, ip, RST, SYN, tcp } from './packets.ts';

export const CLIENT = { host: '10.0.0.1', port: 40000 };
export const SERVER = { host: '10.0.0.2', port: 9999 };

const LETTERS: Readonly<Record<string, number>> = { S: SYN, A: ACK, F: FIN, R: RST };

/**
 * Packets of a TCP conversation, from a script such as `> S, < SA, > A, > A100, < FA`: who sends
 * (`>` the client), the flags by letter, the bytes of payload, and, where they matter, what else:
 * `again` repeats the sender's last sequence number, `at 7.5` tells the second.
 * A packet that says nothing comes a quarter of a second after the one before it.
 */
export function talk(
  script: string,
  { client = CLIENT, server = SERVER, first = [1000, 5000], start = 0 } = {},
): Captured[] {
  const next = { '>': first[0], '<': first[1] };
  const last = { ...next };
  let time = start - 0.25;
  return script.split(',').map((step) => {
    const parts = /^\s*([<>]) ([SAFR]*)(\d*)( again)?(?: at ([\d.]+))?\s*$/.exec(step);
    if (parts === null) throw new Error(`not a step: ${step}`);
    const [, way, letters, size, again, at] = parts;
    const side = way as '>' | '<';
    const flags = [...letters].reduce((sum, letter) => sum | LETTERS[letter], 0);
    const sequence = again ? last[side] : next[side];
    const span = Number(size) + (flags & SYN ? 1 : 0) + (flags & FIN ? 1 : 0);
    last[side] = sequence;
    if (!again) next[side] = sequence + span;
    time = at === undefined ? time + 0.25 : start + Number(at);
    const [from, to] = side === '>' ? [client, server] : [server, client];
    const acknowledgement = flags & ACK ? next[side === '>' ? '<' : '>'] : 0;
    const facts = { from: from.port, to: to.port, flags, sequence, acknowledgement };
    const segment = tcp(facts, new Uint8Array(Number(size)));
    return { time, frame: ethernet(ip(from.host, to.host, { protocol: 6 }, segment)) };
  });
}

/** The flows of packets put in the order of their times. */
export function flowsOfPackets(...packets: readonly (readonly Captured[])[]): Promise<Flow[]> {
  return readCapture(pcap(packets.flat().sort((a, b) => a.time - b.time)));
}

/** The one flow that a conversation is. */
export async function only(script: string, options?: Parameters<typeof talk>[1]): Promise<Flow> {
  const flows = await flowsOfPackets(talk(script, options));
  if (flows.length !== 1) throw new Error(`${flows.length} flows of ${script}`);
  return flows[0];
}
