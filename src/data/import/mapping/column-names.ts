/** What the name of a column says: of what it tells, and of which end of the flow. */
export interface NameMeaning {
  /** `null`: none that a flow has, or one word too many (`max`, `country`) says so. */
  readonly kind: NameKind | null;
  /** All that its words say, the likeliest first: `First Packet` may be when it came. */
  readonly kinds: readonly NameKind[];
  /** Whether it says that it tells of something else: of countries, rates, translated ports. */
  readonly isOther: boolean;
  /** The end of the flow that it tells of; of bytes and packets, the end that sent them. */
  readonly end: FlowEnd | null;
  /** Words that are not known. */
  readonly strange: number;
}

export type FlowEnd = 'originator' | 'responder';

/** Where a name has words of several kinds, the one further up is meant: `src addr port`. */
const KIND_WORDS = {
  other:
    'per rate rates avg average mean median max min std var ratio percent pct bits bit bps pps flags flag ' +
    'header hdr ttl tos mac country city asn vlan iat loss retrans retransmitted jitter win window ' +
    'description version load bandwidth throughput speed score severity risk nat xlate xlated translated ' +
    'missed lost dropped url uri rule policy action content zone user interface intf iface vendor device ' +
    'reason subtype',
  port: 'port ports pt prt puerto',
  bytes: 'bytes byte byt byts octets octet size volume length kbytes kb kib mbytes mb mib',
  packets: 'packets packet pkts pkt pckts frames pakete paquets paquetes',
  service: 'service application app svc l7',
  protocol: 'protocol proto prot transport protokoll protocole protocolo',
  address: 'ip ipv4 ipv6 ipaddr addr address host hostname adresse dirección',
  finish: 'end ended last finish finished stop stopped closed ende',
  duration: 'duration dur elapsed dauer durée duración',
  answer:
    'attack attacks threat category cat subcategory subcat family label labels class classes malicious ' +
    'malware benign normal legit legitimate anomaly anomalous abnormal outlier outliers inlier inliers ' +
    'intrusion verdict truth',
  uid: 'uid id uuid session',
  state: 'state status',
  start:
    'start started begin began first when timestamp datetime date ts seen opened beginn anfang ' +
    'zeitstempel datum début inicio fecha',
  span: 'seconds secs sec msec msecs ms millis usec us micros nsec ns milliseconds microseconds nanoseconds',
  time: 'time zeit uhrzeit heure hora',
} as const;

type WordKind = keyof typeof KIND_WORDS;
/** `time` is when a flow began, or how long it took. */
export type NameKind = Exclude<WordKind, 'other' | 'span'>;

const ENDS: Readonly<Record<FlowEnd, string>> = {
  originator:
    'src source client cli orig originator initiator sender attacker local a ' +
    'up out outbound outgoing sent tx upload uploaded fwd forward egress quelle quell origen ' +
    'gesendet envoyés enviados',
  responder:
    'dst dest destination server srv resp responder receiver victim target remote peer b ' +
    'down in inbound incoming recv received rcvd rx download downloaded bwd backward reverse ingress ' +
    'ziel destino empfangen reçus recibidos',
};

/** Words that say nothing of their own beside others. */
const FILLERS =
  'flow conn connection total tot sum count number of the l4 l3 layer utc is has name type ' +
  'bidirectional biflow delta identifier payload json event network netflow ipfix icmp code';

/** Whole names that are cut to letters: those of nfdump, SiLK and Argus. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sa: 'src address',
    da: 'dst address',
    sp: 'src port',
    dp: 'dst port',
    pr: 'protocol',
    pro: 'protocol',
    td: 'duration',
    te: 'end time',
    ipkt: 'src packets',
    ibyt: 'src bytes',
    opkt: 'dst packets',
    obyt: 'dst bytes',
  }),
);
/** Letters after an end, as in Zeek's `orig_h` and `orig_p`. */
const LETTERS_AFTER_END: ReadonlyMap<string, string> = new Map([
  ['h', 'host'],
  ['p', 'port'],
]);

const KIND_OF = new Map<string, WordKind>();
for (const kind of Object.keys(KIND_WORDS) as WordKind[]) {
  for (const word of KIND_WORDS[kind].split(' ')) KIND_OF.set(word, kind);
}
const END_OF = new Map<string, FlowEnd>();
for (const end of ['originator', 'responder'] as const) {
  for (const word of ENDS[end].split(' ')) END_OF.set(word, end);
}
const KINDS = Object.keys(KIND_WORDS) as WordKind[];
const PREPOSITIONS = new Set(['from', 'by', 'to']);
const KNOWN = new Set([
  ...KIND_OF.keys(),
  ...END_OF.keys(),
  ...FILLERS.split(' '),
  ...PREPOSITIONS,
]);

