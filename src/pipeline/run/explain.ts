import { InputError } from '../../data/errors.ts';
import { categoryAt, takeRows } from '../../data/flow-rows.ts';
import { NORMAL } from '../../data/flow-table.ts';
import { PROFILES, type TrafficProfile } from '../../data/profiles.ts';
import {
  type FeaturePlace,
  placeInWords,
  placeRow,
  type Reference,
  rankOf,
  referenceOf,
  standingOut,
} from '../../eval/explain-flow.ts';
import { everyRow } from '../../eval/labelled.ts';
import { clippedDurations } from '../../features/engineer.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../features/matrix.ts';
import { inverseTransform, type Scaler, transform } from '../../features/scale.ts';
import { selectFeatures } from '../../features/select.ts';
import { type ErrorShare, errorShares } from '../../models/neural/reconstruction.ts';
import { isAtThreshold } from '../detecting/at-threshold.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { type ScoredTraffic, verdictsOf } from '../traffic/flow-view.ts';
import type { Traffic } from '../traffic/generate.ts';
import { type Labels, rowsWhere } from '../traffic/labels.ts';
import { VERDICTS, type Verdict } from '../traffic/verdicts.ts';
import type { Engineered } from './engineer.ts';
import type { LabRun } from './lab.ts';
import type { Scaled } from './scale.ts';

/**
 * What flows are compared with: those of the baseline where one was chosen and is at hand, else the
 * normal ones, or all where none is labelled normal.
 */
export interface FlowReference extends Reference {
  /** `baseline flows`, `normal flows` or `flows`. */
  readonly flows: string;
  /**
   * Set where the reference comes back from scaling: what is compared with it must go the same way,
   * or equal values would differ in the last bits.
   */
  readonly scaler: Scaler | null;
}

/** One flow explained: what it is, what each detector says, and where its features lie. */
export interface FlowExplanation {
  readonly row: number;
  readonly total: number;
  /** As the traffic names it. */
  readonly type: string;
  /** The profile of that name, with an attack's ATT&CK technique; `null` where none is known. */
  readonly profile: TrafficProfile | null;
  readonly detections: readonly {
    readonly detector: DetectorName;
    /** Higher = more anomalous. */
    readonly anomalyScore: number;
    /** The anomaly score above which a flow raises an alert. */
    readonly threshold: number;
    readonly alert: boolean;
    /** Whether the two differ by no more than the solver's error, so that chance decides. */
    readonly atThreshold: boolean;
    /** The answer beside the truth. */
    readonly verdict: Verdict;
    /** Flows that raise an alert. */
    readonly alerts: number;
    /** 1 for the most anomalous of all. */
    readonly rank: number;
  }[];
  /** What the features are compared with. */
  readonly comparedWith: { readonly flows: string; readonly count: number };
  /** Every feature that the detectors see, before scaling, in their order. */
  readonly features: readonly FeaturePlace[];
  /** Those that stand out, the most extreme first, a sentence each. */
  readonly standsOut: readonly string[];
  /** What each adds to the error of the autoencoder, most first; `null`: that is not among them. */
  readonly errorShares: readonly ErrorShare[] | null;
}

/** What the features are scaled by and what they are learnt from. */
export type FittedScaling = Pick<Scaled, 'scaler' | 'baseline'>;

/** The features that the detectors were given, before scaling, sorted. O(features × n log n). */
export function flowReference(
  engineered: Engineered,
  names: readonly string[],
  labels: Labels,
  { scaler, baseline }: FittedScaling,
): FlowReference {
  if (baseline?.matrix != null) {
    const { matrix } = baseline;
    const features = inverseTransform(scaler, matrix);
    return { ...referenceOf(features, everyRow(matrix.rows)), flows: 'baseline flows', scaler };
  }
  const normal = rowsWhere(labels.label, (label) => label === NORMAL);
  const { rows, flows } =
    baseline?.rows != null
      ? { rows: baseline.rows, flows: 'baseline flows' }
      : normal.length > 0
        ? { rows: normal, flows: 'normal flows' }
        : { rows: everyRow(labels.label.length), flows: 'flows' };
  return { ...referenceOf(unscaled(engineered.features, names), rows), flows, scaler: null };
}

