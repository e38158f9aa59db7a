import { type InspectedTable, inspectFile } from '../data/import/inspect.ts';
import type { TableCut } from '../data/import/mapping/unknown-table.ts';
import type { Matrix } from '../features/matrix.ts';
import { type BaselineTraffic, baselineTraffic } from '../pipeline/baseline/baseline-traffic.ts';
import { certificateText } from '../pipeline/onnx/certificate.ts';
import { heldInWords, onnxLab } from '../pipeline/onnx/save-onnx.ts';
import type { EngineeringParameters } from '../pipeline/parameters/engineering-parameters.ts';
import type { DetectorName } from '../pipeline/parameters/lab-parameters.ts';
import type { ReadingParameters } from '../pipeline/parameters/reading-parameters.ts';
import { type InProcess, inProcess, PLAN_TASK_NAMES } from '../pipeline/plan/in-process.ts';
import type { PlanTaskName, PlanTasks } from '../pipeline/plan/plan-tasks.ts';
import type { Detection } from '../pipeline/run/detect.ts';
import type { Engineered } from '../pipeline/run/engineer.ts';
import { type FittedScaling, type FlowReference, flowReference } from '../pipeline/run/explain.ts';
import { matrixCsv, scoresCsv } from '../pipeline/traffic/csv.ts';
import { rankWords } from '../pipeline/traffic/flow-view.ts';
import type { Traffic } from '../pipeline/traffic/generate.ts';
import type { Labels } from '../pipeline/traffic/labels.ts';
import {
  type Saving,
  type TrainedLab,
  type TrainingInput,
  trainedLabText,
} from '../pipeline/trained-lab/trained-lab.ts';
import type { AlertFormat } from '../pipeline/triage/alert-endings.ts';
import { alertLines } from '../pipeline/triage/alert-files.ts';
import type { AlertSource } from '../pipeline/triage/alert-records.ts';
import type { Reasons } from '../pipeline/what-if/reasons.ts';
import { openWhy, type WhyMaterial } from '../pipeline/why/questions.ts';
import { ALERT_TYPES, blobOf } from './blob.ts';
import { type LessonRun, runLesson } from './lesson-task.ts';
import type { TrafficFiles } from './opened-files.ts';
import { readFiles, readLabFile, sourceOf } from './opened-files.ts';
import { PLANE_TASKS, type PlaneTasks } from './plane-tasks.ts';
import type { TaskProgress } from './protocol.ts';
import type { StreamResult } from './stream-protocol.ts';
import { playStream, type StreamTask } from './stream-task.ts';
import { WHY_TASKS, type WhyTasks } from './why-tasks.ts';

/** Tasks of the plan that the page has done otherwise: driven by a person, or written down. */
type Otherwise = 'stream' | 'trainLab';

/**
 * What the page asks of a worker, all of which crosses to it: the plan's tasks, and besides what is of
 * files, or made to be seen or saved.
 */
export interface Tasks extends Omit<PlanTasks, Otherwise>, PlaneTasks, WhyTasks {
  read: { input: TrafficFiles & { readonly parameters: ReadingParameters }; output: Traffic };
  /** What a file has that a person must say the meaning of; `null`: nothing. */
  inspect: {
    input: { readonly file: File; readonly cut: TableCut };
    output: InspectedTable | null;
  };
  /** Other files to learn from. */
  readBaseline: {
    input: TrafficFiles & { readonly parameters: ReadingParameters & EngineeringParameters };
    output: BaselineTraffic;
  };
  readLab: { input: File; output: TrainedLab };
  /** Traffic as it passes, flow by flow. */
  stream: { input: StreamTask; output: StreamResult };
  /** Fits once more what is asked for, and writes it down. */
  trainLab: { input: { training: TrainingInput; saving: Saving }; output: Blob };
  /** Writes a trained lab down again. */
  writeLab: { input: TrainedLab; output: Blob };
  /** A lab that is trained once more, or was before, as an ONNX file and its certificate. */
  saveOnnx: {
    input: { training: TrainingInput; saving: Saving } | { lab: TrainedLab };
    output: OnnxFiles;
  };
  reference: {
    input: {
      engineered: Engineered;
      names: readonly string[];
      labels: Labels;
      learning: FittedScaling;
    };
    output: FlowReference;
  };
  rankWords: { input: readonly string[]; output: Uint32Array };
  /** A whole run, of files or generated, as the report that a lesson is marked by. */
  lessonReport: { input: LessonRun; output: unknown };
  /** The flows as a file, with the verdicts of the detectors that are given. */
  csv: { input: { traffic: Traffic; detections: readonly Detection[] }; output: Blob };
  parquet: { input: { traffic: Traffic; detections: readonly Detection[] }; output: Blob };
  /** A table of numbers as a file. */
  matrix: { input: Matrix; output: Blob };
  /** Alerts as a file, each with its reasons where what was fitted comes along. */
  alerts: {
    input: {
      readonly source: Omit<AlertSource, 'reasons'>;
      readonly format: AlertFormat;
      readonly why: (WhyMaterial & { readonly detector: DetectorName }) | null;
    };
    output: Blob;
  };
}

