import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import type { NeuralRuntime } from '../../models/neural/runtime.ts';
import { detectorMaker } from '../detecting/detector-makers.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import {
  expectedFit,
  type FitGrowth,
  type MeasuredFit,
  sampleOfRows,
  smallerSample,
} from './learning-sample.ts';

/** How long fitting is likely to take, and what that is drawn from. */
export interface FitEstimate {
  readonly detector: MemberName;
  readonly rows: number;
  readonly milliseconds: number;
  readonly growth: FitGrowth;
}

/** What fits are timed with. */
export interface EstimateContext {
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** What trains networks: needed where the detector is one. */
  readonly neural?: NeuralRuntime | undefined;
  /** Told how long fitting is likely to take, before it begins, where a person asks for all of many flows. */
  readonly onEstimate?: (estimate: FitEstimate) => void;
}

/**
 * Says how long fitting on more flows than a detector learns from unless asked is likely to take, if
 * anybody listens. The costs of fitting on so many, and twice on a part of them.
 */
export function tellEstimate(
  detector: MemberName,
  training: Matrix,
  parameters: LabParameters,
  context: EstimateContext,
): void {
  const { learnsFromAtMost = Number.POSITIVE_INFINITY } = detectorFacts(detector);
  const { onEstimate } = context;
  if (onEstimate === undefined || training.rows <= learnsFromAtMost) return;
  const fitOn = (rows: number) => measuredFit(detector, training, rows, parameters, context);
  // The first is slow, as the machine has not seen the code.
  fitOn(smallerSample(learnsFromAtMost));
  const smaller = fitOn(smallerSample(learnsFromAtMost));
  const growth = { smaller, larger: fitOn(learnsFromAtMost) };
  const milliseconds = expectedFit(growth, training.rows);
  if (milliseconds !== null) onEstimate({ detector, rows: training.rows, milliseconds, growth });
}

/** How the time of a fit on a sample grows, by another one on a part of it. The costs of that. */
export function measuredGrowth(
  name: MemberName,
  sample: Matrix,
  fit: number,
  parameters: LabParameters,
  context: EstimateContext,
): FitGrowth {
  const smaller = measuredFit(name, sample, smallerSample(sample.rows), parameters, context);
  return { smaller, larger: { rows: sample.rows, milliseconds: fit } };
}

/** A fit on some of the rows, drawn at random, for its time alone. */
function measuredFit(
  name: MemberName,
  training: Matrix,
  rows: number,
  parameters: LabParameters,
  { now, neural }: EstimateContext,
): MeasuredFit {
  const drawn = sampleOfRows(training.rows, rows, parameters.seed);
  const some = drawn === null ? training : takeMatrixRows(training, drawn);
  const detector = detectorMaker(name).create(parameters, true, neural);
  const started = now();
  detector.fit(some);
  return { rows: some.rows, milliseconds: now() - started };
}
