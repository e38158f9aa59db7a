import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { ProblemLog } from '../../../src/data/import/problems.ts';
import { unpacked } from '../../../src/data/import/text/gzip.ts';
import { CUT_SHORT, TRAILING_BYTES } from '../../../src/data/import/text/gzip-format.ts';
import { LIMITS } from '../../../src/data/import/text/gzip-unpacker.ts';
import { chunksOf } from './support.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Read {
  readonly bytes: Uint8Array;
  readonly troubles: readonly string[];
  readonly packed: number;
}

async function read(
  file: Uint8Array,
  cuts: readonly number[] = [],
  limits = LIMITS,
): Promise<Read> {
  const blocks: Uint8Array[] = [];
  const troubles: string[] = [];
  let packed = 0;
  const stream = unpacked(chunksOf(file, cuts), {
    limits,
    log: new ProblemLog('a.gz'),
    onRead: (bytes) => {
      packed = bytes;
    },
    onTrouble: (reason) => troubles.push(reason),
  });
  for await (const block of stream) blocks.push(block);
  return { bytes: Uint8Array.from(Buffer.concat(blocks)), troubles, packed };
}

const textOf = async (file: Uint8Array) => decoder.decode((await read(file)).bytes);
const joined = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const repeated = (byte: number, length: number) => new Uint8Array(length).fill(byte);

const contents = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 400 }).filter(([first, second]) => first !== 31 || second !== 139),
    fc.nat(300_000).map((length) => repeated(7, length)),
  ),
  { minLength: 1, maxLength: 5 },
);

describe('gzip', () => {
  it('unpacks members one after another, whatever the chunks and the padding', async () => {
    await fc.assert(
      fc.asyncProperty(
        contents,
        fc.array(fc.nat(2000), { maxLength: 40 }),
        fc.nat(20),
        fc.constantFrom(0, 1, 6, 9),
        async (members, cuts, padding, level) => {
          const packed = members.map((content) => gzipSync(content, { level }));
          const file = joined(...packed, repeated(0, padding));
          const result = await read(file, cuts);
          expect(Buffer.compare(result.bytes, joined(...members))).toBe(0);
          expect(result.troubles).toEqual([]);
          expect(result.packed).toBe(file.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is told by content: anything else passes as it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 30 }).filter(([first, second]) => !(first === 31 && second)),
        fc.array(fc.nat(30), { maxLength: 5 }),
        async (bytes, cuts) => {
          expect((await read(bytes, cuts)).bytes).toEqual(bytes);
        },
      ),
    );
  });

  it('gives what came before a cut, and says that the rest is missing', async () => {
    const text = Array.from({ length: 5000 }, (_, i) => `line ${i * i}\n`).join('');
    const file = gzipSync(text);
    for (const length of [file.length - 1, file.length - 8, file.length - 9, 5000, 400]) {
      const { bytes, troubles } = await read(file.subarray(0, length));
      expect(troubles).toEqual([CUT_SHORT]);
      expect(bytes.length).toBeGreaterThan(400);
      expect(text.startsWith(decoder.decode(bytes))).toBe(true);
    }
    await expect(read(file.subarray(0, 12))).rejects.toThrow('a.gz: cut off within its first');
    await expect(read(file.subarray(0, 2))).rejects.toThrow(InputError);
  });

  it('leaves out bytes after the last member that are none, and says so', async () => {
    const file = joined(gzipSync('one'), gzipSync('two'), encoder.encode('\0\0-- signature --'));
    const { bytes, troubles } = await read(file);
    expect(decoder.decode(bytes)).toBe('onetwo');
    expect(troubles).toEqual([TRAILING_BYTES]);
  });

  it('does not pass on what fails its checksum or its length', async () => {
    const text = 'a flow a line\n'.repeat(100);
    for (const fromEnd of [8, 5, 4, 1]) {
      const file = Uint8Array.from(gzipSync(text));
      file[file.length - fromEnd] ^= 1;
      await expect(read(file)).rejects.toThrow(
        /^a\.gz: damaged gzip data \(incorrect (data|length) check after 1400 bytes of content\)/,
      );
    }
  });

  it('within gzip is refused with the way to unpack it', async () => {
    await expect(textOf(gzipSync(gzipSync('flows')))).rejects.toThrow(
      'a.gz: gzip within gzip; unpack it once: gunzip -c FILE > UNPACKED',
    );
  });

  it('damaged anywhere ends in an InputError or in the beginning of the content', async () => {
    const text = Array.from({ length: 300 }, (_, i) => `line ${i * i}\n`).join('');
    const file = gzipSync(text);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(file.length),
        async (at, flipped, cut) => {
          const damaged = Uint8Array.from(file);
          damaged[at] ^= flipped;
          const settled = (cuts: number[]) => read(damaged, cuts).catch(String);
          const whole = await settled([]);
          if (typeof whole === 'string') expect(whole).toMatch(/^InputError: a\.gz: /);
          expect(await settled([cut])).toEqual(
            typeof whole === 'string' ? whole : { ...whole, packed: file.length },
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a gzip bomb', () => {
  const limits = { ...LIMITS, freeBytes: 2 ** 20 };

  it('is refused once it gave what is free and too many times its size', async () => {
    const bomb = gzipSync(repeated(0x61, 2 ** 21));
    const stream = unpacked(chunksOf(bomb, [1, 2, 100]), {
      limits,
      log: new ProblemLog('bomb.gz'),
      onTrouble: () => {},
    });
    let given = 0;
    await expect(async () => {
      for await (const block of stream) given += block.length;
    }).rejects.toThrow('bomb.gz: gzip data that unpacks to more than 200 times its size');
    expect(given).toBe(limits.freeBytes);
  });

  it('of many small members is refused alike', async () => {
    const member = gzipSync(repeated(0x61, 2 ** 16));
    const members = joined(...Array.from({ length: 32 }, () => member));
    await expect(read(members, [], limits)).rejects.toThrow(InputError);
  });

  it('of less than what is free is read: it does no harm', async () => {
    expect((await read(gzipSync(repeated(0x61, 2 ** 22)))).bytes.length).toBe(2 ** 22);
  });

  it('that stays within the ratio has an end all the same', async () => {
    const noise = Uint8Array.from({ length: 2 ** 20 }, (_, i) => (i * i * 7919) >>> (i % 13));
    const few = { ...LIMITS, bytes: 2 ** 19 };
    await expect(read(gzipSync(noise), [], few)).rejects.toThrow('cut it into parts: gunzip -c');
    expect((await read(gzipSync(noise))).bytes.length).toBe(noise.length);
  });
});
