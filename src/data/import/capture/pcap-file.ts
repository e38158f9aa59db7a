import { type ByteQueue, uint16, uint32 } from './byte-queue.ts';
import {
  type CapturedPacket,
  type CaptureFile,
  emptyPacket,
  MOST_PACKET_BYTES,
  type PacketSink,
} from './captured-packet.ts';

const FILE_HEADER_BYTES = 24;

interface PcapKind {
  readonly magic: number;
  /** Units of time in a second. */
  readonly resolution: number;
  /** Bytes of the header before each packet. */
  readonly recordHeader: number;
}

/** The third, of a Linux patch of old, has eight more bytes before each packet. */
const KINDS: readonly PcapKind[] = [
  { magic: 0xa1b2c3d4, resolution: 1e6, recordHeader: 16 },
  { magic: 0xa1b23c4d, resolution: 1e9, recordHeader: 16 },
  { magic: 0xa1b2cd34, resolution: 1e6, recordHeader: 24 },
];

/** Whether the bytes begin a pcap file, of either byte order. */
export function isPcap(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && kindOf(bytes, 0) !== undefined;
}

function kindOf(
  bytes: Uint8Array,
  at: number,
): { readonly kind: PcapKind; readonly isLittle: boolean } | undefined {
  for (const isLittle of [true, false]) {
    const magic = uint32(bytes, at, isLittle);
    const kind = KINDS.find((each) => each.magic === magic);
    if (kind !== undefined) return { kind, isLittle };
  }
  return undefined;
}

/**
 * Reads the older capture format: a header, then packets, each after its time and two lengths.
 * Source: draft-ietf-opsawg-pcap, "PCAP Capture File Format". O(bytes); holds one packet.
 */
export class PcapFile implements CaptureFile {
  readonly format = 'Packet capture (pcap)';
  damage: string | undefined;
  isBetweenRecords = true;
  readonly #sink: PacketSink;
  readonly #packet: CapturedPacket = emptyPacket();
  #kind: PcapKind | undefined;
  #isLittle = true;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  read(queue: ByteQueue): void {
    if (this.#kind === undefined && !this.#readFileHeader(queue)) return;
    while (this.damage === undefined && this.#readRecord(queue));
    this.isBetweenRecords = queue.length === 0;
  }

  #readFileHeader(queue: ByteQueue): boolean {
    this.isBetweenRecords = false;
    if (queue.length < FILE_HEADER_BYTES) return false;
    const found = kindOf(queue.bytes, queue.start);
    if (found === undefined) {
      this.damage = 'it does not begin as a pcap file does';
      return false;
    }
    this.#kind = found.kind;
    this.#isLittle = found.isLittle;
    // The upper half of the word tells of checksums behind each frame, which nothing here reads.
    const linkTypeAt = queue.start + (found.isLittle ? 20 : 22);
    this.#packet.linkType = uint16(queue.bytes, linkTypeAt, found.isLittle);
    this.#packet.isLittle = found.isLittle;
    queue.skip(FILE_HEADER_BYTES);
    return true;
  }

  #readRecord(queue: ByteQueue): boolean {
    const kind = this.#kind;
    if (kind === undefined || queue.length < kind.recordHeader) return false;
    const { bytes, start } = queue;
    const captured = uint32(bytes, start + 8, this.#isLittle);
    if (captured > MOST_PACKET_BYTES) {
      this.damage = `a packet claims to hold ${captured} bytes, more than ${MOST_PACKET_BYTES}`;
      return false;
    }
    if (queue.length < kind.recordHeader + captured) return false;
    const packet = this.#packet;
    packet.number++;
    packet.bytes = bytes;
    packet.start = start + kind.recordHeader;
    packet.end = packet.start + captured;
    packet.length = Math.max(captured, uint32(bytes, start + 12, this.#isLittle));
    const units = uint32(bytes, start + 4, this.#isLittle);
    packet.seconds = uint32(bytes, start, this.#isLittle) + Math.floor(units / kind.resolution);
    packet.fraction = (units % kind.resolution) / kind.resolution;
    this.#sink.packet(packet);
    queue.skip(kind.recordHeader + captured);
    return true;
  }
}
