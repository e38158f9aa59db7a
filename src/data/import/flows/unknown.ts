import type { FlowColumn } from '../../flow-columns.ts';
import type { CategoryColumn } from '../../flow-table.ts';

/** What a source may be unable to tell of a flow. */
export const UNKNOWNS = ['bytes', 'packets', 'duration', 'direction'] as const;
export type Unknown = (typeof UNKNOWNS)[number];

/** Which of them a column's missing cell leaves unknown. */
const OF_COLUMN: Readonly<Partial<Record<FlowColumn['key'], Unknown>>> = {
  bytesSent: 'bytes',
  bytesRecv: 'bytes',
  packetsSent: 'packets',
  packetsRecv: 'packets',
  duration: 'duration',
};

/** What is not known of a flow when this column's cell is missing, as a set of bits. */
export function unknownOf(key: FlowColumn['key']): number {
  const unknown = OF_COLUMN[key];
  return unknown === undefined ? 0 : unknownBits([unknown]);
}

/** Bit i of the number stands for `UNKNOWNS[i]`. */
export function unknownBits(unknowns: readonly Unknown[]): number {
  return unknowns.reduce((bits, unknown) => bits | (1 << UNKNOWNS.indexOf(unknown)), 0);
}

export const DIRECTION = unknownBits(['direction']);

const NAMES = Array.from({ length: 1 << UNKNOWNS.length }, (_, bits) =>
  UNKNOWNS.filter((_, i) => bits & (1 << i)).join(' '),
);

/** The column `unknown` from a set of bits for each flow. O(n). */
export function unknownColumn(bits: Uint32Array): CategoryColumn {
  const codes = new Uint32Array(bits.length);
  const codeOf = new Int32Array(NAMES.length).fill(-1);
  const names: string[] = [];
  bits.forEach((set, row) => {
    if (codeOf[set] < 0) codeOf[set] = names.push(NAMES[set]) - 1;
    codes[row] = codeOf[set];
  });
  return { codes, names };
}
