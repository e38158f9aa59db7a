/** The lists of nearest rows that compiled loops keep. */

/** Rows in a list that are cut down to the `count` nearest. */
export function longestList(count: number): number {
  return count + Math.max(12, Math.ceil(count / 2));
}

/** Room for a list: a leaf may come on top, and whole vectors are read. */
export function listLength(count: number): number {
  return longestList(count) + 40;
}
