import { type Spread, spreadOf } from '../../eval/distributions/spread.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import { listOf, many, measureOf } from '../run/words.ts';
import {
  type Contender,
  VOTING_MEASURES,
  type VotingFigures,
  type VotingMeasure,
  type VotingOutcome,
  type VotingPlan,
} from './voting.ts';

/** One contender by one measure, over the seeds at which it is defined. */
export interface VotingResult extends Spread {
  /** Seeds that count. */
  readonly seeds: number;
  /**
   * Figure less that of the best member at the same seed; `ahead` is at how many seeds it is larger.
   */
  readonly difference: Spread & { readonly ahead: number };
}

/** A contender's row of the table. */
export interface VotingRow {
  readonly contender: Contender;
  readonly title: string;
  readonly results: Readonly<Record<VotingMeasure['key'], VotingResult | null>>;
}

/** What the study found, as far as its trials are there. */
export interface VotingSummary {
  /** Seeds that gave figures. */
  readonly seeds: readonly string[];
  readonly rows: readonly VotingRow[];
  /**
   * The member with the largest mean by each measure, over all seeds: nobody knows it beforehand.
   * `null`: there are no figures.
   */
  readonly bestMember: Readonly<Record<VotingMeasure['key'], string | null>>;
  /** Why seeds gave none. */
  readonly problems: readonly string[];
  /** Whether voting pays, a sentence per measure. */
  readonly sentences: readonly string[];
}

/** @param outcomes one per trial of the plan; `null`: it has not come to that */
export function votingSummary(
  { contenders, trials }: VotingPlan,
  outcomes: readonly (VotingOutcome | null)[],
): VotingSummary {
  const done = trials.flatMap(({ seed }, at) => {
    const figures = outcomes[at]?.figures ?? null;
    return figures === null ? [] : [{ seed, figures }];
  });
  const bySeed = done.map(({ figures }) => figures);
  const best = byMeasure((key) => bestMember(contenders, bySeed, key));
  const rows = contenders.map((contender, at) => ({
    contender,
    title: titleOf(contender),
    results: byMeasure((key) => resultOf(bySeed, at, best[key], key)),
  }));
  return {
    seeds: done.map(({ seed }) => seed),
    rows,
    bestMember: byMeasure((key) => (best[key] === null ? null : rows[best[key]].title)),
    problems: [...new Set(outcomes.flatMap((outcome) => outcome?.problem ?? []))],
    sentences: VOTING_MEASURES.flatMap((measure) => sentenceOf(rows, best[measure.key], measure)),
  };
}

/** `Isolation Forest`, `Ensemble: mean-rank`. */
export function titleOf(contender: Contender): string {
  return contender.kind === 'detector'
    ? detectorFacts(contender.name).title
    : `${detectorFacts('ensemble').title}: ${contender.name}`;
}

function byMeasure<Value>(entry: (key: VotingMeasure['key']) => Value) {
  const entries = VOTING_MEASURES.map(({ key }) => [key, entry(key)] as const);
  return Object.fromEntries(entries) as Record<VotingMeasure['key'], Value>;
}

type Figures = readonly (readonly VotingFigures[])[];

/** The index of the member with the largest mean; of equal ones the first. */
function bestMember(
  contenders: readonly Contender[],
  bySeed: Figures,
  key: VotingMeasure['key'],
): number | null {
  const means = contenders.map((contender, at) => {
    const isMember = contender.kind === 'detector' && contender.member;
    const spread = isMember ? spreadOf(bySeed.flatMap((figures) => figures[at][key] ?? [])) : null;
    return spread?.mean ?? Number.NEGATIVE_INFINITY;
  });
  const most = Math.max(...means);
  return Number.isFinite(most) ? means.indexOf(most) : null;
}

function resultOf(
  bySeed: Figures,
  at: number,
  best: number | null,
  key: VotingMeasure['key'],
): VotingResult | null {
  if (best === null) return null;
  const pairs = bySeed.flatMap((figures) => {
    const [own, bests] = [figures[at][key], figures[best][key]];
    return own === null || bests === null ? [] : [{ own, difference: own - bests }];
  });
  const own = spreadOf(pairs.map((pair) => pair.own));
  const difference = spreadOf(pairs.map((pair) => pair.difference));
  if (own === null || difference === null) return null;
  const ahead = pairs.filter((pair) => pair.difference > 0).length;
  return { ...own, seeds: pairs.length, difference: { ...difference, ahead } };
}

/** Below, a difference of means is said to be none. */
const NEGLIGIBLE = 0.005;

function sentenceOf(rows: readonly VotingRow[], best: number | null, measure: VotingMeasure) {
  if (best === null) return [];
  const resultIn = ({ results }: VotingRow) => results[measure.key];
  const bests = resultIn(rows[best]);
  const ensembles = rows.filter(({ contender }) => contender.kind === 'ensemble');
  const ranked = ensembles
    .flatMap((row) => {
      const result = resultIn(row);
      return result === null ? [] : [{ row, result }];
    })
    .sort((a, b) => b.result.mean - a.result.mean);
  const top = ranked[0];
  if (bests === null || top === undefined) return [];
  const by = top.result.difference.mean;
  const pays =
    Math.abs(by) < NEGLIGIBLE
      ? 'which is as good'
      : `${measureOf(Math.abs(by))} ${by > 0 ? 'more' : 'less'}`;
  const rules = rows.filter(({ contender, results }) => {
    const own = results[measure.key];
    const isRule = contender.kind === 'detector' && !contender.member;
    return isRule && own !== null && own.mean > Math.max(top.result.mean, bests.mean);
  });
  const beaten = rules.map(({ title }) => title);
  return [
    `${measure.title}: the best member is the ${rows[best].title} (${measureOf(bests.mean)}), the best ` +
      `ensemble ${top.row.contender.name} (${measureOf(top.result.mean)}), ${pays}; it is ahead at ` +
      `${top.result.difference.ahead} of ${many(top.result.seeds, 'seed')}.` +
      (beaten.length === 0 ? '' : ` Better than both: ${listOf(beaten)}.`),
  ];
}
