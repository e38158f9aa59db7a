import { formatBytes, formatSpan } from '../../../charts/format.ts';
import { titleOf } from '../../detecting/detector-table.ts';
import type { DetectorName } from '../../parameters/lab-parameters.ts';
import { countOf, kindOf, listOf, shareOf } from '../../run/words.ts';
import { LEVERS, leverFacts } from './attacks.ts';
import type { StealthStep } from './red-team.ts';
import { type PoisonRow, type RedTeamSummary, resultBy, type StealthRow } from './results.ts';

/** Below this share of its flows an attack counts as lost. */
const LOST = 0.5;

/** Who flags an attack less than so many times as often as what is normal tells nothing of it. */
const TELLING = 2;

/** The strength of which the price is told. */
const TOLD = 10;

/** A part found less often than the whole is noticed by so much, the sentence says it. */
const WORTH_SAYING = 0.05;

type Found = Omit<RedTeamSummary, 'sentences'>;

/** `unchanged`, `spread over more flows, × 5`, `over port 443`. */
export function stepWords({ lever, times }: StealthStep): string {
  if (lever === null) return 'unchanged';
  const { title } = leverFacts(lever);
  return lever === 'port' ? title : `${title}, × ${times}`;
}

/** What a step takes, in words: flows, packets, bytes, time and the goal's amount. */
export function priceWords({ price, goal }: StealthRow): string[] {
  const { flows, packets, bytes, seconds } = price;
  return [countOf(flows), countOf(packets), formatBytes(bytes), formatSpan(seconds), countOf(goal)];
}

/** Who loses the attack first, then detector by detector, the price, and what poisoning does. */
export function redTeamSentences(found: Found): string[] {
  if (found.steps.length === 0) return [];
  return [
    headline(found),
    ...found.detectors.flatMap((name) => detectorSentence(found, name)),
    ...priceSentence(found),
    ...noticedSentence(found),
    ...poisonSentences(found),
  ];
}

/** The share that a detector finds at a step, mean of the seeds. */
function foundBy(row: StealthRow, name: DetectorName): number {
  return resultBy(row, name).found.mean;
}

/** The detectors that find half of it or more while it is unchanged, and tell it from what is normal. */
function findersOf(found: Found): DetectorName[] {
  const [unchanged] = found.steps;
  return found.detectors.filter((name) => {
    const share = foundBy(unchanged, name);
    return share >= LOST && tells(share, falsePositivesOf(found, name));
  });
}

function falsePositivesOf({ falsePositives: results }: Found, name: DetectorName): number {
  return resultBy({ results }, name).falsePositiveRate.mean;
}

function tells(found: number, falsePositiveRate: number): boolean {
  return found >= TELLING * falsePositiveRate;
}

function headline(found: Found): string {
  const { attack, detectors, steps } = found;
  const [unchanged, ...changed] = steps;
  const finders = findersOf(found);
  const kind = kindOf(attack);
  if (finders.length === 0) {
    const [best] = detectors.toSorted((a, b) => foundBy(unchanged, b) - foundBy(unchanged, a));
    return `No chosen detector finds half of ${kind} without alerts on what is normal, even unchanged: most is found by the ${titleOf(best)} (${shareOf(foundBy(unchanged, best))}, with alerts on ${shareOf(falsePositivesOf(found, best))} of the normal flows).`;
  }
  // The weakest pull first; of equal ones in the order of the levers.
  const first = changed
    .toSorted((a, b) => a.times - b.times)
    .find((step) => finders.some((name) => foundBy(step, name) < LOST));
  if (first === undefined) {
    return `No detector that finds ${kind} loses half of it, whatever is changed: ${listOf(finders.map(titleOf))}.`;
  }
  const losers = finders.filter((name) => foundBy(first, name) < LOST);
  const shares = losers.map(
    (name) =>
      `the ${titleOf(name)} (from ${shareOf(foundBy(unchanged, name))} to ${shareOf(foundBy(first, name))})`,
  );
  return `First to lose ${kind}: ${listOf(shares)}, ${stepWords(first)}.`;
}

