import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { importFiles } from '../../../src/data/import/importer.ts';
import { inspectFile } from '../../../src/data/import/inspect.ts';
import { guessColumns } from '../../../src/data/import/mapping/guess-columns.ts';
import { chunksOf, plainColumns } from './support.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/import/parquet/', import.meta.url));
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.parquet'));

const bytesOf = (name: string) => new Uint8Array(readFileSync(FOLDER + name));

/** A file that can be read anywhere. */
function source(name: string, bytes: Uint8Array) {
  const slice = async (start: number, end?: number) => bytes.slice(start, end).buffer;
  return { name, chunks: chunksOf(bytes), whole: { byteLength: bytes.length, slice } };
}

/** Reads a file by what is guessed of its columns. */
function read(name: string, bytes: Uint8Array) {
  return importFiles([source(name, bytes)], {
    format: 'auto',
    windowSeconds: 60,
    sampleSize: 1e6,
    seed: '42',
    readingOfTable: (table) => guessColumns(table).mapping,
  });
}

describe('Parquet files', () => {
  it.each(FILES)('%s is read as what pandas makes of it', async (name) => {
    const ours = await read(name, bytesOf(name));
    const theirs = await read(name, bytesOf(name.replace('.parquet', '.csv')));
    if (ours.kind !== 'flows' || theirs.kind !== 'flows') throw new Error('These are no flows.');
    expect(ours.files[0].format).toMatch(/^Parquet: /);
    expect(ours.files[0].rowsKept).toBe(60);
    expect(plainColumns(ours.flows)).toEqual(plainColumns(theirs.flows));
  });

  it('are looked at like tables', async () => {
    const name = 'pyarrow-snappy.parquet';
    const found = await inspectFile(source(name, bytesOf(name)));
    expect(found?.table.names).toContain('orig_bytes');
    expect(found?.table.rows[0]).toContain('2023-11-14T22:13:20.123456Z');
    expect(found?.table.rows[0]).toContain('a, "b"');
    expect(found?.table.rows[2]?.at(-2)).toBe('');
  });

  it('that are damaged end in a message, wherever the damage is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FILES),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        async (name, share, changes) => {
          const bytes = bytesOf(name).slice();
          for (const [at, byte] of changes) bytes[4 + (at % (bytes.length - 4))] = byte;
          const cut = changes.length > 0 ? bytes : bytes.slice(0, 64 + share * (bytes.length - 65));
          try {
            await read(name, cut);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
            expect(String(error)).toContain(name);
          }
        },
      ),
      // Some damage keeps the library busy without end, which only cancelling ends: not these runs.
      { numRuns: 200, seed: 42 },
    );
  });

  it('that say a page unpacks to more than any page has are refused', async () => {
    const name = 'pyarrow-snappy.parquet';
    const bytes = bytesOf(name).slice();
    // The header of the first page: its kind, then the bytes that it unpacks to, a zigzag varint.
    expect([...bytes.subarray(4, 7)]).toEqual([0x15, 0x04, 0x15]);
    bytes.set([0xfe, 0xff, 0xff, 0xff, 0x0f], 7);
    await expect(read(name, bytes)).rejects.toThrow(
      /^pyarrow-snappy\.parquet: a Parquet file that cannot be read: .*; write it again/,
    );
  });

  it('that come packed or by a pipe say what to do', async () => {
    const { whole, ...piped } = source('x', bytesOf('pyarrow-snappy.parquet'));
    expect(whole.byteLength).toBeGreaterThan(0);
    await expect(
      importFiles([piped], { format: 'auto', windowSeconds: 60, sampleSize: 10, seed: '1' }),
    ).rejects.toThrow(
      'x: a Parquet file, packed or from a pipe; unpack it, and open the file itself',
    );
  });

  it('are no files of text that begin like them', async () => {
    const text = new TextEncoder().encode('PAR1,bytes\n1,2\n3,4\n');
    const found = await inspectFile(source('PAR1.csv', text));
    expect(found?.table.names).toEqual(['PAR1', 'bytes']);
  });
});
