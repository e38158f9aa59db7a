import type { BaselineTraffic } from '../baseline/baseline-traffic.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { ParameterKey } from '../parameters/parameter-types.ts';
import type { Detection } from '../run/detect.ts';
import type { Engineered } from '../run/engineer.ts';
import type { Compared, ScoreDistribution } from '../run/evaluate.ts';
import type { Scaled } from '../run/scale.ts';
import type { StreamReport } from '../stream/stream-recorder.ts';
import type { Classification } from '../studies/classification.ts';
import type { PitfallsSummary } from '../studies/pitfalls/summary.ts';
import type { RedTeamSummary } from '../studies/red-team/results.ts';
import type { TimeStudySummary } from '../studies/time-study-summary.ts';
import type { UnknownSummary } from '../studies/unknown-summary.ts';
import type { VotingSummary } from '../studies/voting-summary.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { Timeline } from '../traffic/timeline.ts';
import type { TrainedLab } from '../trained-lab/trained-lab.ts';
import type { PlanRunner } from './plan-tasks.ts';

/** What the steps beyond the reference give. */
export interface BeyondValues {
  /** `null`: the traffic does not tell when its flows began. */
  timeline: Timeline | null;
  voting: VotingSummary;
  time: TimeStudySummary;
  'attack-classifier': Classification;
  'unknown-attack': UnknownSummary;
  'red-team': RedTeamSummary;
  pitfalls: PitfallsSummary;
  stream: { readonly report: StreamReport };
}

export type BeyondId = keyof BeyondValues;

/** What each step that is no detector's gives. */
interface OtherValues extends BeyondValues {
  generate: Traffic;
  engineer: Engineered;
  scale: Scaled;
  compare: Compared;
  scores: ScoreDistribution[];
}

/** A step's name; a detector's step has the detector's. */
export type StepId = string;

/** What a step gives; a detector's gives its detection. */
export type StepValue<Id extends StepId> = Id extends keyof OtherValues
  ? OtherValues[Id]
  : Detection;

/** Results of steps, by their names. */
export type StepValues = ReadonlyMap<StepId, unknown>;

/** The reference's five parts, and what goes beyond; several steps may belong to one. */
export type Step = 'generate' | 'engineer' | 'scale' | 'detect' | 'evaluate' | 'beyond';

/** What a person may open besides setting parameters. */
export type SourceName = 'files' | 'baseline' | 'lab';

/** What is open; `null` where nothing is. */
export interface OpenSources {
  /** Reads the traffic of files; without, it is generated. */
  readonly files: ((parameters: LabParameters) => Promise<Traffic>) | null;
  /** Reads the traffic that is learnt from where that is another file's. */
  readonly baseline: ((parameters: LabParameters) => Promise<BaselineTraffic>) | null;
  /** What has learnt already, and scores instead of fitting. */
  readonly lab: TrainedLab | null;
}

export const NOTHING_OPEN: OpenSources = { files: null, baseline: null, lab: null };

/** What a step is given when it runs. */
export interface StepInput {
  readonly parameters: LabParameters;
  readonly open: OpenSources;
  /** Values of the steps that it reads. Optional ones may be missing. */
  readonly values: StepValues;
  /** What its `fit` gave; `undefined` of a step without. */
  readonly fitted?: unknown;
}

/** What decides on what a result depends. */
export interface Circumstances {
  /** Traffic comes from files, not from the generator. */
  readonly fromFile: boolean;
  /** A trained lab scores. */
  readonly byLab: boolean;
  readonly trainOn: LabParameters['trainOn'];
  readonly timeFeatures: boolean;
  /** Features are chosen that are engineered only then. */
  readonly extraFeatures: boolean;
}

/** What a result depends on, besides the results that it reads. */
export interface Dependence {
  readonly parameters: readonly ParameterKey[];
  readonly sources: readonly SourceName[];
}

/** A step of the run: what its result depends on, and how to compute that. */
export interface PlanStep<Id extends StepId = StepId> {
  readonly id: Id;
  readonly step: Step;
  readonly title: string;
  readonly dependsOn: (circumstances: Circumstances) => Dependence;
  /** It takes long, or fetches much: it runs when it is asked for itself, and never with all. */
  readonly onDemand?: true;
  /** Steps whose results it cannot do without. */
  readonly reads: readonly StepId[];
  /** Steps whose results it takes if they are there: one that was cancelled holds nobody up. */
  readonly readsIfThere: (parameters: LabParameters) => readonly StepId[];
  /**
   * What is fitted before it runs, and is not fitted again while only what it judges by changes. The
   * run finds it in its input.
   */
  readonly fit?: {
    readonly dependsOn: (circumstances: Circumstances) => Dependence;
    readonly run: (input: StepInput, tasks: PlanRunner) => Promise<unknown>;
  };
  readonly run: (input: StepInput, tasks: PlanRunner) => Promise<StepValue<Id>>;
}

/** A row of the plan, its types checked against one another. */
export const step = <Id extends StepId>(row: PlanStep<Id>): PlanStep => row as unknown as PlanStep;

/** Nothing but what is read. */
export const NOTHING_ELSE: Dependence = { parameters: [], sources: [] };

export const NO_STEPS = (): StepId[] => [];

/** The result of a step. @throws where there is none, which is a defect */
export function resultOf<Id extends StepId>(values: StepValues, id: Id): StepValue<Id> {
  const value = resultIfThere(values, id);
  if (value === undefined) throw new Error(`The step ${id} has not run.`);
  return value;
}

/** The result of a step, if it is there. */
export function resultIfThere<Id extends StepId>(
  values: StepValues,
  id: Id,
): StepValue<Id> | undefined {
  return values.get(id) as StepValue<Id> | undefined;
}

/** The parameters of these names alone. */
export function pick<Key extends ParameterKey>(
  parameters: LabParameters,
  keys: readonly Key[],
): Pick<LabParameters, Key> {
  return Object.fromEntries(keys.map((key) => [key, parameters[key]])) as Pick<LabParameters, Key>;
}

/** What judges the verdicts of the detectors that are chosen and have run, in the order of choosing. */
export function judged({ parameters, values }: StepInput) {
  const detections = parameters.detectors.flatMap((name) => resultIfThere(values, name) ?? []);
  return { detections, labels: resultOf(values, 'generate').labels };
}
