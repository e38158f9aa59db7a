import type { Rhythms } from '../../data/rhythms.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import type { BaselineSources } from '../baseline/baseline.ts';
import type { FittedDetector } from '../detecting/fitted-detector.ts';
import type { EngineeringParameters } from '../parameters/engineering-parameters.ts';
import type { LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import type { Engineered } from '../run/engineer.ts';
import type { Compared, ScoreDistribution } from '../run/evaluate.ts';
import type { SavedEnsemble } from '../run/saved-detector.ts';
import type { Scaled } from '../run/scale.ts';
import type { StreamReport } from '../stream/stream-recorder.ts';
import type { Classification } from '../studies/classification.ts';
import type { PitfallsOutcome, PitfallsTrial } from '../studies/pitfalls/plan.ts';
import type { RedTeamOutcome, RedTeamTrial } from '../studies/red-team/red-team.ts';
import type { TimeOutcome, TimeStudyPlan, TimeTrial } from '../studies/time-study.ts';
import type { Trial, TrialOutcome } from '../studies/trial.ts';
import type { UnknownOutcome, UnknownTrial } from '../studies/unknown-attack.ts';
import type { VotingOutcome, VotingTrial } from '../studies/voting.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { Imported } from '../traffic/imported.ts';
import type { Labels } from '../traffic/labels.ts';
import type { Timeline } from '../traffic/timeline.ts';
import type {
  SavedDetector,
  Saving,
  TrainedLab,
  TrainingInput,
} from '../trained-lab/trained-lab.ts';
import type { TrainedScaling } from '../trained-lab/trained-lab-apply.ts';

interface Judged {
  readonly detections: readonly Detection[];
  readonly labels: Labels;
}

/** What is fitted on, and judged by. */
interface Matrices {
  readonly scaled: Pick<Scaled, 'matrix' | 'baseline'>;
  readonly labels: Labels;
}

/** The tasks that the plan's steps are made of: what each is given and what it gives. Plain values. */
export interface PlanTasks {
  generate: {
    input: Pick<LabParameters, 'seed' | 'counts'> & Partial<Rhythms>;
    output: Traffic;
  };
  engineer: {
    input: { readonly traffic: Traffic; readonly parameters: EngineeringParameters };
    output: Engineered;
  };
  /** By a trained lab where there is one. */
  scale: {
    input: {
      engineered: Engineered;
      parameters: LabParameters;
      sources: BaselineSources;
      trained: TrainedScaling | null;
    };
    output: Scaled;
  };
  /** Fits a detector, or takes a trained one, and lets it score all flows. */
  fit: {
    input: Matrices & {
      name: MemberName;
      parameters: LabParameters;
      trained: SavedDetector | null;
      /** Where the flows come from, for errors; `null`: they were generated. */
      imported: Imported | null;
    };
    output: FittedDetector;
  };
  /** Sets a fitted detector's threshold and measures its verdicts. */
  judge: {
    input: { fitted: FittedDetector; labels: Labels; parameters: LabParameters };
    output: Detection;
  };
  /** The answers of detectors as one; by a trained ensemble where there is one. */
  combine: {
    input: {
      members: readonly Detection[];
      labels: Labels;
      parameters: LabParameters;
      trained: SavedEnsemble | null;
    };
    output: Detection;
  };
  compare: { input: Judged; output: Compared };
  scores: { input: Judged; output: ScoreDistribution[] };
  /** What there was over time; `null`: the traffic does not tell when its flows began. */
  timeline: {
    input: Judged & { readonly startTime: Float64Array | undefined };
    output: Timeline | null;
  };
  /** One detector once more on the same matrix, with something changed. */
  try: { input: Matrices & { readonly trial: Trial }; output: TrialOutcome };
  /** One seed of the study of whether voting pays. */
  vote: { input: VotingTrial; output: VotingOutcome };
  /** One trial of the study of what time features buy. */
  time: {
    input: { readonly trial: TimeTrial; readonly detectors: TimeStudyPlan['detectors'] };
    output: TimeOutcome;
  };
  /** A classifier of attacks; by one that was trained before, where there is one. */
  classify: {
    input: {
      readonly matrix: Matrix;
      readonly labels: Labels;
      readonly parameters: LabParameters;
      readonly trained: AttackClassifier | null;
    };
    output: Classification;
  };
  /** One training without an attack, or with all of them. */
  unknownAttack: {
    input: Matrices & { readonly trial: UnknownTrial; readonly parameters: LabParameters };
    output: UnknownOutcome;
  };
  /** One seed of the red team: an attack made stealthier, or the training poisoned with it. */
  redTeam: { input: RedTeamTrial; output: RedTeamOutcome };
  /** One seed of the pitfalls: every mistake made, and not made. */
  pitfalls: { input: PitfallsTrial; output: PitfallsOutcome };
  /** Traffic as it passes, flow by flow. */
  stream: {
    input: { readonly traffic: Traffic; readonly parameters: LabParameters };
    output: { readonly report: StreamReport };
  };
  /** Fits once more what the input asks for, to be saved. */
  trainLab: { input: { training: TrainingInput; saving: Saving }; output: TrainedLab };
}

export type PlanTaskName = keyof PlanTasks;

/** Runs the plan's tasks: here, or in workers. */
export interface PlanRunner {
  run<Name extends PlanTaskName>(
    task: Name,
    input: PlanTasks[Name]['input'],
  ): Promise<PlanTasks[Name]['output']>;
  /** A task for each input, side by side where there is room; the first failure ends them all. */
  runEach<Name extends PlanTaskName>(
    task: Name,
    inputs: readonly PlanTasks[Name]['input'][],
  ): Promise<PlanTasks[Name]['output'][]>;
}
