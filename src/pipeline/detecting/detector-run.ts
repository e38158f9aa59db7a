import type { DetectorEvaluation } from '../../eval/compare.ts';
import type { DominantColumn } from '../../features/variance.ts';
import type { CoreParameters } from '../parameters/lab-parameters.ts';

/** Something that a fitted detector can say of itself. */
export interface FittedFact {
  readonly name: string;
  readonly value: number | string;
  readonly meaning: string;
}

/** The columns that scores come from, one for each row of training. */
export interface DecidedBy {
  readonly columns: Uint32Array;
  readonly names: readonly string[];
}

/** What the remarks on a detector are drawn from: one run of it. */
export interface DetectorRun<Own = unknown> {
  readonly parameters: Pick<CoreParameters, 'contamination' | 'ensemble' | 'trainOn'> & Own;
  /** The widest of the columns that it learnt from; `null`: they do not vary, or are not at hand. */
  readonly dominant: DominantColumn | null;
  /** Columns that it learnt from. */
  readonly columns: number;
  /** Flows that it was fitted on. */
  readonly trainedOn: number;
  /** How many flows those that it learnt from were drawn from; the same where they are no sample. */
  readonly drawnFrom: number;
  readonly trainedOutside: TrainedOutside;
  /** Whether its threshold is set by hand. */
  readonly byHand: boolean;
  readonly facts: readonly FittedFact[];
  readonly evaluation: DetectorEvaluation;
}

/** Where it learnt from, if not from flows that were chosen by label among those it judges. */
export type TrainedOutside = 'time' | 'file' | 'lab' | null;
