import { baselineSources } from '../baseline/baseline.ts';
import type { BaselineTraffic } from '../baseline/baseline-traffic.ts';
import { detectorsToRun } from '../detecting/detector-table.ts';
import { parametersInForce } from '../parameters/fixed-parameters.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import { rowSource } from '../traffic/few-rows.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { Labels } from '../traffic/labels.ts';
import type { TrainedLab } from '../trained-lab/trained-lab.ts';
import {
  combineByTrainedLab,
  scaleByTrainedLab,
  scoreByTrainedLab,
} from '../trained-lab/trained-lab-apply.ts';
import { type Detection, detectAnomalies, judgeDetector, type StepContext } from './detect.ts';
import { type Engineered, engineerTraffic } from './engineer.ts';
import { combineDetections } from './ensemble.ts';
import {
  type Compared,
  compareDetections,
  distributeScores,
  type ScoreDistribution,
} from './evaluate.ts';
import type { Remark } from './lessons.ts';
import { savedDetector, savedEnsemble } from './saved-detector.ts';
import { type Scaled, scaleFeatures } from './scale.ts';

/** Every step's result of one run. */
export interface LabRun {
  readonly parameters: LabParameters;
  readonly traffic: Traffic;
  readonly engineered: Engineered;
  readonly scaled: Scaled;
  readonly detections: readonly Detection[];
  readonly compared: Compared;
  readonly scores: readonly ScoreDistribution[];
}

/** What the notebook does not say, in the order of the steps, each with the step it belongs to. */
export function remarksOfRun(run: LabRun): (Remark & { readonly step: string })[] {
  const { traffic, engineered, scaled, detections } = run;
  return [
    ...traffic.remarks.map((remark) => ({ step: 'generate', ...remark })),
    ...engineered.remarks.map((remark) => ({ step: 'engineer', ...remark })),
    ...scaled.remarks.map((remark) => ({ step: 'scale', ...remark })),
    ...detections.flatMap(({ detector, remarks }) =>
      remarks.map((remark) => ({ step: detector, ...remark })),
    ),
  ];
}

/** What a run may learn from besides its own traffic, or what has learnt already. */
export interface LearningSources {
  /** Another file's traffic, where the parameters ask to learn from that. */
  readonly other?: BaselineTraffic | null;
  /** A trained lab: its parameters hold, and nothing is fitted. */
  readonly trained?: TrainedLab | null;
}

/**
 * The lab from traffic to judgement, one step after another.
 *
 * @throws InputError for what cannot be had of this traffic
 */
export function runLab(
  traffic: Traffic,
  asked: LabParameters,
  context: StepContext,
  { other = null, trained = null }: LearningSources = {},
): LabRun {
  const parameters = parametersInForce(asked, trained);
  const engineered = engineerTraffic(traffic, parameters);
  const sources = baselineSources(traffic, other);
  const scaled =
    trained === null
      ? scaleFeatures(engineered, parameters, sources)
      : scaleByTrainedLab(engineered, trained, parameters);
  const source = rowSource(traffic.imported);
  const step = { ...context, source };
  const detections = detectAll(scaled, traffic.labels, parameters, step, trained);
  return {
    parameters,
    traffic,
    engineered,
    scaled,
    detections,
    compared: compareDetections(detections, traffic.labels),
    scores: distributeScores(detections, traffic.labels),
  };
}

/** Step 4 for the chosen detectors, in their order. Members of the ensemble run for it, chosen or not. */
function detectAll(
  scaled: Scaled,
  labels: Labels,
  parameters: LabParameters,
  context: StepContext,
  trained: TrainedLab | null,
): Detection[] {
  const made = new Map<DetectorName, Detection>();
  for (const name of detectorsToRun(parameters)) {
    if (name === 'ensemble') {
      const members = parameters.ensembleMembers.flatMap((member) => made.get(member) ?? []);
      const ensemble =
        trained === null
          ? combineDetections(members, labels, parameters, context)
          : combineByTrainedLab(savedEnsemble(trained), members, labels, parameters, context);
      made.set(name, ensemble);
    } else {
      const saved = trained && savedDetector(trained, name);
      const detection =
        saved === null
          ? detectAnomalies(name, scaled, labels, parameters, context)
          : judgeDetector(scoreByTrainedLab(saved, scaled, context), labels, parameters);
      made.set(name, detection);
    }
  }
  return parameters.detectors.flatMap((name) => made.get(name) ?? []);
}
