import { describe, expect, it } from 'vitest';
import { told } from '../support.ts';
import { blocks, type Captured, pcap } from './files.ts';
import { flowsOf, importCapture, readCapture } from './flows.ts';
import { bytes, concat, ethernet, ip, u16, udp } from './packets.ts';

const BASE = 1_700_000_000;

/** A datagram from port `port` that nothing answers. */
function datagram(port: number, size = 100): Uint8Array {
  return ip('10.0.0.1', '10.0.0.2', { protocol: 17 }, udp(port, 4000, new Uint8Array(size)));
}

const frame = (port: number, size?: number) => ethernet(datagram(port, size));

const PACKETS: readonly Captured[] = [
  { time: BASE + 0.25, frame: frame(1001) },
  { time: BASE + 0.5, frame: frame(1002, 1000), kept: 60 },
  { time: BASE + 2, frame: frame(1003, 0) },
];
describe('a file that ends too soon', () => {
  const whole = pcap(PACKETS);

  it('keeps the packets before the cut, wherever it is', async () => {
    const lastAt = whole.length - 16 - 60;
    for (let length = lastAt + 1; length < whole.length; length++) {
      const { flows, problems } = await importCapture(whole.subarray(0, length));
      expect(flows.length).toBe(2);
      expect(told(problems)).toContain(
        'ignored what follows the last whole packet: the file is cut off: 1 at 3',
      );
    }
  });

  it('says nothing of a cut between two packets', async () => {
    const { problems } = await importCapture(whole.subarray(0, whole.length - 16 - 60));
    expect(problems.filter(({ effect }) => effect === 'ignored')).toEqual([]);
  });

  it.each([0, 10, 24, 30, 100])('is refused if %i bytes are all there is', async (length) => {
    await expect(readCapture(whole.subarray(0, length))).rejects.toThrow(
      length === 0 ? 'empty' : 'no packet could be read',
    );
  });

  it('also within a block that is passed over', async () => {
    const { section, interface: description, packet, block } = blocks();
    const file = concat([
      section(),
      description(1),
      packet(0, 0n, frame(1)),
      block(99, new Uint8Array(50)),
    ]);
    const { flows, problems } = await importCapture(file.subarray(0, file.length - 5));
    expect(flows.length).toBe(1);
    expect(told(problems).join()).toContain('the file is cut off: 1 at 2');
  });
});

describe('lengths that lie', () => {
  const { section, interface: description, packet } = blocks();
  const start = concat([section(), description(1), packet(0, 0n, frame(1))]);
  const after = (...pieces: readonly ArrayLike<number>[]) =>
    concat([start, ...pieces, packet(0, 0n, frame(2))]);
  const changed = (block: Uint8Array, at: number, value: readonly number[]) => {
    const copy = block.slice();
    copy.set(value, at < 0 ? copy.length + at : at);
    return copy;
  };
  const good = packet(0, 0n, frame(9));

  it.each([
    ['a block of length 0', changed(good, 4, [0, 0, 0, 0]), 'claims to be 0 bytes long'],
    ['a block of odd length', changed(good, 4, [101, 0, 0, 0]), 'claims to be 101 bytes long'],
    ['a packet block of 2 GB', changed(good, 4, [0, 0, 0, 0x80]), 'more than 327680'],
    [
      'two lengths that differ',
      changed(good, -4, [8, 0, 0, 0]),
      'the two lengths of a block differ',
    ],
    ['more bytes than the block has', changed(good, 20, [0, 0, 4, 0]), 'more bytes than its block'],
    ['a section without byte order', changed(section(), 8, [1, 1, 1, 1]), 'byte order'],
    ['a packet block too short', blocks().block(6, new Uint8Array(8)), 'too short'],
    ['an interface too short', blocks().block(1, new Uint8Array(4)), 'too short'],
  ])('%s ends a pcapng file', async (_, block, reason) => {
    const { flows, problems } = await importCapture(after(block));
    expect(flowsOf(flows).map(({ originatorPort }) => originatorPort)).toEqual([1]);
    expect(told(problems).join()).toContain(reason);
    await expect(readCapture(concat([section(), block]))).rejects.toThrow(
      'no packet could be read',
    );
  });

  it('a packet of 300 kB ends a pcap file', async () => {
    const file = pcap(PACKETS);
    const second = 24 + 16 + PACKETS[0].frame.length;
    file.set([0, 0, 5, 0], second + 8);
    const { flows, problems } = await importCapture(file);
    expect(flows.length).toBe(1);
    expect(told(problems).join()).toContain(
      'claims to hold 327680 bytes, more than 262144: 1 at 2',
    );
  });

  it('the largest packet allowed is read', async () => {
    const big = bytes(frame(7), new Uint8Array(262144 - frame(7).length));
    expect(await readCapture(pcap([{ time: 0, frame: big }]))).toMatchObject([
      { originatorPort: 7 },
    ]);
  });
});

describe('a capture without an IP packet', () => {
  it('says what its packets are', async () => {
    const arp = bytes(new Array(12).fill(1), [8, 6], new Uint8Array(46));
    await expect(readCapture(pcap([{ time: 0, frame: arp }]))).rejects.toThrow(
      'none of its 1 packets can be used: 1 × packet that is not IP: ARP',
    );
  });

  it('names a link type that is not read, and says what to run', async () => {
    await expect(
      readCapture(pcap([{ time: 0, frame: frame(1) }], { linkType: 107 })),
    ).rejects.toThrow(
      'frame relay (link type 107), which is not read; ' +
        'if it carries IP, take its IP packets out: tshark -r FILE -U IP -F pcap -w capture.pcap',
    );
  });

  it('of more kinds than anybody would read tells of fifty', async () => {
    const odd = Array.from({ length: 300 }, (_, type) => ({
      time: 0,
      frame: bytes(new Array(12).fill(1), u16(0x1000 + type), new Uint8Array(46)),
    }));
    const { problems } = await importCapture(pcap([...odd, ...PACKETS]));
    expect(problems).toHaveLength(51);
    expect(told(problems).at(-1)).toContain('for yet another reason: 250 at 51');
    await expect(readCapture(pcap(odd))).rejects.toThrow(/^.{200,600}$/);
  });
});
