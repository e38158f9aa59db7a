import { NOTEBOOK_DETECTORS, OWN_THRESHOLDS } from '../pipeline/detecting/detector-table.ts';
import type { ParameterChanges } from '../pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../pipeline/parameters/parameters.ts';
import type { TrafficSummary } from '../pipeline/traffic/traffic-summary.ts';

/** Settings that tell a story, one click each. */
export interface Preset {
  readonly name: string;
  /** What it shows, and where to look. */
  readonly story: string;
  /** The parameters to set; `null` where the traffic does not allow it. */
  readonly change: (traffic: TrafficSummary | null) => ParameterChanges | null;
}

export const PRESETS: readonly Preset[] = [
  {
    name: 'As in the notebook',
    story: 'Every parameter back to the value of the Python notebook.',
    change: () => NOTEBOOK_PARAMETERS,
  },
  {
    name: 'Log the heavy tails',
    story:
      'Two raw columns span six powers of ten. Their logarithm gives the One-Class SVM its sight back: watch its ROC AUC.',
    change: () => ({ logRatios: true }),
  },
  {
    name: 'Train on normal only',
    story:
      'The detectors learn what is ordinary from normal flows alone, and attacks can no longer teach them.',
    change: (traffic) => (traffic !== null && traffic.normal > 0 ? { trainOn: 'normal' } : null),
  },
  {
    name: 'Contamination = true prevalence',
    story:
      'As many alerts as there are attacks. Nobody knows that number beforehand; see what it would be worth.',
    change: (traffic) => {
      if (traffic === null || traffic.attack === 0) return null;
      const prevalence = traffic.attack / (traffic.attack + traffic.normal);
      if (prevalence > 0.5) return null;
      return { ...OWN_THRESHOLDS, contamination: Number(prevalence.toFixed(4)) };
    },
  },
  {
    name: 'More neighbours than an attack has flows',
    story:
      'A cluster of attacks is its own neighbourhood until more neighbours are asked for than it has members. Watch the Local Outlier Factor.',
    change: (traffic) => {
      const attacks = traffic?.types.filter(({ label }) => label === 1) ?? [];
      if (traffic === null || attacks.length === 0) return null;
      const largest = Math.max(...attacks.map(({ flows }) => flows));
      return largest + 10 < traffic.total ? { nNeighbors: largest + 10 } : null;
    },
  },
  {
    name: 'Let them vote',
    story:
      'Two rules of thumb and an ensemble beside the three. Does a vote beat its best member? Does anything beat the rules?',
    change: () => ({
      detectors: [...NOTEBOOK_DETECTORS, 'robust-z-score', 'interquartile-fence', 'ensemble'],
    }),
  },
  {
    name: 'Look at the clock',
    story:
      'Nine features of time, tails logged, learnt from normal flows: watch what becomes of the beacon that nobody found.',
    change: (traffic) => {
      const beacons = traffic?.types.some(({ type }) => type === 'c2_beacon') ?? false;
      return beacons ? { timeFeatures: true, logRatios: true, trainOn: 'normal' } : null;
    },
  },
];
