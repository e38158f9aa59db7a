import { UNLABELLED } from '../../data/flow-table.ts';
import { argsort } from '../../eval/argsort.ts';
import { type FeaturePlace, placeInWords, standingOut } from '../../eval/explain-flow.ts';
import { takeMatrixRows } from '../../features/matrix.ts';
import type { Progress } from '../../models/detector.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import type { Engineered } from '../run/engineer.ts';
import {
  type FittedScaling,
  type FlowReference,
  featuresOfRows,
  flowReference,
  placeFlow,
} from '../run/explain.ts';
import { verdictsOf } from '../traffic/flow-view.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { Verdict } from '../traffic/verdicts.ts';
import type { Reasons } from '../what-if/reasons.ts';

/** Everything that alerts are told from. */
export interface AlertSource {
  readonly traffic: Traffic;
  readonly engineered: Engineered;
  /** The features that the detectors were given. */
  readonly names: readonly string[];
  readonly learning: FittedScaling;
  /** At the thresholds in force. */
  readonly detections: readonly Pick<Detection, 'detector' | 'assessment'>[];
  /** Row numbers, the most anomalous first. */
  readonly alerts: Uint32Array;
  /** Whose alerts these are; the first detector's if not given. */
  readonly judge?: DetectorName;
  /** Why the detector whose alerts these are holds a flow for one, where its fitted model is at hand. */
  readonly reasons?: (row: number) => Reasons;
}

/** What one detector says of one alert. */
interface AlertDetection {
  readonly detector: DetectorName;
  /** Higher = more anomalous. */
  readonly score: number;
  /** Among all flows, 1 for the most anomalous. */
  readonly rank: number;
  readonly verdict: Verdict;
}

/** One alert, without what the traffic itself tells of its flow. */
export interface AlertRecord {
  /** Among the alerts, 1 for the most anomalous. */
  readonly rank: number;
  readonly row: number;
  /** When the flow began, ISO 8601 in UTC; `null` where the traffic does not tell. */
  readonly time: string | null;
  readonly detections: readonly AlertDetection[];
  /** Why it is an alert; `null`: nothing fitted is at hand. */
  readonly reasons: Reasons | null;
  /** The features that stand out, the most extreme first. */
  readonly standsOut: readonly FeaturePlace[];
  /** The same in words, a sentence each. */
  readonly inWords: readonly string[];
}

/** Alerts whose features are taken together. */
const BATCH = 1024;

/**
 * Every alert with what each detector says of it and what makes it stand out among the normal flows,
 * one by one. O(features × flows log flows) to begin with, then O(features × log flows) an alert.
 */
export function* alertRecords(
  source: AlertSource,
  onProgress?: Progress,
): Generator<AlertRecord, void> {
  const { traffic, engineered, names, learning, detections, alerts } = source;
  const reference = flowReference(engineered, names, traffic.labels, learning);
  const judges = detections.map(({ detector, assessment }) => ({
    detector,
    scores: assessment.scores,
    ranks: ranksOf(assessment.scores),
    verdicts: verdictsOf(traffic.labels, assessment.predictions),
  }));
  for (let start = 0; start < alerts.length; start += BATCH) {
    const rows = alerts.subarray(start, start + BATCH);
    const features = featuresOfRows(rows, engineered, names);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at];
      const values = takeMatrixRows(features, Uint32Array.of(at)).data;
      yield {
        rank: start + at + 1,
        row,
        time: isoTime(traffic.flows?.startTime?.[row]),
        detections: judges.map(({ detector, scores, ranks, verdicts }) => ({
          detector,
          score: -scores[row],
          rank: ranks[row],
          verdict: verdicts.names[verdicts.codes[row]] as Verdict,
        })),
        reasons: source.reasons?.(row) ?? null,
        ...outstanding(values, reference),
      };
    }
    onProgress?.(Math.min(1, (start + BATCH) / alerts.length));
  }
}

function outstanding(values: Float64Array, reference: FlowReference) {
  const standsOut = standingOut(placeFlow(values, reference));
  return {
    standsOut,
    inWords: standsOut.map((place) => placeInWords(place, reference.flows)),
  };
}

/** The place of each row by score, 1 for the lowest; of equal scores the lower row first. */
function ranksOf(scores: Float64Array): Uint32Array {
  const ranks = new Uint32Array(scores.length);
  argsort(scores).forEach((row, at) => {
    ranks[row] = at + 1;
  });
  return ranks;
}

/** Seconds since 1970 as ISO 8601 in UTC; `null` where there is no such time. */
export function isoTime(seconds: number | null | undefined): string | null {
  const time = new Date(1000 * (seconds ?? Number.NaN));
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** `null` where nobody has said what the flow is. */
export function labelOf({ labels }: Traffic, row: number): number | null {
  return labels.label[row] === UNLABELLED ? null : labels.label[row];
}
