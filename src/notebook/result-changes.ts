import type { Detection } from '../pipeline/run/detect.ts';

/** A detector's result in figures; `null` where labels are missing or the figure is undefined. */
export interface ResultFigures {
  /** Flows that raise an alert, among those that are judged. */
  readonly alerts: number;
  readonly f1: number | null;
  readonly rocAuc: number | null;
  /** Attacks that raise no alert. */
  readonly missed: number | null;
  /** Normal flows that raise an alert. */
  readonly falsePositives: number | null;
}

export type FigureName = keyof ResultFigures;

/** What is told of each figure. Whether more is better; `null`: neither is. */
export const FIGURES: readonly {
  readonly name: FigureName;
  readonly title: string;
  readonly moreIsBetter: boolean | null;
  readonly kind: 'share' | 'count';
  /** Shown where no flow has a label. */
  readonly withoutLabels?: true;
}[] = [
  { name: 'f1', title: 'F1', moreIsBetter: true, kind: 'share' },
  { name: 'rocAuc', title: 'ROC AUC', moreIsBetter: true, kind: 'share' },
  { name: 'missed', title: 'missed', moreIsBetter: false, kind: 'count' },
  { name: 'falsePositives', title: 'false positives', moreIsBetter: false, kind: 'count' },
  { name: 'alerts', title: 'alerts', moreIsBetter: null, kind: 'count', withoutLabels: true },
];

export function figuresOf({ evaluation }: Pick<Detection, 'evaluation'>): ResultFigures {
  const { predictedAnomalies, f1, rocAuc, confusion } = evaluation;
  return {
    alerts: predictedAnomalies,
    f1,
    rocAuc,
    missed: confusion?.fn ?? null,
    falsePositives: confusion?.fp ?? null,
  };
}

/** How a figure moved. */
export interface ResultChange {
  readonly difference: number;
  /** `null`: neither better nor worse. */
  readonly isBetter: boolean | null;
}

/** How a figure moved from one result to the next; `null` where it did not, or one is undefined. */
export function changeOf(
  name: FigureName,
  before: ResultFigures | undefined,
  now: ResultFigures,
): ResultChange | null {
  const [from, to] = [before?.[name] ?? null, now[name]];
  if (from === null || to === null || from === to) return null;
  const difference = to - from;
  const better = FIGURES.find((figure) => figure.name === name)?.moreIsBetter ?? null;
  return { difference, isBetter: better === null ? null : better === difference > 0 };
}
