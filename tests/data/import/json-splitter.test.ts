import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSplitter, needsSplitting } from '../../../src/data/import/json/json-splitter.ts';

/** The lines after splitting, blank ones left out; `cut` says where the bytes come apart. */
function linesOf(text: string, cut = text.length): string[] {
  const bytes = new TextEncoder().encode(text);
  const splitter = new JsonSplitter();
  splitter.split(bytes.subarray(0, cut));
  splitter.split(bytes.subarray(cut));
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const objects = fc.array(
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1, noNullPrototype: true }),
  { minLength: 1, maxLength: 5 },
);

const written: readonly ((all: readonly object[]) => string)[] = [
  (all) => JSON.stringify(all),
  (all) => JSON.stringify(all, null, 2),
  (all) => JSON.stringify(all, null, '\t').replaceAll('\n', '\r\n'),
  (all) => `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
  (all) => all.map((one) => JSON.stringify(one, null, 2)).join('\n'),
  (all) => all.map((one) => JSON.stringify(one)).join(' '),
];

describe('objects come on a line each', () => {
  it('however they are written and wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        objects,
        fc.constantFrom(...written),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, write, place) => {
          const text = write(all);
          const cut = Math.floor(place * new TextEncoder().encode(text).length);
          const lines = linesOf(text, cut);
          expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(all)));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a broken object costs few others', () => {
  it('one that is never closed ends before the next', () => {
    expect(linesOf('{\n  "a": {\n    "b": 1\n{\n  "c": 2\n}\n')).toEqual([
      '{   "a": {     "b": 1',
      '{   "c": 2 }',
    ]);
    expect(linesOf('[\n  {"a": [1,\n  {"b": 2}\n]')).toEqual(['{"a": [1,', '{"b": 2}']);
  });

  it('a string that is never closed ends with its line', () => {
    expect(linesOf('[\n{"a": "b},\n{"c": 2}]')).toEqual(['{"a": "b},', '{"c": 2}']);
  });

  it('what is no object stands alone', () => {
    expect(linesOf('[1, "x", {"a": 1}, null]')).toEqual(['1', '"x"', '{"a": 1}', 'null']);
    expect(linesOf('log starts\n{"a": 1}\n')).toEqual(['log starts', '{"a": 1}']);
  });

  it('brackets too many cost the object beside them', () => {
    expect(linesOf(']}]{"a": 1},{"b": 2}')).toEqual(['} {"a": 1}', '{"b": 2}']);
  });
});

describe('splitting is needed', () => {
  it.each([
    ['[{"ts": 1}]', true],
    [' \n[\n', true],
    ['{\n  "ts": 1\n}', true],
    ['{"id": {\n', true],
    ['{"ts": 1}\n{"ts": 2}\n', false],
    ['{"ts": 1', false],
  ])('by %j: %j', (head, isNeeded) => {
    expect(needsSplitting(head)).toBe(isNeeded);
  });
});
