import { encodeCategories } from '../../src/data/flow-rows.ts';
import type { CategoryColumn } from '../../src/data/flow-table.ts';
import { readCsvFixture, readJsonFixture } from '../support.ts';

/** What scikit-learn said of one detector's answer; null stands for NaN. */
export interface RecordedMetrics {
  confusion: { tn: number; fp: number; fn: number; tp: number };
  precision: number;
  recall: number;
  f1: number;
  accuracy: number;
  rocAuc: number | null;
  averagePrecision: number;
  bestF1: number | null;
  bestF1Alerts: number | null;
  roc: RecordedRoc;
  top: number[];
}

export interface RecordedRoc {
  fpr: (number | null)[];
  tpr: (number | null)[];
  thresholds: number[];
}

export interface MetricCase extends RecordedMetrics {
  label: number[];
  scores: number[];
  predictions: number[];
  rocFull: RecordedRoc;
  precisionRecall: { precision: number[]; recall: number[]; thresholds: number[] };
}

export const DETECTORS = ['isolation_forest', 'one_class_svm', 'local_outlier_factor'] as const;
export const SEEDS = ['42', '7'] as const;
type Seed = (typeof SEEDS)[number];
type DetectorName = (typeof DETECTORS)[number];

interface RecordedPair {
  first: string;
  second: string;
  jaccard: number;
  kappa: number;
}

interface MetricsFixture {
  cases: Record<string, MetricCase>;
  seeds: Record<Seed, Record<DetectorName, RecordedMetrics> & { pairs: RecordedPair[] }>;
}

export const METRICS = readJsonFixture<MetricsFixture>('eval/metrics.json.gz');

/** The small cases, ready for `test.each`. */
export const CASES = Object.entries(METRICS.cases).map(([name, recorded]) => ({
  name,
  recorded,
  label: Int8Array.from(recorded.label),
  scores: Float64Array.from(recorded.scores),
  predictions: Int8Array.from(recorded.predictions),
}));

export interface SeedFlows {
  label: Int8Array;
  attackType: CategoryColumn;
  scores: Record<DetectorName, Float64Array>;
  predictions: Record<DetectorName, Int8Array>;
}

/** The notebook's flows of one seed with what its three detectors said of them. */
export function seedFlows(seed: Seed): SeedFlows {
  const flows = readCsvFixture(`reference/seed-${seed}/flows.csv.gz`);
  const detectors = readCsvFixture(`reference/seed-${seed}/detectors.csv.gz`);
  const types = columnIn(flows, 'attack_type');
  const byDetector = <T>(read: (name: DetectorName) => T) =>
    Object.fromEntries(DETECTORS.map((name) => [name, read(name)])) as Record<DetectorName, T>;
  return {
    label: Int8Array.from(columnIn(flows, 'label'), Number),
    attackType: encodeCategories(types, types.length),
    scores: byDetector((name) => Float64Array.from(columnIn(detectors, `${name}_score`), Number)),
    predictions: byDetector((name) =>
      Int8Array.from(columnIn(detectors, `${name}_prediction`), Number),
    ),
  };
}

function columnIn(columns: Map<string, string[]>, name: string): string[] {
  const words = columns.get(name);
  if (words === undefined) throw new Error(`The fixture has no column ${name}.`);
  return words;
}

export interface RecordedHistogram {
  values: number[];
  bins: number;
  range: [number, number] | null;
  counts: number[];
  edges: number[];
  density: number[];
}

interface RecordedSummary {
  values: number[];
  count: number;
  mean: number;
  standardDeviation: number | null;
  minimum: number;
  lowerQuartile: number;
  median: number;
  upperQuartile: number;
  maximum: number;
  skewness: number | null;
}

interface SamplesFixture {
  histograms: { even: Record<string, RecordedHistogram>; logarithmic: RecordedHistogram };
  summaries: Record<string, RecordedSummary>;
  density: { values: number[]; bandwidth: number; x: number[]; density: number[] };
  correlation: Record<'pearson' | 'spearman', (number | null)[][]> & {
    names: string[];
    rows: number[][];
  };
  classMeans: Record<Seed, Record<string, [number, number]>>;
  wilson: [successes: number, trials: number, low: number, high: number][];
}

export const SAMPLES = readJsonFixture<SamplesFixture>('eval/samples.json.gz');
