import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { InputError } from '../../data/errors.ts';
import { thresholdForAlertsADay } from '../../eval/thresholds/alerts-a-day.ts';
import { type OperatingPoint, operatingPointAt } from '../../eval/thresholds/operating-point.ts';
import { thresholdOfSorted } from '../../eval/thresholds/thresholds.ts';
import { percentileOfSorted } from '../../features/numpy.ts';
import { DETECTOR_NAMES } from '../../pipeline/detecting/detector-table.ts';
import {
  handThreshold,
  OWN_THRESHOLD,
  thresholdKey,
  withinThresholds,
} from '../../pipeline/detecting/hand-threshold.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { ScoreDistribution } from '../../pipeline/run/evaluate.ts';
import { known } from '../create-lab.ts';
import { dailyBase, notebook } from '../lab.ts';

/** The threshold of a detector that counts now, and what it is worth. */
export interface ThresholdInForce {
  readonly scores: ScoreDistribution;
  readonly point: OperatingPoint;
  /** Whether a person set it, and not the detector or a trained lab. */
  readonly byHand: boolean;
}

/** A threshold under the hand: it shows what it is worth at once, and is set when it is let go. */
const moving = signal<{ readonly detector: DetectorName; readonly threshold: number } | null>(null);

/** By detector; `null` before its scores are there. Computed once however many look at it. */
const IN_FORCE = new Map(DETECTOR_NAMES.map((name) => [name, computed(inForceOf(name))]));

/** The threshold of a detector that counts now; `null` before its scores are there. */
export function thresholdInForce(name: DetectorName): ReadonlySignal<ThresholdInForce | null> {
  return known(IN_FORCE, name);
}

function inForceOf(detector: DetectorName): () => ThresholdInForce | null {
  // Apart, so that other parameters that change do not make it anew.
  const set = computed(() => handThreshold(detector, notebook.parameters.value));
  const asked = computed(() => handThreshold(detector, notebook.history.now.value));
  const moved = computed(() =>
    moving.value?.detector === detector ? moving.value.threshold : null,
  );
  return () => {
    const scores = notebook
      .cell('scores')
      .result.value?.value.find((distribution) => distribution.detector === detector);
    if (scores === undefined) return null;
    const threshold = moved.value ?? set.value;
    const point = threshold === null ? scores.own : operatingPointAt(scores.sorted, threshold);
    return { scores, point, byHand: (moved.value ?? asked.value) !== null };
  };
}

/** Shows what a threshold would be worth, what scores below flagged, until it is settled. */
export function moveThreshold(detector: DetectorName, threshold: number): void {
  moving.value = { detector, threshold: withinThresholds(threshold) };
}

/** Sets the threshold that was moved. */
export function settleThreshold(): void {
  const moved = moving.peek();
  if (moved !== null) setThreshold(moved.detector, moved.threshold);
}

/** Sets a detector's threshold: what scores below is flagged. */
export function setThreshold(detector: DetectorName, threshold: number): void {
  batch(() => {
    moving.value = null;
    notebook.setParameter(thresholdKey(detector), withinThresholds(threshold));
  });
}

/** Goes back to the detector's own threshold, or that of the trained lab. */
export function resetThreshold(detector: DetectorName): void {
  notebook.setParameter(thresholdKey(detector), OWN_THRESHOLD);
}

/**
 * Moves the threshold to so many alerts; over a tie it goes on in the direction of the move.
 *
 * @param take what becomes of it: it is set, or still under the hand
 */
export function moveToAlerts(
  { scores, point }: ThresholdInForce,
  wanted: number,
  take = setThreshold,
): void {
  const tied = wanted > point.alerts ? 'flagged' : 'spared';
  const { threshold } = thresholdOfSorted(scores.sorted.scores, wanted, tied);
  take(scores.detector, threshold);
}

/** Moves the threshold to at most so many alerts a day on the network that was put in. */
export function moveToAlertsADay({ scores }: ThresholdInForce, wanted: number): void {
  const { threshold } = thresholdForAlertsADay(scores.sorted, dailyBase.peek(), wanted);
  setThreshold(scores.detector, threshold);
}

/** Moves the threshold to where that share of the flows, in per cent, is left alone. */
export function moveToPercentile({ scores }: ThresholdInForce, percent: number): void {
  if (percent < 0 || percent > 100) {
    throw new InputError(`The percentile must lie in 0 … 100; got ${percent}.`);
  }
  // Detectors count from the abnormal end, where low scores are.
  setThreshold(scores.detector, percentileOfSorted(scores.sorted.scores, 100 - percent));
}
