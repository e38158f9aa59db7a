import { ATTACK, type FlowTable, NORMAL, UNLABELLED } from '../../data/flow-table.ts';
import type { Confusion } from '../../eval/confusion.ts';
import { columnOf, type Matrix } from '../../features/matrix.ts';
import { percentile } from '../../features/numpy.ts';
import { dominantColumn } from '../../features/variance.ts';
import { countOf, many, measureOf, megabytesOf, shareOf } from './words.ts';

/**
 * Something that the reference notebook does not say, in a sentence made from the figures of a run.
 * Where a run does not show it, the sentence says what that run shows instead.
 */
export interface Remark {
  readonly topic: string;
  /** Whether the run shows what the notebook leaves out. */
  readonly shows: boolean;
  readonly sentence: string;
  /** The figures in the sentence, exact, by name. */
  readonly figures: Readonly<Record<string, number>>;
}

/** What the notebook says that an upload of stolen data holds at least. Bytes. */
const CLAIMED_UPLOAD = 1e7;

/** What the flows are against what the notebook calls them. O(flows). @param imported not generated */
export function trafficRemarks(flows: FlowTable, imported: boolean): Remark[] {
  return [...uploadRemark(flows), ...clockRemark(flows, imported)];
}

function uploadRemark(flows: FlowTable): Remark[] {
  const sent = Float64Array.from(rowsOfAttack(flows, 'data_exfil'), (row) => flows.bytesSent[row]);
  if (sent.length === 0) return [];
  const median = percentile(sent, 50);
  const reached = sent.filter((bytes) => bytes >= CLAIMED_UPLOAD).length;
  const shows = median < CLAIMED_UPLOAD;
  return [
    {
      topic: 'size of uploads',
      shows,
      sentence:
        `The Python notebook says that exfiltration sends 10 MB and more. ${shows ? 'But half' : 'Half'} ` +
        `of the ${countOf(sent.length)} here send less than ${megabytesOf(median)}, and ` +
        `${countOf(reached)} of ${countOf(sent.length)} reach 10 MB.`,
      figures: { uploads: sent.length, medianBytesSent: median, of10MegabytesOrMore: reached },
    },
  ];
}

function clockRemark(flows: FlowTable, imported: boolean): Remark[] {
  const beacons = rowsOfAttack(flows, 'c2_beacon').length;
  const topic = 'rhythm of beacons';
  if (flows.startTime !== undefined) {
    if (beacons === 0 && !imported) return [];
    const rhythm = beacons === 0 ? 'a rhythm' : `the rhythm of the ${many(beacons, 'beacon')} here`;
    return [
      {
        topic,
        shows: beacons > 0,
        sentence:
          'The Python notebook calls beacons regular, but none of its features measures time: its ' +
          `detectors cannot see ${rhythm}. Switch on the time features to see one.`,
        figures: { beacons },
      },
    ];
  }
  if (beacons === 0) return [];
  return [
    {
      topic,
      shows: true,
      sentence:
        'The Python notebook calls beacons regular, but these flows have no start times. ' +
        `The ${many(beacons, 'beacon')} here can be found only by size, duration and port.`,
      figures: { beacons },
    },
  ];
}

function rowsOfAttack({ attackType, label }: FlowTable, type: string): number[] {
  const code = attackType.names.indexOf(type);
  const rows: number[] = [];
  if (code < 0) return rows;
  attackType.codes.forEach((each, row) => {
    if (each === code && label[row] === ATTACK) rows.push(row);
  });
  return rows;
}

const FLAGS = ['is_multi_dest', 'is_multi_src', 'is_suspicious_port'];

/**
 * Flows that at least one of three yes-or-no features marks, against the labels: a detector that
 * needs no fitting. `null` without the features or without an attack to find. O(flows).
 */
export function judgeFlags(features: Matrix, label: Int8Array): Confusion | null {
  const columns = FLAGS.map((name) => features.names.indexOf(name));
  if (columns.includes(-1) || !label.includes(ATTACK)) return null;
  const flags = columns.map((column) => columnOf(features, column));
  const counts = { tn: 0, fp: 0, fn: 0, tp: 0 };
  label.forEach((value, row) => {
    if (value === UNLABELLED) return;
    const marked = flags.some((flag) => flag[row] > 0);
    if (value === NORMAL) counts[marked ? 'fp' : 'tn']++;
    else counts[marked ? 'tp' : 'fn']++;
  });
  return counts;
}

/** How far one gets without an algorithm. */
export function flagRemarks(flags: Confusion | null): Remark[] {
  if (flags === null) return [];
  const { tp, fn, fp } = flags;
  const shows = fp === 0 && tp > 0;
  const sentence = shows
    ? `Three yes-or-no features, ${FLAGS.join(', ')}, mark ${many(tp, 'flow')}. All are attacks: ` +
      `${shareOf(tp / (tp + fn))} of ${countOf(tp + fn)}. A detector should find more than that.`
    : `Three yes-or-no features, ${FLAGS.join(', ')}, mark ${many(tp + fp, 'flow')}: ${countOf(tp)} of ` +
      `${many(tp + fn, 'attack')} and ${countOf(fp)} normal. A detector should do better than that.`;
  return [{ topic: 'three flags', shows, sentence, figures: { ...flags } }];
}

/** A sample has lost the flows between its flows, and with them every rhythm. */
export function sampledRhythmRemarks({ imported, summary: { total } }: SampledTraffic): Remark[] {
  const sampledFrom = imported?.sampledFrom ?? null;
  if (sampledFrom === null) return [];
  return [
    {
      topic: 'rhythm of a sample',
      shows: true,
      sentence:
        `Of ${countOf(sampledFrom)} flows ${countOf(total)} are analysed, drawn at random. ` +
        'So gaps look longer and less regular, and time windows hold fewer flows. ' +
        'For time features, analyse all flows of a shorter time instead.',
      figures: { sampledFrom, analysed: total },
    },
  ];
}

/** What of traffic tells whether it is a sample. */
interface SampledTraffic {
  readonly imported: { readonly sampledFrom: number | null } | null;
  readonly summary: { readonly total: number };
}

/** The share of the variance from which on one column dominates the others. */
const DOMINANT = 0.9;

/** Whether one column of the scaled matrix holds nearly all of its variance. O(rows × columns). */
export function matrixRemarks(scaled: Matrix): Remark[] {
  const dominant = scaled.columns < 2 ? undefined : dominantColumn(scaled);
  if (dominant === undefined) return [];
  const { name, share } = dominant;
  const shows = share >= DOMINANT;
  return [
    {
      topic: 'one column',
      shows,
      sentence: shows
        ? `After scaling, ${name} alone holds ${shareOf(share)} of the variance of all ` +
          `${scaled.columns} columns. A detector that measures distance sees little else.`
        : `No column dominates: the widest, ${name}, holds ${shareOf(share)} of the variance ` +
          `of all ${scaled.columns}.`,
      figures: { share },
    },
  ];
}

/** ROC AUC beside that of a random ranking. */
export function rankingWords(rocAuc: number): string {
  return rocAuc < 0.5
    ? `ROC AUC ${measureOf(rocAuc)}, worse than a random ranking (0.5)`
    : `ROC AUC ${measureOf(rocAuc)} (a random ranking has 0.5)`;
}
