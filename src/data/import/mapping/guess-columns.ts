import { type AnswerColumns, answerColumns } from '../labels/answer-columns.ts';
import { provenDecimal } from '../numbers/judge-marks.ts';
import { shortened } from '../problems.ts';
import { type ColumnContent, contentOf } from './column-content.ts';
import { type ColumnMapping, emptyMapping, type MappedKey } from './column-mapping.ts';
import { meaningOfName } from './column-names.ts';
import { candidatesOf } from './guess-candidates.ts';
import type { ColumnGuess, Ground } from './guess-grounds.ts';
import type { Candidate } from './guess-names.ts';
import { byteUnitOf, guessDurationUnit } from './guess-units.ts';
import type { UnknownTable } from './unknown-table.ts';

/** Columns and rows that are looked at. */
const COLUMNS = 2000;
const ROWS = 200;

/** What of a table a guess goes by. */
export type GuessedTable = Pick<UnknownTable, 'delimiter' | 'hasHeader' | 'names' | 'rows'>;

/** How a table is read as flows, as `guessColumns` guesses it. */
export function guessMapping(table: GuessedTable): ColumnMapping {
  return guessColumns(table).mapping;
}

/**
 * Guesses which columns of delimited text tell what of a flow: by their names, checked against
 * their cells, and by the cells where a name says nothing. The likeliest pairs are taken first, and
 * every column is used once. Each comes with its grounds. O(columns × rows).
 */
export function guessColumns({ delimiter, hasHeader, names, rows }: GuessedTable): ColumnGuess {
  const looked = names.slice(0, COLUMNS);
  const sample = rows.slice(0, ROWS);
  const hints = { semicolons: delimiter === ';', ofFile: provenDecimal(sample, looked.length) };
  const contents = looked.map((_, at) =>
    contentOf(
      sample.map((row) => row[at] ?? ''),
      hints,
    ),
  );
  const answers = answerColumns(looked, (at) => rows.map((row) => row[at] ?? ''));
  const areAnswers = new Set([answers.label, answers.attackType, ...answers.others]);
  const candidates = candidatesOf(looked, contents).filter(({ column }) => !areAnswers.has(column));
  const taken = assign(candidates);
  putTimesOfDay(taken, contents);
  putAnswers(taken, answers, looked);

  const nameOf = (key: MappedKey) => names[taken.get(key)?.column ?? -1] ?? null;
  const cellsOf = (key: MappedKey) => {
    const { column } = taken.get(key) ?? {};
    return column === undefined ? null : sample.map((row) => row[column] ?? '');
  };
  const mapping = emptyMapping(delimiter ?? ',', hasHeader);
  const keys = Object.keys(mapping.columns) as MappedKey[];
  const unit = guessDurationUnit(nameOf('duration'), {
    durations: cellsOf('duration') ?? [],
    starts: cellsOf('startTime') ?? [],
    ends: cellsOf('endTime') ?? [],
  });
  return {
    mapping: {
      ...mapping,
      columns: Object.fromEntries(
        keys.map((key) => [key, nameOf(key)]),
      ) as ColumnMapping['columns'],
      durationUnit: unit.unit,
      byteUnit: byteUnitOf(nameOf('bytesSent') ?? nameOf('bytesRecv')),
    },
    grounds: Object.fromEntries(
      Array.from(taken, ([key, candidate]) => {
        const ground = groundOf(candidate, candidates, taken, names, contents);
        const isUnit = key === 'duration' && ground.doubt === undefined;
        return [key, isUnit ? { ...ground, doubt: unit.doubt } : ground];
      }),
    ),
  };
}

/** What is taken for each column of flows. */
type Taken = Map<MappedKey, Candidate>;

/** The likeliest pairs first, each column and each key once. */
function assign(candidates: readonly Candidate[]): Taken {
  const taken: Taken = new Map();
  const used = new Set<number>();
  for (const candidate of [...candidates].sort(
    (a, b) => b.score - a.score || a.column - b.column,
  )) {
    const { key, column } = candidate;
    if (taken.has(key) || used.has(column)) continue;
    taken.set(key, candidate);
    used.add(column);
  }
  return taken;
}

/** A time of day needs a date beside it; a start may do without, which is told. */
function putTimesOfDay(taken: Taken, contents: readonly ColumnContent[]): void {
  for (const key of ['startTime', 'endTime'] as const) {
    const clock = taken.get(`${key}OfDay`);
    if (clock === undefined) continue;
    const date = taken.get(key);
    if (date !== undefined && contents[date.column].dates > 0.5) continue;
    taken.delete(`${key}OfDay`);
    if (date === undefined) taken.set(key, { ...clock, key });
  }
}

/** The columns of answers, which are found by a measure of their own. */
function putAnswers(
  taken: Taken,
  { label, attackType }: AnswerColumns,
  names: readonly string[],
): void {
  for (const [key, column] of [
    ['label', label],
    ['attackType', attackType],
  ] as const) {
    if (column < 0) continue;
    const isNamed = meaningOfName(names[column]).kinds.includes('answer');
    const [score, because] = isNamed
      ? [0.9, 'name says answer; its cells may be one']
      : [0.5, 'name says nothing; some cells speak of normal rows'];
    taken.set(key, { key, column, score, because });
  }
}

/** How much less likely a column may be and still be a rival. */
const NEARLY = 0.05;

function groundOf(
  { key, column, score, because, doubt }: Candidate,
  candidates: readonly Candidate[],
  taken: Taken,
  names: readonly string[],
  contents: readonly ColumnContent[],
): Ground {
  const used = new Set(Array.from(taken.values(), (each) => each.column));
  const isDate = (at: number) => contents[at].dates > 0.5;
  const rival = candidates.find(
    (each) =>
      each.key === key &&
      !used.has(each.column) &&
      each.score >= score - NEARLY &&
      // A date alone tells less than a time.
      isDate(each.column) === isDate(column),
  );
  const rivalry =
    rival === undefined ? undefined : `${shortened(names[rival.column])} would do as well`;
  const own = doubt ?? rivalry ?? doubtOf(key, contents[column]);
  const other = OTHER_ANSWER[key];
  if (other === undefined || meaningOfName(names[column]).end !== null) {
    return { confidence: score, because, doubt: own };
  }
  // Where all counts lack a direction, each record is one; where others have two, this is their sum.
  return taken.has(other)
    ? { confidence: score, because: `${because}, of both directions perhaps`, doubt: own }
    : { confidence: score * UNDIRECTED, because: `${because}, of no direction`, doubt: own };
}

/** What would tell that a count of no direction is one of both. */
const OTHER_ANSWER: Readonly<Partial<Record<MappedKey, MappedKey>>> = {
  bytesSent: 'packetsRecv',
  packetsSent: 'bytesRecv',
};
const UNDIRECTED = 1.25;

/** What the cells of a column may mean besides, read as such a column of flows is. */
function doubtOf(key: MappedKey, { doubts }: ColumnContent): string | undefined {
  switch (key) {
    case 'startTime':
    case 'endTime':
      return doubts.time;
    case 'duration':
      return doubts.number;
    case 'bytesSent':
    case 'bytesRecv':
    case 'packetsSent':
    case 'packetsRecv':
      return doubts.whole;
    default:
      return undefined;
  }
}
