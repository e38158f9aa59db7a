import { entryAt } from '../data/entry-at.ts';
import { baselineSources } from '../pipeline/baseline/baseline.ts';
import type { BaselineTraffic } from '../pipeline/baseline/baseline-traffic.ts';
import { restoreDetector } from '../pipeline/detecting/detector-makers.ts';
import type { LabParameters, MemberName } from '../pipeline/parameters/lab-parameters.ts';
import {
  budgetPoint,
  type FlowScores,
  fitPlane,
  type PlaneField,
  type PlaneFit,
  planeField,
  rankOf,
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
import { probePlane } from '../pipeline/plane/probe.ts';
import type { StepContext } from '../pipeline/run/detect.ts';
import { featuresOfTraffic } from '../pipeline/run/engineer.ts';
import { neuralFor } from '../pipeline/run/neural.ts';
import { generateTraffic, type Traffic } from '../pipeline/traffic/generate.ts';
import {
  type FlowsPicture,
  type PictureSize,
  type PlaneColours,
  paintField,
  paintFlows,
  paintLayer,
} from './painting/paint-plane.ts';

/** Where a plane's flows come from. */
export interface PlaneTraffic {
  /** `null`: they are generated as the parameters say. */
  readonly traffic: Traffic | null;
  /** Other flows to learn from, where the parameters ask for that. */
  readonly other: BaselineTraffic | null;
  readonly parameters: LabParameters;
}

/** How the flows are to be painted. */
export type FlowsPaint = Omit<FlowsPicture, 'plane'> & { readonly size: PictureSize };

/** How a field is to be painted. */
export interface FieldPaint {
  readonly size: PictureSize;
  readonly colours: PlaneColours;
  /** The budget: where the boundary lies. */
  readonly alerts: number;
}

/** A field with its boundary, painted as asked. */
export interface PaintedField {
  readonly layer: ImageBitmap;
  /** The rank that the budget comes to. */
  readonly threshold: number;
  readonly asked: FieldPaint;
}

/** What the planes ask of a worker. Where it is not said how, nothing is painted. */
export interface PlaneTasks {
  /** Nothing but to be ready for the others. */
  planeStart: { input: readonly []; output: null };
  /** Flows over two features, and the names of all that could be chosen. */
  planeFlows: {
    input: PlaneTraffic & { readonly features: PlaneFeatures; readonly paint?: FlowsPaint | null };
    output: {
      readonly plane: PlaneFlows;
      readonly names: readonly string[];
      readonly layer: ImageBitmap | null;
    };
  };
  /** A detector fitted on a plane, with a first field of that size. */
  planeFit: {
    input: {
      readonly detector: MemberName;
      readonly plane: PlaneFlows;
      readonly parameters: LabParameters;
      readonly size: GridSize;
      /** A place of the picture, to be scored. */
      readonly probe: readonly [number, number];
      readonly paint?: FieldPaint | null;
    };
    output: { readonly fit: PlaneFit; readonly probed: number } & PaintedAnswer;
  };
  /** Another field of a fitted detector. */
  planeField: {
    input: {
      readonly fit: Pick<PlaneFit, 'detector' | 'json' | 'sorted'>;
      readonly plane: Pick<PlaneFlows, 'axes' | 'scaled'>;
      readonly size: GridSize;
      readonly paint?: FieldPaint | null;
    };
    output: PaintedAnswer;
  };
  /** Both sides of each story. */
  planeStories: { input: PlaneTraffic; output: readonly StoryScores[] };
  /** The same detectors with all features. */
  planeAll: {
    input: PlaneTraffic & { readonly detectors: readonly MemberName[] };
    output: readonly FlowScores[];
  };
}

interface PaintedAnswer {
  readonly field: PlaneField;
  readonly painted: Omit<PaintedField, 'asked'> | null;
}

type Run<Name extends keyof PlaneTasks> = (
  input: PlaneTasks[Name]['input'],
  context: StepContext,
) => PlaneTasks[Name]['output'] | Promise<PlaneTasks[Name]['output']>;

/** What runs each of these tasks. */
export const PLANE_TASKS: { readonly [Name in keyof PlaneTasks]: Run<Name> } = {
  planeStart: () => null,
  planeFlows: ({ features, paint, ...asked }) => {
    const { engineered, labels, sources } = sourceOf(asked);
    const plane = planeFlows(engineered, labels, features, asked.parameters, sources);
    const layer =
      paint &&
      paintLayer(paint.size, (context) => paintFlows(context, paint.size, { ...paint, plane }));
    const names = engineered.features.names;
    return { plane, names, layer: layer?.transferToImageBitmap() ?? null };
  },
  planeFit: async ({ detector, plane, parameters, size, probe, paint }, { now }) => {
    const neural = await neuralFor([detector], parameters);
    const { estimator, fit } = fitPlane(detector, plane, parameters, { now, neural });
    const { scores } = probePlane(plane, [{ detector, estimator, fit }], probe);
    const field = planeField(estimator, plane, fit.sorted, size);
    return { fit, probed: entryAt(scores, 0, 'score'), ...painted(field, fit, paint) };
  },
  planeField: ({ fit, plane, size, paint }) => {
    const estimator = restoreDetector(fit.detector, fit.json);
    return painted(planeField(estimator, plane, fit.sorted, size), fit, paint);
  },
  planeStories: (asked, { now }) => storyScores(sourceOf(asked), asked.parameters, { now }),
  planeAll: async ({ detectors, ...asked }, { now }) => {
    const neural = await neuralFor(detectors, asked.parameters);
    return scoresOn('all', sourceOf(asked), detectors, asked.parameters, { now, neural });
  },
};

/** A field, and its picture where one is asked for: so the page has nothing left to draw. */
function painted(
  field: PlaneField,
  { sorted }: Pick<PlaneFit, 'sorted'>,
  paint: FieldPaint | null = null,
): PaintedAnswer {
  if (paint === null) return { field, painted: null };
  const { size, colours, alerts } = paint;
  const scale = { flows: sorted.scores, grid: field.sorted };
  const threshold = rankOf(scale, budgetPoint(sorted, alerts).threshold);
  const picture = { field, threshold, colours };
  const layer = paintLayer(size, (context) => paintField(context, size, picture));
  return { field, painted: { layer: layer.transferToImageBitmap(), threshold } };
}

function sourceOf({ traffic, other, parameters }: PlaneTraffic): PlaneSource {
  const flows = traffic ?? generateTraffic(parameters);
  const { labels } = flows;
  const engineered = featuresOfTraffic(flows, parameters);
  return { engineered, labels, sources: baselineSources(flows, other) };
}
