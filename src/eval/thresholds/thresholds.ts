import { InputError } from '../../data/errors.ts';
import { percentile } from '../../features/numpy.ts';
import type { Cuts } from './cuts.ts';

/*
 * Where to draw the line. A threshold works as a detector's offset does: a row is an anomaly if its
 * score lies below it. One that separates two scores is put half-way between them.
 */

export interface AlertThreshold {
  readonly threshold: number;
  /** Rows below it. */
  readonly alerts: number;
}

export interface BestF1 extends AlertThreshold {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  /** What such a threshold must not be taken for. */
  readonly warning: string;
}

export const CHOSEN_ON_ITS_OWN_LABELS =
  'This threshold was chosen with the same labels that judge it: on new traffic expect less.';

/** −1 where the score lies below the threshold, else 1. O(n). */
export function predictionsAt(scores: Float64Array, threshold: number): Int8Array {
  const predictions = new Int8Array(scores.length).fill(1);
  for (let row = 0; row < scores.length; row++) if (scores[row] < threshold) predictions[row] = -1;
  return predictions;
}

/** The score that `percent` per cent of the scores fall below, as detectors use contamination. */
export function thresholdAtPercentile(scores: Float64Array, percent: number): number {
  if (!(percent >= 0 && percent <= 100)) {
    throw new InputError(`The percentile must lie in 0 … 100; got ${percent}.`);
  }
  if (scores.length === 0) throw new InputError('There are no scores to take a percentile of.');
  return percentile(scores, percent);
}

/**
 * The highest threshold below which lies no more than the given share of the scores. O(n log n).
 *
 * @param scores at least one
 * @param share 0 … 1, 1 excluded
 */
export function highestThreshold(scores: Float64Array, share: number): number {
  return scores.slice().sort()[Math.floor(share * scores.length)];
}

/**
 * The threshold that gives `wanted` alerts. Rows of equal score stand or fall together: where a tie
 * straddles the line there are fewer alerts than wanted, never more. O(n log n).
 */
export function thresholdForAlerts(scores: Float64Array, wanted: number): AlertThreshold {
  return thresholdOfSorted(scores.slice().sort(), wanted, 'spared');
}

/**
 * The same for scores that ascend already; where a tie straddles the line, its rows are all spared
 * or all flagged as `tied` says. O(rows tied).
 */
export function thresholdOfSorted(
  sorted: Float64Array,
  wanted: number,
  tied: 'spared' | 'flagged',
): AlertThreshold {
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > sorted.length) {
    throw new InputError(
      `The number of alerts must be a whole number in 0 … ${sorted.length}; got ${wanted}.`,
    );
  }
  const step = tied === 'spared' ? -1 : 1;
  let alerts = wanted;
  while (alerts > 0 && alerts < sorted.length && sorted[alerts - 1] === sorted[alerts]) {
    alerts += step;
  }
  if (alerts === 0) return { threshold: sorted[0] ?? 0, alerts };
  return { threshold: lineBetween(sorted[alerts - 1], sorted[alerts]), alerts };
}

/**
 * The threshold of the highest F1 that these labels allow; of equal ones that with the fewest
 * alerts. Null where no row is an attack. O(cuts).
 */
export function bestF1Threshold(cuts: Cuts): BestF1 | null {
  if (cuts.attacks === 0) return null;
  let best = 0;
  let bestF1 = -1;
  for (let cut = 0; cut < cuts.scores.length; cut++) {
    const f1 = (2 * cuts.truePositives[cut]) / (cuts.attacks + alertsAt(cuts, cut));
    if (f1 > bestF1) {
      best = cut;
      bestF1 = f1;
    }
  }
  const alerts = alertsAt(cuts, best);
  return {
    threshold: lineBetween(cuts.scores[best], cuts.scores[best + 1]),
    alerts,
    f1: bestF1,
    precision: cuts.truePositives[best] / alerts,
    recall: cuts.truePositives[best] / cuts.attacks,
    warning: CHOSEN_ON_ITS_OWN_LABELS,
  };
}

function alertsAt(cuts: Cuts, cut: number): number {
  return cuts.truePositives[cut] + cuts.falsePositives[cut];
}

/** A number above `below` and not above `above`, half-way where doubles allow. */
function lineBetween(below: number, above: number | undefined): number {
  // Above the last score there is nothing to halve: the least step that a double of its size feels.
  if (above === undefined) return below + Number.EPSILON * Math.max(1, Math.abs(below));
  const middle = below + (above - below) / 2;
  return middle > below ? middle : above;
}
