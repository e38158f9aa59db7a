import { FLOW_COLUMNS } from '../flow-columns.ts';
import { answerColumns } from './answer-columns.ts';
import { type ColumnContent, contentOf } from './column-content.ts';
import { type ColumnMapping, emptyMapping, type MappedKey } from './column-mapping.ts';
import { type FlowEnd, meaningOfName, type NameMeaning, wordsOfName } from './column-names.ts';
import { byteUnitOf, durationUnitOf } from './guess-units.ts';
import type { UnknownTable } from './unknown-table.ts';

/** A column that may fill a flow's, and how likely that is: 1 for sure. */
interface Candidate {
  readonly column: number;
  readonly key: MappedKey;
  readonly score: number;
}

type Likely = readonly [key: MappedKey, score: number];

/** Columns and rows that are looked at. */
const COLUMNS = 2000;
const ROWS = 200;
/** What each unknown word takes from the likelihood that a name means what it seems to. */
const STRANGE = 0.8;

/** nProbe's names, whose IN and OUT are seen from the responder's side. */
const NPROBE = /^(?:ipv[46]_src_addr|l4_src_port)$/i;

/** What of a table a guess goes by. */
type GuessedTable = Pick<UnknownTable, 'delimiter' | 'hasHeader' | 'names' | 'rows'>;

/**
 * Guesses which columns of delimited text tell what of a flow: by their names, checked against
 * their cells, and by the cells where a name says nothing. The likeliest pairs are taken first, and
 * every column is used once. O(columns × rows).
 */
export function guessMapping({ delimiter, hasHeader, names, rows }: GuessedTable): ColumnMapping {
  const looked = names.slice(0, COLUMNS);
  const sample = rows.slice(0, ROWS);
  const contents = looked.map((_, at) => contentOf(sample.map((row) => row[at] ?? '')));
  const seenFromResponder = names.some((name) => NPROBE.test(name.trim()));
  const answers = answerColumns(looked, (at) => rows.map((row) => row[at] ?? ''));
  const areAnswers = new Set([answers.label, answers.attackType, ...answers.others]);
  const candidates = looked.flatMap((name, column) => {
    if (areAnswers.has(column)) return [];
    const meaning = meaningOfName(name);
    const turned = seenFromResponder && /\b(?:in|out)_/i.test(name);
    const likely = [
      ...byName(
        name,
        turned ? { ...meaning, end: otherEnd(meaning.end) } : meaning,
        contents[column],
      ),
      ...byContent(contents[column]),
    ];
    return likely.map(([key, score]): Candidate => ({ column, key, score }));
  });
  const taken = assign([...candidates, ...portsBesideAddresses(contents)]);
  taken.set('label', answers.label).set('attackType', answers.attackType);

  const nameOf = (key: MappedKey) => names[taken.get(key) ?? -1] ?? null;
  const mapping = emptyMapping(delimiter ?? ',', hasHeader);
  const keys = Object.keys(mapping.columns) as MappedKey[];
  return {
    ...mapping,
    columns: Object.fromEntries(keys.map((key) => [key, nameOf(key)])) as ColumnMapping['columns'],
    durationUnit: durationUnitOf(nameOf('duration')),
    byteUnit: byteUnitOf(nameOf('bytesSent') ?? nameOf('bytesRecv')),
  };
}

/** The likeliest pairs first, each column and each key once. */
function assign(candidates: readonly Candidate[]): Map<MappedKey, number> {
  const taken = new Map<MappedKey, number>();
  const used = new Set<number>();
  for (const { key, column } of [...candidates].sort(
    (a, b) => b.score - a.score || a.column - b.column,
  )) {
    if (taken.has(key) || used.has(column)) continue;
    taken.set(key, column);
    used.add(column);
  }
  return taken;
}

/** Columns of flows that no name alone fills. */
const ELSEWHERE: ReadonlySet<string> = new Set(['unknown', 'sourceFile', 'label', 'attackType']);

function byName(name: string, meaning: NameMeaning, content: ColumnContent): Likely[] {
  const exact = FLOW_COLUMNS.find((column) => column.name === name.trim().toLowerCase());
  const contradicted = content.filled > 0 && content.numbers <= 0.5 && exact?.unit !== '';
  if (exact !== undefined && !ELSEWHERE.has(exact.key)) {
    return contradicted && content.times <= 0.5 ? [] : [[exact.key as MappedKey, 1]];
  }
  const doubt = STRANGE ** meaning.strange;
  return likelyKeys(name, meaning, content).map(([key, score]) => [key, score * doubt]);
}

