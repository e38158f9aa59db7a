import { randomStateOf } from '../../data/random.ts';
import { AUTO_OFFSET, IsolationForest } from '../../models/isolation-forest/isolation-forest.ts';
import { ceilingRemark } from '../detecting/ceiling-remark.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import { contaminationOffset } from '../detecting/thresholds.ts';

interface Own {
  readonly nEstimators: number;
  readonly maxSamples: number | 'auto';
  readonly maxFeatures: number;
  readonly bootstrap: boolean;
}

export const row = {
  name: 'isolation-forest',
  place: 1,
  title: 'Isolation Forest',
  idea: 'Cuts the flows at random until each stands alone. Few cuts: anomalous.',
  fewestRows: 1,
  look: 'accent-circle',
  draws: 'randomState',
  shares: ['contamination', 'randomState'],
  judgedBy: ['contamination'],
  parameters: {
    nEstimators: {
      flag: 'n-estimators',
      kind: 'number',
      min: 1,
      max: 10000,
      slider: { from: 10, to: 500 },
      resolution: 10,
      whole: true,
      sweep: { values: '1, 2, 5, 10, 25, 50, 100, 200, 400', byRatio: true },
      label: 'n_estimators',
      inWords: 'Trees',
      default: 100,
      meaning: 'How many trees the forest has.',
    },
    maxSamples: {
      flag: 'max-samples',
      kind: 'number',
      min: 0,
      above: true,
      max: 1e9,
      resolution: 0.01,
      words: ['auto'],
      sweep: { values: '16, 32, 64, 128, 256, 512, 1024', byRatio: true },
      label: 'max_samples',
      inWords: 'Flows per tree',
      default: 'auto',
      meaning: 'Flows per tree: auto (at most 256), a share up to 1, or a whole number above 1.',
    },
    maxFeatures: {
      flag: 'max-features',
      kind: 'number',
      min: 0,
      above: true,
      max: 1e6,
      slider: { from: 0.05, to: 1 },
      resolution: 0.05,
      sweep: { values: '0.1, 0.25, 0.5, 0.75, 1' },
      label: 'max_features',
      inWords: 'Features per tree',
      default: 1,
      meaning: 'Features per tree: a share up to 1, or a whole number above 1.',
    },
    bootstrap: {
      flag: 'bootstrap',
      kind: 'switch',
      label: 'bootstrap',
      inWords: 'Replacement',
      default: false,
      meaning: "Draw each tree's flows with replacement.",
    },
  },
} satisfies DetectorRow<Own>;

export const maker = {
  create: (p) =>
    new IsolationForest({
      nEstimators: p.nEstimators,
      maxSamples: p.maxSamples,
      maxFeatures: p.maxFeatures,
      bootstrap: p.bootstrap,
      contamination: p.contamination,
      randomState: p.randomState === 'seed' ? randomStateOf(p.seed) : p.randomState,
    }),
  offsetOf: (scores, { contamination }) => contaminationOffset(scores, contamination, AUTO_OFFSET),
  facts: (forest) => [
    {
      name: 'flows per tree',
      value: forest.maxSamplesFitted,
      meaning: 'Each tree draws only so many flows.',
    },
  ],
  restore: (json) => IsolationForest.fromJSON(json),
  remarks: ceilingRemark,
} satisfies DetectorMaker<IsolationForest, Own>;
