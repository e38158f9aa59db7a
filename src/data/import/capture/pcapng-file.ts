import { type ByteQueue, uint16, uint32 } from './byte-queue.ts';
import {
  type CapturedPacket,
  type CaptureFile,
  emptyPacket,
  MOST_PACKET_BYTES,
  type PacketSink,
} from './captured-packet.ts';
import { readTime } from './packet-time.ts';
import { type CaptureInterface, readInterface } from './pcapng-interface.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Type and length before a block's body; the length once more behind it. */
const BLOCK_HEAD = 8;
const SMALLEST_BLOCK = 12;
/** Largest block that is read and not passed over: a packet and room for its options. */
const MOST_BLOCK_BYTES = MOST_PACKET_BYTES + (1 << 16);
const MOST_INTERFACES = 1 << 12;
const READ_BLOCKS: ReadonlySet<number> = new Set([
  SECTION_HEADER,
  INTERFACE_DESCRIPTION,
  OLD_PACKET,
  SIMPLE_PACKET,
  ENHANCED_PACKET,
]);

/** Whether the bytes begin a pcapng file. */
export function isPcapng(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && uint32(bytes, 0, true) === SECTION_HEADER;
}

/**
 * Reads the newer capture format: blocks of a type and a length, in sections of their own byte
 * order, with packets of several interfaces. Blocks of other types are passed over, whatever their
 * length. Source: draft-ietf-opsawg-pcapng, "PCAP Next Generation Capture File Format". O(bytes);
 * holds one block.
 */
export class PcapngFile implements CaptureFile {
  readonly format = 'Packet capture (pcapng)';
  damage: string | undefined;
  readonly #sink: PacketSink;
  readonly #packet: CapturedPacket = emptyPacket();
  #interfaces: CaptureInterface[] = [];
  #isLittle = true;
  /** Bytes still to come of a block that is passed over. */
  #toSkip = 0;
  #isEmpty = true;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  get isBetweenRecords(): boolean {
    return this.#isEmpty && this.#toSkip === 0;
  }

  read(queue: ByteQueue): void {
    while (this.damage === undefined && this.#readBlock(queue));
    this.#isEmpty = queue.length === 0;
  }

  #readBlock(queue: ByteQueue): boolean {
    this.#toSkip -= queue.skip(this.#toSkip);
    if (this.#toSkip > 0 || queue.length < SMALLEST_BLOCK) return false;
    const { bytes, start } = queue;
    const type = uint32(bytes, start, this.#isLittle);
    if (type === SECTION_HEADER && !this.#startSection(bytes, start + BLOCK_HEAD)) return false;
    const length = uint32(bytes, start + 4, this.#isLittle);
    if (length < SMALLEST_BLOCK || length % 4 !== 0) {
      return this.#end(`a block claims to be ${length} bytes long`);
    }
    if (!READ_BLOCKS.has(type)) {
      this.#toSkip = length;
      return true;
    }
    if (length > MOST_BLOCK_BYTES) {
      return this.#end(`a block claims to be ${length} bytes long, more than ${MOST_BLOCK_BYTES}`);
    }
    if (queue.length < length) return false;
    const end = start + length - 4;
    if (uint32(bytes, end, this.#isLittle) !== length) {
      return this.#end('the two lengths of a block differ');
    }
    queue.skip(length);
    return this.#readBody(type, bytes, start + BLOCK_HEAD, end);
  }

  #end(damage: string): false {
    this.damage = damage;
    return false;
  }

  /** Takes the byte order of a section from its header; interfaces count anew in each. */
  #startSection(bytes: Uint8Array, at: number): boolean {
    const isLittle = uint32(bytes, at, true) === BYTE_ORDER_MAGIC;
    if (!isLittle && uint32(bytes, at, false) !== BYTE_ORDER_MAGIC) {
      return this.#end('a section does not say its byte order');
    }
    this.#isLittle = isLittle;
    this.#packet.isLittle = isLittle;
    this.#interfaces = [];
    return true;
  }

  #readBody(type: number, bytes: Uint8Array, at: number, end: number): boolean {
    switch (type) {
      case SECTION_HEADER:
        return true;
      case INTERFACE_DESCRIPTION:
        return this.#readInterface(bytes, at, end);
      case SIMPLE_PACKET:
        return this.#readSimplePacket(bytes, at, end);
      default:
        return this.#readPacket(bytes, at, end, type === OLD_PACKET);
    }
  }

  #readInterface(bytes: Uint8Array, at: number, end: number): boolean {
    if (end - at < 8) return this.#end('the description of an interface is too short');
    if (this.#interfaces.length === MOST_INTERFACES) {
      return this.#end(`a section has more than ${MOST_INTERFACES} interfaces`);
    }
    this.#interfaces.push(readInterface(bytes, at, end, this.#isLittle));
    return true;
  }

  /** A packet with its interface, time and both lengths: 20 bytes in the new form and the old. */
  #readPacket(bytes: Uint8Array, at: number, end: number, isOld: boolean): boolean {
    const isLittle = this.#isLittle;
    if (end - at < 20) return this.#end('the block of a packet is too short');
    const captured = uint32(bytes, at + 12, isLittle);
    if (captured > end - at - 20) return this.#end('a packet claims more bytes than its block has');
    const packet = this.#packet;
    packet.number++;
    const known = this.#interfaceOf(
      isOld ? uint16(bytes, at, isLittle) : uint32(bytes, at, isLittle),
    );
    if (known === undefined) return true;
    readTime(uint32(bytes, at + 4, isLittle), uint32(bytes, at + 8, isLittle), known.time, packet);
    packet.hasTime = true;
    return this.#show(known, bytes, at + 20, captured, uint32(bytes, at + 16, isLittle));
  }

  /** A packet of the first interface, without a time; the one before it lends its own. */
  #readSimplePacket(bytes: Uint8Array, at: number, end: number): boolean {
    if (end - at < 4) return this.#end('the block of a packet is too short');
    const packet = this.#packet;
    packet.number++;
    const known = this.#interfaceOf(0);
    if (known === undefined) return true;
    const length = uint32(bytes, at, this.#isLittle);
    const captured = Math.min(length, known.snapLength, end - at - 4);
    packet.hasTime = false;
    return this.#show(known, bytes, at + 4, captured, length);
  }

  #interfaceOf(index: number): CaptureInterface | undefined {
    const known = this.#interfaces[index];
    if (known === undefined) {
      this.#sink.ignore(this.#packet.number, 'packet of an interface that its section lacks');
    }
    return known;
  }

  #show(
    { linkType }: CaptureInterface,
    bytes: Uint8Array,
    start: number,
    captured: number,
    length: number,
  ): true {
    const packet = this.#packet;
    packet.linkType = linkType;
    packet.bytes = bytes;
    packet.start = start;
    packet.end = start + captured;
    packet.length = Math.max(captured, length);
    this.#sink.packet(packet);
    return true;
  }
}
