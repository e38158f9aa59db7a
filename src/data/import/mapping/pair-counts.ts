/** Numbers in a slot: the two of the pair, and how often it is there. */
const SLOT = 3;
const FIRST_SLOTS = 1 << 8;

/**
 * How often each pair of whole numbers is present. Holds 12 bytes for each of twice to four times
 * as many pairs as were ever present at once, and takes any number, where a `Map` stops at 2²⁴.
 * An open-addressing table with linear probing; what follows a freed slot moves up.
 */
export class PairCounts {
  /** First and second of the pair, and its count: 0 where the slot is free. */
  #slots = new Uint32Array(SLOT * FIRST_SLOTS);
  #mask = FIRST_SLOTS - 1;
  #pairs = 0;

  /** Adds a pair; true if it was not there. */
  add(first: number, second: number): boolean {
    const at = this.#find(first, second);
    const slots = this.#slots;
    if (slots[at + 2]++ > 0) return false;
    slots[at] = first;
    slots[at + 1] = second;
    if (2 * ++this.#pairs > this.#mask) this.#grow();
    return true;
  }

  /** Takes away a pair, which must be there; true if it is there no more. */
  remove(first: number, second: number): boolean {
    const at = this.#find(first, second);
    if (--this.#slots[at + 2] > 0) return false;
    this.#pairs--;
    this.#closeGap(at / SLOT);
    return true;
  }

  /** Where the pair's slot begins, or the free one that is to take it. */
  #find(first: number, second: number): number {
    const slots = this.#slots;
    let slot = hashOf(first, second) & this.#mask;
    for (;;) {
      const at = SLOT * slot;
      if (slots[at + 2] === 0 || (slots[at] === first && slots[at + 1] === second)) return at;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Moves pairs up that could no longer be found past the free slot. Knuth, volume 3, 6.4 R. */
  #closeGap(gap: number): void {
    const slots = this.#slots;
    const mask = this.#mask;
    for (let slot = (gap + 1) & mask; slots[SLOT * slot + 2] > 0; slot = (slot + 1) & mask) {
      const home = hashOf(slots[SLOT * slot], slots[SLOT * slot + 1]) & mask;
      if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
      slots.copyWithin(SLOT * gap, SLOT * slot, SLOT * slot + SLOT);
      gap = slot;
    }
    slots[SLOT * gap + 2] = 0;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(2 * before.length);
    this.#mask = 2 * this.#mask + 1;
    for (let from = 0; from < before.length; from += SLOT) {
      if (before[from + 2] === 0) continue;
      this.#slots.set(
        before.subarray(from, from + SLOT),
        this.#find(before[from], before[from + 1]),
      );
    }
  }
}

function hashOf(first: number, second: number): number {
  const hash = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
