import { InputError } from '../../../data/errors.ts';
import type { DetectorName, LabParameters } from '../../parameters/lab-parameters.ts';
import { parseSeeds } from '../../parameters/seeds.ts';
import type { PitfallKey } from './pitfalls.ts';

/** How often a trial fits the detector; most of these learn from a part of the flows. */
export const FITS_OF_PITFALLS = 6;

/** One seed: every pitfall committed, and not committed. */
export interface PitfallsTrial {
  readonly seed: string;
  readonly parameters: LabParameters;
}

/** What becomes of figures when mistakes are made, asked of the traffic of many seeds. */
export interface PitfallsPlan {
  /** The detector that all of it is about. */
  readonly detector: DetectorName;
  readonly trials: readonly PitfallsTrial[];
}

/** Both figures of a pitfall on one seed, 0 … 1. */
export interface PitfallFigures {
  readonly published: number;
  readonly honest: number;
  /** What would be published of a detector that knows nothing; `null`: not measured. */
  readonly naive: number | null;
}

/** A pitfall on one seed; or why this seed has no figures of it. */
export type PitfallFinding = { readonly pitfall: PitfallKey } & (
  | { readonly figures: PitfallFigures; readonly problem: null }
  | { readonly figures: null; readonly problem: string }
);

/** A finding per pitfall, in their order; or why the seed has none. */
export type PitfallsOutcome =
  | { readonly findings: readonly PitfallFinding[]; readonly problem: null }
  | { readonly findings: null; readonly problem: string };

/**
 * Plans the study: a trial per seed, all with the first of the chosen detectors.
 *
 * @param seeds how many, from 0 up: `20`; or which: `1,2,42`
 * @throws InputError for seeds that cannot be read, no detector, or where anything but the generated
 *   flows is learnt from
 */
export function planPitfalls(parameters: LabParameters, seeds = parameters.seeds): PitfallsPlan {
  const { detector, ...set } = askedOf(parameters);
  return { detector, trials: parseSeeds(seeds).map((seed) => trialOf(set, seed)) };
}

/** The trial of one seed alone. @throws InputError as `planPitfalls` does */
export function planPitfallsOf(parameters: LabParameters, seed: string): PitfallsTrial {
  return trialOf(askedOf(parameters), seed);
}

function askedOf(parameters: LabParameters) {
  const [detector] = parameters.detectors;
  if (detector === undefined) {
    throw new InputError('The pitfalls need a detector: choose at least one.');
  }
  if (parameters.trainOn === 'file' || parameters.trainOn === 'time') {
    throw new InputError(
      'The pitfalls are about detectors that learn from generated flows by their labels: train on all or on normal.',
    );
  }
  const set = { ...parameters, detectors: [detector], holdOut: 0, evaluateOn: 'all' } as const;
  return { detector, parameters: set };
}

function trialOf({ parameters }: { readonly parameters: LabParameters }, seed: string) {
  return { seed, parameters: { ...parameters, seed } };
}
