import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleJson, visibleLine, visibleText } from '../../src/data/visible-text.ts';

/** What must reach no reader as it is. */
const UNSEEN = [
  '\u0000 \u0007 \b \u001b[31m \u007f \u0085 \u009b31m',
  '\u061c \u200e \u200f \u202a \u202b \u202c \u202d \u202e \u2066 \u2067 \u2068 \u2069',
  '\u2028 \u2029 \u200b \u00ad \u2060 \u206a \ufeff \ufff9 \u{e0001} \u{e0041}',
].flatMap((line) => line.split(' '));

const STEERS = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

test.each(UNSEEN)('%j is shown by its number', (text) => {
  const number = text.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  expect(visibleLine(`a${text}b`)).toBe(`a<U+${number}>${[...text].slice(1).join('')}b`);
  expect(visibleText(text)).toBe(visibleLine(text));
});

test('of any text, nothing steers a terminal or a line; shown twice is shown once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visibleLine(text);
      expect(shown).not.toMatch(STEERS);
      expect(visibleLine(shown)).toBe(shown);
      expect(visibleText(text).replace(/[\t\n\r]/g, '')).not.toMatch(STEERS);
    }),
  );
});

test('any JSON is the same value, and steers nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      for (const indent of [undefined, 1]) {
        const text = visibleJson(value, indent);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text.replaceAll('\n', '')).not.toMatch(STEERS);
      }
    }),
  );
});

test('what people write stays as it is', () => {
  for (const text of [
    'conn.log',
    'größe',
    'שלום',
    'می\u200cخواهم',
    '日本',
    'क\u094d\u200dष',
    '👩\u200d💻',
    '<b> & "x"',
  ]) {
    expect(visibleLine(text)).toBe(text);
  }
});
