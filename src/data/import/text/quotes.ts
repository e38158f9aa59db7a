/** Fields within quotes, as RFC 4180 has them: a quote that belongs to the field is written twice. */

/** The index of the quote that closes the field whose text starts at `from`, or `stop`. */
export function closingQuote(bytes: Uint8Array, from: number, stop: number, quote: number): number {
  for (let at = from; at < stop; at++) {
    if (bytes[at] !== quote) continue;
    if (at + 1 === stop || bytes[at + 1] !== quote) return at;
    at++;
  }
  return stop;
}

/** Takes every other quote out of `bytes[start … end)`; where the field ends from then on. */
export function undoubleQuotes(
  bytes: Uint8Array,
  start: number,
  end: number,
  quote: number,
): number {
  let to = start;
  for (let at = start; at < end; at++) {
    bytes[to++] = bytes[at];
    if (bytes[at] === quote) at++;
  }
  return to;
}

/** How often a byte stands in `bytes[start … end)`. */
export function countOf(bytes: Uint8Array, start: number, end: number, byte: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at] === byte) count++;
  return count;
}
