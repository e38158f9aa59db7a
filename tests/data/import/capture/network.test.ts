import { describe, expect, it } from 'vitest';
import { told } from '../support.ts';
import { pcap } from './files.ts';
import { flowsOf, importCapture, readCapture } from './flows.ts';
import { FRAMES } from './frames.ts';
import { ACK, bytes, ethernet, type IpOptions, ip, tcp, udp } from './packets.ts';

const V4 = ['192.168.1.10', '10.0.0.2'] as const;
const V6 = ['2001:db8::1:0:0:a', 'fe80::2'] as const;

const capture = (...packets: readonly Uint8Array[]) =>
  pcap(packets.map((packet, i) => ({ time: 100 + i, frame: ethernet(packet) })));

/** A datagram of 500 bytes in an IP packet. */
const packet = ([from, to]: readonly [string, string], facts: Partial<IpOptions> = {}) =>
  ip(from, to, { protocol: 17, ...facts }, udp(1234, 4321, new Uint8Array(500)));

describe('under every link layer the same flow', () => {
  it.each(FRAMES)('$name', async ({ linkType, frame }) => {
    for (const [ends, header] of [
      [V4, 20],
      [V6, 40],
    ] as const) {
      const flows = await readCapture(
        pcap([{ time: 1, frame: frame(packet(ends)) }], { linkType }),
      );
      expect(flows).toMatchObject([
        {
          originator: ends[0],
          responder: ends[1],
          originatorPort: 1234,
          responderPort: 4321,
          payload: [500, 0],
          ipBytes: [header + 508, 0],
        },
      ]);
    }
  });

  it.each(FRAMES)('$name, cut anywhere, is a packet at its full length or none', async (link) => {
    const frame = link.frame(packet(V6));
    for (let kept = 0; kept < frame.length; kept += kept < 120 ? 1 : 97) {
      const whole = { time: 1, frame: link.frame(packet(V4)) };
      const file = pcap([{ time: 1, frame, kept }, whole], { linkType: link.linkType });
      const { flows, problems } = await importCapture(file);
      const six = flowsOf(flows).filter(({ originator }) => originator === V6[0]);
      const needed = frame.length - 500;
      if (kept >= needed) expect(six).toMatchObject([{ ipBytes: [548, 0], payload: [500, 0] }]);
      // What fills an Ethernet frame is no part of the packet, so that a cut there costs nothing.
      else
        expect(six.length + problems.filter(({ effect }) => effect === 'ignored').length).toBe(1);
    }
  });

  it('more VLAN tags than any network has end in a complaint', async () => {
    const tagged = ethernet(packet(V4), new Array(200).fill(1));
    await expect(readCapture(pcap([{ time: 1, frame: tagged }]))).rejects.toThrow(
      'packet under more than 8 VLAN tags',
    );
  });
});

describe('the IP header', () => {
  it('may have options', async () => {
    const [flow] = await readCapture(capture(packet(V4, { options: [1, 1, 1, 0] })));
    expect(flow).toMatchObject({ payload: [500, 0], ipBytes: [532, 0] });
  });

  it('tells the length, whatever fills the frame', async () => {
    const small = ip(...V4, { protocol: 17 }, udp(1, 2, new Uint8Array(3)));
    expect(await readCapture(capture(small))).toMatchObject([
      { payload: [3, 0], ipBytes: [31, 0] },
    ]);
  });

  it.each([V4, V6])('leaves its length to the network card: %s', async (...ends) => {
    const header = ends[0].includes(':') ? 40 : 20;
    const segment = tcp({ from: 1, to: 2, flags: ACK }, new Uint8Array(3000));
    const file = capture(ip(ends[0], ends[1], { protocol: 6, length: 0 }, segment));
    const [flow] = await readCapture(file);
    expect(flow.payload).toEqual([3000, 0]);
    expect(flow.ipBytes).toEqual([header + 3020, 0]);
  });

  it('is believed where the capture lost the length of a cut packet', async () => {
    const cut = ethernet(packet(V4)).subarray(0, 80);
    const { flows, problems } = await importCapture(pcap([{ time: 1, frame: cut }]));
    expect(flowsOf(flows)).toMatchObject([{ payload: [500, 0], ipBytes: [528, 0] }]);
    expect(told(problems).join()).toContain('repaired IP length is more than the packet had');
  });

  it('of IPv6 may have a chain of extensions', async () => {
    const options = [0, 0, 1, 4, 0, 0, 0, 0];
    const extensions = [
      [0, options],
      [60, [0, 1, ...new Array(14).fill(0)]],
      [43, options],
      [51, [0, 4, ...new Array(22).fill(0)]],
      [44, [0, 0, 0, 0, 0, 0, 0, 1]],
      [60, options],
    ] as const;
    const flows = await readCapture(capture(packet(V6, { extensions })));
    expect(flows).toMatchObject([{ protocol: 'UDP', payload: [500, 0], ipBytes: [548 + 72, 0] }]);
  });

  it.each([
    [
      'a chain without end',
      packet(V6, { extensions: new Array(30).fill([60, new Array(8).fill(0)]) }),
      'more than 16 extensions',
    ],
    [
      'extensions longer than the packet',
      packet(V6, { extensions: [[0, [0, 255, 0, 0, 0, 0, 0, 0]]] }),
      'longer than the packet',
    ],
    [
      'a header length below 20',
      bytes(0x44, packet(V4).subarray(1)),
      'IPv4 header length cannot be true',
    ],
    [
      'a header longer than the packet',
      packet(V4, { length: 19 }),
      'IPv4 header length cannot be true',
    ],
    ['a version of 5', bytes(0x55, packet(V4).subarray(1)), 'neither 4 nor 6'],
    [
      'a TCP header longer than the packet',
      ip(...V4, { protocol: 6 }, tcp({ from: 1, to: 2, flags: 0 }).fill(0xf0, 12, 13)),
      'TCP header length cannot be true',
    ],
    [
      'no room for a TCP header',
      ip(...V4, { protocol: 6 }, new Uint8Array(19)),
      'shorter than a TCP header',
    ],
    [
      'no room for a UDP header',
      ip(...V4, { protocol: 17 }, new Uint8Array(7)),
      'shorter than a UDP header',
    ],
    [
      'no room for an ICMP header',
      ip(...V4, { protocol: 1 }, new Uint8Array(7)),
      'shorter than an ICMP header',
    ],
  ])('with %s is no packet', async (_, odd, reason) => {
    const { flows, problems } = await importCapture(capture(odd, packet(V4)));
    expect(flowsOf(flows)).toMatchObject([{ packets: [1, 0], start: 101 }]);
    expect(told(problems).join()).toContain(reason);
  });
});

describe('addresses', () => {
  it.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8:0000:0000:0000:0000:0002:0001', '2001:db8::2:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['0:0:1:0:0:0:1:0', '0:0:1::1:0'],
    ['0:0:0:0:0:ffff:c0a8:010a', '::ffff:192.168.1.10'],
    ['ABCD:EF01:2345:6789:abcd:ef01:2345:6789', 'abcd:ef01:2345:6789:abcd:ef01:2345:6789'],
  ])('%s is written %s, as RFC 5952 asks', async (long, short) => {
    const [flow] = await readCapture(capture(packet([long, 'fe80::2'])));
    expect(flow.originator).toBe(short);
  });
});
