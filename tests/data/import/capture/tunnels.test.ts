import { describe, expect, it } from 'vitest';
import { pcap } from './files.ts';
import { readCapture } from './flows.ts';
import { bytes, ethernet, ip, u16, u32, udp } from './packets.ts';

const OUTER4 = ['10.0.0.1', '10.0.0.2'] as const;
const OUTER6 = ['fe80::1', 'fe80::2'] as const;
const INNER4 = ip('192.0.2.1', '192.0.2.2', { protocol: 17 }, udp(5000, 6000, new Uint8Array(30)));
const INNER6 = ip(
  '2001:db8::1',
  '2001:db8::2',
  { protocol: 17 },
  udp(5000, 6000, new Uint8Array(30)),
);

const read = (packet: Uint8Array) => readCapture(pcap([{ time: 1, frame: ethernet(packet) }]));

/** A GRE header of version 0 and what it carries. */
function gre(type: number, flags: number, fields: readonly number[], inner: Uint8Array) {
  return bytes(u16(flags), u16(type), fields, inner);
}

describe('a tunnel is opened: the packet inside counts', () => {
  it.each([
    ['IPv4 in IPv4', ip(...OUTER4, { protocol: 4 }, INNER4), '192.0.2.1', 58],
    ['IPv6 in IPv4', ip(...OUTER4, { protocol: 41 }, INNER6), '2001:db8::1', 78],
    ['IPv4 in IPv6', ip(...OUTER6, { protocol: 4 }, INNER4), '192.0.2.1', 58],
    ['GRE', ip(...OUTER4, { protocol: 47 }, gre(0x0800, 0, [], INNER4)), '192.0.2.1', 58],
    [
      'GRE with checksum, key and sequence number',
      ip(
        ...OUTER4,
        { protocol: 47 },
        gre(0x86dd, 0xb000, [...u32(0), ...u32(7), ...u32(1)], INNER6),
      ),
      '2001:db8::1',
      78,
    ],
    [
      'one in another',
      ip(...OUTER6, { protocol: 47 }, gre(0x0800, 0, [], ip(...OUTER4, { protocol: 4 }, INNER4))),
      '192.0.2.1',
      58,
    ],
  ])('%s', async (_, packet, originator, length) => {
    expect(await read(packet)).toMatchObject([
      { originator, originatorPort: 5000, payload: [30, 0], ipBytes: [length, 0], protocol: 'UDP' },
    ]);
  });

  it('also in fragments', async () => {
    const whole = bytes(INNER4, new Uint8Array(0));
    const frames = [0, 40].map((offset) => {
      const facts = { protocol: 4, id: 3, offset, hasMore: offset === 0 };
      return {
        time: 1,
        frame: ethernet(ip(...OUTER4, facts, whole.subarray(offset, offset + 40))),
      };
    });
    expect(await readCapture(pcap(frames))).toMatchObject([
      { originator: '192.0.2.1', payload: [30, 0], packets: [1, 0], ipBytes: [58, 0] },
    ]);
  });
});

describe('a tunnel counts itself', () => {
  it.each([
    ['if it carries something else', gre(0x6558, 0, [], new Uint8Array(60)), 'GRE'],
    ['if it is GRE of version 1', gre(0x880b, 0x3001, [...u32(0), ...u32(0)], INNER4), 'GRE'],
    ['if it is cut short', new Uint8Array(3), 'GRE'],
  ])('%s', async (_, payload, protocol) => {
    expect(await read(ip(...OUTER4, { protocol: 47 }, payload))).toMatchObject([
      { originator: '10.0.0.1', protocol, unknown: 'bytes' },
    ]);
  });

  it('if it is the third within others', async () => {
    let packet = INNER4;
    for (const number of [1, 2, 3])
      packet = ip(`10.0.${number}.1`, '10.9.9.9', { protocol: 4 }, packet);
    expect(await read(packet)).toMatchObject([{ originator: '10.0.1.1', protocol: 'IPV4' }]);
  });
});
