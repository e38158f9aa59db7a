import fc from 'fast-check';
import { blocks, type Captured, NANOSECONDS, pcap } from './files.ts';
import type { Flow } from './flows.ts';
import { FRAMES, type Frame } from './frames.ts';
import { ACK, concat, ethernet, FIN, icmp, ip, RST, SYN, tcp, udp } from './packets.ts';

import { WRAPPINGS, wrapped } from './tunnelled.ts';

/** Every link layer, and every tunnel that carries both versions of IP, between the ends of IPv6. */
const LINKS: readonly Frame[] = [
  ...FRAMES,
  ...WRAPPINGS.filter(({ only }) => only === undefined).map((each) => ({
    name: each.name,
    linkType: 1,
    frame: (packet: Uint8Array) => ethernet(wrapped(each, packet, 6)),
  })),
];

/** A capture made up at random, and the flows that were put into it. */
export interface Written {
  readonly file: Uint8Array;
  readonly flows: readonly Flow[];
}

type Ending = 'open' | 'fin' | 'reset' | 'refused' | 'unanswered';

interface Plan {
  readonly protocol: 'TCP' | 'UDP' | 'ICMP';
  readonly isV6: boolean;
  /** Whether the originator sends, and how many bytes. */
  readonly messages: readonly (readonly [boolean, number])[];
  readonly ending: Ending;
  readonly sequences: readonly [number, number];
}

/** One packet of a plan: who sends it, and the packet. */
type Step = readonly [boolean, Uint8Array];

const plan: fc.Arbitrary<Plan> = fc.record({
  protocol: fc.constantFrom('TCP', 'UDP', 'ICMP'),
  isV6: fc.boolean(),
  messages: fc.array(fc.tuple(fc.boolean(), fc.nat(1200)), { minLength: 1, maxLength: 6 }),
  ending: fc.constantFrom('open', 'fin', 'reset', 'refused', 'unanswered'),
  sequences: fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff)),
});

const STATES: Readonly<Record<Ending, string>> = {
  open: 'S1',
  fin: 'SF',
  reset: 'RSTR',
  refused: 'REJ',
  unanswered: 'S0',
};

/** Captures of conversations that take turns, in every kind of file, link layer and tunnel. */
export const written: fc.Arbitrary<Written> = fc
  .record({
    plans: fc.array(plan, { minLength: 1, maxLength: 6 }),
    turns: fc.infiniteStream(fc.nat()),
    link: fc.constantFrom(...LINKS),
    kind: fc.constantFrom('pcap', 'nanoseconds', 'pcapng'),
    isLittle: fc.boolean(),
    kept: fc.constantFrom(76, 186, 65535),
  })
  .map(({ plans, turns, link, kind, isLittle, kept }) => {
    const talks = plans.map((each, i) => ({
      steps: stepsOf(each, i),
      sent: [] as number[],
      next: 0,
    }));
    const packets: Captured[] = [];
    let time = 1_700_000_000;
    for (
      let open = talks;
      open.length > 0;
      open = talks.filter(({ steps, next }) => next < steps.length)
    ) {
      const turn = turns.next().value;
      const talk = open[turn % open.length];
      // Sixty-fourths of a second are exact as doubles and in every file's units.
      time += (turn % 4) / 64;
      const packet = talk.steps[talk.next++][1];
      const frame = link.frame(packet, isLittle);
      talk.sent.push(time);
      const wrapper = frame.length - packet.length;
      packets.push({ time, frame, kept: Math.min(wrapper + kept, frame.length) });
    }
    const flows = talks.map(({ steps, sent }, i) => flowOf(plans[i], i, steps, sent));
    return { file: fileOf(packets, kind, link.linkType, isLittle), flows };
  });

function fileOf(packets: readonly Captured[], kind: string, linkType: number, isLittle: boolean) {
  if (kind === 'pcap') return pcap(packets, { linkType, isLittle });
  if (kind === 'nanoseconds') return pcap(packets, { linkType, isLittle, magic: NANOSECONDS });
  const write = blocks(isLittle);
  return concat([
    write.section(),
    write.interface(linkType, 9),
    ...packets.map(({ time, frame, kept }) =>
      write.packet(0, BigInt(time * 64) * 15_625_000n, frame, kept),
    ),
  ]);
}

