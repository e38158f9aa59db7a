import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { inspectFile } from '../../../src/data/import/inspect.ts';
import { previewMapping } from '../../../src/data/import/mapping/mapping-preview.ts';
import { readFixture } from '../../support.ts';
import { chunksOf, importBytes } from './support.ts';

const RUNS = Number(process.env.LAB_FUZZ_RUNS ?? 300);
const encoder = new TextEncoder();
const TABLES = [
  'When,Client,Server,Port,Up bytes,Label\n2024-03-05 09:00,10.0.0.5,192.0.2.1,443,5,good\n',
  '#a;b\n1;2\n3;4\n',
  'x|"y|z"|time\n1|2|1700000000\n',
  readFixture('import/table.csv'),
  readFixture('import/conn.csv'),
];

/** Tables with some of their characters changed, left out or doubled. */
const damaged = fc
  .tuple(
    fc.constantFrom(...TABLES),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        fc.constantFrom('"', ',', ';', '\n', '\r', '#', '\t', '', '\ufffd', '10.0.0.1', 'é', '='),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [place, removed, added]) => {
      const at = Math.floor(place * now.length);
      return now.slice(0, at) + added + now.slice(at + removed);
    }, text),
  )
  .map((text) => encoder.encode(text));

it('a look at any bytes finds a table, nothing, or an InputError; what is found can be read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 120 })), async (bytes) => {
      try {
        const found = await inspectFile({ name: 'table', chunks: chunksOf(bytes) });
        if (found === null) return;
        const { table, guess } = found;
        const { rows } = previewMapping(table, guess, 'UTC', 5);
        expect(rows.length).toBe(Math.min(5, table.rows.length));
        const read = await importBytes(bytes, 'auto', { readingOfTable: () => guess });
        expect(read.kind).toBe('flows');
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }),
    { numRuns: RUNS },
  );
});
