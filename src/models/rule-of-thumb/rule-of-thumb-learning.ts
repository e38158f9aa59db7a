import { columnOf, type Matrix } from '../../features/matrix.ts';
import { percentileOfSorted } from '../../features/numpy.ts';

/** The two rules, by the names that the lab gives them. */
export const RULES = {
  'robust-z-score': { estimator: 'RobustZScore', cut: 3.5, learn: medianAndDeviation },
  'interquartile-fence': { estimator: 'InterquartileFence', cut: 1.5, learn: quartiles },
} as const;

export type Rule = keyof typeof RULES;

/**
 * What a rule calls ordinary in each column: values from `low` to `high`, and the `width` by which
 * the distance of all others is measured.
 */
export interface OrdinaryRange {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Above 0. */
  readonly width: Float64Array;
}

/** A normal distribution's standard deviation is so many times its median absolute deviation, … */
const DEVIATIONS_PER_MAD = 1.4826;
/** … so many times its mean absolute deviation, √(π/2), … */
const DEVIATIONS_PER_MEAN_DEVIATION = 1.2533141373155001;
/** … and its quartiles are so many standard deviations apart. */
const DEVIATIONS_BETWEEN_QUARTILES = 1.3489795003921634;

interface Learnt {
  readonly low: number;
  readonly high: number;
  readonly width: number;
}

/** Median, and 1.4826 times the median absolute deviation from it. */
function medianAndDeviation(sorted: Float64Array): Learnt {
  const median = percentileOfSorted(sorted, 50);
  const deviations = sorted.map((value) => Math.abs(value - median)).sort();
  const width = DEVIATIONS_PER_MAD * percentileOfSorted(deviations, 50);
  return { low: median, high: median, width };
}

/** The quartiles and what lies between them. */
function quartiles(sorted: Float64Array): Learnt {
  const low = percentileOfSorted(sorted, 25);
  const high = percentileOfSorted(sorted, 75);
  return { low, high, width: high - low };
}

/**
 * What is ordinary in each column of `x`, and what had to be done where more than half of the values
 * are one and the rule's own width is 0: the mean absolute deviation stands in, and where all are
 * one, 1. O(columns × rows log rows).
 */
export function learnRange(rule: Rule, x: Matrix): OrdinaryRange & { warnings: string[] } {
  const { learn } = RULES[rule];
  const [low, high, width] = [0, 1, 2].map(() => new Float64Array(x.columns));
  const narrow: string[] = [];
  const constant: string[] = [];
  for (let j = 0; j < x.columns; j++) {
    const sorted = columnOf(x, j).sort();
    const learnt = learn(sorted);
    low[j] = learnt.low;
    high[j] = learnt.high;
    width[j] = learnt.width;
    if (learnt.width > 0) continue;
    const isConstant = sorted[0] === sorted[sorted.length - 1];
    (isConstant ? constant : narrow).push(x.names[j] ?? String(j));
    width[j] = isConstant ? 1 : standIn(rule, sorted);
  }
  return { low, high, width, warnings: warningsOf(rule, narrow, constant) };
}

/** What the rule's width would be in a normal distribution of the same mean absolute deviation. */
function standIn(rule: Rule, sorted: Float64Array): number {
  const median = percentileOfSorted(sorted, 50);
  const mean = sorted.reduce((sum, value) => sum + Math.abs(value - median) / sorted.length, 0);
  const deviation = DEVIATIONS_PER_MEAN_DEVIATION * mean;
  const width = rule === 'robust-z-score' ? deviation : DEVIATIONS_BETWEEN_QUARTILES * deviation;
  // Differences of the smallest doubles vanish when they are averaged.
  return width > 0 ? width : Number.MIN_VALUE;
}

function warningsOf(rule: Rule, narrow: string[], constant: string[]): string[] {
  const name = rule === 'robust-z-score' ? 'median absolute deviation' : 'interquartile range';
  return [
    ...(narrow.length === 0
      ? []
      : [
          `The ${name} of ${narrow.join(', ')} is 0, as more than half of the values are one: the ` +
            'mean absolute deviation stands in for it.',
        ]),
    ...(constant.length === 0
      ? []
      : [
          `${constant.join(', ')} has one value only in training: any other value counts by its ` +
            'plain distance.',
        ]),
  ];
}
