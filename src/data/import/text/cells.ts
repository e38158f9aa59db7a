/** Cells as bytes: numbers and words read from UTF-8 without a string for every cell. */

import { parseDecimal } from './text-cells.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const SPACE = 0x20;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;

/** Powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The decimal number in `bytes[start … end)`, spaces around it allowed, rounded as IEEE 754 asks;
 * NaN when it is none (so are `nan`, `inf`, hexadecimal), ±Infinity when too large for a double.
 *
 * Up to 2⁵³ and 22 decimals, digits ÷ 10^decimals is one correctly rounded division of two exact
 * doubles; the rest takes the slow way. Source: W. D. Clinger, "How to Read Floating Point Numbers
 * Accurately", PLDI 1990. O(end − start).
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && bytes[start] === SPACE) start++;
  while (end > start && bytes[end - 1] === SPACE) end--;
  const negative = bytes[start] === MINUS;
  // Nine digits at a time as a small integer: cheaper than doubles, and as exact.
  let digits = 0;
  let nine = 0;
  let inNine = 0;
  let seen = 0;
  let point = -1;
  for (let at = negative || bytes[start] === PLUS ? start + 1 : start; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >= 0 && digit <= 9) {
      nine = (Math.imul(nine, 10) + digit) | 0;
      seen++;
      if (++inNine === 9) {
        digits = digits * 1e9 + nine;
        nine = 0;
        inNine = 0;
      }
    } else if (bytes[at] === POINT && point < 0) {
      point = at;
    } else {
      return parseDecimal(textOf(bytes, start, end));
    }
  }
  digits = digits * POWERS_OF_TEN[inNine] + nine;
  const decimals = point < 0 ? 0 : end - 1 - point;
  if (seen === 0 || digits >= 2 ** 53 || decimals > 22) {
    return parseDecimal(textOf(bytes, start, end));
  }
  const magnitude = decimals === 0 ? digits : digits / POWERS_OF_TEN[decimals];
  return negative ? -magnitude : magnitude;
}

/** The text of `bytes[start … end)`; what is not UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** Whether every byte is ASCII. O(bytes), four at a time. */
export function isAscii(bytes: Uint8Array): boolean {
  const end = bytes.byteOffset + bytes.length;
  const firstWord = Math.ceil(bytes.byteOffset / 4);
  const lastWord = Math.floor(end / 4);
  if (lastWord <= firstWord) return bytes.every((byte) => byte < 0x80);
  const words = new Uint32Array(bytes.buffer, 4 * firstWord, lastWord - firstWord);
  const before = bytes.subarray(0, 4 * firstWord - bytes.byteOffset);
  const after = bytes.subarray(4 * lastWord - bytes.byteOffset);
  return (bitsIn(words) & 0x80808080) === 0 && isAscii(before) && isAscii(after);
}

/** The bits that are set in any of the words. */
function bitsIn(words: Uint32Array): number {
  let bits = 0;
  for (let i = 0; i < words.length; i++) bits |= words[i];
  return bits;
}

/** Whether `bytes[start … end)` is well-formed UTF-8. O(end − start). */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at] >= 0x80) return decodes(bytes.subarray(at, end));
  }
  return true;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    strictDecoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether `bytes[start … end)` are the bytes of `word`. */
export function equalBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  word: Uint8Array,
): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) {
    if (bytes[start + i] !== word[i]) return false;
  }
  return true;
}
