import { baselineSources } from '../pipeline/baseline/baseline.ts';
import type { BaselineTraffic } from '../pipeline/baseline/baseline-traffic.ts';
import { restoreDetector } from '../pipeline/detecting/detector-makers.ts';
import type { LabParameters, MemberName } from '../pipeline/parameters/lab-parameters.ts';
import {
  type FlowScores,
  fitPlane,
  type PlaneField,
  type PlaneFit,
  planeField,
} from '../pipeline/plane/field.ts';
import {
  type GridSize,
  type PlaneFeatures,
  type PlaneFlows,
  planeFlows,
} from '../pipeline/plane/plane-flows.ts';
import {
  type PlaneSource,
  type StoryScores,
  scoresOn,
  storyScores,
} from '../pipeline/plane/plane-report.ts';
import type { StepContext } from '../pipeline/run/detect.ts';
import { featuresOfTraffic } from '../pipeline/run/engineer.ts';
import { neuralFor } from '../pipeline/run/neural.ts';
import { generateTraffic, type Traffic } from '../pipeline/traffic/generate.ts';

/** Where a plane's flows come from. */
export interface PlaneTraffic {
  /** `null`: they are generated as the parameters say. */
  readonly traffic: Traffic | null;
  /** Other flows to learn from, where the parameters ask for that. */
  readonly other: BaselineTraffic | null;
  readonly parameters: LabParameters;
}

/** What the planes ask of a worker. */
export interface PlaneTasks {
  /** Nothing but to be ready for the others. */
  planeStart: { input: readonly []; output: null };
  /** Flows over two features, and the names of all that could be chosen. */
  planeFlows: {
    input: PlaneTraffic & { readonly features: PlaneFeatures };
    output: { readonly plane: PlaneFlows; readonly names: readonly string[] };
  };
  /** A detector fitted on a plane, with a first field of that size. */
  planeFit: {
    input: {
      readonly detector: MemberName;
      readonly plane: PlaneFlows;
      readonly parameters: LabParameters;
      readonly size: GridSize;
    };
    output: { readonly fit: PlaneFit; readonly field: PlaneField };
  };
  /** Another field of a fitted detector. */
  planeField: {
    input: {
      readonly fit: Pick<PlaneFit, 'detector' | 'json' | 'sorted'>;
      readonly plane: Pick<PlaneFlows, 'axes' | 'scaled'>;
      readonly size: GridSize;
    };
    output: PlaneField;
  };
  /** Both sides of each story. */
  planeStories: { input: PlaneTraffic; output: readonly StoryScores[] };
  /** The same detectors with all features. */
  planeAll: {
    input: PlaneTraffic & { readonly detectors: readonly MemberName[] };
    output: readonly FlowScores[];
  };
}

type Run<Name extends keyof PlaneTasks> = (
  input: PlaneTasks[Name]['input'],
  context: StepContext,
) => PlaneTasks[Name]['output'] | Promise<PlaneTasks[Name]['output']>;

/** What runs each of these tasks. */
export const PLANE_TASKS: { readonly [Name in keyof PlaneTasks]: Run<Name> } = {
  planeStart: () => null,
  planeFlows: ({ features, ...asked }) => {
    const { engineered, labels, sources } = sourceOf(asked);
    const plane = planeFlows(engineered, labels, features, asked.parameters, sources);
    return { plane, names: engineered.features.names };
  },
  planeFit: async ({ detector, plane, parameters, size }, { now }) => {
    const neural = await neuralFor([detector], parameters);
    const { estimator, fit } = fitPlane(detector, plane, parameters, { now, neural });
    return { fit, field: planeField(estimator, plane, fit.sorted, size) };
  },
  planeField: ({ fit, plane, size }) =>
    planeField(restoreDetector(fit.detector, fit.json), plane, fit.sorted, size),
  planeStories: (asked, { now }) => storyScores(sourceOf(asked), asked.parameters, { now }),
  planeAll: async ({ detectors, ...asked }, { now }) => {
    const neural = await neuralFor(detectors, asked.parameters);
    return scoresOn('all', sourceOf(asked), detectors, asked.parameters, { now, neural });
  },
};

function sourceOf({ traffic, other, parameters }: PlaneTraffic): PlaneSource {
  const flows = traffic ?? generateTraffic(parameters);
  const { labels } = flows;
  const engineered = featuresOfTraffic(flows, parameters);
  return { engineered, labels, sources: baselineSources(flows, other) };
}
