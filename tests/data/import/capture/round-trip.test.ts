import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Flow, flowsOf, importCapture } from './flows.ts';
import { ENDS } from './tunnelled.ts';
import { written } from './written.ts';

const RUNS = Number(process.env.LAB_FUZZ_RUNS ?? 300);

/** In an order that does not depend on which flow ended first. */
function inOrder(flows: readonly Flow[]): Flow[] {
  const key = ({ originator, protocol }: Flow) => `${originator} ${protocol}`;
  return flows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

describe('conversations written to a capture', () => {
  it('read back as the same flows', async () => {
    await fc.assert(
      fc.asyncProperty(written, async ({ file, flows }) => {
        const { flows: table, problems } = await importCapture(file);
        const inside = flowsOf(table).filter(({ originator }) => originator !== ENDS[6][0]);
        expect(inOrder(inside)).toEqual(inOrder(flows));
        expect(problems.filter(({ effect }) => effect !== 'repaired')).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('read the same wherever the file is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        written,
        fc.array(fc.nat(8000), { maxLength: 30 }),
        async ({ file }, cuts) => {
          expect(await importCapture(file, cuts)).toEqual(await importCapture(file));
        },
      ),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
