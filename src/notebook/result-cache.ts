import { buffersOf } from '../worker/protocol.ts';

interface Kept<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** Results by key, the oldest forgotten first once they take more memory than allowed. */
export interface ResultCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  clear(): void;
}

/** What a result takes besides its arrays, as a rough allowance. */
const OVERHEAD = 4096;

/**
 * A cache that holds at most `maxBytes` of typed arrays. A result that alone is larger is not kept.
 * Arrays that two results share are counted twice: the bound is on the safe side.
 */
export function createResultCache<Value>(maxBytes: number): ResultCache<Value> {
  // A Map keeps the order of insertion: putting an entry in again makes it the youngest.
  const kept = new Map<string, Kept<Value>>();
  let total = 0;

  const forget = (key: string) => {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };

  return {
    get(key) {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      kept.delete(key);
      kept.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      forget(key);
      const bytes =
        OVERHEAD + buffersOf(value).reduce((sum, { byteLength }) => sum + byteLength, 0);
      if (bytes > maxBytes) return;
      kept.set(key, { value, bytes });
      total += bytes;
      for (const oldest of kept.keys()) {
        if (total <= maxBytes) break;
        forget(oldest);
      }
    },
    clear() {
      kept.clear();
      total = 0;
    },
  };
}
