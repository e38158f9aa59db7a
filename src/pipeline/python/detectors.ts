import { randomStateOf } from '../../data/random.ts';
import { DETECTORS, parametersOf } from '../detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../lab-parameters.ts';
import { PARAMETERS } from '../parameter-facts.ts';
import type { ParameterFacts, ParameterKey } from '../parameter-types.ts';
import { AUTOENCODER } from './autoencoder.ts';
import { ensembleCode } from './ensemble.ts';
import { trainingName } from './judge.ts';
import { blocks, call, literal, shareOrCount } from './literals.ts';
import { INTERQUARTILE_FENCE, ROBUST_Z_SCORE } from './rules-of-thumb.ts';
import type { PythonRequest } from './source.ts';

/** A detector in scikit-learn, or written like one, and how the code calls it. */
interface PythonDetector {
  /** What must stand before it can be called. */
  readonly preamble: string;
  readonly estimator: string;
  readonly variable: string;
}

const PYTHON_DETECTORS: Readonly<Record<DetectorName, PythonDetector>> = {
  'isolation-forest': {
    preamble: 'from sklearn.ensemble import IsolationForest',
    estimator: 'IsolationForest',
    variable: 'forest',
  },
  'one-class-svm': {
    preamble: 'from sklearn.svm import OneClassSVM',
    estimator: 'OneClassSVM',
    variable: 'svm',
  },
  'local-outlier-factor': {
    preamble: 'from sklearn.neighbors import LocalOutlierFactor',
    estimator: 'LocalOutlierFactor',
    variable: 'lof',
  },
  'robust-z-score': {
    preamble: ROBUST_Z_SCORE,
    estimator: 'RobustZScore',
    variable: 'z_score',
  },
  'interquartile-fence': {
    preamble: INTERQUARTILE_FENCE,
    estimator: 'InterquartileFence',
    variable: 'fence',
  },
  autoencoder: {
    preamble: AUTOENCODER,
    estimator: 'Autoencoder',
    variable: 'autoencoder',
  },
  ensemble: { preamble: '', estimator: '', variable: 'ensemble' },
};

/** Arguments that the notebook spells out; the others only where they differ from the default. */
const SPELT_OUT: readonly ParameterKey[] = [
  'contamination',
  'randomState',
  'nEstimators',
  'nu',
  'gamma',
  'nNeighbors',
];

/** One detector fitted, its `…_scores` and `…_flagged` of every flow, and how it did. */
export function detectorCode(name: DetectorName, { parameters, source }: PythonRequest): string {
  const { preamble, estimator, variable } = PYTHON_DETECTORS[name];
  const training = trainingName(parameters);
  const apart = training !== 'X';
  const novelty = apart && name === 'local-outlier-factor' ? ['novelty=True'] : [];
  const verdicts =
    !apart && name === 'local-outlier-factor'
      ? [
          `${variable}_flagged = ${variable}.fit_predict(X) == -1`,
          `${variable}_scores = ${variable}.negative_outlier_factor_`,
        ]
      : [
          `${variable}.fit(${training})`,
          `${variable}_flagged = ${variable}.predict(X) == -1`,
          `${variable}_scores = ${variable}.score_samples(X)`,
        ];
  return blocks(
    preamble,
    name === 'ensemble'
      ? ensembleCode(parameters, (member) => PYTHON_DETECTORS[member].variable)
      : [
          call(estimator, [...detectorArguments(name, parameters), ...novelty], `${variable} = `),
          ...verdicts,
        ].join('\n'),
    [
      `show(judge(${variable}_scores, ${variable}_flagged))`,
      ...(source.labels === 'none' ? [] : [`print(found(${variable}_flagged))`]),
    ].join('\n'),
  );
}

function detectorArguments(name: DetectorName, parameters: LabParameters): string[] {
  // Who computes is no argument: scikit-learn's network knows one way.
  const rows = PARAMETERS.filter(
    ({ key }) => key !== 'neuralBackend' && parametersOf(name).includes(key),
  );
  const drawn = name === 'autoencoder' ? [`random_state=${randomStateOf(parameters.seed)}`] : [];
  const kernel = name === 'one-class-svm' ? ['kernel="rbf"'] : [];
  return [
    ...kernel,
    ...rows
      .filter((facts) => SPELT_OUT.includes(facts.key) || parameters[facts.key] !== facts.default)
      .map((facts) => `${facts.flag.replaceAll('-', '_')}=${argumentLiteral(facts, parameters)}`),
    ...drawn,
  ];
}

function argumentLiteral({ key }: ParameterFacts, parameters: LabParameters): string {
  if (key === 'randomState') return String(forestSeed(parameters));
  const value = parameters[key];
  if (typeof value === 'object') throw new TypeError(`${key} is no argument of an estimator.`);
  const share = key === 'maxSamples' || key === 'maxFeatures';
  return share && typeof value === 'number' ? shareOrCount(value) : literal(value);
}

function forestSeed({ randomState, seed }: LabParameters): number {
  return randomState === 'seed' ? randomStateOf(seed) : randomState;
}

/** The detectors that run, in the lab's order of the parameter. */
export function runningDetectors({ detectors }: LabParameters) {
  return detectors.map((name) => ({
    ...PYTHON_DETECTORS[name],
    title: DETECTORS.find((row) => row.name === name)?.title ?? name,
  }));
}
