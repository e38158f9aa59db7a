import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAscii, isUtf8, parseNumber } from '../../../src/data/import/text/cells.ts';
import { parseIsoTime } from '../../../src/data/import/text/text-cells.ts';
import { WordDictionary } from '../../../src/data/import/text/words.ts';

const encoder = new TextEncoder();

function parse(text: string): number {
  const bytes = encoder.encode(`#${text}#`);
  return parseNumber(bytes, 1, bytes.length - 1);
}

describe('a number', () => {
  it('reads as the double nearest to it, as it was written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // JavaScript writes −0 as 0.
        fc.pre(!Object.is(value, -0));
        expect(parse(String(value))).toBe(value);
        expect(parse(` ${value.toExponential()} `)).toBe(value);
      }),
    );
  });

  it('reads as JavaScript reads it, however many its digits', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 25 });
    fc.assert(
      fc.property(fc.constantFrom('', '-', '+'), digits, digits, (sign, whole, decimals) => {
        fc.pre(whole !== '' || decimals !== '');
        expect(parse(`${sign}${whole}.${decimals}`)).toBe(Number(`${sign}${whole}.${decimals}`));
      }),
      { numRuns: 1000 },
    );
  });

  it('may be tiny', () => {
    expect(parse(`0.${'0'.repeat(25)}12`)).toBe(1.2e-26);
  });

  it.each(['', ' ', '.', '-', '+-1', '1.2.3', '1e', 'e5', '0x10', 'NaN', 'inf', '1 2', '1,5', '١'])(
    'is not %j',
    (text) => {
      expect(parse(text)).toBeNaN();
    },
  );
});

describe('an ISO 8601 time', () => {
  it('keeps its microseconds', () => {
    expect(parseIsoTime('2018-11-27T10:00:00.123456Z')).toBe(1543312800.123456);
  });

  it('is UTC without a zone, and honours one', () => {
    expect(parseIsoTime('1970-01-01 00:00:10')).toBe(10);
    expect(parseIsoTime('1970-01-01T02:00:10+0200')).toBe(10);
    expect(parseIsoTime('1969-12-31T23:59:59.25Z')).toBe(-0.75);
  });

  it.each(['2018-13-27T10:00:00Z', '10:00:00', 'yesterday', ''])('is not %j', (text) => {
    expect(parseIsoTime(text)).toBeNaN();
  });
});

describe('well-formed UTF-8', () => {
  it('is what a strict decoder takes', () => {
    const byte = fc.constantFrom(0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xff);
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 5 }), (list) => {
        const bytes = Uint8Array.from(list);
        const repaired = encoder.encode(new TextDecoder('utf-8').decode(bytes));
        expect(isUtf8(bytes, 0, bytes.length)).toBe(String(repaired) === String(bytes));
      }),
    );
  });
});

describe('ASCII', () => {
  it('is told from a single byte that is none, wherever it stands', () => {
    for (let length = 0; length <= 12; length++) {
      for (let offset = 0; offset < 4; offset++) {
        const bytes = new Uint8Array(offset + length).fill(0x7f, offset).subarray(offset);
        expect(isAscii(bytes)).toBe(true);
        for (let at = 0; at < length; at++) {
          bytes[at] = 0x80;
          expect(isAscii(bytes)).toBe(false);
          bytes[at] = 0x7f;
        }
      }
    }
  });
});

describe('a dictionary of words', () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'B', 'é', '0'), maxLength: 4 }), {
    maxLength: 300,
  });

  it('numbers words in order of first appearance', () => {
    fc.assert(
      fc.property(words, (list) => {
        const dictionary = new WordDictionary();
        const numbers = list.map((word) => dictionary.internText(word));
        expect(dictionary.words).toEqual([...new Set(list)]);
        expect(numbers.map((number) => dictionary.words[number])).toEqual(list);
      }),
    );
  });

  it('holds thousands', () => {
    const list = Array.from({ length: 5000 }, (_, i) => `word ${i}`);
    const dictionary = new WordDictionary();
    const numbers = [...list, ...list].map((word) => dictionary.internText(word));
    expect(dictionary.words).toEqual(list);
    expect(numbers).toEqual([...list.keys(), ...list.keys()]);
  });

  it('tells words apart that were made to collide', () => {
    // The second four bytes undo what the first four do to the hash.
    const halves: number[] = [];
    for (let first = 0x61616161; halves.length < 4000; first++) {
      const mixed = Math.imul(8 ^ first, 0x9e3779b1);
      const second = mixed ^ (mixed >>> 15) ^ 0x62626262;
      if (((first | second) & 0x80808080) === 0) halves.push(first, second);
    }
    const bytes = new Uint8Array(Int32Array.from(halves).buffer);
    const dictionary = new WordDictionary();
    const read = () =>
      Array.from({ length: bytes.length / 8 }, (_, i) =>
        dictionary.intern(bytes, 8 * i, 8 * i + 8),
      );
    const numbers = read();
    expect(read()).toEqual(numbers);
    expect(numbers.map((number) => dictionary.words[number])).toEqual(
      numbers.map((_, i) => new TextDecoder().decode(bytes.subarray(8 * i, 8 * i + 8))),
    );
  });

  it('holds U+FFFD once, whatever the bytes that it stands for', () => {
    const dictionary = new WordDictionary();
    const numbers = [0xff, 0x61, 0xfe].map((byte) => dictionary.intern(Uint8Array.of(byte), 0, 1));
    expect(numbers).toEqual([0, 1, 0]);
    expect(dictionary.words).toEqual(['\ufffd', 'a']);
  });

  it('gives spellings of one word one number', () => {
    fc.assert(
      fc.property(words, (list) => {
        const dictionary = new WordDictionary((raw) => raw.toUpperCase());
        const numbers = list.map((word) => dictionary.internText(word));
        expect(dictionary.words).toEqual([...new Set(list.map((word) => word.toUpperCase()))]);
        expect(numbers.map((number) => dictionary.words[number])).toEqual(
          list.map((word) => word.toUpperCase()),
        );
      }),
    );
  });
});
