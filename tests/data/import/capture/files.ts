import { bytes, concat, u16, u32 } from './packets.ts';

/** A packet to be written to a capture. */
export interface Captured {
  /** Seconds since 1970 UTC, a multiple of 2⁻²⁰ where a test compares times. */
  readonly time: number;
  readonly frame: Uint8Array;
  /** Bytes that the capture keeps, all unless given. */
  readonly kept?: number;
}

export interface PcapOptions {
  readonly linkType?: number;
  readonly isLittle?: boolean;
  readonly magic?: number;
}

const MICROSECONDS = 0xa1b2c3d4;
export const NANOSECONDS = 0xa1b23c4d;
export const MODIFIED = 0xa1b2cd34;

export function pcap(packets: readonly Captured[], options: PcapOptions = {}): Uint8Array {
  const { linkType = 1, isLittle = true, magic = MICROSECONDS } = options;
  const long = (value: number) => u32(value, isLittle);
  const short = (value: number) => u16(value, isLittle);
  const units = magic === NANOSECONDS ? 1e9 : 1e6;
  const head = [long(magic), short(2), short(4), long(0), long(0), long(65535), long(linkType)];
  const records = packets.flatMap(({ time, frame, kept = frame.length }) => [
    long(Math.floor(time)),
    long(Math.round((time % 1) * units)),
    long(kept),
    long(frame.length),
    magic === MODIFIED ? new Uint8Array(8) : [],
    frame.subarray(0, kept),
  ]);
  return concat([...head, ...records]);
}

/** Writes the blocks of a pcapng section in one byte order. */
export function blocks(isLittle = true) {
  const long = (value: number) => u32(value, isLittle);
  const short = (value: number) => u16(value, isLittle);
  const padded = (body: ArrayLike<number>) => bytes(body, new Uint8Array(-body.length & 3));

  function block(type: number, ...body: readonly ArrayLike<number>[]): Uint8Array {
    const inside = padded(concat(body));
    const length = long(inside.length + 12);
    return concat([long(type), length, inside, length]);
  }

  function option(code: number, value: readonly number[]): Uint8Array {
    return concat([short(code), short(value.length), padded(value)]);
  }

  /** A time of 64 bits as two words, the higher first. */
  function ticks(time: bigint): number[] {
    return [...long(Number(time >> 32n)), ...long(Number(time & 0xffffffffn))];
  }

  return {
    block,
    option,
    section: () =>
      block(0x0a0d0d0a, long(0x1a2b3c4d), short(1), short(0), long(2 ** 32 - 1), long(2 ** 32 - 1)),
    /** @param resolution the byte of `if_tsresol`; @param offset seconds of `if_tsoffset` */
    interface(linkType: number, resolution?: number, offset?: bigint, snapLength = 0) {
      const options = [
        option(2, [...new TextEncoder().encode('eth0')]),
        resolution === undefined ? [] : option(9, [resolution]),
        offset === undefined ? [] : option(14, signed64(offset, isLittle)),
        option(0, []),
      ];
      return block(1, short(linkType), short(0), long(snapLength), ...options);
    },
    packet(index: number, time: bigint, frame: Uint8Array, kept = frame.length) {
      return block(
        6,
        long(index),
        ticks(time),
        long(kept),
        long(frame.length),
        padded(frame.subarray(0, kept)),
      );
    },
    oldPacket(index: number, time: bigint, frame: Uint8Array, kept = frame.length) {
      const head = [short(index), short(0), ticks(time), long(kept), long(frame.length)];
      return block(2, ...head, padded(frame.subarray(0, kept)));
    },
    simplePacket(frame: Uint8Array, kept = frame.length) {
      return block(3, long(frame.length), frame.subarray(0, kept));
    },
  };
}

function signed64(value: bigint, isLittle: boolean): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, value, isLittle);
  return Array.from(new Uint8Array(view.buffer));
}
