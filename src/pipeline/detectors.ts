import { randomStateOf } from '../data/random.ts';
import type { OutlierDetector } from '../models/detector.ts';
import { Ensemble } from '../models/ensemble.ts';
import { IsolationForest } from '../models/isolation-forest.ts';
import { LocalOutlierFactor } from '../models/local-outlier-factor.ts';
import { Autoencoder } from '../models/neural/autoencoder.ts';
import type { NeuralRuntime } from '../models/neural/runtime.ts';
import { OneClassSvm } from '../models/one-class-svm.ts';
import { RuleOfThumb } from '../models/rule-of-thumb.ts';
import { detectorFacts } from './detector-facts.ts';
import type { DetectorName, LabParameters } from './parameter-facts.ts';

/** Something that a fitted detector can say of itself. */
export interface FittedFact {
  readonly name: string;
  readonly value: number | string;
  readonly meaning: string;
}

/** How the lab's parameters make a detector, and what it tells once it is fitted. */
interface DetectorMaker<D extends OutlierDetector> {
  /**
   * @param novelty it will score rows that it was not fitted on
   * @param neural what trains networks
   */
  readonly create: (parameters: LabParameters, novelty: boolean, neural?: NeuralRuntime) => D;
  readonly facts: (fitted: D) => FittedFact[];
  /** The fitted detector that its `toJSON` wrote; an InputError for anything else. */
  readonly restore: (json: unknown) => D;
}

const maker = <D extends OutlierDetector>(row: DetectorMaker<D>) =>
  row as unknown as DetectorMaker<OutlierDetector>;

const MAKERS: Readonly<Record<DetectorName, DetectorMaker<OutlierDetector>>> = {
  'isolation-forest': maker({
    create: (p) =>
      new IsolationForest({
        nEstimators: p.nEstimators,
        maxSamples: p.maxSamples,
        maxFeatures: p.maxFeatures,
        bootstrap: p.bootstrap,
        contamination: p.contamination,
        randomState: p.randomState === 'seed' ? randomStateOf(p.seed) : p.randomState,
      }),
    facts: (forest) => [
      {
        name: 'flows per tree',
        value: forest.maxSamplesFitted,
        meaning: 'Each tree sees only so many flows: anomalies are found where data is thin.',
      },
    ],
    restore: (json) => IsolationForest.fromJSON(json),
  }),
  'one-class-svm': maker({
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
    restore: (json) => OneClassSvm.fromJSON(json),
  }),
  'local-outlier-factor': maker({
    create: (p, novelty) =>
      new LocalOutlierFactor({
        nNeighbors: p.nNeighbors,
        contamination: p.contamination,
        metric: p.metric,
        novelty,
      }),
    facts: () => [],
    restore: (json) => LocalOutlierFactor.fromJSON(json),
  }),
  'robust-z-score': maker({
    create: ({ zScoreCut, contamination }) =>
      new RuleOfThumb({ rule: 'robust-z-score', cut: zScoreCut, contamination }),
    facts: decisiveFact,
    restore: (json) => RuleOfThumb.fromJSON('robust-z-score', json),
  }),
  'interquartile-fence': maker({
    create: ({ fenceFactor, contamination }) =>
      new RuleOfThumb({ rule: 'interquartile-fence', cut: fenceFactor, contamination }),
    facts: decisiveFact,
    restore: (json) => RuleOfThumb.fromJSON('interquartile-fence', json),
  }),
  autoencoder: maker({
    create: (p, _, neural) =>
      new Autoencoder(
        {
          hiddenUnits: p.hiddenUnits,
          bottleneck: p.bottleneck,
          epochs: p.epochs,
          learningRate: p.learningRate,
          batchSize: p.batchSize,
          patience: p.patience,
          contamination: p.contamination,
          randomState: randomStateOf(p.seed),
        },
        neural,
      ),
    facts: networkFacts,
    restore: (json) => Autoencoder.fromJSON(json),
  }),
  // Its matrix holds its members' decisions, a column each.
  ensemble: maker({
    create: ({ ensemble, ensembleWeights, contamination }) =>
      new Ensemble({ combination: ensemble, weights: ensembleWeights, contamination }),
    facts: (ensemble) => [
      {
        name: 'combined by',
        value: ensemble.params.combination,
        meaning: 'How the answers of its members become one.',
      },
      ...ensemble.members.map((member, at) => ({
        name: `weight of ${detectorFacts(member as DetectorName).title}`,
        value: ensemble.weights[at],
        meaning: 'What this member counts.',
      })),
    ],
    restore: (json) => Ensemble.fromJSON(json),
  }),
};

function decisiveFact({ decisive }: RuleOfThumb): FittedFact[] {
  if (decisive === null) return [];
  return [
    {
      name: 'decisive feature',
      value: decisive.name,
      meaning: `The worst feature of ${decisive.rows} of the ${decisive.of} training flows flagged.`,
    },
  ];
}

function networkFacts({ fitted }: Autoencoder): FittedFact[] {
  const { reconstruction, curves, backend, why } = fitted;
  const { history, bestEpoch, stoppedEarly } = curves;
  const units = reconstruction.layers.map((layer) => layer.units);
  return [
    {
      name: 'layers',
      value: [reconstruction.scaler.center.length, ...units].join(' → '),
      meaning: 'Numbers that go in, those of each layer, and those that come back.',
    },
    {
      name: 'epochs',
      value: history.length,
      meaning: stoppedEarly
        ? 'It stopped early: the validation loss had not fallen for as long as patience lasts.'
        : 'All that were asked for: it might have learnt more in more.',
    },
    {
      name: 'best epoch',
      value: bestEpoch,
      meaning: 'The one with the lowest validation loss; its weights are kept.',
    },
    { name: 'computed by', value: backend, meaning: why },
  ];
}

/** What makes the detector of that name. */
export function detectorMaker(name: DetectorName): DetectorMaker<OutlierDetector> {
  return MAKERS[name];
}

/** A fitted detector from what its `toJSON` gave. @throws InputError for anything else */
export function restoreDetector(name: DetectorName, json: unknown): OutlierDetector {
  return MAKERS[name].restore(json);
}
