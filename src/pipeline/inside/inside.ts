import type { MemberShare, MemberShares } from '../../models/ensemble/inside.ts';
import type { RowContributions } from '../../models/feature-contributions.ts';
import type { ForestCut, ForestLengths, ForestPath } from '../../models/isolation-forest/inside.ts';
import type { NeighbourDistances } from '../../models/k-nearest-neighbours/inside.ts';
import type { FactorNeighbour, FactorRatio } from '../../models/local-outlier-factor/inside.ts';
import type { ReconstructedRow, Returned } from '../../models/neural/inside.ts';
import type { SupportShare, SvmSum } from '../../models/one-class-svm/inside.ts';
import type { RuleDistances } from '../../models/rule-of-thumb/inside.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';

/** A feature of the flow that is looked at. */
export interface InsideFeature {
  /** The column that detectors see, such as `log_bytes`. */
  readonly name: string;
  /** What it tells, in words: `bytes`. */
  readonly title: string;
  /** As detectors see it: scaled. */
  readonly scaled: number;
  /** In the flow's own unit, scaling and logarithm undone. */
  readonly value: number;
  /** The same, written with its unit: `115 kB`. */
  readonly text: string;
}

/** A flow that a detector has learnt from. */
export interface MentionedFlow {
  /** Its row among the flows that are judged; `null`: it is not among them, or nobody knows which. */
  readonly row: number | null;
  /** As the traffic names it, `normal` or an attack; `null`: not known. */
  readonly type: string | null;
}

export interface InsideTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What is told of a flow by every detector. */
export interface InsideFlow {
  readonly detector: DetectorName;
  readonly row: number;
  /** As the table of flows has it, on scikit-learn's scale: lower = more abnormal. */
  readonly score: number;
  /** The threshold in force: a score below it raises an alert. */
  readonly threshold: number;
  readonly alert: boolean;
  /** By column of the matrix; of an ensemble none. */
  readonly features: readonly InsideFeature[];
}

interface InsideOf<Kind extends string> extends InsideFlow {
  readonly kind: Kind;
  /** One sentence that says why the flow has this score. */
  readonly sentence: string;
  /** How the parts come to the score, with the numbers in it. */
  readonly formula: string;
  /** The parts as a table, the most important first. */
  readonly table: InsideTable;
}

/** What a detector has computed besides the score, which all have. */
type Parts<Computed> = Omit<Computed, 'score'>;

/** A cut in the flow's own unit. */
export interface InsideCut extends ForestCut {
  /** The side that the flow takes: `bytes > 115 kB`. */
  readonly text: string;
  /** The threshold in the flow's own unit. */
  readonly thresholdValue: number;
}

export interface InsideForest extends InsideOf<'isolation-forest'>, Parts<ForestLengths> {
  readonly path: Omit<ForestPath, 'cuts'> & { readonly cuts: readonly InsideCut[] };
  /** A normal flow whose score is in the middle of those of normal flows; `null`: there is none. */
  readonly typical: (Pick<ForestLengths, 'lengths' | 'mean'> & MentionedFlow) | null;
}

export type InsideSupport = SupportShare & MentionedFlow;

export interface InsideSvm extends InsideOf<'one-class-svm'>, Omit<SvmSum, 'supports'> {
  /** All support vectors, the largest contribution first. */
  readonly supports: readonly InsideSupport[];
  /** Whether the sum lies within the solver's tolerance of the threshold: the verdict is noise. */
  readonly isNoise: boolean;
  /** How similarity falls with distance, from 0 to the furthest support vector. */
  readonly curve: readonly { readonly distance: number; readonly similarity: number }[];
  /** The distance at which similarity is one half; `null`: it falls nowhere. */
  readonly halfDistance: number | null;
}

export type InsideNeighbour = FactorNeighbour & MentionedFlow;

export interface InsideFactor extends InsideOf<'local-outlier-factor'>, Parts<FactorRatio> {
  readonly neighbours: readonly InsideNeighbour[];
  /** The neighbours by type, most first. */
  readonly kinds: readonly KindCount[];
}

export interface KindCount {
  /** `null`: not known. */
  readonly type: string | null;
  readonly flows: number;
}

/** A feature as the network gives it back, in the flow's own unit. */
export interface InsideReturned extends Returned {
  readonly givenValue: number;
  readonly givenText: string;
}

export interface InsideNetwork extends InsideOf<'autoencoder'>, Parts<ReconstructedRow> {
  readonly columns: readonly InsideReturned[];
}

export interface InsideRule extends InsideOf<'rule-of-thumb'>, Parts<RuleDistances> {}

export interface InsideRarity extends InsideOf<'rarity'>, Parts<RowContributions> {}

export interface InsideNearest extends InsideOf<'k-nearest-neighbours'>, Parts<NeighbourDistances> {
  readonly neighbours: readonly (NeighbourDistances['neighbours'][number] & MentionedFlow)[];
  readonly kinds: readonly KindCount[];
}

export interface InsideEnsemble extends InsideOf<'ensemble'>, Parts<MemberShares> {
  readonly members: readonly (MemberShare & { readonly title: string; readonly alert: boolean })[];
}

/** How a detector comes to its score of one flow: plain values, told apart by `kind`. */
export type Inside =
  | InsideForest
  | InsideSvm
  | InsideFactor
  | InsideNetwork
  | InsideRule
  | InsideRarity
  | InsideNearest
  | InsideEnsemble;
