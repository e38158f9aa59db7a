import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import type { TrafficFormat } from '../../../src/data/import/importer.ts';
import { readFixture } from '../../support.ts';
import { chunksOf, importBytes, importChunks, plainColumns } from './support.ts';

const FIXTURES = [
  'conn.log',
  'conn.log.labeled',
  'conn.json.log',
  'conn.csv',
  'flows.csv',
  'odd-flows.csv',
  'table.csv',
];
const encoder = new TextEncoder();
const fixtureBytes = (name: string) => encoder.encode(readFixture(`import/${name}`));

const fileBytes = fc.constantFrom(...FIXTURES).map(fixtureBytes);
const format = fc.constantFrom<TrafficFormat>('auto', 'flows', 'zeek', 'table');

/** A file with a few bytes changed, cut out or doubled. */
const damagedBytes = fc
  .tuple(
    fileBytes,
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        removed: fc.nat(20),
        added: fc.oneof(
          fc.uint8Array({ maxLength: 3 }),
          fc
            .constantFrom(
              '"',
              ',',
              '\n',
              '\t',
              '#fields\t',
              '#separator \\x',
              '-1',
              '1e400',
              '{',
              '\r',
              '\\x',
            )
            .map((text) => encoder.encode(text)),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([bytes, edits]) =>
    edits.reduce((text, { at, removed, added }) => {
      const from = Math.floor(at * text.length);
      return Uint8Array.from([
        ...text.subarray(0, from),
        ...added,
        ...text.subarray(from + removed),
      ]);
    }, bytes),
  );

async function expectFlowsOrInputError(bytes: Uint8Array, asked: TrafficFormat): Promise<void> {
  try {
    const result = await importBytes(bytes, asked);
    const kept = result.kind === 'flows' ? result.flows.length : result.matrix.rows;
    const refused = result.problems.filter(({ effect }) => effect === 'refused');
    expect(kept).toBeGreaterThan(0);
    expect(kept + refused.reduce((sum, { count }) => sum + count, 0)).toBe(result.rowsRead);
    expectSound(result);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

function expectSound(result: Awaited<ReturnType<typeof importBytes>>): void {
  if (result.kind === 'table') {
    expect(result.matrix.data.every(Number.isFinite)).toBe(true);
    expect(result.matrix.data.length).toBe(result.matrix.rows * result.matrix.columns);
    expect(result.label.length).toBe(result.matrix.rows);
    return;
  }
  for (const [key, cells] of Object.entries(plainColumns(result.flows))) {
    expect(cells.length).toBe(result.flows.length);
    for (const cell of cells) {
      if (typeof cell === 'number') {
        expect(Number.isFinite(cell)).toBe(true);
        if (key !== 'startTime' && key !== 'label') expect(cell).toBeGreaterThanOrEqual(0);
      } else {
        expect(typeof cell).toBe('string');
      }
    }
  }
}

describe('any bytes give traffic or an InputError', () => {
  it('bytes out of nowhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), format, expectFlowsOrInputError),
      { numRuns: 300 },
    );
  });

  it('text of the characters that formats are made of', async () => {
    const text = fc.string({
      unit: fc.constantFrom(
        '"',
        ',',
        ';',
        '\t',
        '\n',
        '\r',
        '#',
        '{',
        '}',
        ':',
        '1',
        '-',
        '.',
        'e',
        'é',
        ' ',
      ),
      maxLength: 120,
    });
    await fc.assert(
      fc.asyncProperty(text, format, (characters, asked) =>
        expectFlowsOrInputError(encoder.encode(characters), asked),
      ),
      { numRuns: 500 },
    );
  });

  it('damaged files', async () => {
    await fc.assert(fc.asyncProperty(damagedBytes, format, expectFlowsOrInputError), {
      numRuns: 1000,
    });
  });
});

describe('the cuts between chunks', () => {
  it('make no difference', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fileBytes, damagedBytes),
        fc.array(fc.nat(900), { maxLength: 30 }),
        async (bytes, cuts) => {
          const settled = (places: number[]) => importChunks(chunksOf(bytes, places)).catch(String);
          expect(await settled(cuts)).toEqual(await settled([]));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('may fall after every single byte', async () => {
    for (const name of FIXTURES) {
      const bytes = fixtureBytes(name);
      const everywhere = Array.from(bytes, (_, i) => i);
      const cut = await importChunks(chunksOf(bytes, everywhere));
      expect(cut).toEqual(await importBytes(bytes));
    }
  });
});
