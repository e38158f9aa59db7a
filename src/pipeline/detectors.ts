import { randomStateOf } from '../data/random.ts';
import type { OutlierDetector } from '../models/detector.ts';
import { IsolationForest } from '../models/isolation-forest.ts';
import { LocalOutlierFactor } from '../models/local-outlier-factor.ts';
import { OneClassSvm } from '../models/one-class-svm.ts';
import type { DetectorName, LabParameters, ParameterKey } from './parameter-facts.ts';

/** Something that a fitted detector can say of itself. */
export interface DetectorFact {
  readonly name: string;
  readonly value: number | string;
  readonly meaning: string;
}

/** A detector as the lab offers it: one row per detector. */
export interface DetectorEntry<D extends OutlierDetector = OutlierDetector> {
  readonly name: DetectorName;
  readonly title: string;
  readonly idea: string;
  /** The parameters that its result depends on. */
  readonly parameters: readonly ParameterKey[];
  /** @param novelty it will score rows that it was not fitted on */
  readonly create: (parameters: LabParameters, novelty: boolean) => D;
  readonly facts: (fitted: D) => DetectorFact[];
}

const entry = <D extends OutlierDetector>(row: DetectorEntry<D>): DetectorEntry =>
  row as unknown as DetectorEntry;

/** What every detector's result depends on, whatever its kind; the seed draws the flows held out. */
export const TRAINING_PARAMETERS: readonly ParameterKey[] = [
  'trainOn',
  'holdOut',
  'evaluateOn',
  'seed',
];

export const DETECTORS: readonly DetectorEntry[] = [
  entry({
    name: 'isolation-forest',
    title: 'Isolation Forest',
    idea: 'Cuts at random until a flow stands alone: the fewer cuts it takes, the more it stands out.',
    parameters: [
      'contamination',
      'randomState',
      'nEstimators',
      'maxSamples',
      'maxFeatures',
      'bootstrap',
    ],
    create: (p) =>
      new IsolationForest({
        nEstimators: p.nEstimators,
        maxSamples: p.maxSamples,
        maxFeatures: p.maxFeatures,
        bootstrap: p.bootstrap,
        contamination: p.contamination,
        randomState: forestState(p),
      }),
    facts: (forest) => [
      {
        name: 'flows per tree',
        value: forest.maxSamplesFitted,
        meaning: 'Each tree sees only so many flows: anomalies are found where data is thin.',
      },
    ],
  }),
  entry({
    name: 'one-class-svm',
    title: 'One-Class SVM',
    idea: 'Draws a smooth boundary around the bulk of the flows; what falls outside is anomalous.',
    parameters: ['nu', 'gamma', 'tol', 'shrinking', 'maxIter', 'cacheSize'],
    create: (p) =>
      new OneClassSvm({
        nu: p.nu,
        gamma: p.gamma,
        tol: p.tol,
        shrinking: p.shrinking,
        maxIter: p.maxIter,
        cacheSize: p.cacheSize,
      }),
    facts: (svm) => [
      { name: 'gamma', value: svm.gammaFitted, meaning: 'The kernel width that was used.' },
      { name: 'iterations', value: svm.iterations, meaning: 'Steps that the solver took.' },
      {
        name: 'support vectors',
        value: svm.supportVectorIndices.length,
        meaning: 'Flows that hold the boundary up.',
      },
      {
        name: 'converged',
        value: svm.converged ? 'yes' : 'no',
        meaning: 'Whether the solver came within tol of the optimum.',
      },
      {
        name: 'decisions within tol of 0',
        value: svm.decisionsWithinTol,
        meaning:
          'Verdicts on training flows that the solver cannot vouch for: their sign is noise.',
      },
    ],
  }),
  entry({
    name: 'local-outlier-factor',
    title: 'Local Outlier Factor',
    idea: 'Compares the density around a flow with the density around its neighbours: lonely beside the crowded is anomalous.',
    parameters: ['contamination', 'nNeighbors', 'metric'],
    create: (p, novelty) =>
      new LocalOutlierFactor({
        nNeighbors: p.nNeighbors,
        contamination: p.contamination,
        metric: p.metric,
        novelty,
      }),
    facts: () => [],
  }),
];

/** The entry of a detector by its name. */
export function detectorEntry(name: DetectorName): DetectorEntry {
  const found = DETECTORS.find((row) => row.name === name);
  if (found === undefined) throw new Error(`There is no detector "${name}".`);
  return found;
}

/** The forest's seed: its own, or the one that the flows' seed gives. */
export function forestState({ randomState, seed }: LabParameters): number {
  return randomState === 'seed' ? randomStateOf(seed) : randomState;
}
