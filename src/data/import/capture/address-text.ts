/** The address in the four words from `at` on: a.b.c.d, or IPv6 in the canonical form of RFC 5952. */
export function addressText(words: Int32Array, at: number, isIpv4: boolean): string {
  if (isIpv4) return ipv4Text(words[at + 3]);
  const isMapped = words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0xffff;
  if (isMapped) return `::ffff:${ipv4Text(words[at + 3])}`;
  const groups: number[] = [];
  for (let word = at; word < at + 4; word++) groups.push(words[word] >>> 16, words[word] & 0xffff);
  const { start, length } = longestZeros(groups);
  return length < 2
    ? joined(groups)
    : `${joined(groups.slice(0, start))}::${joined(groups.slice(start + length))}`;
}

function joined(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
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
