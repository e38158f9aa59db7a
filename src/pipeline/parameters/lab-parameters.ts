import type { ProfileCounts } from '../../data/generate.ts';
import type { ScalerKind } from '../../features/scaler-kinds.ts';
import type { Combination } from '../../models/ensemble/combinations.ts';
import type { ClassifierParameters } from './classifier-parameters.ts';
import type { NeuralParameters } from './neural-parameters.ts';
import type { ParameterFacts, ParameterValue } from './parameter-types.ts';
import type { StreamParameters } from './stream-parameters.ts';

/** A detector's name, as its row has it. */
export type DetectorName = string;
/** The name of a detector that looks at flows. */
export type MemberName = DetectorName;

/** What the detectors learn from: these flows, those called normal, a time range, another file. */
export const TRAIN_ON = ['all', 'normal', 'time', 'file'] as const;
type TrainOn = (typeof TRAIN_ON)[number];

/** What a person can set that more than one detector depends on. */
export interface CoreParameters extends NeuralParameters, ClassifierParameters, StreamParameters {
  readonly seed: string;
  readonly counts: ProfileCounts;
  readonly beaconPeriod: number;
  readonly beaconJitter: number;
  readonly monitorShare: number;
  readonly window: number;
  readonly sample: number;
  readonly timeZone: string;
  readonly unicastOnly: boolean;
  readonly features: readonly string[];
  readonly timeFeatures: boolean;
  readonly timeWindow: number;
  readonly logRatios: boolean;
  readonly scaler: ScalerKind;
  readonly trainOn: TrainOn;
  readonly baselineFrom: string;
  readonly baselineTo: string;
  readonly holdOut: number;
  readonly evaluateOn: 'all' | 'held-out';
  readonly detectors: readonly DetectorName[];
  readonly contamination: number | 'auto';
  readonly randomState: number | 'seed';
  readonly ensemble: Combination;
  readonly ensembleMembers: readonly MemberName[];
  readonly ensembleWeights: Readonly<Record<MemberName, number>>;
  readonly seeds: string;
  readonly redTeamAttack: string;
}

export type CoreKey = keyof CoreParameters;

/**
 * Everything that a person can set, by scikit-learn's names in camelCase where it has one: what
 * concerns all, and each detector's own parameters by the keys that its row gives them.
 */
export type LabParameters = CoreParameters & Readonly<Record<string, ParameterValue>>;

/** New values of some parameters. */
export type ParameterChanges = Partial<CoreParameters> & Readonly<Record<string, ParameterValue>>;

/** A row for a parameter whose value's type is known. */
export type CoreFacts = {
  [Key in CoreKey]: ParameterFacts<Key> & { readonly default: CoreParameters[Key] };
}[CoreKey];
