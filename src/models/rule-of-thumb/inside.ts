import type { RuleOfThumb } from './rule-of-thumb.ts';

/** How far one column of a row lies out, by a rule of thumb. */
export interface RuleDistance {
  /** In units of the matrix. */
  readonly value: number;
  /** What the rule calls ordinary, and the width by which distances are measured. */
  readonly low: number;
  readonly high: number;
  readonly width: number;
  /** In widths; below 0 inside. */
  readonly distance: number;
}

/** How a rule of thumb comes to the score of a row. */
export interface RuleDistances {
  /** By column. */
  readonly columns: readonly RuleDistance[];
  /** The column that lies furthest out, which alone decides; the first of equals. */
  readonly decides: number;
  /** Its distance, negated: lower = more abnormal. */
  readonly score: number;
}

/** O(columns). @param row a row of the rule's columns */
export function ruleDistances({ range }: RuleOfThumb, row: ArrayLike<number>): RuleDistances {
  const columns = Array.from(row, (value, j) => {
    const [low, high, width] = [range.low[j], range.high[j], range.width[j]];
    const distance = Math.max(low - value, value - high) / width;
    return { value, low, high, width, distance: Math.min(distance, Number.MAX_VALUE) };
  });
  const furthest = Math.max(...columns.map(({ distance }) => distance));
  return {
    columns,
    decides: columns.findIndex(({ distance }) => distance === furthest),
    score: 0 - furthest,
  };
}
