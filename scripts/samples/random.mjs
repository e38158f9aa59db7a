/**
 * Random numbers that are the same on every machine: integers and products only, no logarithm or
 * power, whose last bit may differ from one engine to the next.
 *
 * @param seed integer, 0 … 2³²−1; the stream is Mulberry32's
 */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  /** The next number in [0, 1). */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  /** An integer, low … high, each as likely. */
  const integer = (low, high) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    /** An integer, low … high, most of them small: sizes and durations of traffic. */
    skewed(low, high) {
      const u = next();
      return low + Math.floor((high - low + 1) * u * u * u * u);
    },
    pick: (list) => list[integer(0, list.length - 1)],
    /** True with this probability. */
    chance: (probability) => next() < probability,
    /** A word of this many letters and digits. */
    word: (length) =>
      Array.from({ length }, () => LETTERS[integer(0, LETTERS.length - 1)]).join(''),
    bytes: (length) => Uint8Array.from({ length }, () => integer(0, 255)),
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
