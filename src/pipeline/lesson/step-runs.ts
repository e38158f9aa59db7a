import { InputError } from '../../data/errors.ts';
import { DETECTOR_NAMES } from '../detecting/detector-table.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { PARAMETERS } from '../parameters/parameter-facts.ts';
import { parameterText } from '../parameters/parameters.ts';
import type { PitfallsPlan } from '../studies/pitfalls/plan.ts';
import type { Check } from './checks.ts';
import type { Lesson, LessonStep, LessonTraffic, Question, SettingsText } from './lesson.ts';
import { stepParameters } from './lesson-settings.ts';
import type { Part } from './marking.ts';
import { neededDetectors, pathsRead } from './needed-detectors.ts';
import { pitfallsAsked } from './step-pitfalls.ts';

/** A run of the lab whose report marks something. */
export interface AskedReport {
  readonly traffic: LessonTraffic;
  readonly parameters: LabParameters;
  /** A rule of triage as typed; empty: none. */
  readonly rule: string;
  /** The study of the pitfalls that the report has besides; `null`: none. */
  readonly pitfalls: PitfallsPlan | null;
}

/** Computes the report of a run. */
export type Reporter = (asked: AskedReport) => Promise<unknown>;

/** What a student set and typed, as far as the run depends on it. */
export interface Tried {
  readonly settings: SettingsText;
  readonly rule: string;
}

const NOTHING_TRIED: Tried = { settings: {}, rule: '' };

/**
 * The run that a part of a step is marked by, with only those detectors whose figures are read.
 *
 * @param tried what was set of what the step lets be touched
 * @throws InputError for settings that the lab does not take
 */
export function reportFor(
  part: Part,
  lesson: Lesson,
  step: LessonStep,
  seed: string,
  tried: Tried = NOTHING_TRIED,
): AskedReport {
  const { task, transfer } = step;
  const given = part === 'transfer' && transfer !== null ? transfer.settings : tried.settings;
  const all = stepParameters(lesson, step, seed, given);
  checkCounts(all);
  const paths = readBy(part, step);
  const detectors = neededDetectors(paths, all.detectors);
  const rule = task.kind === 'rule' && part !== 'transfer' ? tried.rule : '';
  const pitfalls = pitfallsAsked(paths, part, lesson, step, all);
  return { traffic: step.traffic, parameters: { ...all, detectors }, rule, pitfalls };
}

/** The study of the pitfalls that a part of a step is marked by, as the lab is set; `null`: none. @throws InputError */
export function pitfallsFor(
  part: Part,
  lesson: Lesson,
  step: LessonStep,
  parameters: LabParameters,
): PitfallsPlan | null {
  return pitfallsAsked(readBy(part, step), part, lesson, step, parameters);
}

/** Flows at most: a hand-in may ask for any number. */
const MOST_FLOWS = 100_000;

function checkCounts({ counts }: LabParameters): void {
  const flows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (flows <= MOST_FLOWS) return;
  throw new InputError(
    `A lesson generates at most ${MOST_FLOWS} flows, not ${flows}: set the counts lower.`,
  );
}

/** The paths of the report that a part of a step reads. */
function readBy(part: Part, { task, why, transfer }: LessonStep): string[] {
  if (part === 'why') return why?.kind === 'choice' ? questionPaths(why) : [];
  if (part === 'transfer') return transfer === null ? [] : questionPaths(transfer);
  if (task.kind === 'choice') return questionPaths(task);
  const checks: Check[] = [task.check, ...task.wrong.map(({ when }) => when)];
  return pathsRead(checks, [task.so, ...task.wrong.map(({ say }) => say)]);
}

function questionPaths({ choices, so }: Question): string[] {
  const texts = [so, ...choices.map(({ say }) => say)];
  return pathsRead(
    choices.map(({ right }) => right),
    texts,
  );
}

/** Reports that are kept: some have hundreds of thousands of numbers. */
const MOST_KEPT = 40;

/** Computes a report once where it was asked for lately: runs of the same settings are the same. */
export function remembering(report: Reporter): Reporter {
  const known = new Map<string, Promise<unknown>>();
  return (asked) => {
    const key = keyOf(asked);
    const made = known.get(key) ?? report(asked);
    // The one that was asked for last goes to the end.
    known.delete(key);
    known.set(key, made);
    const [oldest] = known.keys();
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
    return made;
  };
}

/**
 * The same runs, those of the same settings made one: each with all detectors that any of them asks
 * for. A detector's figures do not depend on which others run, and what compares them asks for all.
 */
export function sharedRuns(asked: readonly AskedReport[]): AskedReport[] {
  const alone = (one: AskedReport) => keyOf({ ...withDetectors(one, []), pitfalls: null });
  const detectors = new Map<string, Set<string>>();
  for (const one of asked) {
    const known = detectors.get(alone(one)) ?? new Set();
    for (const name of one.parameters.detectors) known.add(name);
    detectors.set(alone(one), known);
  }
  return asked.map((one) => {
    const wanted = detectors.get(alone(one)) ?? new Set();
    return withDetectors(
      one,
      DETECTOR_NAMES.filter((name) => wanted.has(name)),
    );
  });
}

function withDetectors(asked: AskedReport, detectors: readonly string[]): AskedReport {
  return { ...asked, parameters: { ...asked.parameters, detectors } };
}

function keyOf({ traffic, parameters, rule, pitfalls }: AskedReport): string {
  const settings = PARAMETERS.map((facts) => parameterText(facts, parameters));
  const study = pitfalls && [pitfalls.detector, ...pitfalls.trials.map(({ seed }) => seed)];
  return JSON.stringify([traffic, rule, study, ...settings]);
}
