import { FLOW_COLUMNS } from '../../flow-columns.ts';
import type { ColumnContent } from './column-content.ts';
import type { MappedKey } from './column-mapping.ts';
import { type FlowEnd, type NameKind, type NameMeaning, wordsOfName } from './column-names.ts';

/** A column that may fill a flow's, how likely that is (1 for sure), and why. */
export interface Candidate {
  readonly column: number;
  readonly key: MappedKey;
  readonly score: number;
  /** In a few words: `name says originator's port; all cells are ports`. */
  readonly because: string;
  /** What the name may mean besides. */
  readonly doubt?: string | undefined;
}

/** A candidate before its column is said. */
export type Likely = Omit<Candidate, 'column'>;

/** What each unknown word takes from the likelihood that a name means what it seems to. */
const STRANGE = 0.8;

/** What a column may fill by its name, as far as its cells do not contradict. */
export function byName(name: string, meaning: NameMeaning, content: ColumnContent): Likely[] {
  const exact = exactColumn(name, content);
  if (exact !== undefined) return exact;
  const doubt = STRANGE ** meaning.strange;
  return likelyKeys(name, meaning, content).map((each) => ({ ...each, score: each.score * doubt }));
}

/** Where a column is called as one of flows: that one, or none if its cells contradict. */
function exactColumn(name: string, content: ColumnContent): Likely[] | undefined {
  const exact = FLOW_COLUMNS.find((column) => column.name === name.trim().toLowerCase());
  if (exact === undefined || ELSEWHERE.has(exact.key)) return undefined;
  const key = exact.key as MappedKey;
  // A duration is called so by everybody, and may not be that of the flow.
  if (key === 'duration' || (key === 'startTime' && content.clocks > 0.5)) return undefined;
  const isMeasured = content.numbers > 0.5 || content.times > 0.5 || content.namedPorts > 0.5;
  if (content.filled > 0 && !isMeasured && exact.unit !== '') return [];
  return [{ key, score: 1, because: 'it is called as the column of flows' }];
}

/** Columns of flows that no name alone fills. */
const ELSEWHERE: ReadonlySet<string> = new Set(['unknown', 'sourceFile', 'label', 'attackType']);

/** What a name may mean: the first of its kinds that the cells do not contradict. */
function likelyKeys(name: string, meaning: NameMeaning, content: ColumnContent): Likely[] {
  const { kinds, end, isOther } = meaning;
  // `time_received_ns` is a time in nanoseconds, not a time that something took.
  const isTime = kinds.includes('time') && content.times > 0.8;
  for (const kind of kinds) {
    if (kind === 'duration' && isTime) continue;
    const likely = keysOfKind(kind, name, end, content);
    if (likely.length > 0) return likely;
  }
  if (kinds.length > 0 || isOther || end === null) return [];
  if (content.numbers <= 0.5) return addresses(end, content, 0.9, `name says ${end}`);
  const isAmount = wordsOfName(name).some((word) => TRAFFIC.test(word));
  const key = end === 'originator' ? 'bytesSent' : 'bytesRecv';
  const because = `name says what the ${end} sent; ${cellsAre(content, content.numbers, 'numbers')}`;
  return isAmount ? [{ key, score: 0.5, because }] : [];
}

