import { insideSource } from '../inside/estimator-of.ts';
import type { Inside } from '../inside/inside.ts';
import type { LookInside } from '../inside/inside-part.ts';
import { estimatorFromJson, type FittedJson, openDetector } from '../inside/open-detector.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { type Counterfactuals, counterfactualsOf } from '../what-if/counterfactual.ts';
import type { RawColumn, RawValues } from '../what-if/raw-values.ts';
import { type Reasons, reasonsOf } from '../what-if/reasons.ts';
import type { Rescored } from '../what-if/rescorer.ts';
import type { FinishedRun, TrainedBefore } from '../what-if/scorers.ts';
import { createWhatIf, type Track, trackOf } from '../what-if/what-if.ts';

/** All that questions about the flows of one run are answered from: plain values. */
export interface WhyMaterial {
  readonly run: FinishedRun;
  readonly models: readonly FittedJson[];
  /** What has scored the run; `null`: its detectors were fitted. */
  readonly trained: TrainedBefore;
}

interface OfDetector {
  readonly row: number;
  readonly detector: DetectorName;
}

/** What can be asked of a flow, and what the answer is. */
export interface WhyQuestions {
  /** How a detector comes to its score. */
  inside: { readonly asked: OfDetector & { readonly tree?: number }; readonly answer: Inside };
  /** Which columns make it anomalous. */
  reasons: { readonly asked: OfDetector; readonly answer: Reasons };
  /** What would have turned the verdict. */
  turning: { readonly asked: OfDetector; readonly answer: Counterfactuals };
  /** What can be changed of the flow, its values, and verdicts along each column's range. What is changed already stays so. */
  ranges: {
    readonly asked: OfDetector & { readonly changes: RawValues };
    readonly answer: FlowRanges;
  };
  /** What all detectors say of it with other values. */
  whatIf: {
    readonly asked: { readonly row: number; readonly changes: RawValues };
    readonly answer: Rescored;
  };
}

export interface FlowRanges {
  readonly row: number;
  readonly columns: readonly { readonly column: RawColumn; readonly track: Track }[];
}

export type WhyKind = keyof WhyQuestions;

/** A question about a flow. */
export interface WhyQuestion<Kind extends WhyKind = WhyKind> {
  readonly kind: Kind;
  readonly asked: WhyQuestions[Kind]['asked'];
}

/** Answers questions about the flows of one run, one after another. */
export type AnswerWhy = <Kind extends WhyKind>(
  question: WhyQuestion<Kind>,
) => WhyQuestions[Kind]['answer'];

/**
 * Opens a run to questions. O(flows × columns), and restoring its detectors; a detector is looked into
 * when first asked for.
 */
export function openWhy({ run, models, trained }: WhyMaterial): AnswerWhy {
  const whatIf = createWhatIf(run, trained, models);
  const looks = new Map<DetectorName, LookInside>();
  const look = (name: DetectorName): LookInside => {
    const known = looks.get(name);
    if (known !== undefined) return known;
    const fitted = models.find(({ detector }) => detector === name);
    const estimator = fitted === undefined ? null : estimatorFromJson(fitted);
    const opened = openDetector(name, insideSource(run, trained), estimator);
    looks.set(name, opened);
    return opened;
  };
  const answers: {
    readonly [Kind in WhyKind]: (
      asked: WhyQuestions[Kind]['asked'],
    ) => WhyQuestions[Kind]['answer'];
  } = {
    inside: ({ row, detector, ...choice }) => look(detector)(row, choice),
    reasons: ({ row, detector }) => reasonsOf(whatIf, row, detector),
    turning: ({ row, detector }) => counterfactualsOf(whatIf, row, detector),
    ranges: ({ row, detector, changes }) => ({
      row,
      columns: whatIf.rescorer.columns.map((column) => ({
        column,
        track: trackOf(whatIf, row, column.name, detector, changes),
      })),
    }),
    whatIf: ({ row, changes }) => whatIf.rescorer.score(row, changes),
  };
  return ({ kind, asked }) => answers[kind](asked);
}
