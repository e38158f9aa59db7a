import { randomStateOf } from '../../data/random.ts';
import { visibleJson } from '../../data/visible-text.ts';
import { type DriftReference, driftReference } from '../../eval/distributions/drift-reference.ts';
import { takeMatrixRows } from '../../features/matrix.ts';
import type { Scaler } from '../../features/scale.ts';
import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import { classifierJson } from '../../models/neural/attack-classifier-json.ts';
import { type BaselineSources, rawBaseline } from '../baseline/baseline.ts';
import { type LearntFrom, learntByLabels } from '../baseline/baseline-rows.ts';
import { FIXED_PARAMETERS, type FixedParameters } from '../parameters/fixed-parameters.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import { formatParameter } from '../parameters/parameters.ts';
import type { StepContext } from '../run/detect.ts';
import type { Engineered } from '../run/engineer.ts';
import { fitEstimators } from '../run/fit-estimators.ts';
import { scaleFeatures, selectionOf } from '../run/scale.ts';
import { trainingSplitOf } from '../run/training-split.ts';
import { splitFlows } from '../traffic/labels.ts';

/** What a saved lab calls itself, and of which form it is. */
export const TRAINED_LAB_KIND = 'network-anomaly-lab';
export const TRAINED_LAB_VERSION = 1;

/** A lab that has learnt and can be saved: plain values, no flow and no address of what it saw. */
export interface TrainedLab {
  /** When, in words of the one who saved it; `null`: not told. */
  readonly created: string | null;
  readonly parameters: FixedParameters;
  /** `false`: it was trained on a table of numbers. */
  readonly fromFlows: boolean;
  /** The columns that the detectors see, in their order. */
  readonly features: readonly string[];
  readonly scaler: Scaler;
  readonly detectors: readonly SavedDetector[];
  /** `null`: none was trained. */
  readonly classifier: AttackClassifier | null;
  readonly learntFrom: LearntFrom;
  readonly reference: DriftReference;
  readonly belongings: Belongings;
}

export interface SavedDetector {
  readonly name: DetectorName;
  /**
   * The threshold set by hand by which its verdicts were learnt from; `null`: its own. The one that
   * is in force is a parameter.
   */
  readonly threshold: number | null;
  /** What its `toJSON` gave. */
  readonly fitted: object;
}

/** What a saved lab carries along without knowing what it means: plain JSON values. */
export interface Belongings {
  /** Rules of what is known to be fine, as typed. */
  readonly allow: readonly string[];
  /** How columns of files were mapped. */
  readonly mappings: unknown;
  /** What a person said that words mean as labels. */
  readonly labelWords?: unknown;
}

/** What is to be learnt. */
export interface TrainingInput {
  readonly engineered: Pick<Engineered, 'features' | 'fromFlows'>;
  readonly parameters: LabParameters;
  readonly sources: BaselineSources;
}

/** What whoever saves a lab adds to it. */
export interface Saving {
  readonly created: string | null;
  readonly belongings: Belongings;
  /** Trained on the same matrix. */
  readonly classifier?: AttackClassifier | null;
}

type TrainingContext = Omit<StepContext, 'now'>;

/**
 * Fits scaler and detectors once more, as the parameters ask, so that they can score flows that they
 * have not seen: the local outlier factor, too, which otherwise knows only the flows it was fitted
 * on. The costs of fitting them.
 *
 * @throws InputError as scaling and fitting do
 */
export function trainLab(
  input: TrainingInput,
  saving: Saving,
  context: TrainingContext = {},
): TrainedLab {
  const { engineered, parameters, sources } = input;
  const scaled = scaleFeatures(engineered, parameters, sources);
  const { training } = trainingSplitOf(scaled, sources.labels, parameters);
  const fitted = fitEstimators(training, parameters, context);
  const randomState = randomStateOf(parameters.seed);
  return {
    created: saving.created,
    parameters: fixedOf(parameters),
    fromFlows: engineered.fromFlows,
    features: scaled.matrix.names,
    scaler: scaled.scaler,
    detectors: fitted.map(({ name, detector, threshold }) => {
      return { name, threshold, fitted: detector.toJSON() };
    }),
    classifier: saving.classifier ?? null,
    learntFrom:
      scaled.baseline?.learntFrom ??
      learntByLabels(sources.labels, sources.startTime, parameters, randomState),
    reference: driftReference(featuresLearntFrom(input, randomState)),
    belongings: saving.belongings,
  };
}

/** The selected features of the flows learnt from, before scaling. */
function featuresLearntFrom(
  { engineered, parameters, sources }: TrainingInput,
  randomState: number,
) {
  const select = selectionOf(engineered.fromFlows, parameters);
  const raw = rawBaseline(engineered, parameters, sources, select);
  if (raw !== null) return raw.features;
  const { train } = splitFlows(sources.labels, parameters, randomState);
  const selected = select(engineered.features);
  return train === null ? selected : takeMatrixRows(selected, train);
}

/** What of the parameters a trained lab settles. The forest's seed is settled as a number. */
function fixedOf(parameters: LabParameters): FixedParameters {
  const { randomState, seed } = parameters;
  const settled: LabParameters = {
    ...parameters,
    randomState: randomState === 'seed' ? randomStateOf(seed) : randomState,
  };
  return Object.fromEntries(FIXED_PARAMETERS.map(({ key }) => [key, settled[key]]));
}

/** A trained lab as JSON text, which `readTrainedLab` reads back; numbers survive to the bit. */
export function trainedLabText(lab: TrainedLab): string {
  const { parameters, classifier, ...rest } = lab;
  const texts = FIXED_PARAMETERS.flatMap(({ key, flag }) => {
    const value = parameters[key];
    return value === undefined ? [] : [[flag, formatParameter(value)]];
  });
  return `${visibleJson({
    kind: TRAINED_LAB_KIND,
    version: TRAINED_LAB_VERSION,
    ...rest,
    ...(classifier && { classifier: classifierJson(classifier) }),
    parameters: Object.fromEntries(texts),
  })}\n`;
}
