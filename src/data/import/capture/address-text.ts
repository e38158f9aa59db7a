/** An address of four words as text: a.b.c.d, or IPv6 in the canonical form of RFC 5952. */
export function addressText(words: Int32Array, isIpv4: boolean): string {
  if (isIpv4) return ipv4Text(words[3]);
  const isMapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  if (isMapped) return `::ffff:${ipv4Text(words[3])}`;
  const groups = Array.from({ length: 8 }, (_, i) =>
    i % 2 === 0 ? words[i >> 1] >>> 16 : words[i >> 1] & 0xffff,
  );
  const { start, length } = longestZeros(groups);
  const text = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return length < 2 ? text(0, 8) : `${text(0, start)}::${text(start + length, 8)}`;
}

function ipv4Text(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

/** The longest run of zero groups, the first of several. */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (end < groups.length && groups[end] === 0) end++;
    if (end - start > longest.length) longest = { start, length: end - start };
    if (end > start) start = end;
  }
  return longest;
}
