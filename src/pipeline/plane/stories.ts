import type { LabParameters, MemberName, ParameterChanges } from '../parameters/lab-parameters.ts';
import type { PlaneFeatures } from './plane-flows.ts';

/** The features of the first plane. */
export const FIRST_FEATURES: PlaneFeatures = ['log_packets', 'log_bytes'];

/** The detectors of the first planes. */
export const FIRST_DETECTORS: readonly MemberName[] = [
  'isolation-forest',
  'one-class-svm',
  'local-outlier-factor',
];

/** One side of a story: settings over those of the lab. */
export interface StorySide {
  readonly title: string;
  readonly changes: ParameterChanges;
}

/** One change of a setting whose effect a plane shows. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  /** The detector that it is about. */
  readonly detector: MemberName;
  readonly features: PlaneFeatures;
  readonly off: StorySide;
  readonly on: StorySide;
  /** Whether it needs flows labelled normal. */
  readonly needsNormal?: true;
}

export const STORIES: readonly Story[] = [
  {
    id: 'log-tails',
    title: 'Take the logarithm',
    sentence: 'Extreme ratios hide the others from the SVM.',
    detector: 'one-class-svm',
    features: ['send_recv_ratio', 'log_bytes'],
    off: { title: 'Raw', changes: { logRatios: false, trainOn: 'all', nNeighbors: 20 } },
    on: { title: 'Log', changes: { logRatios: true, trainOn: 'all', nNeighbors: 20 } },
  },
  {
    id: 'train-on-normal',
    title: 'Train on normal only',
    sentence: 'LOF stops learning the attacks.',
    detector: 'local-outlier-factor',
    features: FIRST_FEATURES,
    off: { title: 'All flows', changes: { logRatios: false, trainOn: 'all', nNeighbors: 20 } },
    on: { title: 'Normal only', changes: { logRatios: false, trainOn: 'normal', nNeighbors: 20 } },
    needsNormal: true,
  },
  {
    id: 'more-neighbours',
    title: 'More neighbours',
    sentence: 'Groups of attacks get normal neighbours, too.',
    detector: 'local-outlier-factor',
    features: FIRST_FEATURES,
    off: { title: '20', changes: { logRatios: false, trainOn: 'all', nNeighbors: 20 } },
    on: { title: '100', changes: { logRatios: false, trainOn: 'all', nNeighbors: 100 } },
  },
];

/** The parameters of one side of a story. */
export function sideParameters(parameters: LabParameters, side: StorySide): LabParameters {
  return { ...parameters, ...side.changes } as LabParameters;
}
