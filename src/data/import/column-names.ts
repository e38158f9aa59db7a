/** What the name of a column says: of what it tells, and of which end of the flow. */
export interface NameMeaning {
  /** `null`: none that a flow has, or one word too many (`max`, `country`) says so. */
  readonly kind: NameKind | null;
  /** The end of the flow that it tells of; of bytes and packets, the end that sent them. */
  readonly end: FlowEnd | null;
  /** Words that are not known. */
  readonly strange: number;
}

export type FlowEnd = 'originator' | 'responder';

/** Where a name has words of several kinds, the one further up is meant: `src addr port`. */
const KIND_WORDS = {
  other:
    'per rate avg average mean median max min std var ratio percent pct bits bit bps pps flags flag ' +
    'header hdr ttl tos mac country city asn vlan iat loss retrans jitter win window description version',
  port: 'port ports pt prt',
  bytes: 'bytes byte octets octet size volume kbytes kb kib mbytes mb mib',
  packets: 'packets packet pkts pkt frames',
  service: 'service application app svc l7',
  protocol: 'protocol proto prot transport',
  address: 'ip ipv4 ipv6 ipaddr addr address host hostname',
  finish: 'end ended last finish finished stop stopped closed',
  duration: 'duration dur elapsed',
  answer:
    'attack attacks threat category cat subcategory subcat family label labels class classes malicious ' +
    'malware benign normal legit legitimate anomaly anomalous abnormal outlier outliers inlier inliers ' +
    'intrusion verdict truth',
  uid: 'uid id uuid session',
  state: 'state status',
  start: 'start started begin began first when timestamp datetime date ts seen opened',
  span: 'seconds secs sec msec msecs ms usec us milliseconds microseconds',
  time: 'time',
} as const;

type WordKind = keyof typeof KIND_WORDS;
/** `time` is when a flow began, or how long it took. */
export type NameKind = Exclude<WordKind, 'other' | 'span'>;

const ENDS: Readonly<Record<FlowEnd, string>> = {
  originator:
    'src source client cli orig originator initiator sender local a ' +
    'up out outbound outgoing sent tx upload uploaded fwd forward egress',
  responder:
    'dst dest destination server srv resp responder receiver remote peer b ' +
    'down in inbound incoming recv received rcvd rx download downloaded bwd backward reverse ingress',
};

/** Words that say nothing of their own beside others. */
const FILLERS =
  'flow conn connection total tot sum count number of the l4 l3 layer utc is has name type';

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
  const kinds = new Set(words.map((word) => KIND_OF.get(word)));
  const kind = KINDS.find((each) => kinds.has(each));
  return {
    kind: kind === undefined || kind === 'other' ? null : kind === 'span' ? 'duration' : kind,
    end: endOf(words),
    strange: words.filter((word) => !KNOWN.has(word)).length,
  };
}

/** The words of a name, in lower case. */
export function wordsOfName(name: string): string[] {
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
    .filter((word) => word !== '')
    .flatMap((word) => knownWords(word) ?? [word]);
}

/** A word as words that are known, if it is made of such: `srcport`, `src2dst`, `sbytes`. */
function knownWords(word: string): string[] | undefined {
  if (KNOWN.has(word)) return [word];
  if (word.length > LONGEST_WORD) return undefined;
  const [, letter, rest = ''] = /^([sd]s?|l)(\w+)$/.exec(word) ?? [];
  if (KNOWN.has(rest)) {
    if (rest === 'time' && letter !== 'd') return [letter === 's' ? 'start' : 'end', rest];
    if (letter !== 'l' && KINDS.indexOf(KIND_OF.get(rest) ?? 'time') < KINDS.indexOf('finish')) {
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
