import { detectorFacts } from './detector-facts.ts';
import {
  type LeaveOutResult,
  type LeftOut,
  leastMeaningful,
  type RankedLoss,
  rankLosses,
} from './leave-out.ts';
import { MEASURES, type QualityKey } from './trial.ts';

/** The two families of which the notebook says that they discriminate most. */
const CLAIMED = ['rate', 'ratio'];

/** Something left out whose loss is known. */
type Known = RankedLoss & { readonly loss: number };

/**
 * Whether the notebook's claim holds for a detector: that rate and ratio features discriminate
 * most, that is, that no other family is missed as much; and what is missed, if not they.
 */
export function claimSummary(result: LeaveOutResult, measure: QualityKey): string {
  const least = leastMeaningful(result, measure);
  const families = known(rankLosses(result, 'family', measure));
  const claimed = families.filter(({ name }) => CLAIMED.includes(name));
  const others = families.filter(({ name }) => !CLAIMED.includes(name));
  if (claimed.length < CLAIMED.length || others.length === 0) {
    return `${withAll(result, measure)} no rate, ratio and other features to compare.`;
  }
  const ahead = claimed.filter(({ loss }) => loss > Math.max(least, others[0].loss));
  const verdict =
    ahead.length === CLAIMED.length
      ? 'the claim holds.'
      : ahead.length === 1
        ? `the claim holds for the ${ahead[0].name} features, not for both.`
        : families[0].loss <= least
          ? 'the claim does not hold, no family of features is missed.'
          : 'the claim does not hold.';
  const named = families.filter(
    (family) => CLAIMED.includes(family.name) || family === others[0] || family === others.at(-1),
  );
  const effects = named.map((family) => effectOf(family, least)).join('; ');
  return `${withAll(result, measure)} ${verdict} ${capital(effects)}.`;
}

/** Which single feature is missed most, and without which the detector is better off. */
export function featureSummary(result: LeaveOutResult, measure: QualityKey): string {
  const least = leastMeaningful(result, measure);
  const features = known(rankLosses(result, 'feature', measure));
  const [first, last] = [features[0], features.at(-1)];
  const told = [
    ...(first !== undefined && first.loss > least ? [first] : []),
    ...(last !== undefined && last.loss < -least ? [last] : []),
  ];
  if (told.length === 0) {
    return `${withAll(result, measure)} no single feature changes more than ${least.toFixed(3)}.`;
  }
  const effects = told.map((feature) => effectOf(feature, least)).join('; ');
  return `${withAll(result, measure)} ${effects}.`;
}

/** `loses 0.020`, `gains 0.310`; says so where the change is too small to mean something. */
export function changeInWords(loss: number, least: number): string {
  const size = Math.abs(loss).toFixed(3);
  const doubt = Math.abs(loss) <= least ? ' (too little to tell)' : '';
  return `${loss > 0 ? 'loses' : 'gains'} ${size}${doubt}`;
}

/** `ratio features (3)`, `send_recv_ratio`. */
export function nameOf({ name, kind, columns }: LeftOut): string {
  return kind === 'feature' ? name : `${name} features (${columns.length})`;
}

function withAll({ detector, full }: LeaveOutResult, measure: QualityKey): string {
  const title = MEASURES.find(({ key }) => key === measure)?.title;
  const figure = full?.[measure] ?? null;
  const known = figure === null ? '' : ` (${title} ${figure.toFixed(3)} with all features)`;
  return `${detectorFacts(detector).title}${known}:`;
}

function effectOf(item: Known, least: number): string {
  const the = item.kind === 'feature' ? '' : 'the ';
  return `without ${the}${nameOf(item)} it ${changeInWords(item.loss, least)}`;
}

function known(losses: readonly RankedLoss[]): Known[] {
  return losses.filter((one): one is Known => one.loss !== null);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