/** Longest name and word that are looked at; what is longer is no name. */
const LONGEST_NAME = 80;
const LONGEST_WORD = 24;

/**
 * Reads a column's name: its words apart by anything, by capitals (`bytesSent`) or by nothing
 * (`srcip`, `dbytes`). Bytes `to server` were sent by the originator, as were those `A → B`.
 */
export function meaningOfName(name: string): NameMeaning {
  const words = wordsOfName(name);
  // `Address A` is an end, `a` alone any letter.
  const isLetter = words.length === 1 && words[0].length === 1;
  const said = new Set(words.map((word) => KIND_OF.get(word)));
  const isOther = said.has('other');
  const kinds = isOther ? [] : KINDS.filter((kind) => said.has(kind)).map(asNameKind);
  return {
    kind: kinds[0] ?? null,
    kinds: [...new Set(kinds)],
    isOther,
    end: isLetter ? null : endOf(words),
    strange: words.filter((word) => isLetter || !KNOWN.has(word)).length,
  };
}

function asNameKind(kind: WordKind): NameKind {
  return kind === 'span' || kind === 'other' ? 'duration' : kind;
}

/** The words of a name, in lower case. */
export function wordsOfName(name: string): string[] {
  const short = SHORT_NAMES.get(name.trim().toLowerCase());
  if (short !== undefined) return short.split(' ');
  return withoutLetters(spelledWords(name));
}

function spelledWords(name: string): string[] {
  return name
    .slice(0, LONGEST_NAME)
    .replaceAll(/→|->|=>/g, ' to ')
    .replaceAll(/←|<-/g, ' from ')
    .replaceAll(/\/\s*s(?:ec(?:onds?)?)?\b/gi, ' per ')
    .replaceAll(/[µμ]s/g, ' us ')
    .replaceAll(/\b[km]i?b\b/gi, (unit) => unit.toLowerCase())
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Words in which a letter alone stands for one: `s Port`, `e Time`, `orig h`. */
function withoutLetters(spelled: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < spelled.length; at++) {
    const word = spelled[at];
    const joined = /^[sdel]$/.test(word) ? knownWords(word + (spelled[at + 1] ?? '')) : undefined;
    const after = END_OF.has(words.at(-1) ?? '') ? LETTERS_AFTER_END.get(word) : undefined;
    if (joined !== undefined) at++;
    words.push(...(joined ?? (after === undefined ? (knownWords(word) ?? [word]) : [after])));
  }
  return words;
}

/** A word as words that are known, if it is made of such: `srcport`, `src2dst`, `sbytes`. */
function knownWords(word: string): string[] | undefined {
  if (KNOWN.has(word)) return [word];
  if (word.length > LONGEST_WORD) return undefined;
  const [, letter, rest = ''] = /^([sd]s?|[le])(\w+)$/.exec(word) ?? [];
  if (KNOWN.has(rest)) {
    if (rest === 'time' && letter !== 'd') return [letter === 's' ? 'start' : 'end', rest];
    if (
      /^[sd]/.test(letter) &&
      KINDS.indexOf(KIND_OF.get(rest) ?? 'time') < KINDS.indexOf('finish')
    ) {
      return [letter.startsWith('s') ? 'src' : 'dst', rest];
    }
  }
  for (let length = word.length - 2; length >= 2; length--) {
    if (!KNOWN.has(word.slice(0, length))) continue;
    const others = knownWords(word.slice(length).replace(/^2/, 'to'));
    if (others !== undefined) return [word.slice(0, length), ...others];
  }
  return undefined;
}

function endOf(words: readonly string[]): FlowEnd | null {
  let preposition: string | undefined;
  for (const word of words) {
    const end = END_OF.get(word);
    if (end === undefined) {
      if (PREPOSITIONS.has(word)) preposition ??= word;
    } else if (preposition === 'to') {
      return end === 'originator' ? 'responder' : 'originator';
    } else {
      return end;
    }
  }
  if (preposition === undefined) return null;
  return preposition === 'to' ? 'responder' : 'originator';
}
