import type { ComparisonRow } from '../eval/compare.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { settingChanges } from './setting-changes.ts';

/** A run that was kept to compare others with. */
export interface PinnedRun {
  readonly parameters: LabParameters;
  readonly source: string;
  readonly rows: readonly ComparisonRow[];
}

/** One figure then and now. */
export interface FigureChange {
  readonly detector: string;
  readonly figure: string;
  readonly pinned: number | null;
  readonly now: number | null;
  /** Now minus then; `null` where either is undefined. */
  readonly difference: number | null;
}

const FIGURES = [
  { key: 'predictedAnomalies', title: 'alerts' },
  { key: 'precision', title: 'precision' },
  { key: 'recall', title: 'recall' },
  { key: 'f1', title: 'F1' },
  { key: 'rocAuc', title: 'ROC AUC' },
  { key: 'averagePrecision', title: 'average precision' },
  { key: 'falsePositiveRate', title: 'false positive rate' },
] as const;

/** Figure by figure, for the detectors that both runs have. */
export function figuresMovedSince(
  pinned: PinnedRun,
  now: readonly ComparisonRow[],
): FigureChange[] {
  return now.flatMap((row) => {
    const then = pinned.rows.find(({ name }) => name === row.name);
    if (then === undefined) return [];
    return FIGURES.map(({ key, title }) => {
      const [a, b] = [then[key], row[key]];
      const difference = a === null || b === null ? null : b - a;
      return { detector: row.name, figure: title, pinned: a, now: b, difference };
    });
  });
}

/** What is set otherwise than when the run was pinned, in words. */
export function settingsSince(pinned: PinnedRun, now: LabParameters): string[] {
  return settingChanges(pinned.parameters, now);
}
