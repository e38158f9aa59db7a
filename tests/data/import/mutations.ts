import type { RandomSource } from '../../../src/data/random.ts';

const encoder = new TextEncoder();

/** What breaks readers of text and of packets: signs of syntax, odd numbers, broken characters. */
const TOKENS: readonly Uint8Array[] = [
  ...[
    '"',
    '""',
    "'",
    ',',
    ';',
    '\t',
    '|',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    '{',
    '}',
    '[',
    ']',
    ':',
  ],
  ...['-', '-1', '0', '1e400', '1e308', '-0', '0x1f', 'NaN', 'Infinity', '9007199254740993'],
  ...[
    '99999999999999999999',
    '1.7976931348623159e308',
    '65536',
    'null',
    'true',
    '\\',
    '\\u',
    '\\x',
  ],
  ...['#fields\t', '#separator \\x', '#separator \\x2c\n', '#close\n', 'Summary\n', '=1+1', '<b>'],
  ...['2025-13-45 25:61:61', '1969-12-31', '\u2028', '\ufeff', '\u0000', '(empty)', '\n\n\n"'],
].map((text) => encoder.encode(text));
const BROKEN: readonly Uint8Array[] = [
  Uint8Array.of(0xff),
  Uint8Array.of(0xc3),
  Uint8Array.of(0xed, 0xa0, 0x80),
  Uint8Array.of(0xf5, 0x80, 0x80, 0x80),
  Uint8Array.of(0x1f, 0x8b),
  Uint8Array.of(0, 0, 0, 0),
];
/** Lengths and counts that lie. */
const WORDS = [0, 1, 3, 0x7f, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

type Mutation = (bytes: Uint8Array, draw: Draw, others: readonly Uint8Array[]) => Uint8Array;

/** Integers below a bound, and one of a list. */
export interface Draw {
  below(bound: number): number;
  of<T>(list: readonly T[]): T;
}

export function drawFrom(random: RandomSource): Draw {
  const below = (bound: number) => Math.floor(random.double() * bound);
  return { below, of: (list) => list[below(list.length)] };
}

const MUTATIONS: readonly Mutation[] = [
  flipBit,
  flipBit,
  cutEnd,
  cutOut,
  insertToken,
  insertToken,
  insertBytes,
  overwriteWord,
  overwriteWord,
  repeatSlice,
  splice,
  swapLines,
  growNumber,
];

/** A file changed at one to three places. */
export function mutated(file: Uint8Array, draw: Draw, others: readonly Uint8Array[]): Uint8Array {
  let bytes = file;
  for (let edits = draw.of([1, 1, 2, 3]); edits > 0; edits--)
    bytes = draw.of(MUTATIONS)(bytes, draw, others);
  return bytes;
}

/** A file from nothing: random bytes, or tokens one after another. */
export function invented(draw: Draw): Uint8Array {
  if (draw.below(2) === 0) return randomBytes(draw.below(200), draw);
  return joined(...Array.from({ length: draw.below(60) }, () => draw.of(TOKENS)));
}

/** Up to eight places to cut a file of this length into chunks. */
export function cuts(length: number, draw: Draw): number[] {
  return Array.from({ length: draw.below(9) }, () => draw.below(length + 1));
}

function flipBit(bytes: Uint8Array, draw: Draw): Uint8Array {
  const changed = bytes.slice();
  if (changed.length > 0) changed[draw.below(changed.length)] ^= 1 << draw.below(8);
  return changed;
}

/** Mostly behind the head, without which nothing could be read. */
function cutEnd(bytes: Uint8Array, draw: Draw): Uint8Array {
  const least = draw.below(3) === 0 ? 0 : Math.floor(bytes.length / 2);
  return bytes.subarray(0, least + draw.below(bytes.length - least + 1));
}

function cutOut(bytes: Uint8Array, draw: Draw): Uint8Array {
  const from = draw.below(bytes.length + 1);
  return joined(bytes.subarray(0, from), bytes.subarray(from + draw.below(60)));
}

function insertToken(bytes: Uint8Array, draw: Draw): Uint8Array {
  return inserted(bytes, draw.of(draw.below(6) === 0 ? BROKEN : TOKENS), draw);
}

/** Mostly a few; now and then a line longer than any should be. */
function insertBytes(bytes: Uint8Array, draw: Draw): Uint8Array {
  if (draw.below(400) > 0) return inserted(bytes, randomBytes(1 + draw.below(40), draw), draw);
  return inserted(bytes, new Uint8Array(2 ** 20 + 1).fill(48 + draw.below(70)), draw);
}

function overwriteWord(bytes: Uint8Array, draw: Draw): Uint8Array {
  const changed = bytes.slice();
  const size = draw.of([1, 2, 4]);
  if (changed.length < size) return changed;
  const at = draw.below(changed.length - size + 1);
  const word = draw.of(WORDS);
  const isLittle = draw.below(2) === 0;
  for (let i = 0; i < size; i++) changed[at + i] = word >>> (8 * (isLittle ? i : size - 1 - i));
  return changed;
}

function repeatSlice(bytes: Uint8Array, draw: Draw): Uint8Array {
  const from = draw.below(bytes.length + 1);
  const slice = bytes.subarray(from, from + draw.below(300));
  const times = 1 + draw.below(draw.below(20) === 0 ? 60 : 3);
  const before = bytes.subarray(0, from);
  return joined(before, ...Array<Uint8Array>(times).fill(slice), bytes.subarray(from));
}

/** The beginning of one file, the end of another. */
function splice(bytes: Uint8Array, draw: Draw, others: readonly Uint8Array[]): Uint8Array {
  const other = draw.of(others);
  const head = bytes.subarray(0, draw.below(bytes.length + 1));
  return joined(head, other.subarray(draw.below(other.length + 1)));
}

function swapLines(bytes: Uint8Array, draw: Draw): Uint8Array {
  const [a, b, c] = [0, 0, 0]
    .map(() => bytes.indexOf(10, draw.below(bytes.length + 1)) + 1)
    .sort((x, y) => x - y);
  const parts = [
    [0, a],
    [b, c],
    [a, b],
    [c, bytes.length],
  ] as const;
  return joined(...parts.map(([from, to]) => bytes.subarray(from, to)));
}

/** A digit becomes many. */
function growNumber(bytes: Uint8Array, draw: Draw): Uint8Array {
  const start = draw.below(bytes.length + 1);
  const digit = bytes.subarray(start).findIndex((byte) => byte >= 48 && byte <= 57);
  if (digit < 0) return bytes;
  const digits = new Uint8Array(1 + draw.below(330)).fill(48 + draw.below(10));
  return joined(bytes.subarray(0, start + digit), digits, bytes.subarray(start + digit));
}

function inserted(bytes: Uint8Array, added: Uint8Array, draw: Draw): Uint8Array {
  const at = draw.below(bytes.length + 1);
  return joined(bytes.subarray(0, at), added, bytes.subarray(at));
}

function randomBytes(length: number, draw: Draw): Uint8Array {
  return Uint8Array.from({ length }, () => draw.below(256));
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
