import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { told } from '../support.ts';
import { pcap } from './files.ts';
import { flowsOf, importCapture, readCapture } from './flows.ts';
import { bytes, ethernet, ip, u16, udp } from './packets.ts';

const V4 = ['10.0.0.1', '10.0.0.2'] as const;
const V6 = ['fe80::1', 'fe80::2'] as const;

interface Part {
  readonly offset: number;
  readonly length: number;
  readonly hasMore: boolean;
}

/** Parts of `size` bytes, the last one shorter, that together make `total`. */
function partsOf(total: number, size: number): Part[] {
  return Array.from({ length: Math.ceil(total / size) }, (_, i) => {
    const length = Math.min(size, total - i * size);
    return { offset: i * size, length, hasMore: i * size + length < total };
  });
}

/** The packets that carry parts of one datagram of UDP. */
function packetsOf(
  parts: readonly Part[],
  total: number,
  [from, to]: readonly [string, string] = V4,
  id = 7,
): Uint8Array[] {
  const datagram = udp(5000, 6000, new Uint8Array(total - 8));
  const filled = bytes(datagram, new Uint8Array(70000 - total));
  return parts.map(({ offset, length, hasMore }) =>
    ip(from, to, { protocol: 17, id, offset, hasMore }, filled.subarray(offset, offset + length)),
  );
}

const capture = (packets: readonly Uint8Array[], step = 1) =>
  pcap(packets.map((packet, i) => ({ time: 100 + i * step, frame: ethernet(packet) })));

describe('a datagram in parts', () => {
  it('is one packet, its header once, whatever the order, the sizes and the repeats', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 24, max: 6000 }),
        fc.integer({ min: 1, max: 200 }).map((eights) => 8 * eights),
        fc.infiniteStream(fc.nat()),
        fc.constantFrom(V4, V6),
        async (total, size, random, ends) => {
          const parts = partsOf(total, Math.min(size, 8 * Math.floor((total - 1) / 8)));
          if (parts.length > 120) return;
          const twice = [...parts, ...parts.filter((_, i) => i % 3 === 1)];
          const keyed = twice.map((part) => ({ part, key: random.next().value }));
          const order = keyed.sort((a, b) => a.key - b.key).map(({ part }) => part);
          const flows = await readCapture(capture(packetsOf(order, total, ends), 0.001));
          const header = ends === V4 ? 20 : 40;
          // Repeats after the datagram was whole may at most begin another that never is.
          expect(flows).toMatchObject([
            {
              originatorPort: 5000,
              packets: [1, 0],
              payload: [total - 8, 0],
              ipBytes: [header + total, 0],
            },
          ]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is whole when the last missing part comes, and not before', async () => {
    const parts = packetsOf(partsOf(4000, 1480), 4000);
    const flows = await readCapture(
      capture(
        [...parts.slice(0, 2), ip(...V4, { protocol: 17 }, udp(1, 2, new Uint8Array(9))), parts[2]],
        1,
      ),
    );
    expect(flows.find(({ originatorPort }) => originatorPort === 5000)).toMatchObject({
      start: 103,
      packets: [1, 0],
    });
  });

  it('joins parts that the capture cut', async () => {
    const frames = packetsOf(partsOf(4000, 1480), 4000).map((packet) => ethernet(packet));
    const flows = await readCapture(pcap(frames.map((frame, i) => ({ time: i, frame, kept: 60 }))));
    expect(flows).toMatchObject([{ packets: [1, 0], payload: [3992, 0], ipBytes: [4020, 0] }]);
  });

  it('does not mix datagrams of other numbers, addresses or protocols', async () => {
    const parts = partsOf(3000, 1480);
    const one = packetsOf(parts, 3000);
    const other = packetsOf(parts, 3000, V4, 8);
    const back = packetsOf(parts, 3000, [V4[1], V4[0]]);
    const mixed = [0, 1, 2].flatMap((i) => [one[i], other[i], back[i]]);
    const flows = await readCapture(capture(mixed, 0.01));
    expect(flows).toMatchObject([
      { packets: [2, 0], payload: [2 * 2992, 0] },
      { packets: [1, 0], originator: V4[1] },
    ]);
  });

  it.each([
    ['a part is missing', partsOf(4000, 1480).slice(0, 2), 2],
    ['the first part is missing', partsOf(4000, 1480).slice(1), 2],
    ['a gap stays open', [...partsOf(4000, 1480).slice(0, 1), ...partsOf(4000, 1480).slice(2)], 2],
  ])('counts nowhere but in the report if %s', async (_, parts, count) => {
    const other = ip(...V4, { protocol: 17 }, udp(1, 2, new Uint8Array(9)));
    const { flows, problems } = await importCapture(capture([...packetsOf(parts, 4000), other]));
    expect(flowsOf(flows)).toMatchObject([{ originatorPort: 1 }]);
    expect(told(problems)).toContain(
      `ignored fragments of a datagram that never came whole: ${count} at 1`,
    );
  });

  it('is waited for five minutes', async () => {
    const parts = packetsOf(partsOf(2000, 1480), 2000);
    const patient = pcap(parts.map((packet, i) => ({ time: 299 * i, frame: ethernet(packet) })));
    expect(await readCapture(patient)).toHaveLength(1);
    const late = pcap(parts.map((packet, i) => ({ time: 300 * i, frame: ethernet(packet) })));
    await expect(readCapture(late)).rejects.toThrow(
      '2 × fragments of a datagram that never came whole',
    );
  });
});

describe('hostile fragments', () => {
  const other = ip(...V4, { protocol: 17 }, udp(1, 2, new Uint8Array(9)));

  it('beyond the largest datagram are refused', async () => {
    const part = { offset: 65528, length: 100, hasMore: false };
    const { problems } = await importCapture(capture([...packetsOf([part], 69000), other]));
    expect(told(problems).join()).toContain('fragment reaches beyond 65,535 bytes');
  });

  it('that overlap in every way come to an end', async () => {
    const overlapping = fc.array(
      fc.record({
        offset: fc.nat(40).map((eights) => 8 * eights),
        length: fc.integer({ min: 0, max: 400 }),
        hasMore: fc.boolean(),
      }),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(overlapping, fc.constantFrom(V4, V6), async (parts, ends) => {
        const flows = await readCapture(capture([...packetsOf(parts, 800, ends), other]));
        for (const { ipBytes, packets } of flows) {
          expect(ipBytes[0]).toBeLessThanOrEqual(packets[0] * (40 + 720));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('in more pieces than a reader should remember are given up', async () => {
    const scattered = Array.from({ length: 200 }, (_, i) => ({
      offset: 16 * i,
      length: 8,
      hasMore: true,
    }));
    const { problems } = await importCapture(capture([...packetsOf(scattered, 4000), other]));
    expect(told(problems).join()).toContain('in more than 128 pieces');
  });

  it('of ten thousand datagrams push the oldest out', async () => {
    const [first] = packetsOf(partsOf(2000, 1480), 2000);
    const many = Array.from({ length: 10_000 }, (_, id) => {
      const frame = ethernet(first).subarray(0, 200);
      frame.set(u16(id), 14 + 4);
      return { time: 0, frame };
    });
    const { problems } = await importCapture(pcap([...many, { time: 1, frame: ethernet(other) }]));
    expect(problems.find(({ reason }) => reason.includes('never came whole'))?.count).toBe(10_000);
  });
});
