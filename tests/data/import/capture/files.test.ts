import { describe, expect, it } from 'vitest';
import { told } from '../support.ts';
import { blocks, type Captured, MODIFIED, NANOSECONDS, pcap } from './files.ts';
import { type Flow, flowsOf, importCapture, readCapture } from './flows.ts';
import { concat, ethernet, ip, udp } from './packets.ts';

const BASE = 1_700_000_000;

/** A datagram from port `port` that nothing answers. */
function datagram(port: number, size = 100): Uint8Array {
  return ip('10.0.0.1', '10.0.0.2', { protocol: 17 }, udp(port, 4000, new Uint8Array(size)));
}

const frame = (port: number, size?: number) => ethernet(datagram(port, size));

const portsAndTimes = (flows: readonly Flow[]) =>
  flows.map(({ originatorPort, start }) => [originatorPort, start]);

const PACKETS: readonly Captured[] = [
  { time: BASE + 0.25, frame: frame(1001) },
  { time: BASE + 0.5, frame: frame(1002, 1000), kept: 60 },
  { time: BASE + 2, frame: frame(1003, 0) },
];
const EXPECTED = [
  [1001, BASE + 0.25],
  [1002, BASE + 0.5],
  [1003, BASE + 2],
];

describe('pcap', () => {
  it.each([
    ['little-endian', { isLittle: true }],
    ['big-endian', { isLittle: false }],
    ['nanoseconds', { magic: NANOSECONDS }],
    ['big-endian nanoseconds', { magic: NANOSECONDS, isLittle: false }],
    ['longer record headers', { magic: MODIFIED }],
  ])('%s', async (_, options) => {
    const flows = await readCapture(pcap(PACKETS, options));
    expect(portsAndTimes(flows)).toEqual(EXPECTED);
    expect(flows.map(({ ipBytes, payload }) => [ipBytes[0], payload[0]])).toEqual([
      [128, 100],
      [1028, 1000],
      [28, 0],
    ]);
  });

  it('nanoseconds are kept in durations', async () => {
    const file = pcap(
      [
        { time: BASE, frame: frame(1) },
        { time: BASE, frame: frame(1) },
      ],
      { magic: NANOSECONDS },
    );
    file[24 + 16 + 142 + 4] = 7;
    const [flow] = await readCapture(file);
    expect(flow.duration).toBe(7e-9);
  });
});

describe('pcapng', () => {
  const { section, interface: description, packet, oldPacket, simplePacket, block } = blocks();

  it.each([true, false])('little-endian: %s', async (isLittle) => {
    const write = blocks(isLittle);
    const file = concat([
      write.section(),
      write.interface(1),
      ...PACKETS.map(({ time, frame: data, kept }) =>
        write.packet(0, BigInt(time * 1e6), data, kept),
      ),
    ]);
    expect(portsAndTimes(await readCapture(file))).toEqual(EXPECTED);
  });

  it('interfaces of their own kind and clock, in sections of their own byte order', async () => {
    const big = blocks(false);
    const file = concat([
      section(),
      description(1, 9),
      description(101, 0x80 | 20),
      description(1, 0, 100n),
      description(1, 6, -100n),
      packet(0, BigInt(BASE) * 10n ** 9n + 250_000_000n, frame(1)),
      packet(1, (BigInt(BASE) << 20n) + (1n << 19n), datagram(2)),
      packet(2, BigInt(BASE), frame(3)),
      packet(3, BigInt(BASE) * 10n ** 6n, frame(4)),
      big.section(),
      big.interface(228),
      big.packet(0, BigInt(BASE) * 10n ** 6n, datagram(5)),
    ]);
    expect(
      new Map((await readCapture(file)).map((flow) => [flow.originatorPort, flow.start])),
    ).toEqual(
      new Map([
        [1, BASE + 0.25],
        [2, BASE + 0.5],
        [3, BASE + 100],
        [4, BASE - 100],
        [5, BASE],
      ]),
    );
  });

  it.each([0, 3, 6, 9, 11, 12, 18, 0x80, 0x80 | 10, 0x80 | 36, 0x80 | 40])(
    'time in units of if_tsresol %i, right to a microsecond or a unit',
    async (resolution) => {
      const exponent = BigInt(resolution & 0x7f);
      const units = resolution & 0x80 ? 2n ** exponent : 10n ** exponent;
      // A time of three quarters of a second, or as near as the units come.
      const ticks = 10n * units + (3n * units) / 4n;
      const [flow] = await readCapture(
        concat([section(), description(1, resolution), packet(0, ticks, frame(1))]),
      );
      const expected = 10 + Number((3n * units) / 4n) / Number(units);
      expect(Math.abs(flow.start - expected)).toBeLessThan(1e-6);
    },
  );

  it('other blocks and obsolete packets', async () => {
    const file = concat([
      section(),
      block(0x0bad, new Uint8Array(1_500_000)),
      description(1),
      oldPacket(0, BigInt(BASE) * 1_000_000n, frame(1), 70),
      block(5, new Uint8Array(40)),
      packet(0, BigInt(BASE) * 1_000_000n, frame(2)),
    ]);
    const flows = await readCapture(file);
    expect(portsAndTimes(flows)).toEqual([
      [1, BASE],
      [2, BASE],
    ]);
    expect(flows[0].ipBytes).toEqual([128, 0]);
  });

  it('a simple packet takes the time before it, and its flow has no duration to trust', async () => {
    const { flows, problems } = await importCapture(
      concat([
        section(),
        description(1, undefined, undefined, 60),
        packet(0, BigInt(BASE) * 1_000_000n, frame(1)),
        simplePacket(frame(2, 500), 60),
      ]),
    );
    const [timed, timeless] = flowsOf(flows);
    expect(timed.unknown).toBe('');
    expect(timeless).toMatchObject({ start: BASE, unknown: 'duration', ipBytes: [528, 0] });
    expect(told(problems)).toContain(
      'repaired packet without a time: that of the packet before it used: 1 at 2',
    );
    expect(problems[0].unit).toBe('packet');
  });

  it('a packet of an interface that was never described is passed over', async () => {
    const { flows, problems } = await importCapture(
      concat([section(), description(1), packet(0, 0n, frame(1)), packet(3, 0n, frame(2))]),
    );
    expect(flows.length).toBe(1);
    expect(told(problems)).toContain(
      'ignored packet of an interface that its section lacks: 1 at 2',
    );
  });
});
