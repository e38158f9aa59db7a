import { detectorFacts } from '../detecting/detector-table.ts';
import type { MemberName } from '../parameters/lab-parameters.ts';
import { many, shareOf } from '../run/words.ts';
import {
  MOST_FALSE_POSITIVES,
  STUDIED_MONITOR,
  TIME_LEARNING,
  type TimeFinding,
  type TimeLearning,
  type TimeOutcome,
  type TimeStudyPlan,
  type TimeTrial,
} from './time-study.ts';

/** The attack that nothing but its rhythm gives away. */
const BEACON = 'c2_beacon';

/** The share found of an attack without and with time features, mean over seeds; `null`: unknown. */
export interface TimeGain {
  readonly attack: string;
  readonly learning: TimeLearning;
  readonly detector: MemberName;
  readonly without: number | null;
  readonly with: number | null;
}

/** What the study found, as far as its trials are there. */
export interface TimeStudySummary {
  /** Seeds that gave figures. */
  readonly seeds: readonly string[];
  readonly detectors: readonly MemberName[];
  readonly attacks: readonly string[];
  readonly gains: readonly TimeGain[];
  /** Share found of the beacon's flows, by its jitter, with time features, learnt from normal flows. */
  readonly jitters: readonly {
    readonly jitter: number;
    readonly detector: MemberName;
    readonly found: number | null;
  }[];
  /** The same where a monitor calls as regularly. */
  readonly monitored: readonly { readonly detector: MemberName; readonly found: number | null }[];
  /** The largest share of normal flows that was flagged in any trial. */
  readonly mostFalsePositives: number | null;
  /** Why trials gave no figures. */
  readonly problems: readonly string[];
  readonly sentences: readonly string[];
}

interface Ended {
  readonly trial: TimeTrial;
  readonly findings: readonly TimeFinding[];
}

/** @param outcomes one per trial of the plan; `null`: it has not come to that */
export function timeStudySummary(
  { detectors, trials }: TimeStudyPlan,
  outcomes: readonly (TimeOutcome | null)[],
): TimeStudySummary {
  const ended = trials.flatMap((trial, at): Ended[] => {
    const findings = outcomes[at]?.findings ?? null;
    return findings === null ? [] : [{ trial, findings }];
  });
  const asSet = ended.filter(({ trial }) => trial.question === 'as set');
  const all = ended.flatMap(({ findings }) => findings);
  const attacks = [...new Set(all.flatMap((one) => one.attacks.map(({ type }) => type)))].sort();
  const beaconFound = (of: readonly Ended[], detector: MemberName) =>
    meanRate(of, BEACON, (finding) => finding.detector === detector);
  const summary = {
    seeds: asSet.map(({ trial }) => trial.seed),
    detectors,
    attacks,
    gains: gainsOf(asSet, attacks, detectors),
    jitters: jittersOf(ended).flatMap((jitter) =>
      detectors.map((detector) => ({
        jitter,
        detector,
        found: beaconFound(ended.filter(atJitter(jitter)), detector),
      })),
    ),
    monitored: detectors.map((detector) => ({
      detector,
      found: beaconFound(
        ended.filter(({ trial }) => trial.question === 'monitor'),
        detector,
      ),
    })),
    mostFalsePositives:
      all.length === 0 ? null : Math.max(...all.map((one) => one.falsePositiveRate)),
    problems: [...new Set(outcomes.flatMap((outcome) => outcome?.problem ?? []))],
  };
  return { ...summary, sentences: sentencesOf(summary) };
}

function jittersOf(ended: readonly Ended[]): number[] {
  const jitters = ended.flatMap(({ trial }) =>
    trial.question === 'jitter' ? [trial.parameters.beaconJitter] : [],
  );
  return [...new Set(jitters)].sort((a, b) => a - b);
}

const atJitter =
  (jitter: number) =>
  ({ trial }: Ended) =>
    trial.question === 'jitter' && trial.parameters.beaconJitter === jitter;

function gainsOf(
  asSet: readonly Ended[],
  attacks: readonly string[],
  detectors: readonly MemberName[],
): TimeGain[] {
  const rate = (attack: string, detector: MemberName, learning: TimeLearning, timed: boolean) =>
    meanRate(
      asSet,
      attack,
      (one) => one.detector === detector && one.learning === learning && one.timeFeatures === timed,
    );
  return TIME_LEARNING.flatMap((learning) =>
    detectors.flatMap((detector) =>
      attacks.map((attack) => ({
        attack,
        learning,
        detector,
        without: rate(attack, detector, learning, false),
        with: rate(attack, detector, learning, true),
      })),
    ),
  );
}

/** The mean over the trials of the share found of an attack. */
function meanRate(
  ended: readonly Ended[],
  attack: string,
  counts: (finding: TimeFinding) => boolean,
): number | null {
  const rates = ended.flatMap(({ findings }) =>
    findings
      .filter(counts)
      .flatMap(({ attacks }) => attacks.filter(({ type }) => type === attack))
      .map(({ rate }) => rate),
  );
  return rates.length === 0 ? null : rates.reduce((sum, one) => sum + one, 0) / rates.length;
}

type Figures = Omit<TimeStudySummary, 'sentences'>;

function sentencesOf(figures: Figures): string[] {
  return [...gainSentence(figures), ...jitterSentence(figures), ...monitorSentence(figures)];
}

function gainSentence({ gains, seeds }: Figures): string[] {
  const beacons = gains.filter((gain) => gain.attack === BEACON && gain.with !== null);
  const best = beacons.toSorted((a, b) => (b.with ?? 0) - (a.with ?? 0))[0];
  if (best === undefined || best.with === null || best.without === null) return [];
  const learnt = best.learning === 'all' ? 'all flows' : 'normal flows';
  return [
    `With time features the ${titleOf(best.detector)}, trained on ${learnt}, finds ` +
      `${shareOf(best.with)} of the beacon's flows at ${shareOf(MOST_FALSE_POSITIVES)} false ` +
      `positives, mean of ${many(seeds.length, 'seed')}. Without them: ${shareOf(best.without)}.`,
  ];
}

function jitterSentence({ jitters }: Figures): string[] {
  const known = jitters.flatMap(({ jitter, detector, found }) =>
    found === null ? [] : [{ jitter, detector, found }],
  );
  const [calm, wild] = [known[0]?.jitter, known.at(-1)?.jitter];
  if (calm === undefined || wild === undefined || calm === wild) return [];
  const bestAt = (jitter: number) =>
    known.filter((one) => one.jitter === jitter).toSorted((a, b) => b.found - a.found)[0];
  const [first, last] = [bestAt(calm), bestAt(wild)];
  return [
    `At a jitter of ${shareOf(calm)} the best is the ${titleOf(first.detector)} with ` +
      `${shareOf(first.found)}, at one of ${shareOf(wild)} the ${titleOf(last.detector)} with ` +
      `${shareOf(last.found)}.`,
  ];
}

function monitorSentence({ monitored }: Figures): string[] {
  const known = monitored.flatMap(({ detector, found }) =>
    found === null ? [] : [{ detector, found }],
  );
  const best = known.toSorted((a, b) => b.found - a.found)[0];
  if (best === undefined) return [];
  return [
    `Where ${shareOf(STUDIED_MONITOR)} of the API calls are a monitor's, as regular as a beacon and no ` +
      `attack, no detector finds more than ${shareOf(best.found)} of the beacon (${titleOf(best.detector)}).`,
  ];
}

function titleOf(detector: MemberName): string {
  return detectorFacts(detector).title;
}
