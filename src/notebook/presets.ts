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
    name: 'Default settings',
    story: 'As in the Python notebook that this lab replaces.',
    change: () => NOTEBOOK_PARAMETERS,
  },
  {
    name: 'Log the heavy tails',
    story: 'Take the logarithm of two columns. Watch the ROC AUC of the One-Class SVM.',
    change: () => ({ logRatios: true }),
  },
  {
    name: 'Train on normal only',
    story: 'No attacks in the training data. Compare all three detectors.',
    change: (traffic) => (traffic !== null && traffic.normal > 0 ? { trainOn: 'normal' } : null),
  },
  {
    name: 'Contamination = share of attacks',
    story: 'As many alerts as attacks. On real traffic nobody knows that number.',
    change: (traffic) => {
      if (traffic === null || traffic.attack === 0) return null;
      const prevalence = traffic.attack / (traffic.attack + traffic.normal);
      if (prevalence > 0.5) return null;
      return { ...OWN_THRESHOLDS, contamination: Number(prevalence.toFixed(4)) };
    },
  },
  {
    name: 'More neighbours than an attack has flows',
    story: 'Attacks of one kind are then too few to look normal. Watch the Local Outlier Factor.',
    change: (traffic) => {
      const attacks = traffic?.types.filter(({ label }) => label === 1) ?? [];
      if (traffic === null || attacks.length === 0) return null;
      const largest = Math.max(...attacks.map(({ flows }) => flows));
      return largest + 10 < traffic.total ? { nNeighbors: largest + 10 } : null;
    },
  },
  {
    name: 'Let them vote',
    story: 'Adds two simple rules and an ensemble. Does a vote beat its best member?',
    change: () => ({
      detectors: [...NOTEBOOK_DETECTORS, 'robust-z-score', 'interquartile-fence', 'ensemble'],
    }),
  },
  {
    name: 'Use time features',
    story: 'Adds nine time features, takes logarithms, trains on normal flows. Watch the beacon.',
    change: (traffic) => {
      const beacons = traffic?.types.some(({ type }) => type === 'c2_beacon') ?? false;
      return beacons ? { timeFeatures: true, logRatios: true, trainOn: 'normal' } : null;
    },
  },
];
