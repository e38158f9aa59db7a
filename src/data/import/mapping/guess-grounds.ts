import type { ColumnMapping, MappedKey } from './column-mapping.ts';

/** Why a column was guessed, and how sure that is. */
export interface Ground {
  /** From 0 to 1. */
  readonly confidence: number;
  /** In a few words: `name says originator's port; all cells are ports`. */
  readonly because: string;
  /** What it may be, or mean, besides; `undefined`: nothing. */
  readonly doubt?: string | undefined;
}

/** A guess of how a table is read, with the grounds of each column that is mapped. Plain values. */
export interface ColumnGuess {
  readonly mapping: ColumnMapping;
  readonly grounds: Readonly<Partial<Record<MappedKey, Ground>>>;
}

/** From here on a guess needs no person to look at it. */
const SURE = 0.75;

/** Whether a guess is sure: named plainly, not contradicted by its cells, and without a doubt. */
export function isSure({ confidence, doubt }: Ground): boolean {
  return confidence >= SURE && doubt === undefined;
}

/** Why a column was guessed and what speaks against it, for people. */
export function groundInWords({ because, doubt }: Ground): string {
  return doubt === undefined ? because : `${because}; but ${doubt}`;
}

const ADDRESSES: readonly MappedKey[] = ['originatorAddress', 'responderAddress'];
const KINDS: readonly MappedKey[] = ['dstPort', 'protocol'];
const MEASURES: readonly MappedKey[] = [
  ...(['bytesSent', 'bytesRecv', 'ipBytesSent', 'ipBytesRecv'] as const),
  ...(['packetsSent', 'packetsRecv', 'duration'] as const),
];
const ESSENTIAL: readonly MappedKey[] = [
  ...[...ADDRESSES, ...KINDS, ...MEASURES],
  ...(['originatorPort', 'startTime', 'startTimeOfDay', 'endTime', 'endTimeOfDay'] as const),
];

/**
 * Whether a table is so surely one of flows that it may be read as guessed without a person being
 * asked. It is where
 *
 * - both addresses are sure,
 * - the responder's port or the protocol is sure,
 * - some measure is sure: bytes, packets, or a duration, also as two times,
 * - the start, where one is guessed, is sure,
 * - and nothing that is guessed of addresses, ports, protocol, measures or times is in doubt: no
 *   other column would do as well, no number or date of it can be read in two ways, and no unit is
 *   doubtful.
 *
 * Columns that are not essential (labels, services, identifiers) have no say. Bytes or packets that
 * name no direction may be unsure, if something else measures: they are read as sent.
 */
export function isSureOfFlows({ grounds }: ColumnGuess): boolean {
  const isSureOf = (key: MappedKey) => {
    const ground = grounds[key];
    return ground !== undefined && isSure(ground);
  };
  return (
    ADDRESSES.every(isSureOf) &&
    KINDS.some(isSureOf) &&
    (MEASURES.some(isSureOf) || (isSureOf('startTime') && isSureOf('endTime'))) &&
    (grounds.startTime === undefined || isSureOf('startTime')) &&
    ESSENTIAL.every((key) => grounds[key]?.doubt === undefined)
  );
}
