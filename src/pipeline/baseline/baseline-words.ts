import type { Drift, DriftVerdict, FeatureDrift } from '../../eval/distributions/drift.ts';
import { featureFacts, formulaWords } from '../../features/feature-table.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { countOf, many, shareOf } from '../run/words.ts';
import type { LearntFrom } from './baseline-rows.ts';
import { momentText } from './baseline-time.ts';

/** What each source of learning is called in a sentence. */
const SOURCE_WORDS: Readonly<Record<LearntFrom['source'], string>> = {
  all: 'of every kind',
  normal: 'labelled normal',
  time: 'of a time range',
  file: 'of another file',
};

/**
 * What was learnt from, in a sentence: how many flows, which, when, and how many attacks.
 *
 * @param before whether a trained lab has learnt it before
 */
export function learntSentence(
  { source, rows, attacks, first, last }: LearntFrom,
  before: boolean,
): string {
  const when =
    first === null || last === null
      ? ''
      : `, which began from ${momentText(first)} to ${momentText(last)} UTC`;
  const poison = attacks === 0 ? '' : `; ${countOf(attacks)} of them are labelled attacks`;
  const learnt = before ? 'A trained lab scores; it has learnt' : 'Learnt';
  return `${learnt} from ${many(rows, 'flow')} ${SOURCE_WORDS[source]}${when}${poison}.`;
}

/** Below this, a baseline says little of what is usual. */
const FEW_FLOWS = 100;

/** Detectors set aside so many where contamination is left to them. */
const USUAL_CONTAMINATION = 0.1;

/** What is doubtful about what was learnt from, a sentence each. @param drift `null`: not compared */
export function baselineWarnings(
  learntFrom: LearntFrom,
  drift: Drift | null,
  parameters: Pick<LabParameters, 'contamination'>,
): string[] {
  return [
    ...poisonWarning(learntFrom, parameters),
    ...(learntFrom.rows < FEW_FLOWS
      ? [`Only ${many(learntFrom.rows, 'flow')} to learn from: too few to show what is normal.`]
      : []),
    ...(drift === null ? [] : strangerWarning(learntFrom, drift)),
  ];
}

/** What is common in the training data looks normal, attacks too. */
function poisonWarning(
  { source, rows, attacks }: LearntFrom,
  { contamination }: Pick<LabParameters, 'contamination'>,
): string[] {
  const setAside = contamination === 'auto' ? USUAL_CONTAMINATION : contamination;
  if (attacks <= setAside * rows) return [];
  const advice = source === 'all' ? ' Train on normal flows, a time range or another file.' : '';
  return [
    `${countOf(attacks)} of the ${many(rows, 'flow')} learnt from are labelled attacks ` +
      `(${shareOf(attacks / rows)}). A detector raises alerts on only ${shareOf(setAside)}. ` +
      `What is common in the training data looks normal, so such attacks are missed.${advice}`,
  ];
}

/** Another network's normal is not yours. In a time range the rest holds what is to be found. */
function strangerWarning({ source }: LearntFrom, { features }: Drift): string[] {
  const drifted = features.filter(({ verdict }) => verdict === 'drifted');
  if (source === 'time' || 2 * drifted.length < features.length) return [];
  return [
    `${drifted.length} of ${features.length} features differ from the baseline. It may come from ` +
      'another network: then alerts show the difference between the networks, not attacks.',
  ];
}

const VERDICT_WORDS: Readonly<Record<DriftVerdict, string>> = {
  drifted: 'drifted',
  shifted: 'shifted',
  stable: 'stable',
  'too few': 'with too few flows to tell',
};

/** How many features have drifted, in a sentence. */
export function driftSummary({ features, rows }: Drift): string {
  const counts = (Object.keys(VERDICT_WORDS) as DriftVerdict[]).flatMap((verdict) => {
    const count = features.filter((feature) => feature.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${VERDICT_WORDS[verdict]}`];
  });
  const measured = `Of ${many(features.length, 'feature')} of ${many(rows, 'flow')}`;
  return `${measured}, compared with the baseline: ${counts.join(', ')}.`;
}

/** How a feature has moved, in words: `bytes_per_second: median 40 times the baseline's`. */
export function driftSentence(drift: FeatureDrift): string {
  const facts = featureFacts(drift.name);
  if (facts?.unit === '0/1') {
    return `${drift.name}: ${shareOf(drift.mean)} of the flows, ${shareOf(drift.referenceMean)} of the baseline`;
  }
  const logged = loggedName(drift.name);
  const [name, median, before] =
    logged === null
      ? [drift.name, drift.median, drift.referenceMedian]
      : [logged, Math.expm1(drift.median), Math.expm1(drift.referenceMedian)];
  return `${name}: ${medianWords(median, before)}${outsideWords(drift)}`;
}

/** What a logged feature is the logarithm of; `null`: it is none. */
function loggedName(name: string): string | null {
  const facts = featureFacts(name);
  const formula = facts === undefined ? '' : formulaWords(facts);
  const [, inner = null] = /^log1p\((\w+)\)$/.exec(formula) ?? [];
  if (inner !== null || !name.startsWith('log_')) return inner;
  const rest = name.slice('log_'.length);
  return featureFacts(rest) === undefined ? null : rest;
}

/** Medians closer together than this are called alike. */
const ALIKE = 1.05;

function medianWords(median: number, before: number): string {
  if (median === before) return `median ${short(median)}, as the baseline's`;
  if (!(median > 0 && before > 0))
    return `median ${short(median)}, the baseline's ${short(before)}`;
  const times = median / before;
  if (times < ALIKE && times > 1 / ALIKE) return "median about the baseline's";
  return times > 1
    ? `median ${short(times)} times the baseline's`
    : `median ${short(100 * times)} % of the baseline's`;
}

function outsideWords({ outside }: FeatureDrift): string {
  // A hundredth of the baseline itself lies there.
  return outside <= 0.02 ? '' : `, ${shareOf(outside)} outside its usual range`;
}

function short(value: number): string {
  return Math.abs(value) >= 100 ? countOf(value) : String(Number(value.toPrecision(2)));
}