function keysOfKind(
  kind: NameKind,
  name: string,
  end: FlowEnd | null,
  content: ColumnContent,
): Likely[] {
  const isEmpty = content.filled === 0;
  const ofWords = isEmpty || content.numbers <= 0.5;
  const says = `name says ${end === null ? '' : `${end}'s `}${SAID[kind]}`;
  const one = (key: MappedKey, score: number, share: number, what: string, doubt?: string) => [
    { key, score, because: `${says}; ${cellsAre(content, share, what)}`, doubt },
  ];
  const when = (holds: boolean, likely: Likely[]): Likely[] => (isEmpty || holds ? likely : []);
  const { numbers, spans, times, clocks, protocols } = content;
  switch (kind) {
    case 'address':
      return ofWords ? addresses(end, content, 0.95, says) : [];
    case 'port': {
      const key = end === 'originator' ? 'originatorPort' : 'dstPort';
      const { namedPorts } = content;
      return when(namedPorts > 0.5, one(key, end === null ? 0.7 : 0.95, namedPorts, 'ports'));
    }
    case 'bytes': {
      const ofHeaders = wordsOfName(name).includes('ip');
      const sent = ofHeaders ? 'ipBytesSent' : 'bytesSent';
      const key = end !== 'responder' ? sent : ofHeaders ? 'ipBytesRecv' : 'bytesRecv';
      const score = amount(end) * (end === null && !NAMES_BYTES.test(name) ? 0.7 : 1);
      return when(numbers > 0.5, one(key, score, numbers, 'numbers', sideDoubt(name)));
    }
    case 'packets': {
      const key = end === 'responder' ? 'packetsRecv' : 'packetsSent';
      return when(numbers > 0.5, one(key, amount(end), numbers, 'numbers', sideDoubt(name)));
    }
    case 'duration': {
      const score = end !== null ? 0.6 : OF_FLOWS.test(name) ? 0.95 : 0.9;
      const share = numbers + spans;
      return when(
        share > 0.5,
        one('duration', score, share, spans > numbers ? 'spans' : 'numbers'),
      );
    }
    case 'start':
    case 'finish': {
      const isStart = kind === 'start';
      const score = startScore(name, end, content);
      const what = content.dates > 0.5 ? 'dates' : 'times';
      const ofTimes = one(isStart ? 'startTime' : 'endTime', score, times, what);
      const ofClocks = one(
        isStart ? 'startTimeOfDay' : 'endTimeOfDay',
        0.85,
        clocks,
        'times of day',
      );
      return clocks > 0.5 ? ofClocks : when(times > 0.5, ofTimes);
    }
    case 'time':
      if (clocks > 0.5) return one('startTimeOfDay', 0.85, clocks, 'times of day');
      if (isEmpty || times > 0.5) return one('startTime', 0.8, times, 'times');
      return when(numbers > 0.5, one('duration', 0.5, numbers, 'numbers, no dates'));
    case 'protocol':
      if (isEmpty || protocols > 0.3) return one('protocol', 0.9, protocols, 'transport protocols');
      return ofWords ? one('protocol', 0.7, 1, 'words') : [];
    case 'service':
      return one(
        'service',
        ofWords ? 0.9 : 0.3,
        ofWords ? 1 : numbers,
        ofWords ? 'words' : 'numbers',
      );
    case 'answer':
      return [];
    case 'uid':
      return when(
        content.words.size > 0.9 * content.filled,
        one('uid', 0.8, content.words.size / Math.max(1, content.filled), 'distinct'),
      );
    case 'state':
      return ofWords ? one('connState', 0.8, 1, 'words') : [];
  }
}

/** Words for traffic in one direction, of bytes unless something else is said. */
const TRAFFIC = /^(?:sent|tx|upload|uploaded|up|received|recv|rcvd|rx|download|downloaded|down)$/;

/** What each kind of name says, in words. */
const SAID: Readonly<Record<NameKind, string>> = {
  port: 'port',
  bytes: 'bytes',
  packets: 'packets',
  service: 'service',
  protocol: 'protocol',
  address: 'address',
  finish: 'end',
  duration: 'duration',
  answer: 'answer',
  uid: 'identifier',
  state: 'state',
  start: 'start',
  time: 'time',
};

/** A length or a size alone may be one of a packet. */
const NAMES_BYTES = /byt|octet|[kmg]i?b\b/i;
/** Durations of whole flows, not of one direction. */
const OF_FLOWS = /flow|bidir|total|conn|sess/i;
/** What is in and what is out depends on where one stands. */
const IN_OR_OUT = /^(?:in|out|inbound|outbound|incoming|outgoing|ingress|egress)$/;

function sideDoubt(name: string): string | undefined {
  const word = wordsOfName(name).find((each) => IN_OR_OUT.test(each));
  return word === undefined ? undefined : `${word} may be meant from the other end`;
}

/** Bytes and packets that name no end may be those of both directions. */
function amount(end: FlowEnd | null): number {
  return end === null ? 0.6 : 0.9;
}

/** A start is more than some time, a time of one direction or a date alone less. */
function startScore(name: string, end: FlowEnd | null, { dates }: ColumnContent): number {
  if (end !== null) return 0.7;
  const isPlain = wordsOfName(name).some((word) => BEGINNINGS.has(word));
  return (isPlain ? 0.92 : 0.85) - (dates > 0.5 ? 0.05 : 0);
}

const BEGINNINGS = new Set(
  'start started begin began beginn first opened end ended ende last finish finished stop stopped closed'.split(
    ' ',
  ),
);

/** `all cells are ports`. */
export function cellsAre({ filled }: ColumnContent, share: number, what: string): string {
  if (filled === 0) return 'no cell is filled';
  return `${share === 1 ? 'all' : `${Math.round(100 * share)} % of`} cells are ${what}`;
}

function addresses(
  end: FlowEnd | null,
  content: ColumnContent,
  score: number,
  says: string,
): Likely[] {
  const because = `${says}; ${cellsAre(content, content.addresses, 'addresses')}`;
  const ofAddresses = content.addresses > 0.5;
  const likely = score * (ofAddresses ? 1 : content.filled === 0 ? 0.8 : 0.6);
  if (end === null) {
    return [
      { key: 'originatorAddress', score: 0.5 * likely, because },
      { key: 'responderAddress', score: 0.45 * likely, because },
    ];
  }
  const key = end === 'originator' ? 'originatorAddress' : 'responderAddress';
  return [{ key, score: likely, because }];
}
