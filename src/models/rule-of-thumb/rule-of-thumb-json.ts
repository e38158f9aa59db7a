import { type SavedValues, savedValues } from '../saved-values.ts';
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
  const { estimator } = RULES[rule];
  const values = savedValues(estimator);
  const saved = values.object(json, 'the saved detector');
  if (saved.estimator !== estimator)
    throw values.wrong('estimator', `"${estimator}"`, saved.estimator);
  const params = values.parameters<RuleOfThumbParams>(saved.params, PARAMS);
  if (params.rule !== rule) throw values.wrong('params.rule', `"${rule}"`, params.rule);
  const low = values.numbers(saved.low, 'low');
  if (low.length === 0) throw values.wrong('low', 'at least 1 number', low.length);
  const high = values.numbers(saved.high, 'high', low.length);
  const width = values.numbers(saved.width, 'width', low.length);
  const flat = width.find((one) => one <= 0);
  if (flat !== undefined) throw values.wrong('width', 'numbers above 0', flat);
  return {
    params,
    fitted: {
      low,
      high,
      width,
      offset: values.number(saved.offset, 'offset'),
      warnings: values.words(saved.warnings, 'warnings'),
      decisive: saved.decisive === null ? null : readDecisive(values, saved.decisive),
    },
  };
}

function readDecisive(values: SavedValues, json: unknown): FittedRule['decisive'] {
  const { name, rows, of } = values.object(json, 'decisive');
  return {
    name: values.words([name], 'decisive.name')[0],
    rows: values.number(rows, 'decisive.rows'),
    of: values.number(of, 'decisive.of'),
  };
}
