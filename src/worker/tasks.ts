import { type InspectedTable, inspectFile } from '../data/import/inspect.ts';
import type { TableCut } from '../data/import/mapping/unknown-table.ts';
import type { Rhythms } from '../data/rhythms.ts';
import type { Matrix } from '../features/matrix.ts';
import type { BaselineSources } from '../pipeline/baseline/baseline.ts';
import { type BaselineTraffic, baselineTraffic } from '../pipeline/baseline/baseline-traffic.ts';
import { detectorsToRun } from '../pipeline/detecting/detector-table.ts';
import type { FittedDetector } from '../pipeline/detecting/fitted-detector.ts';
import type { EngineeringParameters } from '../pipeline/parameters/engineering-parameters.ts';
import type { LabParameters, MemberName } from '../pipeline/parameters/lab-parameters.ts';
import type { ReadingParameters } from '../pipeline/parameters/reading-parameters.ts';
import {
  type Detection,
  fitDetector,
  judgeDetector,
  type StepContext,
} from '../pipeline/run/detect.ts';
import { type Engineered, engineerTraffic } from '../pipeline/run/engineer.ts';
import { combineDetections } from '../pipeline/run/ensemble.ts';
import {
  type Compared,
  compareDetections,
  distributeScores,
  type ScoreDistribution,
} from '../pipeline/run/evaluate.ts';
import { type FlowReference, flowReference, type Learning } from '../pipeline/run/explain.ts';
import { neuralFor } from '../pipeline/run/neural.ts';
import type { SavedEnsemble } from '../pipeline/run/saved-detector.ts';
import { type Scaled, scaleFeatures } from '../pipeline/run/scale.ts';
import {
  type TimeOutcome,
  type TimeStudyPlan,
  type TimeTrial,
  tryTime,
} from '../pipeline/studies/time-study.ts';
import { type Trial, type TrialOutcome, tryOut } from '../pipeline/studies/trial.ts';
import { tryVoting, type VotingOutcome, type VotingTrial } from '../pipeline/studies/voting.ts';
import { matrixCsv, scoresCsv } from '../pipeline/traffic/csv.ts';
import type { RowSource } from '../pipeline/traffic/few-rows.ts';
import { rankWords } from '../pipeline/traffic/flow-view.ts';
import { generateTraffic, type Traffic } from '../pipeline/traffic/generate.ts';
import type { Labels } from '../pipeline/traffic/labels.ts';
import { type Timeline, timelineOf } from '../pipeline/traffic/timeline.ts';
import {
  type Lesson,
  type SavedDetector,
  type Saving,
  type TrainedLab,
  trainedLabText,
  trainLab,
} from '../pipeline/trained-lab/trained-lab.ts';
import {
  combineByTrainedLab,
  scaleByTrainedLab,
  scoreByTrainedLab,
  type TrainedScaling,
} from '../pipeline/trained-lab/trained-lab-apply.ts';
import { type AlertFormat, alertLines } from '../pipeline/triage/alert-files.ts';
import type { AlertSource } from '../pipeline/triage/alert-records.ts';
import { ALERT_TYPES, blobOf } from './blob.ts';
import { NEURAL_TASKS, type NeuralTasks } from './neural-tasks.ts';
import type { TrafficFiles } from './opened-files.ts';
import { chunksOf, modifiedOf, readFiles, readLabFile } from './opened-files.ts';
import type { TaskProgress } from './protocol.ts';
import type { StreamResult } from './stream-protocol.ts';
import { playStream, type StreamTask } from './stream-task.ts';

interface Judged {
  readonly detections: readonly Detection[];
  readonly labels: Labels;
}

