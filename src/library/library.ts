// biome-ignore-all lint/performance/noBarrelFile: what the package offers is this list.
/**
 * The lab's engine as a library, for Node and for bundlers: flows become features, features become
 * scores, scores are judged and explained. See docs/library.md for an example.
 *
 * Detectors have scikit-learn's methods in camelCase (`OutlierDetector`) and its scale: a lower score
 * is more abnormal, a decision below 0 raises an alert, a prediction is −1 or 1.
 */
export { InputError } from '../data/errors.ts';
export { takeRows } from '../data/flow-rows.ts';
export type { CategoryColumn, FlowTable, TextColumn } from '../data/flow-table.ts';
export { ATTACK, NORMAL, UNLABELLED } from '../data/flow-table.ts';
export type { ProfileCounts } from '../data/generate.ts';
export { generateFlows } from '../data/generate.ts';
export type { ImportProblem } from '../data/import/importer.ts';
export type { BinaryMetrics, Confusion } from '../eval/confusion.ts';
export { confusionMatrix, metricsOf } from '../eval/confusion.ts';
export type { FeaturePlace } from '../eval/explain-flow.ts';
export type { PrecisionRecallCurve, RocCurve } from '../eval/thresholds/curves.ts';
export type { AlertThreshold, BestF1 } from '../eval/thresholds/thresholds.ts';
export {
  predictionsAt,
  thresholdAtPercentile,
  thresholdForAlerts,
} from '../eval/thresholds/thresholds.ts';
export type { Matrix } from '../features/matrix.ts';
export { takeMatrixRows } from '../features/matrix.ts';
export type { Scaler } from '../features/scale.ts';
export { fitScaler, inverseTransform, transform } from '../features/scale.ts';
export type { Assessment } from '../models/detector.ts';
export { OutlierDetector } from '../models/detector.ts';
export { Ecod } from '../models/ecod/ecod.ts';
export { Ensemble } from '../models/ensemble/ensemble.ts';
export { Hbos } from '../models/hbos/hbos.ts';
export { IsolationForest } from '../models/isolation-forest/isolation-forest.ts';
export { KNearestNeighbours } from '../models/k-nearest-neighbours/k-nearest-neighbours.ts';
export { LocalOutlierFactor } from '../models/local-outlier-factor/local-outlier-factor.ts';
export { Autoencoder } from '../models/neural/autoencoder.ts';
export type { NeuralRuntime } from '../models/neural/runtime.ts';
export { loadNeuralRuntime } from '../models/neural/runtime.ts';
export { OneClassSvm } from '../models/one-class-svm/one-class-svm.ts';
export { RuleOfThumb } from '../models/rule-of-thumb/rule-of-thumb.ts';
export type { FlowExplained } from './explain.ts';
export { explainFlow } from './explain.ts';
export type { FeatureOptions } from './features.ts';
export { FEATURE_NAMES, featuresOf, matrixOfColumns } from './features.ts';
export type { ReadOptions, TrafficFile, TrafficRead } from './flows.ts';
export { readFlows } from './flows.ts';
export {
  averagePrecision,
  bestF1Threshold,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from './metrics.ts';
