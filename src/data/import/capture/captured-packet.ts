import type { ByteQueue } from './byte-queue.ts';

/**
 * Largest number of bytes that one packet may hold. Capture programs cut at 262,144; what claims
 * more is taken for damage.
 */
export const MOST_PACKET_BYTES = 1 << 18;

/** A packet as the file holds it. One object serves all packets: its bytes are valid in the call. */
export interface CapturedPacket {
  /** 1-based, over the whole file. */
  number: number;
  bytes: Uint8Array;
  /** The captured bytes are `bytes[start … end)`. */
  start: number;
  end: number;
  /** Bytes on the wire, at least those captured. */
  length: number;
  /** What the bytes begin with: a LINKTYPE number. */
  linkType: number;
  /** The byte order of the file, which the headers of some link types share. */
  isLittle: boolean;
  /** Whole seconds since 1970 UTC, and the rest, from 0 to less than 1. */
  seconds: number;
  fraction: number;
  /** False where the file says no time; that of the packet before it then stands. */
  hasTime: boolean;
}

export function emptyPacket(): CapturedPacket {
  return {
    number: 0,
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    length: 0,
    linkType: 0,
    isLittle: true,
    seconds: 0,
    fraction: 0,
    hasTime: true,
  };
}

/** A kind of capture file, read as its bytes come in. */
export interface CaptureFile {
  /** The format's name for people. */
  readonly format: string;
  /** Reads all that the queue holds whole, and leaves the rest in it. */
  read(queue: ByteQueue): void;
  /** Why nothing more can be read, once something in the file cannot be true. */
  readonly damage: string | undefined;
  /** Whether the bytes read so far end where a record does. */
  readonly isBetweenRecords: boolean;
}

/** Told of every packet of a file, and of what was passed over. */
export interface PacketSink {
  packet(packet: CapturedPacket): void;
  /** Something that is no packet, or a packet that cannot be told apart. */
  ignore(packetNumber: number, reason: string): void;
}
