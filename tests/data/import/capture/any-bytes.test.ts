import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/data/errors.ts';
import { flowsOf, importCapture } from './flows.ts';
import { concat } from './packets.ts';
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
  .map(([{ file }, edits, power, keepsLength]) =>
    edits.reduce((bytes, { at, removed, added }) => {
      const from = Math.floor(at ** power * bytes.length);
      const to = from + (keepsLength ? added.length : removed);
      return concat([bytes.subarray(0, from), added, bytes.subarray(to)]).subarray(
        0,
        bytes.length + 64,
      );
    }, file),
  );

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
