import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import type { TrainedLab } from '../../pipeline/trained-lab/trained-lab.ts';
import { UsageError } from '../usage-error.ts';

/**
 * What the command line tells on demand, besides the run: a study, or what a cell of the page shows
 * that is not in every report. `Asked` is what its option comes to.
 */
export interface Study<Asked> {
  /** The lower, the further up in `--help` and in the report. */
  readonly place: number;
  readonly option: StudyOption;
  /**
   * What is asked for.
   *
   * @param typed the option's value; empty: there is none
   * @throws UsageError or InputError for what cannot be asked
   */
  readonly ask: (typed: string, given: StudyGiven) => Asked;
  /** It fits detectors again, so it has no use for a trained lab. */
  readonly fitsAgain?: true;
  /** @throws InputError for traffic that does not allow it */
  readonly report: (run: LabRun, asked: Asked, context: StudyContext) => Promise<StudyReport>;
}

export interface StudyOption {
  readonly flag: string;
  /** Empty: it takes no value. In brackets: the value may be left out. */
  readonly value: string;
  readonly meaning: string;
  /** How a value begins that may be left out: the word behind may be another option's. */
  readonly begins?: RegExp;
  /** Words that its value is made of; 1 unless given. */
  readonly takes?: number;
}

/** What else the command line says. */
export interface StudyGiven {
  readonly input: readonly string[];
  readonly parameters: LabParameters;
}

export interface StudyContext {
  readonly tasks: PlanRunner;
  /** What scores; `null`: detectors were fitted. */
  readonly trained: TrainedLab | null;
}

/** What was found, as text and as plain JSON. */
export interface StudyReport {
  readonly text: string;
  readonly json: object;
  /** The classifier that the run's own traffic was classified by, to save with a trained lab. */
  readonly classifier?: AttackClassifier | undefined;
}

/** @throws UsageError where flows are read besides */
export function refuseInput(flag: string, { input }: StudyGiven): void {
  if (input.length === 0) return;
  throw new UsageError(`--${flag} generates its own flows, by many seeds: leave --input out.`);
}

/** `0 to 19`, `7, 42`. */
export function seedWords(seeds: readonly string[]): string {
  const inRow = seeds.every((seed, at) => Number(seed) === Number(seeds[0]) + at);
  return inRow && seeds.length > 2 ? `${seeds[0]} to ${seeds.at(-1)}` : seeds.join(', ');
}
