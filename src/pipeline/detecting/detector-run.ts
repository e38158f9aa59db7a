import type { DetectorEvaluation } from '../../eval/compare.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { CoreParameters } from '../lab-parameters.ts';

/** Something that a fitted detector can say of itself. */
export interface FittedFact {
  readonly name: string;
  readonly value: number | string;
  readonly meaning: string;
}

/** What the remarks on a detector are drawn from: one run of it. */
export interface DetectorRun<Own = unknown> {
  readonly parameters: Pick<CoreParameters, 'contamination' | 'ensemble' | 'trainOn'> & Own;
  /** The matrix that it was fitted on; `null`: that is not at hand. */
  readonly training: Matrix | null;
  /** Flows that it was fitted on. */
  readonly trainedOn: number;
  readonly apart: Apart;
  readonly facts: readonly FittedFact[];
  readonly evaluation: DetectorEvaluation;
}

/** Where it learnt from, if not from flows that were chosen by label among those it judges. */
export type Apart = 'time' | 'file' | 'lab' | null;
