import { KINDS_OF_DATA } from './kind-facts.ts';
import { PACKED_KINDS } from './kind-facts-packed.ts';

/** The first that fits is the one: an Office document is a ZIP archive, too. */
const KINDS = [...KINDS_OF_DATA, ...PACKED_KINDS];

/** As far as any sign lies: a tar's stands at 257. */
const HEAD_BYTES = 512;

/**
 * What a file is that the lab knows and does not read, and what to run to make one of it that the
 * lab reads: `a Parquet file; convert it: duckdb -c "…"`. Undefined for everything else: text,
 * captures, bytes of no kind known. Goes by the content alone.
 *
 * @param head the first bytes of the file, unpacked: 512, or all if it has fewer
 */
export function unreadableKind(head: Uint8Array): string | undefined {
  // One character a byte, so that signs can be strings.
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
  const kind = KINDS.find(
    ({ signs, at = 0, also }) =>
      signs.some((sign) => text.startsWith(sign, at)) && (also === undefined || also(text)),
  );
  return kind === undefined ? undefined : `${kind.name}; ${kind.advice}`;
}
