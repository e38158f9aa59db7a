import { ruleDistances } from '../../models/rule-of-thumb/inside.ts';
import type { RuleOfThumb } from '../../models/rule-of-thumb/rule-of-thumb.ts';
import type { InsideRule, InsideTable } from './inside.ts';
import { type InsidePart, insideFlow, rowOf } from './inside-part.ts';
import { figure, verdictWords } from './inside-words.ts';

/**
 * How a rule of thumb is looked into.
 *
 * @param widths `deviations from the median`: what distances are counted in, and from where
 */
export function ruleInside(widths: string): InsidePart<RuleOfThumb> {
  return {
    open:
      (rule, flows) =>
      (row): InsideRule => {
        const { score: _, ...parts } = ruleDistances(rule, rowOf(flows.matrix, row));
        const told = { kind: 'rule-of-thumb' as const, ...insideFlow(flows, row), ...parts };
        const { title, text } = told.features[told.decides];
        const { distance } = told.columns[told.decides];
        return {
          ...told,
          sentence:
            `The feature ${title} (${text}) lies furthest out: ${figure(distance)} ${widths}. ` +
            `${verdictWords(told)}.`,
          formula: `the largest distance: ${figure(distance)}`,
          table: tableOf(told, widths),
        };
      },
  };
}

function tableOf(
  { columns, features }: Pick<InsideRule, 'columns' | 'features'>,
  widths: string,
): InsideTable {
  const order = columns
    .map((_, j) => j)
    .sort((a, b) => columns[b].distance - columns[a].distance || a - b);
  return {
    caption: `Distance of each feature, in ${widths}`,
    head: ['feature', 'value', 'distance'],
    rows: order.map((j) => [features[j].title, features[j].text, figure(columns[j].distance)]),
  };
}
