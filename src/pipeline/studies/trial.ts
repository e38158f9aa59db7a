import type { Halves } from '../../eval/halves.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';

/** What a trial is measured by, in the order of its tables. */
export const MEASURES = [
  { key: 'f1', title: 'F1', kind: 'share' },
  { key: 'precision', title: 'Precision', kind: 'share' },
  { key: 'recall', title: 'Recall', kind: 'share' },
  { key: 'rocAuc', title: 'ROC AUC', kind: 'share' },
  { key: 'averagePrecision', title: 'Average precision', kind: 'share' },
  { key: 'flagged', title: 'Alert count', kind: 'count' },
  { key: 'milliseconds', title: 'Time (ms)', kind: 'time' },
] as const;
export type Measure = (typeof MEASURES)[number];
export type MeasureKey = Measure['key'];

/** A measure that says how good a detector is: more is better. */
export type QualityKey = Extract<Measure, { kind: 'share' }>['key'];

/** A trial's figures; `null` where labels are missing or the figure is undefined. */
export type Figures = Readonly<Record<MeasureKey, number | null>>;

/** A trial's shares on two halves of the flows: one to choose a value by, one to judge the choice by. */
export type HalvedFigures = Readonly<
  Record<keyof Halves, Readonly<Record<QualityKey, number | null>>>
>;

/** One detector to be run once more on the same scaled matrix, with something changed. */
export interface Trial {
  readonly detector: DetectorName;
  readonly parameters: LabParameters;
  /** Columns of the matrix that the detector does not see. */
  readonly leftOut: readonly string[];
}

/** How a trial ended: with figures, or with the reason why this data allows none. */
export type TrialOutcome =
  | {
      readonly figures: Figures;
      /** Not there where halves would lack normal flows or attacks. */
      readonly halves?: HalvedFigures;
      readonly problem: null;
    }
  | { readonly figures: null; readonly problem: string };
