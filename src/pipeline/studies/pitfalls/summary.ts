import { spreadOf } from '../../../eval/distributions/spread.ts';
import {
  mayBeNone,
  type PairedDifference,
  pairedDifference,
} from '../../../eval/paired-difference.ts';
import { titleOf } from '../../detecting/detector-table.ts';
import type { DetectorName } from '../../parameters/lab-parameters.ts';
import { listOf, many, measureOf } from '../../run/words.ts';
import { PITFALLS, type Pitfall, type PitfallKey, pitfallFacts } from './pitfalls.ts';
import type { PitfallFigures, PitfallsOutcome, PitfallsPlan } from './plan.ts';

/** A pitfall over all seeds that gave figures of it. Figures are means. */
export interface PitfallRow {
  readonly pitfall: PitfallKey;
  readonly title: string;
  readonly published: number;
  readonly honest: number;
  /** Of a detector that knows nothing; `null`: not measured. */
  readonly naive: number | null;
  /** What is published less what is honest, seed by seed. */
  readonly gap: PairedDifference;
  /** Whether these seeds allow that the mistake changes nothing. */
  readonly mayBeNone: boolean;
}

/** What the study found, as far as its trials are there. */
export interface PitfallsSummary {
  /** The detector that all of it is about. */
  readonly detector: DetectorName;
  /** Seeds that gave figures. */
  readonly seeds: readonly string[];
  readonly rows: readonly PitfallRow[];
  /** Why seeds, or pitfalls, gave none. */
  readonly problems: readonly string[];
  /** Which mistake flatters most, and what each does. */
  readonly sentences: readonly string[];
}

/** @param outcomes one per trial of the plan; `null`: it has not come to that */
export function pitfallsSummary(
  { detector, trials }: PitfallsPlan,
  outcomes: readonly (PitfallsOutcome | null)[],
): PitfallsSummary {
  const done = trials.flatMap(({ seed }, at) => {
    const findings = outcomes[at]?.findings ?? null;
    return findings === null ? [] : [{ seed, findings }];
  });
  const findings = done.flatMap((one) => one.findings);
  const rows = PITFALLS.flatMap((pitfall) =>
    rowOf(
      pitfall,
      findings.flatMap((one) => (one.pitfall === pitfall.key ? (one.figures ?? []) : [])),
    ),
  );
  const problems = [
    ...outcomes.flatMap((outcome) => outcome?.problem ?? []),
    ...findings.flatMap(({ pitfall, problem }) =>
      problem === null ? [] : `${pitfallFacts(pitfall).title}: ${problem}`,
    ),
  ];
  return {
    detector,
    seeds: done.map(({ seed }) => seed),
    rows,
    problems: [...new Set(problems)],
    sentences: rows.length === 0 ? [] : [headline(detector, rows), ...rows.map(rowSentence)],
  };
}

function rowOf({ key, title }: Pitfall, figures: readonly PitfallFigures[]): PitfallRow[] {
  const gap = pairedDifference(figures.map(({ published, honest }) => published - honest));
  if (gap === null) return [];
  const mean = (values: readonly number[]) => spreadOf(values)?.mean ?? null;
  return [
    {
      pitfall: key,
      title,
      published: mean(figures.map(({ published }) => published)) ?? 0,
      honest: mean(figures.map(({ honest }) => honest)) ?? 0,
      naive: mean(figures.flatMap(({ naive }) => naive ?? [])),
      gap,
      mayBeNone: mayBeNone(gap),
    },
  ];
}

function headline(detector: DetectorName, rows: readonly PitfallRow[]): string {
  const [most] = rows.toSorted((a, b) => b.gap.mean - a.gap.mean);
  const open = rows.filter(({ mayBeNone: isOpen }) => isOpen).map(({ title }) => title);
  const flatters = `Of these mistakes “${most.title}” flatters the ${titleOf(detector)} most: ${figuresWords(most)}.`;
  if (open.length === 0) return flatters;
  return `${flatters} ${many(open.length, 'gap')} may be none: ${listOf(open.map((title) => `“${title}”`))}.`;
}

/** `0.857 published, 0.014 honest`. */
export function figuresWords({
  published,
  honest,
}: Pick<PitfallRow, 'published' | 'honest'>): string {
  return `${measureOf(published)} published, ${measureOf(honest)} honest`;
}

/** `0.843, 95 % interval 0.838 to 0.848`; where it holds 0 it says so. */
export function gapWords({
  gap,
  mayBeNone: isOpen,
}: Pick<PitfallRow, 'gap' | 'mayBeNone'>): string {
  const mean = signed(gap.mean);
  if (gap.interval === null) return `${mean}; one seed gives no interval`;
  const { low, high } = gap.interval;
  const interval = `${mean}, 95 % interval ${signed(low)} to ${signed(high)}`;
  return isOpen ? `${interval}, which holds 0: these seeds do not show a difference` : interval;
}

function rowSentence(row: PitfallRow): string {
  const { measure, honestMeasure, naive } = pitfallFacts(row.pitfall);
  const measures =
    honestMeasure === undefined ? measure : `${measure} in place of ${honestMeasure}`;
  const knowsNothing =
    row.naive === null || naive === undefined
      ? ''
      : ` Without any detector, ${naive}, it is ${measureOf(row.naive)}.`;
  return `${row.title}. ${measures}: ${figuresWords(row)}; the gap is ${gapWords(row)}.${knowsNothing}`;
}

/** A difference with three digits, its minus sign a true one; what rounds to 0 has none. */
export function signed(value: number): string {
  const words = measureOf(Math.abs(value));
  return value < 0 && Number(words) !== 0 ? `−${words}` : words;
}
