import { type IpPacket, readExtensions } from './ip-packet.ts';

/** Seconds that the parts of a datagram are waited for, as Zeek waits (`frag_timeout`). */
const PATIENCE = 300;
/** Datagrams in parts at a time; beyond, the oldest is given up. */
const MOST_DATAGRAMS = 4096;
/** Separate runs of bytes of one datagram at a time; more are made only to exhaust the reader. */
const MOST_RUNS = 128;
const MOST_DATAGRAM_BYTES = 65535;
/** Of the payload, what holds the headers of tunnels within each other and a transport header. */
const HEAD_BYTES = 1024;

/** A datagram of which parts have come. */
interface Datagram {
  readonly since: number;
  readonly firstPacket: number;
  /** Parts so far. */
  parts: number;
  /** Begin and end of each run of bytes that came, in order, none touching the next. */
  readonly runs: number[];
  /** Bytes of the whole payload, once its last part came. */
  size: number | undefined;
  /** From the part that begins the datagram: its header's length, protocol and first bytes. */
  header: number;
  protocol: number;
  head: Uint8Array;
}

/** What became of a packet that is part of a datagram. */
export type FragmentOutcome = 'whole' | 'waiting' | { readonly complaint: string };

/** Told of parts whose datagram will never be whole. */
export type GivenUp = (firstPacket: number, parts: number) => void;

/**
 * Joins the parts of datagrams, in whatever order they come: a datagram counts as one packet when
 * it is whole, its header once and its payload once, as in Zeek. Only lengths and the first bytes
 * are kept, so parts that the capture cut are joined all the same. Bytes that come twice count
 * once. Source: RFC 791, RFC 8200. O(runs) a part; bounded memory.
 */
export class FragmentTable {
  readonly #datagrams = new Map<string, Datagram>();
  readonly #giveUp: GivenUp;

  constructor(giveUp: GivenUp) {
    this.#giveUp = giveUp;
  }

  /**
   * Takes a part; with the last that was missing, `packet` becomes the whole datagram.
   *
   * @param now the packet's time in seconds
   */
  take(packet: IpPacket, packetNumber: number, now: number): FragmentOutcome {
    const end = packet.fragment.offset + packet.payload;
    if (end > MOST_DATAGRAM_BYTES) return { complaint: 'fragment reaches beyond 65,535 bytes' };
    this.#expire(now);
    const key = keyOf(packet);
    const datagram = this.#datagrams.get(key) ?? this.#begin(key, packetNumber, now);
    datagram.parts++;
    if (!addRun(datagram.runs, packet.fragment.offset, end)) {
      this.#drop(key, datagram);
      return { complaint: `fragments of one datagram in more than ${MOST_RUNS} pieces` };
    }
    if (packet.fragment.isLast) datagram.size = Math.max(datagram.size ?? 0, end);
    if (packet.fragment.offset === 0 && datagram.header === 0) keepHead(datagram, packet);
    if (!isWhole(datagram)) return 'waiting';
    this.#datagrams.delete(key);
    return become(packet, datagram);
  }

  /** Gives up what is still in parts; to be called after the last packet. */
  end(): void {
    for (const [key, datagram] of this.#datagrams) this.#drop(key, datagram);
  }

  #begin(key: string, firstPacket: number, since: number): Datagram {
    const datagram: Datagram = {
      since,
      firstPacket,
      parts: 0,
      runs: [],
      size: undefined,
      header: 0,
      protocol: 0,
      head: new Uint8Array(0),
    };
    this.#datagrams.set(key, datagram);
    return datagram;
  }

  /** A map keeps the order of insertion: the oldest come first. */
  #expire(now: number): void {
    for (const [key, datagram] of this.#datagrams) {
      const isLate = now - datagram.since >= PATIENCE;
      if (!isLate && this.#datagrams.size < MOST_DATAGRAMS) return;
      this.#drop(key, datagram);
    }
  }

  #drop(key: string, { firstPacket, parts }: Datagram): void {
    this.#datagrams.delete(key);
    this.#giveUp(firstPacket, parts);
  }
}

/** Parts of one datagram share addresses and identification, in IPv4 the protocol too. */
function keyOf({ version, source, destination, protocol, fragment }: IpPacket): string {
  const kind = version === 4 ? protocol : 'IPv6';
  return `${kind} ${fragment.id} ${source.join(' ')} ${destination.join(' ')}`;
}

/** Joins `start … end` to the runs; false when there are too many. */
function addRun(runs: number[], start: number, end: number): boolean {
  let first = 0;
  while (first < runs.length && runs[first + 1] < start) first += 2;
  let next = first;
  while (next < runs.length && runs[next] <= end) {
    start = Math.min(start, runs[next]);
    end = Math.max(end, runs[next + 1]);
    next += 2;
  }
  runs.splice(first, next - first, start, end);
  return runs.length <= 2 * MOST_RUNS;
}

function keepHead(datagram: Datagram, packet: IpPacket): void {
  datagram.head = packet.bytes.slice(packet.start, Math.min(packet.end, packet.start + HEAD_BYTES));
  datagram.header = packet.length - packet.payload;
  datagram.protocol = packet.protocol;
}

/** Whether every byte up to the last has come. Parts beyond the last one do not hold it up. */
function isWhole({ runs, size, header }: Datagram): boolean {
  return header > 0 && size !== undefined && runs[0] === 0 && runs[1] >= size;
}

function become(packet: IpPacket, datagram: Datagram): FragmentOutcome {
  // Where a part reached beyond the last one, the longer of the two is the datagram, as in Zeek.
  const size = datagram.runs[1];
  const fragmentHeader = packet.version === 6 ? 8 : 0;
  packet.bytes = datagram.head;
  packet.start = 0;
  packet.end = datagram.head.length;
  packet.protocol = datagram.protocol;
  packet.payload = size;
  packet.length = datagram.header - fragmentHeader + size;
  const complaint =
    packet.version === 6 ? readExtensions(packet, 0, size, datagram.protocol) : undefined;
  packet.fragment.isPart = false;
  return complaint === undefined ? 'whole' : { complaint };
}
