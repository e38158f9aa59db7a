import { InputError } from '../../data/errors.ts';
import type { Matrix } from '../../features/matrix.ts';
import { percentile } from '../../features/numpy.ts';
import {
  type Assessment,
  assessmentFromScores,
  checkMatrix,
  checkParameter,
  OutlierDetector,
  type Progress,
  requireFitted,
} from '../detector.ts';
import { type FittedRule, type RuleOfThumbParams, readRuleOfThumb } from './rule-of-thumb-json.ts';
import { learnRange, type OrdinaryRange, RULES, type Rule } from './rule-of-thumb-learning.ts';

/** Differences of larger numbers overflow. */
const LARGEST_VALUE = 1e300;

/**
 * Two rules of thumb, one feature at a time; the worst feature wins.
 *
 * - `robust-z-score`: how many deviations a value lies from the median, where the deviation is
 *   1.4826 × the median absolute deviation. Source: Iglewicz and Hoaglin, "How to Detect and Handle
 *   Outliers", ASQC Quality Press 1993, who flag above 3.5.
 * - `interquartile-fence`: how many interquartile ranges a value lies outside of the quartiles, less
 *   than 0 between them. Source: Tukey, "Exploratory Data Analysis", 1977, whose fence stands at 1.5.
 *
 * The score is that distance, negated: lower = more abnormal. With `auto` the decision is the
 * distance to the fence, so that what is inside is still ranked. Scores rows it has not seen, too.
 */
export class RuleOfThumb extends OutlierDetector {
  readonly params: RuleOfThumbParams;
  #fitted: FittedRule | undefined;
  #training: Assessment | undefined;
  #worst: { readonly columns: Uint32Array; readonly names: readonly string[] } | undefined;

  /** @throws InputError for a parameter out of range */
  constructor({ rule, cut = RULES[rule].cut, contamination = 0.1 }: RuleOptions) {
    super();
    this.params = { rule, cut, contamination };
    const name = RULES[rule].estimator;
    checkParameter(name, 'cut', cut, Number.isFinite(cut) && cut > 0, 'a number above 0');
    const share = typeof contamination === 'number' && contamination > 0 && contamination <= 0.5;
    checkParameter(
      name,
      'contamination',
      contamination,
      contamination === 'auto' || share,
      "'auto' or a number above 0 and up to 0.5",
    );
  }

  get estimator(): string {
    return RULES[this.params.rule].estimator;
  }

  get #known(): FittedRule {
    return requireFitted(this.#fitted, this.estimator);
  }

  get warnings(): readonly string[] {
    return this.#known.warnings;
  }

  get offset(): number {
    return this.#known.offset;
  }

  /** What is ordinary in each column. */
  get range(): OrdinaryRange {
    return this.#known;
  }

  /** The column that each training row's score is from; `undefined` of one that came from JSON. */
  get decidedBy():
    | { readonly columns: Uint32Array; readonly names: readonly string[] }
    | undefined {
    return this.#worst;
  }

  get decisive(): FittedRule['decisive'] {
    return this.#known.decisive;
  }

  /** Not part of `toJSON`. */
  get trainingAssessment(): Assessment {
    if (this.#fitted !== undefined && this.#training === undefined) {
      throw new Error(`${this.estimator} came from JSON, which holds no training scores.`);
    }
    return requireFitted(this.#training, this.estimator);
  }

  /** O(columns × rows log rows). @throws InputError for an empty matrix or numbers not finite */
  fit(x: Matrix, onProgress?: Progress): this {
    this.#check(x);
    const { warnings, ...range } = learnRange(this.params.rule, x);
    const { scores, worst } = measure(x, range);
    const { contamination, cut } = this.params;
    const offset = contamination === 'auto' ? -cut : percentile(scores, 100 * contamination);
    const training = assessmentFromScores(scores, offset);
    this.#training = training;
    this.#fitted = {
      ...range,
      offset,
      warnings,
      decisive: decisiveOf(x.names, worst, training.predictions),
    };
    this.#worst = { columns: worst, names: x.names };
    onProgress?.(1);
    return this;
  }

  /** O(rows × columns). @throws InputError for other columns than in training */
  assess(x: Matrix, onProgress?: Progress): Assessment {
    const { offset, ...range } = this.#known;
    this.#check(x, range.low.length);
    const { scores } = measure(x, range);
    onProgress?.(1);
    return assessmentFromScores(scores, offset);
  }

  #check(x: Matrix, columns = x.columns): void {
    checkMatrix(x, this.estimator, columns);
    const at = x.data.findIndex((value) => Math.abs(value) > LARGEST_VALUE);
    if (at === -1) return;
    throw new InputError(
      `${this.estimator} expects numbers up to ${LARGEST_VALUE}; row ${Math.floor(at / columns)}, ` +
        `column "${x.names[at % columns]}" is ${x.data[at]}. Scale the feature.`,
    );
  }

  toJSON(): object {
    const { low, high, width, ...rest } = this.#known;
    const columns = { low: [...low], high: [...high], width: [...width] };
    return { estimator: this.estimator, params: this.params, ...rest, ...columns };
  }

  /** @throws InputError for anything but what `toJSON` gave for this rule */
  static fromJSON(rule: Rule, json: unknown): RuleOfThumb {
    const { params, fitted } = readRuleOfThumb(rule, json);
    const detector = new RuleOfThumb(params);
    detector.#fitted = fitted;
    return detector;
  }
}

type RuleOptions = Pick<RuleOfThumbParams, 'rule'> & Partial<RuleOfThumbParams>;

/** Scores, and the column that each is from. */
function measure(x: Matrix, { low, high, width }: OrdinaryRange) {
  const scores = new Float64Array(x.rows);
  const worst = new Uint32Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < x.columns; j++) {
      const value = x.data[i * x.columns + j];
      const distance = Math.max(low[j] - value, value - high[j]) / width[j];
      if (distance <= most) continue;
      most = distance;
      worst[i] = j;
    }
    // Zero less the distance: −0 is no score. What overflows stays a number.
    scores[i] = Math.max(-Number.MAX_VALUE, 0 - most);
  }
  return { scores, worst };
}

/** The column that decided most of the flagged rows, by their number. O(rows). */
export function decisiveOf(
  names: readonly string[],
  worst: Uint32Array,
  predictions: Int8Array,
): FittedRule['decisive'] {
  const counts = new Uint32Array(names.length);
  let of = 0;
  worst.forEach((column, row) => {
    if (predictions[row] !== -1) return;
    counts[column]++;
    of++;
  });
  if (of === 0) return null;
  const most = counts.indexOf(Math.max(...counts));
  return { name: names[most] ?? String(most), rows: counts[most], of };
}
