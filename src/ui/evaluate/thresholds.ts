import { computed, type ReadonlySignal } from '@preact/signals';
import { InputError } from '../../data/errors.ts';
import { type OperatingPoint, operatingPointAt } from '../../eval/thresholds/operating-point.ts';
import { thresholdOfSorted } from '../../eval/thresholds/thresholds.ts';
import { percentileOfSorted } from '../../features/numpy.ts';
import { DETECTOR_NAMES } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { ScoreDistribution } from '../../pipeline/run/evaluate.ts';
import { known } from '../create-lab.ts';
import { handThreshold, notebook } from '../lab.ts';

/** The threshold of a detector that counts now, and what it is worth. */
export interface ThresholdInForce {
  readonly scores: ScoreDistribution;
  readonly point: OperatingPoint;
  readonly byHand: boolean;
  readonly held: boolean;
}

/** By detector; `null` before its scores are there. Computed once however many look at it. */
const IN_FORCE = new Map(DETECTOR_NAMES.map((name) => [name, computed(() => inForce(name))]));

/** The threshold of a detector that counts now; `null` before its scores are there. */
export function thresholdInForce(name: DetectorName): ReadonlySignal<ThresholdInForce | null> {
  return known(IN_FORCE, name);
}

function inForce(detector: DetectorName): ThresholdInForce | null {
  const scores = notebook
    .cell('scores')
    .result.value?.value.find((distribution) => distribution.detector === detector);
  if (scores === undefined) return null;
  const hand = handThreshold(detector).value;
  if (hand === null || !(hand.held || hand.resultKey === resultKey(detector))) {
    return { scores, point: scores.own, byHand: false, held: false };
  }
  const point = operatingPointAt(scores.sorted, hand.threshold);
  return { scores, point, byHand: true, held: hand.held };
}

function resultKey(detector: DetectorName): string | undefined {
  return notebook.cell(detector).result.value?.key;
}

/** Sets a detector's threshold: what scores below is flagged. */
export function setThreshold(detector: DetectorName, threshold: number): void {
  handThreshold(detector).value = {
    threshold,
    resultKey: resultKey(detector),
    held: thresholdInForce(detector).peek()?.held ?? false,
  };
}

/** Goes back to the detector's own threshold. */
export function resetThreshold(detector: DetectorName): void {
  handThreshold(detector).value = null;
}

/** Whether the threshold set by hand outlives the result that it was set for. */
export function holdThreshold(detector: DetectorName, held: boolean): void {
  const hand = handThreshold(detector).peek();
  if (hand !== null) handThreshold(detector).value = { ...hand, held };
}

/** Moves the threshold to so many alerts; over a tie it goes on in the direction of the move. */
export function moveToAlerts({ scores, point }: ThresholdInForce, wanted: number): void {
  const tied = wanted > point.alerts ? 'flagged' : 'spared';
  const { threshold } = thresholdOfSorted(scores.sorted.scores, wanted, tied);
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
