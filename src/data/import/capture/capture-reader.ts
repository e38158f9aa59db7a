import { FlowBuilder } from '../flows/flow-builder.ts';
import { listed } from '../text/header.ts';
import type { ByteReader, KeptRows, ReadingContext } from '../traffic-reader.ts';
import { ByteQueue } from './byte-queue.ts';
import type { CapturedPacket, CaptureFile, PacketSink } from './captured-packet.ts';
import type { Connection } from './connections/connection.ts';
import { ConnectionCells, connectionMapping } from './connections/connection-cells.ts';
import {
  type ConnectionSink,
  ConnectionTracker,
  MOST_OPEN,
} from './connections/connection-tracker.ts';
import { PacketReader } from './packet-reader.ts';
import { isPcap, PcapFile } from './pcap-file.ts';
import { isPcapng, PcapngFile } from './pcapng-file.ts';

/** Whether a file that begins with these bytes is a capture: pcap or pcapng. */
export function isCapture(head: Uint8Array): boolean {
  return isPcap(head) || isPcapng(head);
}

/**
 * A file of packets, pcap or pcapng: its packets become connections as Zeek counts them, these
 * become flows in the order in which they end. Tunnels are opened as deep as Zeek opens them, four
 * within each other, and count as in its conn.log: what is inside makes flows of its own; a tunnel in
 * UDP (VXLAN, Geneve, GTP-U, Teredo, AYIYA, GRE in UDP) is the flow of UDP that it is, too; one
 * without ports (IP in IP, GRE, ERSPAN) is none. Packets in two flows are reported.
 *
 * It differs from Zeek as it comes in this: checksums are not looked at, as hosts leave them to their
 * network cards (`zeek -C`); all TCP waits five minutes, remote logins too, and all UDP one minute,
 * also DNS; VXLAN-GPE, EtherIP and MPLS in IP are opened, and GTP-U within GTP-U; a tunnel without
 * ports that carries no IP is a flow of its own; Wi-Fi frames of several packets are not read; payload
 * is told also of a flow of one packet, where Zeek says `-`. Holds a block of the file, the open
 * connections and the datagrams that come in parts. O(bytes).
 */
export class CaptureReader implements ByteReader, PacketSink, ConnectionSink {
  readonly rows = { kept: 0, refused: 0 };
  readonly #log: ReadingContext['log'];
  readonly #queue = new ByteQueue();
  readonly #file: CaptureFile;
  readonly #packets: PacketReader;
  readonly #cells = new ConnectionCells();
  readonly #builder: FlowBuilder;
  #packetsRead = 0;

  /** @param head the first bytes of the file, of which `isCapture` must be true */
  constructor(head: Uint8Array, { log, parts }: ReadingContext) {
    log.unit = 'packet';
    this.#log = log;
    this.#file = isPcap(head) ? new PcapFile(this) : new PcapngFile(this);
    this.#builder = new FlowBuilder(connectionMapping(this.#cells), log, parts);
    this.#packets = new PacketReader(new ConnectionTracker(this), log);
  }

  get format(): string {
    return this.#file.format;
  }

  feed(block: Uint8Array): void {
    if (this.#file.damage !== undefined) return;
    this.#queue.feed(block);
    this.#file.read(this.#queue);
  }

  end(): void {
    const { damage, isBetweenRecords } = this.#file;
    const cut = isBetweenRecords ? undefined : 'the file is cut off';
    const trouble = damage ?? cut;
    if (this.#packetsRead === 0) {
      throw this.#log.error(`no packet could be read${trouble ? `: ${trouble}` : ''}`);
    }
    if (trouble !== undefined) {
      this.#log.ignore(this.#packetsRead + 1, `what follows the last whole packet: ${trouble}`);
    }
    this.#packets.end();
    if (this.rows.kept + this.rows.refused === 0) throw this.#noFlow();
  }

  finish(): KeptRows {
    this.#builder.finish(this.#cells);
    return { kind: 'flows', labels: this.#builder.labels };
  }

  packet(packet: CapturedPacket): void {
    this.#packetsRead = packet.number;
    if (!packet.hasTime) {
      this.#log.repair(packet.number, 'packet without a time: that of the packet before it used');
    }
    this.#packets.read(packet);
  }

  ignore(packetNumber: number, reason: string): void {
    this.#packetsRead = packetNumber;
    this.#log.ignore(packetNumber, reason);
  }

  ended(connection: Connection): void {
    this.#cells.show(connection, this.#packets.base ?? 0);
    if (this.#builder.add(this.#cells)) this.rows.kept++;
    else this.rows.refused++;
  }

  crowdedOut({ firstPacket }: Connection): void {
    const reason = `too many connections open at a time (${MOST_OPEN}): the oldest ended early`;
    this.#log.repair(firstPacket, reason);
  }

  #noFlow(): Error {
    const reasons = this.#log.report().map(({ reason, count }) => `${count} × ${reason}`);
    return this.#log.error(
      `none of its ${this.#packetsRead} packets can be used: ${listed(reasons)}`,
    );
  }
}
