import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/data/errors.ts';
import { pcap } from './files.ts';
import { flowsOf, importCapture } from './flows.ts';
import { concat, ethernet, ip, udp } from './packets.ts';
import { ENDS, FROM, WRAPPINGS, wrapped } from './tunnelled.ts';
import { written } from './written.ts';

/** More in a long run: LAB_FUZZ_RUNS=100000. */
const RUNS = Number(process.env.LAB_FUZZ_RUNS ?? 400);

const MAGIC = [
  [0xd4, 0xc3, 0xb2, 0xa1],
  [0xa1, 0xb2, 0xc3, 0xd4],
  [0x4d, 0x3c, 0xb2, 0xa1],
  [0xa1, 0xb2, 0xcd, 0x34],
  [0x0a, 0x0d, 0x0d, 0x0a],
] as const;

async function expectFlowsOrInputError(file: Uint8Array): Promise<void> {
  try {
    const { flows, problems, files } = await importCapture(file);
    const refused = problems.filter(({ effect }) => effect === 'refused');
    expect(flows.length).toBeGreaterThan(0);
    expect(flows.length + refused.reduce((sum, { count }) => sum + count, 0)).toBe(
      files[0].rowsRead,
    );
    for (const { start, duration, packets, ipBytes, payload, state } of flowsOf(flows)) {
      const numbers = [duration, ...packets, ...ipBytes, ...payload];
      expect(numbers.every((number) => number >= 0 && number <= 2 ** 53)).toBe(true);
      expect(Number.isFinite(start)).toBe(true);
      expect(packets[0] + packets[1]).toBeGreaterThan(0);
      // No packet is longer than IP lets it be, or than the capture holds where the header is silent.
      expect(ipBytes[0] + ipBytes[1]).toBeLessThanOrEqual((packets[0] + packets[1]) * 2 ** 32);
      expect(state).toMatch(/^(S[0-3F]|REJ|RST[OR]|RSTOS0|RSTRH|SHR?|OTH)$/);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(12),
  added: fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.constantFrom(
      [0, 0, 0, 0],
      [255, 255, 255, 255],
      [255, 255],
      [0x7f],
      [0x45],
      [44, 0],
      [6],
      [0],
    ),
  ),
});

/** A capture with some bytes overwritten, cut out or put in between, anywhere or near its start. */
const damaged = fc
  .tuple(
    written,
    fc.array(edit, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(1, 3),
    fc.boolean(),
  )
  .map(([{ file }, edits, power, keepsLength]) => edited(file, edits, power, keepsLength));

/** @param power the greater, the more of the edits are near the start */
function edited(
  bytes: Uint8Array,
  edits: readonly { at: number; removed: number; added: ArrayLike<number> }[],
  power: number,
  keepsLength: boolean,
): Uint8Array {
  return edits.reduce((before, { at, removed, added }) => {
    const from = Math.floor(at ** power * before.length);
    const to = from + (keepsLength ? added.length : removed);
    const after = concat([before.subarray(0, from), added, before.subarray(to)]);
    return after.subarray(0, before.length + 64);
  }, bytes);
}

/** What a tunnel may carry: a packet, one within another tunnel, or bytes out of nowhere. */
const carried = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .record({
      isV6: fc.boolean(),
      protocol: fc.constantFrom(1, 6, 17, 58, 59, 132),
      payload: fc.uint8Array({ maxLength: 100 }),
      offset: fc.constantFrom(0, 0, 0, 24),
      hasMore: fc.boolean(),
      between: fc.option(fc.constantFrom(...WRAPPINGS)),
    })
    .map(({ isV6, protocol, payload, between, ...part }) => {
      const [from, to] = isV6 ? ['2001:db8::1', '2001::2'] : ['192.0.2.1', '192.0.2.2'];
      const inner = ip(from, to, { protocol, id: 1, ...part }, payload);
      return between === null ? inner : wrapped(between, inner, 6);
    }),
);

/** A packet whose outer headers are whole, and a tunnel of some kind behind them, damaged and cut. */
const tunnelled = fc
  .record({
    wrapping: fc.constantFrom(...WRAPPINGS),
    inner: carried,
    edits: fc.array(edit, { maxLength: 4 }),
    power: fc.constantFrom(1, 3),
    keepsLength: fc.boolean(),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ wrapping, inner, edits, power, keepsLength, cut }) => {
    const { port } = wrapping;
    const whole = wrapped(wrapping, inner);
    const headers = port === undefined ? 20 : 28;
    const inside = edited(whole.subarray(headers), edits, power, keepsLength);
    const payload = port === undefined ? inside : udp(FROM, port, inside);
    const frame = ethernet(ip(...ENDS[4], { protocol: whole[9] }, payload));
    const least = 14 + headers;
    return { port, frame, kept: least + Math.floor(cut * (frame.length - least)) };
  });

const plain = {
  time: 1,
  frame: ethernet(ip('10.9.9.9', '10.9.9.8', { protocol: 17 }, udp(1, 2, new Uint8Array(9)))),
};

describe('any bytes give flows or an InputError', () => {
  it('captures that were damaged', async () => {
    await fc.assert(fc.asyncProperty(damaged, expectFlowsOrInputError), { numRuns: RUNS });
  });

  it('bytes out of nowhere behind the first four of a capture', async () => {
    const bytes = fc
      .tuple(fc.constantFrom(...MAGIC), fc.uint8Array({ maxLength: 400 }))
      .map(([magic, rest]) => concat([magic, rest]));
    await fc.assert(fc.asyncProperty(bytes, expectFlowsOrInputError), { numRuns: RUNS });
  });

  it('damaged captures, wherever they are cut into chunks', async () => {
    const cuts = fc.array(fc.nat(6000), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(damaged, cuts, async (file, places) => {
        const settled = (at: readonly number[]) => importCapture(file, at).catch(String);
        expect(await settled(places)).toEqual(await settled([]));
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });
});

describe('whatever a tunnel holds, cut anywhere', () => {
  it('each packet is in a flow, or the report tells of it', async () => {
    await fc.assert(
      fc.asyncProperty(tunnelled, async ({ frame, kept }) => {
        const { flows, problems } = await importCapture(pcap([{ time: 1, frame, kept }, plain]));
        const ignored = problems.filter(({ effect }) => effect === 'ignored');
        expect(flows.length - 1 + ignored.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('a datagram counts in the flow that it would be on any other port', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tunnelled, { minLength: 1, maxLength: 8 }), async (packets) => {
        const sent = packets.map(({ frame, kept }) => ({ time: 1, frame, kept }));
        const file = pcap([...sent, plain]);
        await expectFlowsOrInputError(file);
        const outer = flowsOf((await importCapture(file)).flows).filter(
          ({ originator, originatorPort }) => originator === ENDS[4][0] && originatorPort === FROM,
        );
        for (const port of new Set(packets.flatMap((each) => each.port ?? []))) {
          const mine = packets.filter((each) => each.port === port);
          const bytes = mine.reduce((sum, { frame }) => sum + frame[16] * 256 + frame[17], 0);
          expect(outer.filter(({ responderPort }) => responderPort === port)).toMatchObject([
            { packets: [mine.length, 0], ipBytes: [bytes, 0], state: 'S0' },
          ]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