/** Where the features of one flow lie among those of the reference. O(features × log n). */
export function placeFlow(values: Float64Array, reference: FlowReference): FeaturePlace[] {
  const { scaler, names } = reference;
  if (scaler === null) return placeRow(values, reference);
  const row = matrix(values, names);
  const { data } = inverseTransform(scaler, transform(scaler, row));
  return placeRow(data, reference).map((place, j) => ({ ...place, value: values[j] }));
}

/**
 * O(flows × detectors).
 *
 * @param scaler what the detectors' features are scaled by
 */
export function explainFlow(
  row: number,
  reference: FlowReference,
  { traffic, detections }: ScoredTraffic,
  engineered: Engineered,
  scaler: Scaler,
): FlowExplanation {
  const type = categoryAt(traffic.labels.attackType, row);
  const own = featuresOfRows(Uint32Array.of(row), engineered, reference.names);
  const features = placeFlow(own.data, reference);
  const network = detections.find(({ reconstruction }) => reconstruction != null)?.reconstruction;
  return {
    row,
    total: traffic.summary.total,
    type,
    profile: PROFILES.find(({ name }) => name === type) ?? null,
    detections: detections.map(({ detector, tolerance, assessment }) => {
      const { scores, decisions, predictions } = assessment;
      return {
        detector,
        anomalyScore: -scores[row],
        threshold: decisions[row] - scores[row],
        alert: predictions[row] === -1,
        atThreshold: isAtThreshold(decisions[row], tolerance),
        alerts: alertsOf(predictions),
        verdict: verdictOf(traffic.labels, predictions, row),
        rank: rankOf(scores, row),
      };
    }),
    comparedWith: { flows: reference.flows, count: reference.sorted[0]?.length ?? 0 },
    features,
    standsOut: standingOut(features).map((place) => placeInWords(place, reference.flows)),
    errorShares: network ? errorShares(network, transform(scaler, own), 0) : null,
  };
}

/**
 * A flow of a whole run, explained.
 *
 * @throws InputError for a row number that the traffic does not reach
 */
export function explainRunFlow(run: LabRun, row: number): FlowExplanation {
  const { traffic, engineered, scaled } = run;
  const { total } = traffic.summary;
  if (row >= total) {
    throw new InputError(`There is no row ${row}: rows run from 0 to ${total - 1}.`);
  }
  const reference = flowReference(engineered, scaled.matrix.names, traffic.labels, scaled);
  return explainFlow(row, reference, run, engineered, scaled.scaler);
}

/**
 * One flow's value of a feature as charts show it, durations clipped; `null` where the traffic has
 * no such feature.
 */
export function featureValue(
  row: number,
  { features }: Engineered,
  { flows }: Traffic,
  name: string,
): number | null {
  const column = features.names.indexOf(name);
  if (column >= 0) return features.data[row * features.columns + column];
  if (name !== 'duration' || flows === null) return null;
  return clippedDurations(takeRows(flows, Uint32Array.of(row)))[0];
}

/** Flows' values of the features that the detectors were given, before scaling, a flow per row. */
export function featuresOfRows(
  rows: Uint32Array,
  { features }: Engineered,
  names: readonly string[],
): Matrix {
  return unscaled(takeMatrixRows(features, rows), names);
}

function alertsOf(predictions: Int8Array): number {
  let alerts = 0;
  for (let row = 0; row < predictions.length; row++) alerts += predictions[row] === -1 ? 1 : 0;
  return alerts;
}

function verdictOf(labels: Labels, predictions: Int8Array, row: number): Verdict {
  const one = { ...labels, label: labels.label.subarray(row, row + 1) };
  return VERDICTS[verdictsOf(one, predictions.subarray(row, row + 1)).codes[0]];
}

/** The named columns; a name that is no feature's own is the logarithm of one: `log_…`. */
function unscaled(features: Matrix, names: readonly string[]): Matrix {
  const isOwn = (name: string) => features.names.includes(name);
  const originals = names.map((name) => (isOwn(name) ? name : name.replace(/^log_/, '')));
  return selectFeatures(features, originals, !names.every(isOwn));
}
