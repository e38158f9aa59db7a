import type { Traffic } from '../traffic/generate.ts';

/** What is not in the address: an odd constant with its bits well spread. */
const MIX = 0x9e3779b1;

/**
 * A word that tells traffic apart: the same flows in the same order have the same one, whatever file
 * or run they came from. Counts by window are no part of it: they are the lab's own. Two hashes of
 * 32 bits over the columns, not meant to resist who wants to fool it. O(rows × columns).
 */
export function fingerprintOf({ flows, table, summary }: Traffic): string {
  const columns =
    flows === null
      ? [table?.data]
      : [
          flows.bytesSent,
          flows.bytesRecv,
          flows.packetsSent,
          flows.duration,
          flows.dstPort,
          flows.startTime,
          flows.originatorAddress?.codes,
          flows.originatorPort,
          flows.responderAddress?.codes,
        ];
  let first = summary.total | 0;
  let second = ~first;
  for (const column of columns) {
    if (column === undefined) continue;
    const words = new Uint32Array(column.buffer, column.byteOffset, column.byteLength / 4);
    for (let at = 0; at < words.length; at++) {
      first = Math.imul((first << 5) ^ (first >>> 27) ^ words[at], MIX);
      second = Math.imul(second ^ words[at], 0x85ebca6b) + (second >>> 15);
    }
  }
  return [summary.total, first >>> 0, second >>> 0].map((part) => part.toString(36)).join('-');
}