const host = (isV6: boolean, number: number) => (isV6 ? `2001:db8::${number}` : `10.0.0.${number}`);
const client = (index: number) => 40_000 + index;
const SERVER_PORT = 9000;
const PROTOCOLS = { TCP: 6, UDP: 17, ICMP: 1 } as const;

function stepsOf(each: Plan, index: number): Step[] {
  const { protocol, isV6 } = each;
  const [from, to] = [host(isV6, 1 + index), host(isV6, 100)];
  const number = protocol === 'ICMP' && isV6 ? 58 : PROTOCOLS[protocol];
  const wrap = (isOriginator: boolean, payload: Uint8Array): Step => [
    isOriginator,
    ip(isOriginator ? from : to, isOriginator ? to : from, { protocol: number }, payload),
  ];
  if (protocol === 'TCP') return tcpSteps(each, index).map(([way, segment]) => wrap(way, segment));
  return messagesOf(each).map(([way, size]) => {
    const payload = new Uint8Array(size);
    if (protocol === 'UDP') {
      const [source, destination] = way
        ? [client(index), SERVER_PORT]
        : [SERVER_PORT, client(index)];
      return wrap(way, udp(source, destination, payload));
    }
    const [request, reply] = isV6 ? [128, 129] : [8, 0];
    return wrap(way, icmp(way ? request : reply, 0, payload));
  });
}

/** Of UDP and ICMP the originator speaks first, or it would not be the originator. */
function messagesOf({ messages }: Plan): (readonly [boolean, number])[] {
  return messages.map(([way, size], i) => [i === 0 || way, size]);
}

function tcpSteps({ messages, ending, sequences }: Plan, index: number): Step[] {
  const next = [...sequences];
  const steps: Step[] = [];
  const send = (isOriginator: boolean, flags: number, size = 0) => {
    const me = isOriginator ? 0 : 1;
    const [from, to] = isOriginator ? [client(index), SERVER_PORT] : [SERVER_PORT, client(index)];
    const acknowledgement = flags & ACK ? next[1 - me] : 0;
    const facts = { from, to, flags, sequence: next[me], acknowledgement };
    steps.push([isOriginator, tcp(facts, new Uint8Array(size))]);
    next[me] += size + (flags & SYN ? 1 : 0) + (flags & FIN ? 1 : 0);
  };
  send(true, SYN);
  if (ending === 'refused') send(false, RST | ACK);
  if (ending === 'refused' || ending === 'unanswered') return steps;
  send(false, SYN | ACK);
  send(true, ACK);
  for (const [way, size] of messages) send(way, ACK, size);
  if (ending === 'reset') send(false, RST);
  if (ending !== 'fin') return steps;
  send(true, FIN | ACK);
  send(false, FIN | ACK);
  send(true, ACK);
  return steps;
}

function flowOf(each: Plan, index: number, steps: readonly Step[], sent: readonly number[]): Flow {
  const { protocol, isV6, ending } = each;
  const count = (way: boolean) => steps.filter(([isOriginator]) => isOriginator === way);
  const total = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);
  const ipBytes = (way: boolean) => total(count(way).map(([, packet]) => packet.length));
  const isTcp = protocol === 'TCP';
  const spoken = isTcp ? each.messages : messagesOf(each);
  const isSilent = isTcp && (ending === 'refused' || ending === 'unanswered');
  const payload = (way: boolean) =>
    isSilent
      ? 0
      : total(spoken.filter(([isOriginator]) => isOriginator === way).map(([, size]) => size));
  const hasReply = count(false).length > 0;
  const state = isTcp ? STATES[ending] : protocol === 'ICMP' ? 'OTH' : hasReply ? 'SF' : 'S0';
  const last = isTcp && ending === 'fin' ? sent.length - 2 : sent.length - 1;
  const [request, reply] = isV6 ? [128, 129] : [8, 0];
  return {
    start: sent[0],
    originator: host(isV6, 1 + index),
    originatorPort: protocol === 'ICMP' ? request : client(index),
    responder: host(isV6, 100),
    responderPort: protocol === 'ICMP' ? reply : SERVER_PORT,
    protocol,
    duration: sent[last] - sent[0],
    payload: [payload(true), payload(false)],
    packets: [count(true).length, count(false).length],
    ipBytes: [ipBytes(true), ipBytes(false)],
    state,
    unknown: '',
  };
}