/** An ONNX file, its certificate, and what is to be known before it is passed on. */
interface OnnxFiles {
  readonly model: Blob;
  readonly certificate: Blob;
  readonly holds: readonly string[];
}

export type TaskName = keyof Tasks;

/** What the page sends to a worker: one task at a time. */
export interface TaskRequest<Name extends TaskName = TaskName> {
  readonly task: Name;
  readonly input: Tasks[Name]['input'];
}

type Task<Name extends TaskName> = (
  input: Tasks[Name]['input'],
  context: Pick<InProcess, 'now'> & { readonly onProgress: TaskProgress },
) => Tasks[Name]['output'] | Promise<Tasks[Name]['output']>;

/** What runs a task of the plan. */
function planTask<Name extends PlanTaskName>(name: Name) {
  return (input: PlanTasks[Name]['input'], context: InProcess) =>
    inProcess(context).run(name, input);
}

/** What runs the page's own tasks. */
const PAGE_TASKS: {
  readonly [Name in Exclude<TaskName, Exclude<PlanTaskName, Otherwise>>]: Task<Name>;
} = {
  read: (input, { onProgress }) => readFiles(input, onProgress),
  inspect: ({ file, cut }) => inspectFile(sourceOf(file), cut),
  readBaseline: async (input, { onProgress }) => {
    const names = input.files.map(({ name }) => name).join(', ');
    return baselineTraffic(await readFiles(input, onProgress), names, input.parameters);
  },
  readLab: (file) => readLabFile(file),
  ...PLANE_TASKS,
  ...WHY_TASKS,
  stream: playStream,
  trainLab: async (input, context) => labBlob(await planTask('trainLab')(input, context)),
  writeLab: labBlob,
  saveOnnx: async (input, context) =>
    onnxFiles('lab' in input ? input.lab : await planTask('trainLab')(input, context)),
  reference: ({ engineered, names, labels, learning }) =>
    flowReference(engineered, names, labels, learning),
  rankWords: (words) => rankWords(words),
  lessonReport: runLesson,
  csv: ({ traffic, detections }) => blobOf(scoresCsv(traffic, detections), 'text/csv'),
  parquet: async ({ traffic, detections }) => {
    const { scoresParquet } = await import('../pipeline/traffic/parquet-file.ts');
    return new Blob([scoresParquet(traffic, detections)], {
      type: 'application/vnd.apache.parquet',
    });
  },
  matrix: (x) => blobOf(matrixCsv(x), 'text/csv'),
  alerts: ({ source, format, why }, { onProgress }) => {
    const told = why === null ? source : { ...source, reasons: reasonsBy(why) };
    return blobOf(alertLines(told, format, onProgress), ALERT_TYPES[format]);
  },
};

/** What runs each task. */
export const TASKS = {
  ...Object.fromEntries(PLAN_TASK_NAMES.map((name) => [name, planTask(name)])),
  ...PAGE_TASKS,
  // The names of both tables are those of `Tasks`.
} as { readonly [Name in TaskName]: Task<Name> };

/** Why a detector holds flows of a run for as anomalous as it does. */
function reasonsBy({ detector, ...material }: WhyMaterial & { readonly detector: DetectorName }) {
  const answer = openWhy(material);
  return (row: number): Reasons => answer({ kind: 'reasons', asked: { row, detector } });
}

function labBlob(lab: TrainedLab): Blob {
  return new Blob([trainedLabText(lab)], { type: 'application/json' });
}

async function onnxFiles(lab: TrainedLab): Promise<OnnxFiles> {
  const onnx = onnxLab(lab);
  const certificate = await certificateText(lab, onnx);
  return {
    model: new Blob([new Uint8Array(onnx.bytes)], { type: 'application/octet-stream' }),
    certificate: new Blob([certificate], { type: 'application/json' }),
    holds: heldInWords(onnx),
  };
}
