import { formatApart } from '../../charts/format.ts';
import { titleOf } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { valueInWords } from './change-words.ts';
import { noiseSentence } from './noise.ts';
import { ordinaryValues } from './ordinary.ts';
import type { RawColumn, RawValue } from './raw-values.ts';
import type { Answer } from './rescorer.ts';
import type { WhatIf } from './what-if.ts';

/** A raw column that makes a flow anomalous. */
export interface Reason {
  readonly column: string;
  readonly value: RawValue;
  /** The ordinary value by which the score falls most, the others staying. */
  readonly ordinary: RawValue;
  /** By how much the anomaly score falls. */
  readonly fall: number;
  /** The anomaly score with it. */
  readonly score: number;
  /** Whether the flow would pass then. */
  readonly passes: boolean;
  /** One sentence. */
  readonly sentence: string;
}

/** Why a detector holds a flow for as anomalous as it does. */
export interface Reasons {
  readonly row: number;
  readonly detector: DetectorName;
  readonly answer: Answer;
  /** The column whose change lowers the score most first; none whose change lowers it not at all. */
  readonly reasons: readonly Reason[];
  /** One sentence: the first reason, that none exists, or that the verdict is noise. */
  readonly sentence: string;
}

/** What lowers the score by less of what the first reason does is none. */
const LEAST = 0.01;

/**
 * The raw columns of a flow, ranked by how much its anomaly score falls when that column alone becomes
 * ordinary: the best of normal flows' quantiles, or of their most frequent ports and protocols; all
 * features of the column move together. Some 100 scores.
 */
export function reasonsOf(
  { rescorer, ordinary }: WhatIf,
  row: number,
  detector: DetectorName,
): Reasons {
  const measured = rescorer.measured.valuesOf(row);
  const tried = ordinary.columns.flatMap((one) => {
    const { name } = one.column;
    if (measured[name] === undefined) return [];
    return ordinaryValues(one)
      .filter((value) => value !== measured[name])
      .map((value) => ({ column: one.column, value }));
  });
  const changes = [{}, ...tried.map(({ column, value }) => ({ [column.name]: value }))];
  const [answer, ...answers] = rescorer.answersOf(row, changes, detector);
  if (answer.noise) {
    return { row, detector, answer, reasons: [], sentence: noiseSentence(answer) };
  }
  const best = new Map<string, Reason>();
  tried.forEach(({ column, value }, at) => {
    const { anomalyScore, alert } = answers[at];
    const fall = answer.anomalyScore - anomalyScore;
    if (!(fall > (best.get(column.name)?.fall ?? 0))) return;
    const own = measured[column.name];
    best.set(column.name, {
      column: column.name,
      value: own,
      ordinary: value,
      fall,
      score: anomalyScore,
      passes: !alert,
      sentence: reasonSentence(column, own, value, answer, answers[at]),
    });
  });
  const ranked = [...best.values()].sort((a, b) => b.fall - a.fall);
  const reasons = ranked.filter(({ fall }) => fall >= LEAST * ranked[0].fall);
  return { row, detector, answer, reasons, sentence: sentenceOf(answer, reasons) };
}

function reasonSentence(
  column: RawColumn,
  own: RawValue,
  value: RawValue,
  before: Answer,
  after: Answer,
): string {
  const [then, now] = formatApart(after.anomalyScore, before.anomalyScore);
  return (
    `${column.name} is ${valueInWords(column, own)}; with ${valueInWords(column, value)} the score ` +
    `would be ${then}, not ${now}${before.alert && !after.alert ? ', and there would be no alert' : ''}.`
  );
}

/** The reasons of every detector of the run, in its order. */
export function allReasonsOf(whatIf: WhatIf, row: number): Reasons[] {
  return whatIf.rescorer.detectors.map((detector) => reasonsOf(whatIf, row, detector));
}

function sentenceOf({ detector, alert }: Answer, reasons: readonly Reason[]): string {
  if (reasons.length > 0) return reasons[0].sentence;
  return (
    `No single value ${alert ? 'makes this an alert of' : 'raises the score of'} the ` +
    `${titleOf(detector)}: with any one of them ordinary the score stays or rises.`
  );
}
