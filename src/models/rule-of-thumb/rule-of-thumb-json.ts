import type { Field } from '../../data/json-fields.ts';
import { savedFields, savedNumbers, savedParameters, savedWarnings } from '../saved-detector.ts';
import { type OrdinaryRange, RULES, type Rule } from './rule-of-thumb-learning.ts';

export interface RuleOfThumbParams {
  readonly rule: Rule;
  /** The classic threshold, above 0: what lies further out than so many widths is abnormal. */
  readonly cut: number;
  /** Share of outliers in training, above 0 and up to 0.5, or 'auto' for the classic threshold. */
  readonly contamination: 'auto' | number;
}

/** What `fit` learns. */
export interface FittedRule extends OrdinaryRange {
  readonly offset: number;
  readonly warnings: readonly string[];
  /** The feature by which most training rows were flagged, and how many of how many. */
  readonly decisive: { readonly name: string; readonly rows: number; readonly of: number } | null;
}

const PARAMS = ['rule', 'cut', 'contamination'] as const;

/** Reads what a rule's `toJSON` wrote. @throws InputError for anything else */
export function readRuleOfThumb(
  rule: Rule,
  json: unknown,
): { params: RuleOfThumbParams; fitted: FittedRule } {
  const saved = savedFields(json, RULES[rule].estimator);
  saved.at('params').at('rule').oneOf([rule]);
  const low = savedNumbers(saved.at('low'));
  const width = saved
    .at('width')
    .numbers(low.length, low.length, 'numbers above 0', (one) => one > 0);
  return {
    params: savedParameters<RuleOfThumbParams>(saved.at('params'), PARAMS),
    fitted: {
      low,
      high: savedNumbers(saved.at('high'), low.length),
      width: Float64Array.from(width),
      offset: saved.at('offset').number(),
      warnings: savedWarnings(saved),
      decisive: saved.at('decisive').orNull(readDecisive),
    },
  };
}

function readDecisive(field: Field): FittedRule['decisive'] {
  return {
    name: field.at('name').word(Number.POSITIVE_INFINITY),
    rows: field.at('rows').number(),
    of: field.at('of').number(),
  };
}
