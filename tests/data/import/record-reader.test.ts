import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../src/data/import/text/blocks.ts';
import { NONE, QUOTE, RecordReader } from '../../../src/data/import/text/record-reader.ts';
import { chunksOf, quoted } from './support.ts';

const COMMA = 0x2c;
const encoder = new TextEncoder();

/** All records of a text that comes in the given blocks. */
function recordsOf(text: string, blockLength: number, quote = QUOTE): string[][] {
  const bytes = encoder.encode(text);
  const reader = new RecordReader();
  reader.delimiter = COMMA;
  reader.quote = quote;
  const records: string[][] = [];
  const read = () => {
    while (reader.next()) {
      expect(reader.fault).toBe(undefined);
      records.push(reader.texts());
    }
  };
  for (let at = 0; at < bytes.length; at += blockLength) {
    reader.feed(bytes.slice(at, at + blockLength));
    read();
  }
  reader.end();
  read();
  return records;
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '𝒳', '"', ',', '\n', '\r', ' ', '\t', '1'),
  maxLength: 6,
});
const records = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

describe('a record reader', () => {
  it('reads back whatever was written with quotes, in blocks of any length', () => {
    fc.assert(
      fc.property(
        records,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (rows, lineEnd, endsLastLine, blockLength) => {
          const text = rows.map((cells) => cells.map(quoted).join(',')).join(lineEnd);
          const whole = endsLastLine && rows.length > 0 ? text + lineEnd : text;
          expect(recordsOf(whole, blockLength)).toEqual(rows);
        },
      ),
    );
  });

  it('splits lines without quotes as String.split does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '"', 'é', ' '), maxLength: 5 });
    const lines = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 40 }), (rows, blockLength) => {
        const text = `${rows.map((cells) => cells.join(',')).join('\n')}\n`;
        const split = text
          .slice(0, -1)
          .split('\n')
          .map((line) => line.split(','));
        expect(recordsOf(text, blockLength, NONE)).toEqual(split);
      }),
    );
  });

  it('splits as String.split does however many fields and bytes a line has', () => {
    const word = fc
      .tuple(fc.constantFrom('', 'a', '"', 'é'), fc.integer({ min: 0, max: 2000 }))
      .map(([unit, length]) => unit.repeat(length % 7 === 0 ? length : length % 9));
    const lines = fc.array(fc.array(word, { minLength: 1, maxLength: 80 }), { minLength: 20 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1000, max: 40_000 }), (rows, blockLength) => {
        const split = rows.map((cells) => cells.map((cell) => cell.replace(/^"/, "'")));
        const text = `${split.map((cells) => cells.join(',')).join('\n')}\n`;
        expect(recordsOf(text, blockLength)).toEqual(split);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves a quote alone that does not open its field', () => {
    expect(recordsOf('a"b,"c""d", "e"\n', 100)).toEqual([['a"b', 'c"d', ' "e"']]);
  });

  it('knows the line on which a record starts', () => {
    const reader = new RecordReader();
    reader.delimiter = COMMA;
    reader.quote = QUOTE;
    reader.feed(encoder.encode('a,"b\n\nc"\nd\n"e\nf"\n\ng'));
    reader.end();
    const lines: number[] = [];
    while (reader.next()) lines.push(reader.line);
    expect(lines).toEqual([1, 4, 5, 7, 8]);
  });
});

describe('blocks', () => {
  it('are the same bytes, cut by size alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 100 }),
        fc.array(fc.nat(100)),
        fc.integer({ min: 1, max: 30 }),
        async (bytes, cuts, size) => {
          const lengths: number[] = [];
          const joined: number[] = [];
          for await (const block of blocksOf(chunksOf(bytes, cuts), size)) {
            lengths.push(block.length);
            joined.push(...block);
          }
          expect(joined).toEqual([...bytes]);
          expect(lengths.slice(0, -1).every((length) => length === size)).toBe(true);
          expect(lengths.every((length) => length > 0 && length <= size)).toBe(true);
        },
      ),
    );
  });
});
