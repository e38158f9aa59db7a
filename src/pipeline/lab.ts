import { type Detection, detectAnomalies, type StepContext } from './detect.ts';
import { type Engineered, engineerTraffic } from './engineer.ts';
import {
  type Compared,
  compareDetections,
  distributeScores,
  type ScoreDistribution,
} from './evaluate.ts';
import type { Traffic } from './generate.ts';
import type { Remark } from './lessons.ts';
import type { LabParameters } from './parameter-facts.ts';
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

/** The lab from traffic to judgement, one step after another. */
export function runLab(traffic: Traffic, parameters: LabParameters, context: StepContext): LabRun {
  const engineered = engineerTraffic(traffic);
  const scaled = scaleFeatures(engineered, parameters);
  const detections = parameters.detectors.map((name) =>
    detectAnomalies(name, scaled, traffic.labels, parameters, context),
  );
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
