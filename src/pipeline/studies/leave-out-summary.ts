import { detectorFacts } from '../detecting/detector-table.ts';
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
      ? 'rate and ratio features do discriminate most.'
      : ahead.length === 1
        ? `${ahead[0].name} features discriminate most, but not both rate and ratio.`
        : `rate and ratio features do not discriminate most${families[0].loss <= least ? '; no family is missed' : ''}.`;
  const named = families.filter(
    (family) =>
      CLAIMED.includes(family.name) ||
      family === others[0] ||
      (family === others.at(-1) && family.loss < -least),
  );
  const effects = named.map((family) => effectOf(family, least)).join('; ');
  return `${withAll(result, measure)} ${verdict} ${capital(effects)}.`;
}

/** Which feature or family is missed most, and without which the detector is better off. */
export function lossSummary(
  result: LeaveOutResult,
  kind: LeftOut['kind'],
  measure: QualityKey,
): string {
  const least = leastMeaningful(result, measure);
  const losses = known(rankLosses(result, kind, measure));
  const [first, last] = [losses[0], losses.at(-1)];
  const told = [
    ...(first !== undefined && first.loss > least ? [first] : []),
    ...(last !== undefined && last.loss < -least ? [last] : []),
  ];
  if (told.length === 0) {
    return `${withAll(result, measure)} leaving one ${kind} out changes nothing by more than ${least.toFixed(3)}.`;
  }
  const effects = told.map((one) => effectOf(one, least)).join('; ');
  return `${withAll(result, measure)} ${effects}.`;
}

/** `loses 0.020`, `gains 0.310`; says so where the change is too small to mean something. */
export function changeInWords(loss: number, least: number): string {
  const size = Math.abs(loss).toFixed(3);
  if (size === '0.000') return 'stays the same';
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
