import {
  type PrecisionRecallCurve,
  precisionRecallCurve,
  type RocCurve,
  rocCurve,
} from './curves.ts';
import type { Cuts } from './cuts.ts';

/*
 * Curves small enough to be drawn, sent and printed, whatever the number of flows.
 */

/** Below this many points a curve stays as it is. */
const ENOUGH = 2000;

/** Columns that a thinned curve keeps apart: more than a chart of it has pixels. */
const COLUMNS = 1000;

/** False positive rates at which the ROC curve is read off. */
const LIMITS = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** Recalls at which the precision-recall curve is read off. */
const LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1];

/** Every threshold of a detector in two curves. */
export interface DetectorCurves {
  readonly roc: RocCurve;
  readonly precisionRecall: PrecisionRecallCurve;
  /** Share of the labelled rows that are attacks: the precision of chance. */
  readonly prevalence: number;
  /** The most attacks found without going above a false positive rate. */
  readonly foundWithin: readonly { readonly falsePositiveRate: number; readonly recall: number }[];
  /** The best precision that still finds a share of the attacks. */
  readonly preciseFrom: readonly { readonly recall: number; readonly precision: number }[];
}

/**
 * The ROC and the precision-recall curve with some values read off; null where a class is missing
 * and they mean nothing. O(cuts).
 */
export function detectorCurves(cuts: Cuts): DetectorCurves | null {
  const { normals, attacks } = cuts;
  if (normals === 0 || attacks === 0) return null;
  const roc = rocCurve(cuts);
  const whole = precisionRecallCurve(cuts);
  return {
    roc: thinRoc(roc),
    precisionRecall: thinPrecisionRecall(whole),
    prevalence: attacks / (normals + attacks),
    foundWithin: LIMITS.map((falsePositiveRate) => ({
      falsePositiveRate,
      recall: foundWithin(roc, falsePositiveRate),
    })),
    preciseFrom: LEVELS.map((recall) => ({ recall, precision: preciseFrom(whole, recall) })),
  };
}

/**
 * The points of a line that a picture of it needs: of those in the same of 1,000 columns the first,
 * the last, the lowest and the highest, ascending. Drawn in as many columns of pixels or fewer per
 * column the line is the very same. All points where there are 2,000 or fewer. `x` runs within
 * 0 … 1 one way. O(n).
 *
 * Source: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 7(10),
 * 2014.
 */
export function pointsToDraw(x: Float64Array, y: Float64Array): Uint32Array {
  if (x.length <= ENOUGH) return Uint32Array.from(x, (_, at) => at);
  const kept: number[] = [];
  for (let first = 0; first < x.length; ) {
    const column = columnOf(x[first]);
    let last = first;
    let lowest = first;
    let highest = first;
    while (last + 1 < x.length && columnOf(x[last + 1]) === column) {
      last++;
      if (y[last] < y[lowest]) lowest = last;
      if (y[last] > y[highest]) highest = last;
    }
    kept.push(...new Set([first, lowest, highest, last].sort((a, b) => a - b)));
    first = last + 1;
  }
  return Uint32Array.from(kept);
}

function columnOf(x: number): number {
  return Math.min(COLUMNS - 1, Math.floor(x * COLUMNS));
}

function thinRoc({ falsePositiveRate, truePositiveRate, thresholds }: RocCurve): RocCurve {
  const kept = pointsToDraw(falsePositiveRate, truePositiveRate);
  return {
    falsePositiveRate: pick(falsePositiveRate, kept),
    truePositiveRate: pick(truePositiveRate, kept),
    thresholds: pick(thresholds, kept),
  };
}

function thinPrecisionRecall(curve: PrecisionRecallCurve): PrecisionRecallCurve {
  const { precision, recall, thresholds } = curve;
  const kept = pointsToDraw(recall, precision);
  return {
    precision: pick(precision, kept),
    recall: pick(recall, kept),
    // The last point, at recall 0, has no threshold.
    thresholds: pick(thresholds, kept.subarray(0, -1)),
  };
}

function pick(values: Float64Array, at: Uint32Array): Float64Array {
  return Float64Array.from(at, (index) => values[index]);
}

/** Both rates rise together, so the last point within the limit is the best. */
function foundWithin({ falsePositiveRate, truePositiveRate }: RocCurve, limit: number): number {
  return truePositiveRate[falsePositiveRate.findLastIndex((rate) => rate <= limit)];
}

/** The end of the curve at recall 0 has no threshold and is left out. */
function preciseFrom(
  { precision, recall, thresholds }: PrecisionRecallCurve,
  level: number,
): number {
  let best = 0;
  for (let at = 0; at < thresholds.length && recall[at] >= level; at++) {
    best = Math.max(best, precision[at]);
  }
  return best;
}
