import { uint16, uint32 } from './byte-queue.ts';
import { afterLlc, CUT, type NetworkStart } from './ether-types.ts';

/** Frame control: the type and the bits of its subtype in the first byte, flags in the second. */
const VERSION = 0x03;
const TYPE = 0x0c;
const DATA = 0x08;
const NO_DATA = 0x40;
const QOS = 0x80;
const BOTH_WAYS = 0x03;
const PROTECTED = 0x40;
const ORDER = 0x80;

const HEADER = 24;
const FOURTH_ADDRESS = 6;
const QOS_CONTROL = 2;
const HT_CONTROL = 4;
const SEQUENCE_CONTROL = 22;
const SEVERAL_PACKETS = 0x80;

/** Bits of radiotap's field of flags, and of its words that tell which fields there are. */
const PADDED = 0x20;
const BAD_CHECKSUM = 0x40;
const HAS_TIME = 1;
const HAS_FLAGS = 2;
const HAS_MORE_WORDS = 2 ** 31;

const PRISM_BYTES = 144;
/** Opens the header of AVS, without its last three digits. */
const AVS = 0x80211;

/** Verified with tshark 4.0; the handshake tells the keys of one session. */
const DECRYPT =
  "tshark -r FILE -o wlan.enable_decryption:TRUE -o 'uat:80211_keys:" +
  `"wpa-pwd","PASSWORD:NETWORK"' -U IP -F pcap -w capture.pcap`;
const ENCRYPTED =
  'encrypted Wi-Fi frame; if the capture holds the handshake of each device, the password of the ' +
  `network decrypts it: ${DECRYPT}`;
const SEVERAL =
  'Wi-Fi frame of several packets (A-MSDU), which is not read; take its IP packets out: ' +
  'tshark -r FILE -U IP -F pcap -w capture.pcap';

/**
 * From an IEEE 802.11 header at `at` on. Data frames that are not encrypted carry a header of IEEE
 * 802.2. O(1). Source: IEEE 802.11-2020, 9.2 and 9.3.2
 */
export function afterWifi(bytes: Uint8Array, at: number, end: number): NetworkStart {
  return afterFrame(bytes, at, end, false);
}

/** @param isPadded whether the driver filled the header up to a multiple of four bytes */
function afterFrame(bytes: Uint8Array, at: number, end: number, isPadded: boolean): NetworkStart {
  if (at + 2 > end) return CUT;
  const [control, flags] = [bytes[at], bytes[at + 1]];
  if ((control & (VERSION | TYPE)) !== DATA || (control & NO_DATA) !== 0) {
    return 'Wi-Fi frame that carries no data';
  }
  if ((flags & PROTECTED) !== 0) return ENCRYPTED;
  let header = HEADER + ((flags & BOTH_WAYS) === BOTH_WAYS ? FOURTH_ADDRESS : 0);
  if (at + header > end) return CUT;
  if ((bytes[at + SEQUENCE_CONTROL] & 15) !== 0) return 'Wi-Fi frame that continues another';
  if ((control & QOS) !== 0) {
    if (at + header + QOS_CONTROL > end) return CUT;
    if ((bytes[at + header] & SEVERAL_PACKETS) !== 0) return SEVERAL;
    header += QOS_CONTROL + ((flags & ORDER) !== 0 ? HT_CONTROL : 0);
  }
  return afterLlc(bytes, at + (isPadded ? (header + 3) & ~3 : header), end);
}

/** Behind a radiotap header, which tells its length. Source: radiotap.org. O(words) */
export function afterRadiotap(bytes: Uint8Array, at: number, end: number): NetworkStart {
  if (at + 8 > end) return CUT;
  const flags = radiotapFlags(bytes, at, end);
  if ((flags & BAD_CHECKSUM) !== 0) return 'Wi-Fi frame that came damaged';
  return afterFrame(bytes, at + uint16(bytes, at + 2, true), end, (flags & PADDED) !== 0);
}

/** The field of flags, 0 if there is none. Before it at most a time, at a multiple of eight. */
function radiotapFlags(bytes: Uint8Array, at: number, end: number): number {
  const present = uint32(bytes, at + 4, true);
  if ((present & HAS_FLAGS) === 0) return 0;
  let field = at + 8;
  for (let word = present; word >= HAS_MORE_WORDS && field + 4 <= end; field += 4) {
    word = uint32(bytes, field, true);
  }
  if ((present & HAS_TIME) !== 0) field = at + ((field - at + 7) & ~7) + 8;
  return field < end ? bytes[field] : 0;
}

/** Behind a Prism header, or that of AVS, which some write in its place. O(1). Source: tcpdump.org */
export function afterPrism(bytes: Uint8Array, at: number, end: number): NetworkStart {
  if (at + 8 > end) return CUT;
  const isAvs = uint32(bytes, at, false) >>> 12 === AVS;
  return afterWifi(bytes, at + (isAvs ? uint32(bytes, at + 4, false) : PRISM_BYTES), end);
}
