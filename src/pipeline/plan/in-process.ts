import type { Progress } from '../../models/detector.ts';
import { loadNeuralRuntime, type NeuralRuntime } from '../../models/neural/runtime.ts';
import { detectorsToRun } from '../detecting/detector-table.ts';
import { fitDetector, judgeDetector, type StepContext } from '../run/detect.ts';
import { engineerTraffic } from '../run/engineer.ts';
import { combineDetections } from '../run/ensemble.ts';
import { compareDetections, distributeScores } from '../run/evaluate.ts';
import { neuralFor } from '../run/neural.ts';
import { scaleFeatures } from '../run/scale.ts';
import { planStream } from '../stream/stream-plan.ts';
import { runStream } from '../stream/stream-report.ts';
import { classifyAttacks, classifyByTrained } from '../studies/classify.ts';
import { tryPitfalls } from '../studies/pitfalls/trial.ts';
import { tryRedTeam } from '../studies/red-team/trial.ts';
import { tryTime } from '../studies/time-trial.ts';
import { tryOut } from '../studies/try-out.ts';
import { tryUnknown } from '../studies/unknown-trial.ts';
import { tryVoting } from '../studies/voting-trial.ts';
import { rowSource } from '../traffic/few-rows.ts';
import { generateTraffic } from '../traffic/generate.ts';
import { timelineOf } from '../traffic/timeline.ts';
import { trainLab } from '../trained-lab/trained-lab.ts';
import {
  combineByTrainedLab,
  scaleByTrainedLab,
  scoreByTrainedLab,
} from '../trained-lab/trained-lab-apply.ts';
import type { PlanRunner, PlanTaskName, PlanTasks } from './plan-tasks.ts';

/** What a task is given besides its input. */
interface TaskContext extends StepContext {
  /** Runs the tasks that a trial is made of. */
  readonly tasks: PlanRunner;
}

/** How a task is computed. */
interface PlanTask<Name extends PlanTaskName> {
  /** What trains networks, where the task trains one: it is loaded before. */
  readonly runtime?: (
    input: PlanTasks[Name]['input'],
  ) => Promise<NeuralRuntime | undefined> | undefined;
  readonly run: (
    input: PlanTasks[Name]['input'],
    context: TaskContext,
  ) => PlanTasks[Name]['output'] | Promise<PlanTasks[Name]['output']>;
}

/** What computes each task of the plan; all but trials do so at a stretch. */
const COMPUTED_BY: { readonly [Name in PlanTaskName]: PlanTask<Name> } = {
  generate: { run: (parameters) => generateTraffic(parameters) },
  engineer: { run: ({ traffic, parameters }) => engineerTraffic(traffic, parameters) },
  scale: {
    run: ({ engineered, parameters, sources, trained }) =>
      trained === null
        ? scaleFeatures(engineered, parameters, sources)
        : scaleByTrainedLab(engineered, trained, parameters),
  },
  fit: {
    runtime: ({ name, parameters, trained }) =>
      trained === null ? neuralFor([name], parameters) : undefined,
    run: ({ name, scaled, labels, parameters, trained, imported }, context) =>
      trained === null
        ? fitDetector(name, scaled, labels, parameters, {
            ...context,
            source: rowSource(imported),
          })
        : scoreByTrainedLab(trained, scaled, context),
  },
  judge: { run: ({ fitted, labels, parameters }) => judgeDetector(fitted, labels, parameters) },
  combine: {
    run: ({ members, labels, parameters, trained }, context) =>
      trained === null
        ? combineDetections(members, labels, parameters, context)
        : combineByTrainedLab(trained, members, labels, parameters, context),
  },
  compare: { run: ({ detections, labels }) => compareDetections(detections, labels) },
  scores: { run: ({ detections, labels }) => distributeScores(detections, labels) },
  timeline: {
    run: ({ startTime, labels, detections }) => timelineOf(startTime, labels, detections),
  },
  try: { run: ({ trial, ...seen }, { tasks }) => tryOut(trial, seen, tasks) },
  vote: { run: (trial, { tasks }) => tryVoting(trial, tasks) },
  time: { run: ({ trial, detectors }, { tasks }) => tryTime(trial, { detectors }, tasks) },
  classify: {
    runtime: ({ parameters, trained }) =>
      trained === null ? loadNeuralRuntime(parameters.neuralBackend) : undefined,
    run: ({ matrix, labels, parameters, trained }, context) =>
      trained === null
        ? classifyAttacks(matrix, labels, parameters, withRuntime(context))
        : classifyByTrained(trained, matrix, labels, context),
  },
  unknownAttack: {
    runtime: ({ parameters }) => loadNeuralRuntime(parameters.neuralBackend),
    run: ({ trial, ...given }, context) => tryUnknown(trial, given, withRuntime(context)),
  },
  redTeam: {
    runtime: ({ parameters }) => neuralFor(parameters.detectors, parameters),
    run: (trial, context) => tryRedTeam(trial, context.tasks, context),
  },
  pitfalls: {
    runtime: ({ parameters }) => neuralFor(parameters.detectors, parameters),
    run: (trial, context) => tryPitfalls(trial, context.tasks, context),
  },
  stream: {
    run: ({ traffic, parameters }, context) => ({
      report: runStream(planStream(traffic, parameters), context),
    }),
  },
  trainLab: {
    runtime: ({ training: { parameters } }) => neuralFor(detectorsToRun(parameters), parameters),
    run: ({ training, saving }, context) => trainLab(training, saving, context),
  },
};

export const PLAN_TASK_NAMES = Object.keys(COMPUTED_BY) as readonly PlanTaskName[];

/** What tasks are computed with in this process. */
export interface InProcess {
  /** A clock in milliseconds. */
  readonly now: () => number;
  readonly onProgress?: Progress;
  /** Told how long a long fit is likely to take, before it begins. */
  readonly onEstimate?: NonNullable<StepContext['onEstimate']>;
  /** What trains networks; without, it is loaded where a task needs it. */
  readonly neural?: NeuralRuntime | undefined;
}

/** Runs the plan's tasks one after another in this process. */
export function inProcess(given: InProcess): PlanRunner {
  const runner: PlanRunner = {
    async run<Name extends PlanTaskName>(task: Name, input: PlanTasks[Name]['input']) {
      const computed = COMPUTED_BY[task];
      const neural = given.neural ?? (await computed.runtime?.(input));
      // What a trial is made of tells no progress of the trial.
      const tasks = inProcess({ now: given.now, neural: given.neural });
      return computed.run(input, { ...given, neural, tasks });
    },
    async runEach<Name extends PlanTaskName>(
      task: Name,
      inputs: readonly PlanTasks[Name]['input'][],
    ) {
      const outputs: PlanTasks[Name]['output'][] = [];
      for (const input of inputs) outputs.push(await runner.run(task, input));
      return outputs;
    },
  };
  return runner;
}

function withRuntime({ neural, ...context }: TaskContext) {
  if (neural === undefined) throw new Error('What trains networks was not loaded.');
  return { ...context, neural };
}