/** By which levers it loses the attack, each at its weakest pull. */
function detectorSentence(found: Found, name: DetectorName): string[] {
  const [unchanged, ...changed] = found.steps;
  const title = titleOf(name);
  const before = foundBy(unchanged, name);
  const falsePositives = falsePositivesOf(found, name);
  if (!tells(before, falsePositives)) {
    return [
      `${title}: alerts on ${shareOf(before)} of it unchanged and ${shareOf(falsePositives)} of the normal flows, which tells nothing.`,
    ];
  }
  if (before < LOST) {
    const [most] = changed.toSorted((a, b) => foundBy(b, name) - foundBy(a, name));
    const share = foundBy(most, name);
    return share < LOST
      ? [`${title}: finds ${shareOf(before)} of it unchanged, so it has little to lose.`]
      : [
          `${title}: finds ${shareOf(before)} of it unchanged, but hiding can show it: ${shareOf(share)} ${stepWords(most)}.`,
        ];
  }
  const lost = LEVERS.flatMap(({ key }) => {
    const step = changed.find(
      ({ lever, ...row }) => lever === key && foundBy({ lever, ...row }, name) < LOST,
    );
    return step === undefined ? [] : [`${stepWords(step)} (${shareOf(foundBy(step, name))})`];
  });
  const kept = LEVERS.filter(
    ({ key }) =>
      changed.some(({ lever }) => lever === key) &&
      changed.every((step) => step.lever !== key || foundBy(step, name) >= LOST),
  ).map(({ does }) => does);
  const words = [
    ...(lost.length === 0 ? [] : [`loses half of it ${lost.join('; ')}`]),
    ...(kept.length === 0 ? [] : [`keeps it against ${listOf(kept)}`]),
  ];
  return [`${title}: finds ${shareOf(before)} unchanged; ${words.join('; ')}.`];
}

function priceSentence({ steps, goal }: Found): string[] {
  const told = steps.find(({ lever, times }) => lever === 'together' && times === TOLD);
  if (told === undefined) return [];
  const [unchanged] = steps;
  const { flows, seconds, bytes } = told.priceTimes;
  const times = [
    `${timesOf(flows)} the flows`,
    `${timesOf(seconds)} the time (${formatSpan(told.price.seconds)} for what took ${formatSpan(unchanged.price.seconds)})`,
    `${timesOf(bytes)} the bytes`,
  ];
  return [
    `The cost of ${stepWords(told)}: ${listOf(times)}. The goal is kept: ${goal}, ${countOf(unchanged.goal)} before and ${countOf(told.goal)} after.`,
  ];
}

/** `2.5 times`. */
function timesOf(factor: number): string {
  return `${factor.toFixed(1)} times`;
}

/** Where a flow in parts is noticed by one of them. */
function noticedSentence({ steps }: Found): string[] {
  const step = steps.find(({ lever, times }) => lever === 'spread' && times === TOLD);
  const [most] = (step?.results ?? []).toSorted(
    (a, b) => b.noticed.mean - b.found.mean - (a.noticed.mean - a.found.mean),
  );
  if (step === undefined || most.noticed.mean - most.found.mean < WORTH_SAYING) return [];
  return [
    `More flows are more chances to be found: ${stepWords(step)}, the ${titleOf(most.detector)} finds ${shareOf(most.found.mean)} of the flows, but at least one part of ${shareOf(most.noticed.mean)} of the original flows.`,
  ];
}

function poisonSentences({ poisoning, detectors, attack }: Found): string[] {
  if (poisoning.length === 0) return [];
  return detectors.map((name) => {
    const shares = poisoning.map((row) => ({ share: row.share, ...meansBy(row, name) }));
    const [clean] = shares;
    const last = shares[shares.length - 1];
    const start = `Poisoning, ${titleOf(name)}: with no ${kindOf(attack)} in the training it`;
    if (!tells(clean.found, clean.falsePositiveRate)) {
      return `${start} raises alerts on ${shareOf(clean.found)} of it and ${shareOf(clean.falsePositiveRate)} of the normal flows, which tells nothing.`;
    }
    const finds = `${start} finds ${shareOf(clean.found)}`;
    const lost = shares.find(({ found }) => found < LOST);
    if (lost === undefined || lost === clean) {
      const still = lost === undefined ? 'and still' : 'and';
      return `${finds}, ${still} ${shareOf(last.found)} at a share of ${shareOf(last.share)}.`;
    }
    return `${finds}; less than half first at a share of ${shareOf(lost.share)} (${shareOf(lost.found)}).`;
  });
}

function meansBy(row: PoisonRow, name: DetectorName) {
  const { found, falsePositiveRate } = resultBy(row, name);
  return { found: found.mean, falsePositiveRate: falsePositiveRate.mean };
}
