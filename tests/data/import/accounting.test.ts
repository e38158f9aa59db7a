import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { SEEDS } from './fuzz-seeds.ts';
import { importBytes } from './support.ts';

const RUNS = Number(process.env.LAB_FUZZ_RUNS ?? 40);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Lines of a file that hold something, even if it is only a blank. */
const linesOf = (text: string): string[] => text.replace(/\n$/, '').split(/\r?\n/);

/** Files whose records are lines. */
const FILES = SEEDS.flatMap(({ importer, files, asked = 'auto', isPacked }) =>
  files.flatMap((bytes, number) => {
    const text = decoder.decode(bytes.slice(0, bytes.lastIndexOf(0x0a) + 1));
    const isOfLines =
      !isPacked && !text.includes('\0') && !/^\s*\[|^\{"(?:events|records)"/.test(text);
    // A quote may hold a line end: then lines are no records.
    const areWhole = linesOf(text).every((line) => line.split('"').length % 2 === 1);
    const isText = !text.includes('\ufffd') && linesOf(text).length > 1;
    return isOfLines && isText && areWhole ? [{ importer, number, text, asked }] : [];
  }),
);

/** How many lines became rows that are kept, were refused, or were told as left out. */
async function accounted(text: string, asked: (typeof FILES)[number]['asked']) {
  const { rowsKept, rowsRead, problems } = await importBytes(encoder.encode(text), asked);
  const sum = (effect: string, isOfRecords: (example: string | undefined) => boolean) =>
    problems
      .filter((problem) => problem.effect === effect && problem.firstLines.length > 0)
      .filter(({ example }) => isOfRecords(example))
      .reduce((total, { count }) => total + count, 0);
  const refused = sum('refused', () => true);
  expect(rowsKept + refused).toBe(rowsRead);
  // Columns that nothing reads are told with their names.
  return rowsRead + sum('ignored', (example) => example === undefined);
}

describe.each(FILES)(
  '$importer, file $number: every line is kept, refused or told',
  ({ text, asked }) => {
    const lines = linesOf(text);

    it('whichever lines are left out, doubled, damaged or blank', async () => {
      const headers = lines.length - (await accounted(text, asked));
      expect(headers).toBeGreaterThanOrEqual(0);
      const first = Math.max(headers, lines.findLastIndex((line) => /^[#@%]/.test(line)) + 1, 1);
      const rows = lines.slice(first);
      if (rows.length === 0) return;
      const edited = fc.array(
        fc.oneof(
          fc.constantFrom(...rows),
          fc.constantFrom('', 'garbage', '{}', ',,,', '1 2 3 4 5 6 7 8 9', 'a=b', 'x\ty', ';'),
        ),
        { maxLength: 12 },
      );
      await fc.assert(
        fc.asyncProperty(edited, async (added) => {
          const all = [...lines, ...added];
          try {
            expect(await accounted(`${all.join('\n')}\n`, asked)).toBe(all.length - headers);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
          }
        }),
        { numRuns: RUNS },
      );
    });
  },
);
