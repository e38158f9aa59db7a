import { describe, expect, it } from 'vitest';
import { pcap } from './files.ts';
import { readCapture } from './flows.ts';
import { ethernet, icmp, ip, udp } from './packets.ts';
import { CLIENT, flowsOfPackets, SERVER } from './talk.ts';

describe('UDP and ICMP', () => {
  const datagram = (from: typeof CLIENT, to: typeof CLIENT, size: number, time: number) => ({
    time,
    frame: ethernet(
      ip(from.host, to.host, { protocol: 17 }, udp(from.port, to.port, new Uint8Array(size))),
    ),
  });
  const message = (
    type: number,
    code: number,
    time: number,
    from = CLIENT,
    to = SERVER,
    isV6 = false,
  ) => {
    const protocol = isV6 ? 58 : 1;
    return {
      time,
      frame: ethernet(ip(from.host, to.host, { protocol }, icmp(type, code, new Uint8Array(16)))),
    };
  };

  it('a request and its answer', async () => {
    const [flow] = await flowsOfPackets([
      datagram(CLIENT, SERVER, 30, 1),
      datagram(SERVER, CLIENT, 400, 1.5),
    ]);
    expect(flow).toMatchObject({
      protocol: 'UDP',
      payload: [30, 400],
      packets: [1, 1],
      ipBytes: [58, 428],
      duration: 0.5,
      state: 'SF',
      unknown: '',
    });
  });

  it.each([
    ['stay together for a minute', 59.75, 1],
    ['part after a minute', 60, 2],
  ])('%s', async (_, silence, flows) => {
    const udps = [datagram(CLIENT, SERVER, 30, 1), datagram(SERVER, CLIENT, 30, 1 + silence)];
    const pings = [message(8, 0, 1), message(0, 0, 1 + silence, SERVER, CLIENT)];
    expect(await flowsOfPackets(udps)).toHaveLength(flows);
    expect(await flowsOfPackets(pings)).toHaveLength(flows);
  });

  it("an answer from a server's port that comes first is still an answer", async () => {
    const server = { host: SERVER.host, port: 53 };
    const [flow] = await flowsOfPackets([datagram(server, CLIENT, 70, 1)]);
    expect(flow).toMatchObject({
      originator: CLIENT.host,
      responderPort: 53,
      state: 'SHR',
      payload: [0, 70],
    });
  });

  it('but not one to everybody', async () => {
    const [flow] = await flowsOfPackets([
      datagram({ host: SERVER.host, port: 67 }, { host: '255.255.255.255', port: 68 }, 300, 1),
    ]);
    expect(flow).toMatchObject({ originator: SERVER.host, state: 'S0' });
  });

  it('an echo and its reply are one, with their types as ports', async () => {
    const [flow] = await flowsOfPackets([message(8, 0, 1), message(0, 0, 2, SERVER, CLIENT)]);
    expect(flow).toMatchObject({
      protocol: 'ICMP',
      originator: CLIENT.host,
      originatorPort: 8,
      responderPort: 0,
      payload: [16, 16],
      ipBytes: [44, 44],
      state: 'OTH',
    });
  });

  it('of ICMPv6, too', async () => {
    const six = { host: '2001:db8::6', port: 0 };
    const seven = { host: '2001:db8::7', port: 0 };
    const [flow] = await flowsOfPackets([
      message(135, 0, 1, six, seven, true),
      message(136, 0, 2, seven, six, true),
    ]);
    expect(flow).toMatchObject({
      protocol: 'ICMP',
      originatorPort: 135,
      responderPort: 136,
      packets: [1, 1],
    });
  });

  it('messages without an answer stay apart by direction, type and code', async () => {
    const flows = await flowsOfPackets([
      message(3, 1, 1),
      message(3, 1, 2, SERVER, CLIENT),
      message(3, 3, 3),
      message(3, 1, 4),
    ]);
    const seen = flows.map(({ originator, originatorPort, responderPort, packets }) =>
      [originator, originatorPort, responderPort, packets[0]].join(' '),
    );
    expect(seen.sort()).toEqual(['10.0.0.1 3 1 2', '10.0.0.1 3 3 1', '10.0.0.2 3 1 1']);
  });

  it('other protocols are flows between two addresses, their payload unknown', async () => {
    const gre = ip(CLIENT.host, SERVER.host, { protocol: 47 }, new Uint8Array(80));
    const [flow] = await readCapture(pcap([{ time: 1, frame: ethernet(gre) }]));
    expect(flow).toMatchObject({
      protocol: 'GRE',
      originatorPort: 0,
      responderPort: 0,
      payload: [0, 0],
      ipBytes: [100, 0],
      unknown: 'bytes',
      state: 'OTH',
    });
  });
});
