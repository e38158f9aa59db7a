/*
 * Rows that are equal in every bit. Logs are full of them, and what holds for one holds for all.
 */

export interface Twins {
  /** The first row that equals row i. */
  readonly first: Int32Array;
  /** The next row that equals row i, −1 after the last. */
  readonly next: Int32Array;
}

/** Finds equal rows by hashing. Time O(rows × columns), memory O(rows). */
export function findTwins(data: Float64Array, rows: number, columns: number): Twins {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length * 2);
  const width = 2 * columns;
  let slots = 1;
  while (slots < 2 * rows) slots *= 2;
  const table = new Int32Array(slots).fill(-1);
  const first = new Int32Array(rows);
  const next = new Int32Array(rows).fill(-1);
  // Rows come in ascending order, so a group's newest member is the end of its chain.
  const last = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let slot = hashRow(words, row * width, width) & (slots - 1);
    while (table[slot] >= 0 && !sameRow(words, table[slot] * width, row * width, width)) {
      slot = (slot + 1) & (slots - 1);
    }
    if (table[slot] < 0) table[slot] = row;
    else next[last[table[slot]]] = row;
    first[row] = table[slot];
    last[first[row]] = row;
  }
  return { first, next };
}

/** The first rows of each group of equal ones, `most` at most, ascending. */
export function fewOfEach({ first }: Twins, most: number): Uint32Array {
  const met = new Int32Array(first.length);
  const kept = new Uint32Array(first.length);
  let count = 0;
  for (let row = 0; row < first.length; row++) {
    if (met[first[row]]++ < most) kept[count++] = row;
  }
  return kept.subarray(0, count);
}

/** FNV-1a by words, where the shift lets the high bits count, which are all that whole numbers have. */
function hashRow(words: Uint32Array, start: number, width: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < start + width; i++) {
    hash = Math.imul(hash ^ words[i], 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

function sameRow(words: Uint32Array, a: number, b: number, width: number): boolean {
  for (let i = 0; i < width; i++) if (words[a + i] !== words[b + i]) return false;
  return true;
}
