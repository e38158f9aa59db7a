import type { DetectorName, LabParameters, ParameterKey } from './parameter-facts.ts';

/** What a detector is, for those who show it: one row per detector. */
export interface DetectorFacts {
  readonly name: DetectorName;
  readonly title: string;
  readonly idea: string;
  /** Rows that it must have to learn from. */
  readonly fewestRows: number;
  /** The parameters that its result depends on, besides those of the training. */
  readonly parameters: readonly ParameterKey[];
}

/** What every detector's result depends on, whatever its kind; the seed draws the flows held out. */
export const TRAINING_PARAMETERS: readonly ParameterKey[] = [
  'trainOn',
  'holdOut',
  'evaluateOn',
  'seed',
];

export const DETECTORS: readonly DetectorFacts[] = [
  {
    name: 'isolation-forest',
    title: 'Isolation Forest',
    idea: 'Cuts at random until a flow stands alone: the fewer cuts it takes, the more it stands out.',
    fewestRows: 1,
    parameters: [
      'contamination',
      'randomState',
      'nEstimators',
      'maxSamples',
      'maxFeatures',
      'bootstrap',
    ],
  },
  {
    name: 'one-class-svm',
    title: 'One-Class SVM',
    idea: 'Draws a smooth boundary around the bulk of the flows; what falls outside is anomalous.',
    fewestRows: 1,
    parameters: ['nu', 'gamma', 'tol', 'shrinking', 'maxIter', 'cacheSize'],
  },
  {
    name: 'local-outlier-factor',
    title: 'Local Outlier Factor',
    idea: 'Compares the density around a flow with that around its neighbours: lonely beside the crowded is anomalous.',
    fewestRows: 2,
    parameters: ['contamination', 'nNeighbors', 'metric'],
  },
  {
    name: 'robust-z-score',
    title: 'Robust Z-Score',
    idea: 'A rule of thumb: how far from the median, feature by feature; the worst feature decides.',
    fewestRows: 1,
    parameters: ['contamination', 'zScoreCut'],
  },
  {
    name: 'interquartile-fence',
    title: 'Interquartile Fence',
    idea: 'The rule of the box plot: how far outside of the quartiles; the worst feature decides.',
    fewestRows: 1,
    parameters: ['contamination', 'fenceFactor'],
  },
  {
    name: 'autoencoder',
    title: 'Autoencoder',
    idea: 'A network that squeezes a flow through a few numbers and gives it back: what it gives back badly stands out.',
    fewestRows: 2,
    parameters: [
      'contamination',
      'hiddenUnits',
      'bottleneck',
      'epochs',
      'learningRate',
      'batchSize',
      'patience',
      'neuralBackend',
    ],
  },
  {
    name: 'ensemble',
    title: 'Ensemble',
    idea: 'Lets the others vote, or takes the mean or maximum of their scores, made comparable.',
    fewestRows: 1,
    parameters: ['contamination', 'ensemble', 'ensembleMembers', 'ensembleWeights'],
  },
];

/** The facts of a detector by its name. */
export function detectorFacts(name: DetectorName): DetectorFacts {
  const found = DETECTORS.find((row) => row.name === name);
  if (found === undefined) throw new Error(`There is no detector "${name}".`);
  return found;
}

/** The detectors that the chosen ones need to run, each behind what it is made of. */
export function detectorsToRun({
  detectors,
  ensembleMembers,
}: Pick<LabParameters, 'detectors' | 'ensembleMembers'>): DetectorName[] {
  if (!detectors.includes('ensemble')) return [...detectors];
  const others = detectors.filter((name) => name !== 'ensemble');
  const missing = ensembleMembers.filter((name) => !others.includes(name));
  return [...others, ...missing, 'ensemble'];
}

/** The parameters that a detector's result depends on, its members' among them. */
export function parametersBehind(
  detector: DetectorName,
  { ensembleMembers }: Pick<LabParameters, 'ensembleMembers'>,
): ParameterKey[] {
  const members = detector === 'ensemble' ? ensembleMembers : [];
  return [...new Set([detector, ...members].flatMap((name) => detectorFacts(name).parameters))];
}
