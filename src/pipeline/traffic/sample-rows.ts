import type { CategoryColumn } from '../../data/flow-table.ts';

/** Rows shown where all are of one kind, and of each kind where there are several. */
const OF_ONE = 8;
const OF_EACH = 2;

/** A file may name every flow a kind of its own. */
const MOST_KINDS = 16;

/**
 * Rows that show what the traffic holds: the first of each kind, kinds in the order in which they first
 * appear. O(flows).
 */
export function sampleRows({ codes, names }: CategoryColumn): readonly number[] {
  const ofKind = new Map<number, number[]>();
  for (let row = 0; row < codes.length; row++) {
    const rows = ofKind.get(codes[row]);
    if (rows === undefined) ofKind.set(codes[row], [row]);
    else if (rows.length < OF_ONE) rows.push(row);
    else if (names.length === 1) break;
  }
  if (ofKind.size === 1) return [...ofKind.values()][0];
  return [...ofKind.values()].slice(0, MOST_KINDS).flatMap((rows) => rows.slice(0, OF_EACH));
}
