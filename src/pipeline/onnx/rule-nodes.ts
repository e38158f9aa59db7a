import type { RuleOfThumb } from '../../models/rule-of-thumb/rule-of-thumb.ts';
import type { DetectorNodes } from './detector-nodes.ts';

/** The nodes of either rule of thumb: the distance of the column that lies furthest out. */
export const RULE_NODES = {
  scores: (write, rule, { matrix }) => {
    const { low, high, width } = rule.range;
    const row = (values: Float64Array) => write.numbers(values, [1, values.length]);
    const outside = write.add(
      'Max',
      write.add('Sub', row(low), matrix),
      write.add('Sub', matrix, row(high)),
    );
    const distances = write.add('Div', outside, row(width));
    const furthest = write.add('ReduceMax', distances, write.integers(1));
    return write.add('Max', write.add('Sub', 0, furthest), -Number.MAX_VALUE);
  },
} satisfies DetectorNodes<RuleOfThumb>;