/** The steps of the lab as tasks: what each is given and what it gives. Both cross to a worker. */
export interface Tasks extends NeuralTasks {
  generate: {
    input: Pick<LabParameters, 'seed' | 'counts'> & Partial<Rhythms>;
    output: Traffic;
  };
  read: { input: TrafficFiles & { readonly parameters: ReadingParameters }; output: Traffic };
  /** What a file has that a person must say the meaning of; `null`: nothing. */
  inspect: {
    input: { readonly file: File; readonly cut: TableCut };
    output: InspectedTable | null;
  };
  engineer: {
    input: { readonly traffic: Traffic; readonly parameters: EngineeringParameters };
    output: Engineered;
  };
  /** Other files to learn from. */
  readBaseline: {
    input: TrafficFiles & { readonly parameters: ReadingParameters & EngineeringParameters };
    output: BaselineTraffic;
  };
  readLab: { input: File; output: TrainedLab };
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
    input: {
      name: MemberName;
      scaled: Scaled;
      labels: Labels;
      parameters: LabParameters;
      trained: SavedDetector | null;
      source: RowSource;
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
  /** What there was over time; `null`: the traffic does not tell when its flows began. */
  timeline: {
    input: Judged & { readonly startTime: Float64Array | undefined };
    output: Timeline | null;
  };
  /** One seed of the study of whether voting pays. */
  vote: { input: VotingTrial; output: VotingOutcome };
  /** One trial of the study of what time features buy. */
  time: {
    input: { readonly trial: TimeTrial; readonly detectors: TimeStudyPlan['detectors'] };
    output: TimeOutcome;
  };
  /** Traffic as it passes, flow by flow. */
  stream: { input: StreamTask; output: StreamResult };
  /** Fits once more what the lesson asks for, and writes it down. */
  trainLab: { input: { lesson: Lesson; saving: Saving }; output: Blob };
  /** Writes a trained lab down again. */
  writeLab: { input: TrainedLab; output: Blob };
  try: {
    input: { trial: Trial; scaled: Pick<Scaled, 'matrix' | 'baseline'>; labels: Labels };
    output: TrialOutcome;
  };
  compare: { input: Judged; output: Compared };
  scores: { input: Judged; output: ScoreDistribution[] };
  reference: {
    input: { engineered: Engineered; names: readonly string[]; labels: Labels; learning: Learning };
    output: FlowReference;
  };
  rankWords: { input: readonly string[]; output: Uint32Array };
  /** The flows as a file, with the verdicts of the detectors that are given. */
  csv: { input: { traffic: Traffic; detections: readonly Detection[] }; output: Blob };
  /** A table of numbers as a file. */
  matrix: { input: Matrix; output: Blob };
  /** Alerts as a file, each with what makes it stand out. */
  alerts: { input: { source: AlertSource; format: AlertFormat }; output: Blob };
}

export type TaskName = keyof Tasks;

/** What the page sends to a worker: one task at a time. */
export interface TaskRequest<Name extends TaskName = TaskName> {
  readonly task: Name;
  readonly input: Tasks[Name]['input'];
}

type Task<Name extends TaskName> = (
  input: Tasks[Name]['input'],
  context: Omit<StepContext, 'onProgress'> & { readonly onProgress: TaskProgress },
) => Tasks[Name]['output'] | Promise<Tasks[Name]['output']>;

/** What runs each task. */
export const TASKS: { readonly [Name in TaskName]: Task<Name> } = {
  generate: (parameters) => generateTraffic(parameters),
  read: (input, { onProgress }) => readFiles(input, onProgress),
  inspect: ({ file, cut }) => inspectFile(file.name, chunksOf(file), cut, modifiedOf(file)),
  readBaseline: async (input, { onProgress }) => {
    const names = input.files.map(({ name }) => name).join(', ');
    return baselineTraffic(await readFiles(input, onProgress), names, input.parameters);
  },
  readLab: (file) => readLabFile(file),
  engineer: ({ traffic, parameters }) => engineerTraffic(traffic, parameters),
  scale: ({ engineered, parameters, sources, trained }) =>
    trained === null
      ? scaleFeatures(engineered, parameters, sources)
      : scaleByTrainedLab(engineered, trained, parameters),
  fit: async ({ name, scaled, labels, parameters, trained, source }, context) => {
    if (trained !== null) return scoreByTrainedLab(trained, scaled, context);
    const neural = await neuralFor([name], parameters);
    return fitDetector(name, scaled, labels, parameters, { ...context, neural, source });
  },
  judge: ({ fitted, labels, parameters }) => judgeDetector(fitted, labels, parameters),
  combine: ({ members, labels, parameters, trained }, context) =>
    trained === null
      ? combineDetections(members, labels, parameters, context)
      : combineByTrainedLab(trained, members, labels, parameters, context),
  timeline: ({ startTime, labels, detections }) => timelineOf(startTime, labels, detections),
  vote: async (trial, context) => {
    const names = trial.contenders.flatMap((one) => (one.kind === 'detector' ? [one.name] : []));
    const neural = await neuralFor(names, trial.parameters);
    return tryVoting(trial, { ...context, neural });
  },
  time: async ({ trial, detectors }, context) => {
    const neural = await neuralFor(detectors, trial.parameters);
    return tryTime(trial, { detectors }, { ...context, neural });
  },
  ...NEURAL_TASKS,
  stream: playStream,
  trainLab: async ({ lesson, saving }, context) => {
    const { parameters } = lesson;
    const neural = await neuralFor(detectorsToRun(parameters), parameters);
    return labBlob(trainLab(lesson, saving, { ...context, neural }));
  },
  writeLab: labBlob,
  try: async ({ trial, scaled, labels }, context) => {
    const neural = await neuralFor([trial.detector], trial.parameters);
    return tryOut(trial, scaled, labels, { ...context, neural });
  },
  compare: ({ detections, labels }) => compareDetections(detections, labels),
  scores: ({ detections, labels }) => distributeScores(detections, labels),
  reference: ({ engineered, names, labels, learning }) =>
    flowReference(engineered, names, labels, learning),
  rankWords: (words) => rankWords(words),
  csv: ({ traffic, detections }) => blobOf(scoresCsv(traffic, detections), 'text/csv'),
  matrix: (x) => blobOf(matrixCsv(x), 'text/csv'),
  alerts: ({ source, format }, { onProgress }) =>
    blobOf(alertLines(source, format, onProgress), ALERT_TYPES[format]),
};

function labBlob(lab: TrainedLab): Blob {
  return new Blob([trainedLabText(lab)], { type: 'application/json' });
}
