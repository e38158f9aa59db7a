import { uint16, uint32 } from './byte-queue.ts';
import { MICROSECONDS, resolutionOf, type TimeScale } from './packet-time.ts';

/** One network interface of a pcapng section. */
export interface CaptureInterface {
  readonly linkType: number;
  /** Bytes kept of each packet; ∞ where there is no bound. */
  readonly snapLength: number;
  readonly time: TimeScale;
}

const TIME_RESOLUTION = 9;
const TIME_OFFSET = 14;

/** The interface that the body `bytes[at … end)` of a description describes, of 8 bytes or more. */
export function readInterface(
  bytes: Uint8Array,
  at: number,
  end: number,
  isLittle: boolean,
): CaptureInterface {
  const snapLength = uint32(bytes, at + 4, isLittle);
  return {
    linkType: uint16(bytes, at, isLittle),
    snapLength: snapLength === 0 ? Number.POSITIVE_INFINITY : snapLength,
    time: readTimeScale(bytes, at + 8, end, isLittle),
  };
}

/** Options: a code, a length and so many bytes, filled up to four. What is cut off says nothing. */
function readTimeScale(bytes: Uint8Array, at: number, end: number, isLittle: boolean): TimeScale {
  let { resolution, offset } = MICROSECONDS;
  while (at + 4 <= end) {
    const code = uint16(bytes, at, isLittle);
    const length = uint16(bytes, at + 2, isLittle);
    at += 4;
    if (code === 0 || at + length > end) break;
    if (code === TIME_RESOLUTION && length >= 1) resolution = resolutionOf(bytes[at]);
    if (code === TIME_OFFSET && length >= 8) offset = signed64(bytes, at, isLittle);
    at += (length + 3) & ~3;
  }
  return { resolution, offset };
}

function signed64(bytes: Uint8Array, at: number, isLittle: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
  return Number(view.getBigInt64(0, isLittle));
}
