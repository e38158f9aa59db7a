import type { BaselineTraffic } from '../baseline/baseline-traffic.ts';
import { detectorsToRun } from '../detecting/detector-table.ts';
import { parametersInForce } from '../parameters/fixed-parameters.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { executePlan } from '../plan/execute-plan.ts';
import { type InProcess, inProcess } from '../plan/in-process.ts';
import { resultIfThere, resultOf, type StepId, type StepValues } from '../plan/plan-step.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { TrainedLab } from '../trained-lab/trained-lab.ts';
import type { Detection } from './detect.ts';
import type { Engineered } from './engineer.ts';
import type { Compared, ScoreDistribution } from './evaluate.ts';
import type { Scaled } from './scale.ts';

/** Every step's result of one run. */
export interface LabRun {
  readonly parameters: LabParameters;
  readonly traffic: Traffic;
  readonly engineered: Engineered;
  readonly scaled: Scaled;
  readonly detections: readonly Detection[];
  /** Besides, the members of an ensemble that were not asked for themselves. */
  readonly members?: readonly Detection[];
  readonly compared: Compared;
  readonly scores: readonly ScoreDistribution[];
}

/** What a run may learn from besides its own traffic, or what has learnt already. */
export interface LearningSources {
  /** Another file's traffic, where the parameters ask to learn from that. */
  readonly other?: BaselineTraffic | null;
  /** A trained lab: its parameters hold, and nothing is fitted. */
  readonly trained?: TrainedLab | null;
}

/**
 * The lab from traffic to judgement, as the plan has it.
 *
 * @param traffic what is judged; `null`: it is generated
 * @throws InputError for what cannot be had of this traffic
 */
export async function runLab(
  traffic: Traffic | null,
  asked: LabParameters,
  context: InProcess,
  { other = null, trained = null }: LearningSources = {},
): Promise<LabRun> {
  const parameters = parametersInForce(asked, trained);
  const open = {
    files: traffic && (async () => traffic),
    baseline: other && (async () => other),
    lab: trained,
  };
  const wanted = ['scale', ...parameters.detectors, 'compare', 'scores'];
  const values = await executePlan(wanted, { parameters, open }, inProcess(context));
  return {
    parameters,
    traffic: resultOf(values, 'generate'),
    engineered: resultOf(values, 'engineer'),
    scaled: resultOf(values, 'scale'),
    detections: parameters.detectors.map((name) => resultOf(values, name)),
    members: detectorsToRun(parameters)
      .filter((name) => !parameters.detectors.includes(name))
      .flatMap((name) => resultIfThere(values, name) ?? []),
    compared: resultOf(values, 'compare'),
    scores: resultOf(values, 'scores'),
  };
}

/** The results of a run by their steps, for steps that read them. */
export function valuesOfRun(run: LabRun): StepValues {
  const { traffic, engineered, scaled, detections } = run;
  return new Map<StepId, unknown>([
    ['generate', traffic],
    ['engineer', engineered],
    ['scale', scaled],
    ...detections.map((detection) => [detection.detector, detection] as const),
  ]);
}
