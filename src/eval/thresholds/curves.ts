import { pairwiseSum } from '../../features/numpy.ts';
import type { Cuts } from './cuts.ts';

/*
 * Curves over every threshold and the areas under them. Rows rank by −score, as a low score is the
 * abnormal one. Thresholds are given as scores: a point flags the rows whose score is at or below
 * its threshold, so they are scikit-learn's thresholds on −score with the sign turned back.
 */

export interface RocCurve {
  /** Share of normal rows flagged, rising from 0 to 1; all NaN where no row is normal. */
  readonly falsePositiveRate: Float64Array;
  /** Share of attacks flagged, rising from 0 to 1; all NaN where no row is an attack. */
  readonly truePositiveRate: Float64Array;
  /** Rising from −∞, where nothing is flagged. */
  readonly thresholds: Float64Array;
}

export interface PrecisionRecallCurve {
  /** One more than thresholds: ends in 1 at recall 0. */
  readonly precision: Float64Array;
  /** Falling from 1 (every row flagged) to 0; all 1 but the last where no row is an attack. */
  readonly recall: Float64Array;
  /** Falling. */
  readonly thresholds: Float64Array;
}

/** An area and, where it means nothing, the sentence that says so. */
export interface Area {
  readonly value: number | null;
  readonly warning: string | null;
}

/**
 * scikit-learn's `roc_curve`. `dropIntermediate` leaves out the points on a straight line between
 * their neighbours, which no drawing shows and no area feels. O(cuts).
 * Source: Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27(8), 2006.
 */
export function rocCurve(cuts: Cuts, { dropIntermediate = true } = {}): RocCurve {
  const kept = dropIntermediate ? corners(cuts) : cuts.scores.map((_, cut) => cut);
  const thresholds = new Float64Array(kept.length + 1).fill(Number.NEGATIVE_INFINITY);
  const falsePositiveRate = new Float64Array(kept.length + 1);
  const truePositiveRate = new Float64Array(kept.length + 1);
  kept.forEach((cut, at) => {
    thresholds[at + 1] = cuts.scores[cut];
    falsePositiveRate[at + 1] = cuts.falsePositives[cut] / cuts.normals;
    truePositiveRate[at + 1] = cuts.truePositives[cut] / cuts.attacks;
  });
  if (cuts.normals === 0) falsePositiveRate.fill(Number.NaN);
  if (cuts.attacks === 0) truePositiveRate.fill(Number.NaN);
  return { falsePositiveRate, truePositiveRate, thresholds };
}

/** The first cut, the last, and those where the step to the next differs from the step before. */
function corners({ scores, falsePositives: fp, truePositives: tp }: Cuts): Float64Array {
  const cuts = scores.map((_, cut) => cut);
  return cuts.filter(
    (i) =>
      i === 0 ||
      i === scores.length - 1 ||
      fp[i + 1] - 2 * fp[i] + fp[i - 1] !== 0 ||
      tp[i + 1] - 2 * tp[i] + tp[i - 1] !== 0,
  );
}

/**
 * Area under the ROC curve: the chance that an attack ranks above a normal row, ties counting half.
 * Summed in whole numbers, so exact up to the one division (up to some 10⁸ rows). O(cuts).
 * Null where only one class is present; scikit-learn says NaN there.
 */
export function rocAuc(cuts: Cuts): Area {
  const { normals, attacks, falsePositives, truePositives } = cuts;
  if (normals === 0 || attacks === 0) {
    const missing = attacks === 0 ? 'no row is an attack' : 'no row is normal';
    return { value: null, warning: `The area under the ROC curve is undefined: ${missing}.` };
  }
  let twiceArea = 0;
  let fpBefore = 0;
  let tpBefore = 0;
  for (let cut = 0; cut < falsePositives.length; cut++) {
    twiceArea += (falsePositives[cut] - fpBefore) * (truePositives[cut] + tpBefore);
    fpBefore = falsePositives[cut];
    tpBefore = truePositives[cut];
  }
  return { value: twiceArea / (2 * normals * attacks), warning: null };
}

/** scikit-learn's `precision_recall_curve` with every distinct threshold kept. O(cuts). */
export function precisionRecallCurve(cuts: Cuts): PrecisionRecallCurve {
  const length = cuts.scores.length;
  const precision = new Float64Array(length + 1);
  const recall = new Float64Array(length + 1);
  for (let at = 0; at < length; at++) {
    const cut = length - 1 - at;
    const tp = cuts.truePositives[cut];
    precision[at] = tp / (tp + cuts.falsePositives[cut]);
    recall[at] = cuts.attacks === 0 ? 1 : tp / cuts.attacks;
  }
  precision[length] = 1;
  return { precision, recall, thresholds: cuts.scores.slice().reverse() };
}

/**
 * Average precision: precision at each cut, weighted by the recall gained there. Unlike the area
 * by trapezoids it promises nothing between the cuts. O(cuts). 0 where no row is an attack, with
 * the warning, as scikit-learn has it.
 */
export function averagePrecision(cuts: Cuts): Area {
  if (cuts.attacks === 0) {
    return {
      value: 0,
      warning: 'Average precision is undefined and shown as 0: no row is an attack.',
    };
  }
  const { precision, recall } = precisionRecallCurve(cuts);
  const terms = new Float64Array(cuts.scores.length);
  for (let i = 0; i < terms.length; i++) terms[i] = (recall[i] - recall[i + 1]) * precision[i];
  return { value: pairwiseSum(terms), warning: null };
}
