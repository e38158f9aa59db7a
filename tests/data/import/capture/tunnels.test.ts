import { describe, expect, it } from 'vitest';
import { told } from '../support.ts';
import { pcap } from './files.ts';
import { type Flow, flowsOf, importCapture, readCapture } from './flows.ts';
import { bytes, ethernet, icmp, ip, MACS, u16, u32, udp } from './packets.ts';
import { ENDS, FROM, type Version, WRAPPINGS, type Wrapping, wrapped } from './tunnelled.ts';

const OUTER4 = ENDS[4];
const INNER = {
  4: ip('192.0.2.1', '192.0.2.2', { protocol: 17 }, udp(5000, 6000, new Uint8Array(30))),
  6: ip('2001:db8::1', '2001:db8::2', { protocol: 17 }, udp(5000, 6000, new Uint8Array(30))),
} as const;
const INSIDE = { 4: '192.0.2.1', 6: '2001:db8::1' } as const;
const VERSIONS = [4, 6] as const;

const capture = (...packets: readonly Uint8Array[]) =>
  pcap(packets.map((packet, i) => ({ time: 1 + i, frame: ethernet(packet) })));
const read = (...packets: readonly Uint8Array[]) => readCapture(capture(...packets));
const named = (name: string): Wrapping => {
  const found = WRAPPINGS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no wrapping ${name}`);
  return found;
};
const insideOf = (flows: readonly Flow[], version: Version) =>
  flows.filter(({ originator }) => originator === INSIDE[version]);

describe.each(WRAPPINGS)('a tunnel is opened: $name', (wrapping) => {
  const inners = VERSIONS.filter((version) => (wrapping.only ?? version) === version);
  const cases = inners.flatMap((inner) => VERSIONS.map((outer) => [inner, outer] as const));

  it.each(cases)('IPv%i in IPv%i', async (version, outer) => {
    const packet = wrapped(wrapping, INNER[version], outer);
    const { flows, problems } = await importCapture(capture(packet, packet));
    const length = INNER[version].length;
    const inside = {
      originator: INSIDE[version],
      originatorPort: 5000,
      responderPort: 6000,
      protocol: 'UDP',
      payload: [60, 0],
      packets: [2, 0],
      ipBytes: [2 * length, 0],
    };
    // As in Zeek, a tunnel in UDP is a connection of its own, and one without ports is none.
    const header = outer === 4 ? 20 : 40;
    const around = {
      originator: ENDS[outer][0],
      originatorPort: FROM,
      responderPort: wrapping.port,
      payload: [2 * (packet.length - header - 8), 0],
      packets: [2, 0],
      ipBytes: [2 * packet.length, 0],
    };
    const read = flowsOf(flows);
    expect(insideOf(read, version)).toMatchObject([inside]);
    const others = read.filter(({ originator }) => originator !== INSIDE[version]);
    expect(others).toMatchObject(wrapping.port === undefined ? [] : [around]);
    const beside = wrapping.port === undefined ? '' : ', beside that of the tunnel';
    expect(told(problems)).toEqual([
      `repaired packet within ${wrapping.told}: the flow inside is read${beside}: 2 at 1 2`,
    ]);
  });

  it('cut anywhere it counts, or the report tells', async () => {
    const version = inners[0];
    const frame = ethernet(wrapped(wrapping, INNER[version]));
    const whole = ethernet(
      ip('10.9.9.9', '10.9.9.8', { protocol: 17 }, udp(1, 2, new Uint8Array(9))),
    );
    for (let kept = 0; kept <= frame.length; kept++) {
      const file = pcap([
        { time: 1, frame, kept },
        { time: 1, frame: whole },
      ]);
      const { flows, problems } = await importCapture(file);
      const inside = insideOf(flowsOf(flows), version);
      const ignored = problems.filter(({ effect }) => effect === 'ignored');
      if (kept >= frame.length - 30) {
        expect(inside).toMatchObject([{ payload: [30, 0], ipBytes: [INNER[version].length, 0] }]);
      } else {
        expect(inside).toEqual([]);
        expect(flows.length - 1 + ignored.length).toBeGreaterThan(0);
      }
    }
  });

  it('in fragments, and with fragments inside', async () => {
    const version = inners[0];
    const [from, to] = version === 4 ? ['192.0.2.1', '192.0.2.2'] : ['2001:db8::1', '2001:db8::2'];
    const datagram = udp(5000, 6000, new Uint8Array(500));
    const whole = ip(from, to, { protocol: 17 }, datagram);
    const expected = [{ payload: [500, 0], packets: [1, 0], ipBytes: [whole.length, 0] }];
    const packet = wrapped(wrapping, whole);
    const around = partsOf(OUTER4, packet[9], packet.subarray(20));
    expect(insideOf(await read(...around), version)).toMatchObject(expected);
    const inside = partsOf([from, to], 17, datagram).map((part) => wrapped(wrapping, part));
    expect(insideOf(await read(...inside), version)).toMatchObject(expected);
  });
});

/** IP packets that carry a payload in three parts. */
function partsOf([from, to]: readonly [string, string], protocol: number, payload: Uint8Array) {
  return [0, 200, 400].map((offset) => {
    const facts = { protocol, id: 3, offset, hasMore: offset < 400 };
    return ip(from, to, facts, payload.subarray(offset, offset < 400 ? offset + 200 : undefined));
  });
}

describe('tunnels within tunnels', () => {
  const kinds = ['VXLAN', 'GRE with Ethernet', 'Geneve', 'IP in IP', 'ERSPAN of type II'];

  it.each([1, 2, 3, 4])('%i are opened', async (depth) => {
    const packet = kinds
      .slice(0, depth)
      .reduce((inner, kind) => wrapped(named(kind), inner), INNER[4]);
    const { flows, problems } = await importCapture(capture(packet));
    expect(insideOf(flowsOf(flows), 4)).toHaveLength(1);
    expect(problems.map(({ count }) => count)).toEqual(new Array(depth).fill(1));
  });

  it.each(kinds)('of five the innermost is a flow of its own: %s', async (kind) => {
    const around = kinds.filter((each) => each !== kind);
    const innermost = wrapped(named(kind), INNER[6], 6);
    const packet = around.reduce((inner, each) => wrapped(named(each), inner), innermost);
    const { flows, problems } = await importCapture(capture(packet));
    const { port } = named(kind);
    expect(flowsOf(flows).find(({ originator }) => originator === 'fe80::1')).toMatchObject({
      responderPort: port ?? 0,
      ipBytes: [innermost.length, 0],
    });
    expect(insideOf(flowsOf(flows), 6)).toEqual([]);
    expect(told(problems)).toContain(
      'repaired tunnel within 4 others: not opened, but a flow of its own: 1 at 1',
    );
  });

  it('a hundred come to an end', async () => {
    let packet = INNER[4];
    for (let depth = 0; depth < 100; depth++) packet = wrapped(named('VXLAN'), packet);
    expect(await read(packet)).toMatchObject([{ responderPort: 4789, packets: [5, 0] }]);
  });
});

describe('the port of the responder tells a tunnel in UDP', () => {
  const payload = bytes([8, 0, 0, 0, 0, 0, 42, 0], ethernet(INNER[4]));
  const datagram = (from: number, to: number, back = false) =>
    ip(OUTER4[back ? 1 : 0], OUTER4[back ? 0 : 1], { protocol: 17 }, udp(from, to, payload));

  it('whichever way the packet goes', async () => {
    const flows = await read(datagram(FROM, 4789), datagram(4789, FROM, true));
    expect(insideOf(flows, 4)).toMatchObject([{ packets: [2, 0] }]);
    expect(flows).toContainEqual(expect.objectContaining({ packets: [1, 1], responderPort: 4789 }));
  });

  it('also of an answer whose request was not seen', async () => {
    const flows = await read(datagram(4789, FROM));
    expect(insideOf(flows, 4)).toMatchObject([{ payload: [30, 0] }]);
    expect(flows).toContainEqual(
      expect.objectContaining({ originatorPort: FROM, packets: [0, 1], responderPort: 4789 }),
    );
  });

  it('and no other port does', async () => {
    expect(await read(datagram(FROM, 4788))).toMatchObject([{ responderPort: 4788 }]);
    expect(await read(datagram(4789, 53))).toMatchObject([{ responderPort: 53 }]);
  });
});

describe('a tunnel counts itself', () => {
  it.each([
    ['if it carries something else', gre(0x6558, 0, [], new Uint8Array(60)), 'GRE'],
    ['if it carries ARP', gre(0x6558, 0, [], bytes(MACS, [8, 6], new Uint8Array(46))), 'GRE'],
    ['if it is GRE of version 1', gre(0x880b, 0x3001, [...u32(0), ...u32(0)], INNER[4]), 'GRE'],
    ['if it is cut short', new Uint8Array(3), 'GRE'],
    ['if it has a route', gre(0x0800, 0x4000, u32(0), INNER[4]), 'GRE'],
    ['if it has bits that mean nothing', gre(0x0800, 0x0008, [], INNER[4]), 'GRE'],
    ['if it is mirrored without a frame', gre(0x22eb, 0x1000, u32(1), new Uint8Array(12)), 'GRE'],
  ])('%s', async (_, payload, protocol) => {
    expect(await read(ip(...OUTER4, { protocol: 47 }, payload))).toMatchObject([
      { originator: '10.0.0.1', protocol, unknown: 'bytes' },
    ]);
  });

  function gre(type: number, flags: number, fields: readonly number[], inner: Uint8Array) {
    return bytes(u16(flags), u16(type), fields, inner);
  }
});

describe('an ordinary datagram on the port of a tunnel stays what it is', () => {
  const arp = bytes(MACS, [8, 6], new Uint8Array(46));
  const text = new TextEncoder().encode('hello, this is a datagram of text and no tunnel at all.');
  const isGtp = [0x30, 255, 0, 58, 0, 0, 0, 7];
  const ports = [2123, 2152, 3544, 4754, 4789, 4790, 5072, 6081];

  it.each([
    ...ports.flatMap(
      (port) =>
        [
          [port, 'text', text],
          [port, 'zeros', new Uint8Array(80)],
          [port, 'ones', new Uint8Array(80).fill(255)],
          [port, 'nothing', new Uint8Array(0)],
          [port, 'a header alone', new Uint8Array([0x08, 0, 8, 0, 0, 0, 42, 0])],
        ] as const,
    ),
    [4789, 'ARP', bytes([8, 0, 0, 0, 0, 0, 42, 0], arp)],
    [4789, 'a packet without its flag', bytes(new Uint8Array(8), ethernet(INNER[4]))],
    [6081, 'ARP', bytes([0, 0, 8, 6, 0, 0, 42, 0], arp)],
    [6081, 'another version', bytes([0x40, 0, 8, 0, 0, 0, 42, 0], INNER[4])],
    [6081, 'options longer than the datagram', bytes([0x3f, 0, 8, 0, 0, 0, 42, 0], INNER[4])],
    [2152, 'an echo request', bytes([0x32, 1, 0, 4, ...u32(0), ...u32(0)])],
    [2152, 'data longer than the packet inside', bytes(isGtp, INNER[4], 0)],
    [2152, 'data shorter than the packet inside', bytes(isGtp, INNER[4].subarray(0, 57))],
    [
      2152,
      'an extension without a length',
      bytes(0x34, 255, [0, 62], u32(7), [0, 0, 0, 1, 0], INNER[4]),
    ],
    [2152, 'version 2', bytes(0x48, 255, [0, 58], u32(7), INNER[4])],
    [3544, 'a bubble', ip('fe80::1', 'fe80::2', { protocol: 59 }, new Uint8Array(0))],
    [3544, 'IPv4', INNER[4]],
    [51_000, 'IPv6 of no Teredo', INNER[6]],
    [5072, 'a heartbeat', bytes([0x42, 0x52, 0x10, 59], new Uint8Array(40))],
  ] as const)('%i: %s', async (port, _, payload) => {
    const packet = ip(...OUTER4, { protocol: 17 }, udp(FROM, port, payload));
    const { flows, problems } = await importCapture(capture(packet, packet));
    expect(flowsOf(flows)).toMatchObject([
      { responderPort: port, packets: [2, 0], payload: [2 * payload.length, 0] },
    ]);
    expect(problems).toEqual([]);
  });

  it('what does not open a flow inside is told beside the one outside', async () => {
    const inner = ip('192.0.2.1', '192.0.2.2', { protocol: 6 }, new Uint8Array(7));
    const { flows, problems } = await importCapture(capture(wrapped(named('VXLAN'), inner)));
    expect(flowsOf(flows)).toMatchObject([{ responderPort: 4789 }]);
    expect(told(problems)).toContain('ignored packet is shorter than a TCP header: 1 at 1');
    const odd = bytes(0x44, INNER[4].subarray(1));
    const { problems: complaints } = await importCapture(capture(wrapped(named('Geneve'), odd)));
    expect(told(complaints)).toEqual([
      'ignored within Geneve: IPv4 header length cannot be true: 1 at 1',
    ]);
  });

  it('an error that quotes a tunnel is an error', async () => {
    const packet = wrapped(named('VXLAN'), INNER[4]);
    const error = ip(OUTER4[1], OUTER4[0], { protocol: 1 }, icmp(3, 3, packet.subarray(0, 80)));
    expect(await read(error)).toMatchObject([{ protocol: 'ICMP' }]);
  });
});
