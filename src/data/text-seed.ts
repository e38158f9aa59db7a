/**
 * The seeds that people are spread over: few enough to try each before a class. With 47 the reference's
 * generator draws a flow of fewer than no bytes, of which no logarithm can be taken.
 */
const SEEDS = Array.from({ length: 100 }, (_, seed) => String(seed)).filter(
  (seed) => seed !== '47',
);

/**
 * A seed, `0` to `99`, that a name or number always gives, whatever its case, its spaces and the way
 * its letters are composed. O(characters).
 */
export function seedOfText(text: string): string {
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return SEEDS[hashOfText(plain) % SEEDS.length];
}

/**
 * A number below 2³² that tells texts apart, not meant to resist who wants to fool it. O(characters).
 * Source: FNV-1a of 32 bits over UTF-16, see RFC 9923; its high bits are mixed into the low ones.
 */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
