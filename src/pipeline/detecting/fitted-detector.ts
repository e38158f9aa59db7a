import type { Matrix } from '../../features/matrix.ts';
import { type DominantColumn, dominantColumn } from '../../features/variance.ts';
import type { Assessment, OutlierDetector } from '../../models/detector.ts';
import { Autoencoder } from '../../models/neural/autoencoder.ts';
import type { TrainingCurves } from '../../models/neural/autoencoder-json.ts';
import type { Reconstruction } from '../../models/neural/reconstruction.ts';
import { OneClassSvm } from '../../models/one-class-svm/one-class-svm.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { LearningSample } from '../run/learning-sample.ts';
import type { DetectorMaker } from './detector-row.ts';
import type { DecidedBy, FittedFact, TrainedOutside } from './detector-run.ts';

/** A detector that has learnt and scored, before its threshold is set: plain values. */
export interface FittedDetector {
  readonly detector: DetectorName;
  /** What it says of every flow by the threshold that it was fitted with. */
  readonly own: Assessment;
  /** That threshold. */
  readonly offset: number;
  /**
   * What it says of the flows that it learnt from; `own` itself where these are all flows. `null`:
   * that is not known, and its threshold stands.
   */
  readonly training: Assessment | null;
  readonly facts: readonly FittedFact[];
  /** How its training went, where it is a network. */
  readonly curves: NetworkTraining | null;
  /** The network itself, where it gives back what it sees: its errors tell what stands out. */
  readonly reconstruction: Reconstruction | null;
  /** The widest of the columns that it learnt from; `null`: they do not vary, or are not at hand. */
  readonly dominant: DominantColumn | null;
  /** Columns that it learnt from. */
  readonly columns: number;
  /** The column that decided each score of training, where one does. */
  readonly decidedBy: DecidedBy | null;
  /** A flow whose decision is no further from 0 is at the threshold: chance decides the verdict. */
  readonly tolerance: number;
  readonly warnings: readonly string[];
  /** The flows that it is judged on, by row; `null`: all of them. */
  readonly judgedOn: Uint32Array | null;
  /** Flows it learnt from. */
  readonly trainedOn: number;
  readonly trainedOutside: TrainedOutside;
  /** Normal flows kept out of training. */
  readonly heldOut: number;
  /** `score` is 0 where fitting has scored the same flows already. */
  readonly milliseconds: { readonly fit: number; readonly score: number };
  /** Where it has learnt from a sample of the flows that it was to learn from. */
  readonly sampled?: LearningSample;
  /** What it says of all of these; the same as `own` where they are all flows. */
  readonly whole?: Assessment;
}

/** The losses of a network, and what computed them. */
export interface NetworkTraining extends TrainingCurves {
  readonly backend: string;
  /** One sentence. */
  readonly why: string;
}

/** What of a network is shown, if the detector is one. */
export function ownNetwork(
  detector: OutlierDetector,
): Pick<FittedDetector, 'curves' | 'reconstruction'> {
  if (!(detector instanceof Autoencoder)) return { curves: null, reconstruction: null };
  const { curves, backend, why, reconstruction } = detector.fitted;
  return { curves: { ...curves, backend, why }, reconstruction };
}

/** The error that a detector's solver allows itself; 0 where its decisions are exact. */
export function toleranceOf(detector: OutlierDetector): number {
  return detector instanceof OneClassSvm ? detector.params.tol : 0;
}

/** What facts and remarks are drawn from once the threshold is set. O(rows × columns). */
export function thresholdSources(
  { decidedBy }: DetectorMaker,
  detector: OutlierDetector,
  training: Matrix,
): Pick<FittedDetector, 'dominant' | 'columns' | 'decidedBy'> {
  return {
    dominant: dominantColumn(training) ?? null,
    columns: training.columns,
    decidedBy: decidedBy?.(detector, training) ?? null,
  };
}
