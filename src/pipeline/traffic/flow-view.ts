import type { FlowColumn } from '../../data/flow-columns.ts';
import { presentColumns } from '../../data/flow-rows.ts';
import { ATTACK, type CategoryColumn, NORMAL, type TextColumn } from '../../data/flow-table.ts';
import { argsort } from '../../eval/argsort.ts';
import { columnOf } from '../../features/matrix.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import type { Traffic } from './generate.ts';
import type { Labels } from './labels.ts';
import { VERDICTS } from './verdicts.ts';

/** What the table of flows shows: traffic, and what detectors said of these very flows. */
export interface ScoredTraffic {
  readonly traffic: Traffic;
  readonly detections: readonly (Pick<
    Detection,
    'detector' | 'assessment' | 'judgedOn' | 'tolerance'
  > &
    Partial<Pick<Detection, 'reconstruction'>>)[];
}

/** A column of the table, a value for every flow. */
export interface ViewColumn {
  /** A detector's name, `row`, `type`, `verdict` or the flow column's name. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'row' | 'word' | 'text' | 'score' | 'number' | 'port' | 'time';
  /** Of numbers, where they have one: `bytes`. */
  readonly unit?: string;
  /** Numbers, or words where `names` tells what the numbers stand for; row numbers for texts. */
  readonly values: ArrayLike<number>;
  readonly names?: readonly string[];
  readonly texts?: TextColumn;
}

/** How the table is ordered. */
export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Imported tables may have hundreds of columns: the table of flows shows the first of them. */
const MOST_NUMBERS = 12;

/**
 * The columns, those that tell flows apart first: row, type, each detector's score (higher = more
 * anomalous) and what the flow is. O(flows).
 */
export function viewColumns({ traffic, detections }: ScoredTraffic): ViewColumn[] {
  const { flows, table, labels, summary } = traffic;
  const own =
    flows !== null
      ? whoFirst(presentColumns(flows))
          .filter(({ key }) => key !== 'attackType' && key !== 'label')
          .map((column) => flowColumn(column, flows[column.key] ?? []))
      : table === null
        ? []
        : table.names.slice(0, MOST_NUMBERS).map((name, j) => ({
            id: `column ${name}`,
            title: name,
            kind: 'number' as const,
            values: columnOf(table, j),
          }));
  return [
    { id: 'row', title: 'row', kind: 'row', values: countUp(summary.total) },
    wordColumn('type', 'type', labels.attackType),
    ...detections.map(({ detector, assessment }) => ({
      id: detector,
      title: detectorFacts(detector).title,
      kind: 'score' as const,
      values: anomalyScores(assessment.scores),
    })),
    ...own,
  ];
}

/** Higher = more anomalous; the same array for the same scores. */
const ANOMALY_SCORES = new WeakMap<Float64Array, Float64Array>();

/** Scores with the sign that the table has them with. O(flows), once for each array of scores. */
export function anomalyScores(scores: Float64Array): Float64Array {
  const known = ANOMALY_SCORES.get(scores);
  if (known !== undefined) return known;
  const negated = new Float64Array(scores.length);
  for (let row = 0; row < negated.length; row++) negated[row] = -scores[row];
  ANOMALY_SCORES.set(scores, negated);
  return negated;
}

/** Who spoke with whom, and when, before how much, where the traffic tells it. */
function whoFirst(columns: readonly FlowColumn[]): FlowColumn[] {
  const first: readonly FlowColumn['key'][] = [
    ...(['startTime', 'originatorAddress', 'responderAddress'] as const),
    ...(['dstPort', 'protocol', 'service'] as const),
  ];
  if (!columns.some(({ key }) => key === 'originatorAddress')) return [...columns];
  return [
    ...first.flatMap((key) => columns.filter((column) => column.key === key)),
    ...columns.filter(({ key }) => !first.includes(key)),
  ];
}

/**
 * The columns with one detector's verdicts put in after the type. O(flows).
 *
 * @param labels `null`: what is right is not told, only what is flagged
 */
export function withVerdicts(
  columns: readonly ViewColumn[],
  labels: Labels | null,
  predictions: Int8Array,
): ViewColumn[] {
  return columns.toSpliced(2, 0, wordColumn('verdict', 'verdict', verdictsOf(labels, predictions)));
}

/** The columns with the score of the detector that judges put in after the row. O(columns). */
export function judgeFirst(columns: readonly ViewColumn[], judge: DetectorName): ViewColumn[] {
  const score = columns.filter(({ id }) => id === judge);
  return columns.filter(({ id }) => id !== judge).toSpliced(1, 0, ...score);
}

/** The verdict on every flow; without labels only what is flagged. O(flows). */
export function verdictsOf(labels: Labels | null, predictions: Int8Array): CategoryColumn {
  const codes = new Uint32Array(predictions.length);
  for (let row = 0; row < codes.length; row++) {
    const flagged = predictions[row] === -1;
    const label = labels?.label[row];
    if (label === ATTACK) codes[row] = flagged ? 0 : 1;
    else if (label === NORMAL) codes[row] = flagged ? 2 : 3;
    else codes[row] = flagged ? 4 : 5;
  }
  return { codes, names: VERDICTS };
}

/**
 * What the column is sorted by: its numbers, or the places of its words in their order. O(rows).
 *
 * @param ranks where the column's words stand in their order, from `rankWords`
 */
export function sortKeys(
  { values, names }: Pick<ViewColumn, 'values' | 'names'>,
  ranks: Uint32Array = names === undefined ? new Uint32Array() : rankWords(names),
): ArrayLike<number> {
  if (names === undefined) return values;
  const keys = new Float64Array(values.length);
  for (let row = 0; row < keys.length; row++) keys[row] = ranks[values[row]];
  return keys;
}

/**
 * Row numbers in the order of the column; of equal values the lower row first. O(rows).
 *
 * @param ranks where the column's words stand in their order, from `rankWords`
 */
export function orderRows(
  column: ViewColumn,
  descending: boolean,
  ranks?: Uint32Array,
): Uint32Array {
  return argsort(sortKeys(column, ranks), descending);
}

/**
 * The place of each word among all, numbers within words by their size: `10.0.0.9` before
 * `10.0.0.10`. O(words log words): many thousand words take longer than a page may be held up.
 */
export function rankWords(words: readonly string[]): Uint32Array {
  const comparable = words.map((word) =>
    word.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0')),
  );
  const order = Array.from(words, (_, at) => at).sort((a, b) =>
    comparable[a] < comparable[b] ? -1 : comparable[a] > comparable[b] ? 1 : a - b,
  );
  const ranks = new Uint32Array(words.length);
  order.forEach((at, rank) => {
    ranks[at] = rank;
  });
  return ranks;
}

function flowColumn(
  { name, key, unit }: FlowColumn,
  column: CategoryColumn | TextColumn | ArrayLike<number>,
): ViewColumn {
  if ('codes' in column) return wordColumn(name, name, column);
  if ('ends' in column) {
    const values = countUp(column.ends.length);
    return { id: name, title: name, kind: 'text', values, texts: column };
  }
  const isPort = key === 'dstPort' || key === 'originatorPort';
  const shown = key === 'startTime' ? 'time' : isPort ? 'port' : 'number';
  return { id: name, title: name, kind: shown, values: column, unit };
}

function wordColumn(id: string, title: string, { codes, names }: CategoryColumn): ViewColumn {
  return { id, title, kind: 'word', values: codes, names };
}

let counted = new Uint32Array();

/** 0, 1, … length − 1; the same array for the same length. */
function countUp(length: number): Uint32Array {
  if (counted.length === length) return counted;
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  counted = rows;
  return rows;
}