/** What a name may mean, given that the cells do not contradict it. */
function likelyKeys(name: string, { kind, end }: NameMeaning, content: ColumnContent): Likely[] {
  const isEmpty = content.filled === 0;
  const ofNumbers = isEmpty || content.numbers > 0.5;
  const ofWords = isEmpty || content.numbers <= 0.5;
  const ofTimes = isEmpty || content.times > 0.5;
  const when = (holds: boolean, ...likely: Likely[]): Likely[] => (holds ? likely : []);
  switch (kind) {
    case null:
      return when(end !== null && ofWords, ...addresses(end, content, 0.8));
    case 'address':
      return when(ofWords, ...addresses(end, content, 0.9));
    case 'port':
      return when(isEmpty || content.ports > 0.5, [
        end === 'originator' ? 'originatorPort' : 'dstPort',
        end === null ? 0.7 : 0.9,
      ]);
    case 'bytes':
      return when(ofNumbers, bytesKey(name, end));
    case 'packets':
      return when(ofNumbers, [
        end === 'responder' ? 'packetsRecv' : 'packetsSent',
        end === null ? 0.5 : 0.9,
      ]);
    case 'duration':
      return when(ofNumbers, ['duration', 0.9]);
    case 'start':
      return when(ofTimes, ['startTime', end === null ? 0.9 : 0.7]);
    case 'finish':
      return when(ofTimes, ['endTime', end === null ? 0.9 : 0.7]);
    case 'time':
      return ofTimes ? [['startTime', 0.8]] : when(ofNumbers, ['duration', 0.7]);
    case 'protocol':
      return when(isEmpty || content.protocols > 0.3 || ofWords, ['protocol', 0.9]);
    case 'service':
      return [['service', ofWords ? 0.9 : 0.3]];
    case 'answer':
      return [];
    case 'uid':
      return when(content.words.size > 0.9 * content.filled, ['uid', 0.6]);
    case 'state':
      return when(ofWords, ['connState', 0.7]);
  }
}

function addresses(end: FlowEnd | null, content: ColumnContent, score: number): Likely[] {
  const likely = content.addresses > 0.5 || content.filled === 0 ? score : 0.7 * score;
  if (end === null) {
    return [
      ['originatorAddress', 0.5 * likely],
      ['responderAddress', 0.45 * likely],
    ];
  }
  return [[end === 'originator' ? 'originatorAddress' : 'responderAddress', likely]];
}

function bytesKey(name: string, end: FlowEnd | null): Likely {
  const withHeaders = wordsOfName(name).includes('ip');
  if (end === 'responder') return [withHeaders ? 'ipBytesRecv' : 'bytesRecv', 0.9];
  return [withHeaders ? 'ipBytesSent' : 'bytesSent', end === null ? 0.5 : 0.9];
}

/** What the cells alone suggest; of two columns of addresses the first is the originator's. */
function byContent({ filled, addresses, times, numbers, protocols }: ColumnContent): Likely[] {
  if (filled === 0) return [];
  if (addresses > 0.8) {
    return [
      ['originatorAddress', 0.3],
      ['responderAddress', 0.29],
    ];
  }
  if (times > 0.8) return [['startTime', numbers > 0.5 ? 0.15 : 0.3]];
  if (numbers > 0.5) return [];
  return protocols > 0.8 ? [['protocol', 0.4]] : [];
}

/** Columns of ports that stand after columns of addresses, as tools put them. */
function portsBesideAddresses(contents: readonly ColumnContent[]): Candidate[] {
  return contents.flatMap(({ ports, protocols }, column): Candidate[] => {
    const isBeside = column > 0 && contents[column - 1].addresses > 0.8;
    if (!isBeside || ports < 1 || protocols === 1) return [];
    const before = contents.slice(0, column - 1).some(({ addresses }) => addresses > 0.8);
    return [{ column, key: before ? 'dstPort' : 'originatorPort', score: 0.2 }];
  });
}

function otherEnd(end: FlowEnd | null): FlowEnd | null {
  if (end === null) return null;
  return end === 'originator' ? 'responder' : 'originator';
}
