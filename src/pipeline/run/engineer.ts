import { InputError } from '../../data/errors.ts';
import { gather } from '../../data/flow-rows.ts';
import type { Confusion } from '../../eval/confusion.ts';
import { type Histogram, histogram, logHistogram } from '../../eval/distributions/histogram.ts';
import {
  type SharedHistograms,
  sharedHistograms,
} from '../../eval/distributions/shared-histogram.ts';
import {
  type ClassMeans,
  classMeans,
  type Summary,
  summarize,
} from '../../eval/distributions/summary.ts';
import { clippedDurations } from '../../features/engineer.ts';
import { columnOf, type Matrix, matrix } from '../../features/matrix.ts';
import { selectFeatures } from '../../features/select.ts';
import type { EngineeringParameters } from '../parameters/engineering-parameters.ts';
import type { Traffic } from '../traffic/generate.ts';
import { labelClasses } from '../traffic/labels.ts';
import { featuresOfFlows } from './flow-features.ts';
import { flagRemarks, judgeFlags, type Remark, sampledRhythmRemarks } from './remarks.ts';

/** Traffic as numbers, and what the numbers look like. */
export interface Engineered {
  /** The twenty features and, where asked for, those of time; or the columns of an imported table. */
  readonly features: Matrix;
  /** `false` for an imported table, which nobody engineered. */
  readonly fromFlows: boolean;
  readonly classMeans: readonly ClassMeans[];
  /** Flows that show each pattern; empty for a table. */
  readonly patterns: readonly PatternCount[];
  readonly distributions: readonly FeatureDistribution[];
  /** What the pattern flags alone would find; `null` without flows or attacks. */
  readonly flags: Confusion | null;
  readonly remarks: readonly Remark[];
}

export interface PatternCount {
  readonly feature: string;
  readonly title: string;
  readonly flows: number;
}

/** A feature's histograms: each class over its own range, and all on one axis. */
export interface FeatureDistribution {
  readonly feature: string;
  readonly classes: readonly {
    readonly name: string;
    readonly summary: Summary;
    readonly linear: Histogram;
    /** Bins of equal width on a logarithmic axis; values of 0 and less are left out. */
    readonly logarithmic: Histogram;
  }[];
  /** All classes on one axis: the one that shows most, then the linear one where that is another. */
  readonly shared: SharedHistograms;
}

/** Bins of every histogram, as in the notebook. */
export const BINS = 30;

export const MEAN_FEATURES = [
  'bytes_per_second',
  'packets_per_second',
  'bytes_ratio',
  'send_recv_ratio',
  'duration',
];
export const CHARTED_FEATURES = [
  'bytes_per_second',
  'packets_per_second',
  'bytes_ratio',
  'duration',
];

export const PATTERNS: readonly Omit<PatternCount, 'flows'>[] = [
  { feature: 'is_multi_dest', title: 'reach several destinations (scans, moves)' },
  { feature: 'is_multi_src', title: 'come from several sources (floods)' },
  { feature: 'is_suspicious_port', title: 'use a suspicious port' },
];

/**
 * Step 2 without what describes the numbers. O(flows), O(flows log flows) with time features.
 *
 * @throws InputError where time features are asked for and the traffic has no times
 */
export function featuresOfTraffic(
  traffic: Traffic,
  parameters?: EngineeringParameters,
): Pick<Engineered, 'features' | 'fromFlows'> {
  const { flows } = traffic;
  if (flows !== null) return { features: featuresOfFlows(flows, parameters), fromFlows: true };
  if (!parameters?.timeFeatures) return { features: tableOf(traffic), fromFlows: false };
  throw new InputError(
    'A table of numbers does not tell when anything began: turn the time features off.',
  );
}

/**
 * Step 2. O(flows), O(flows log flows) with time features.
 *
 * @throws InputError where time features are asked for and the traffic has no times
 */
export function engineerTraffic(traffic: Traffic, parameters?: EngineeringParameters): Engineered {
  const { flows, labels } = traffic;
  const { features, fromFlows } = featuresOfTraffic(traffic, parameters);
  const described = flows === null ? features : withDuration(features, clippedDurations(flows));
  const meansOf = flows === null ? described.names : MEAN_FEATURES;
  const charted = flows === null ? described.names.slice(0, 4) : CHARTED_FEATURES;
  const flags = flows === null ? null : judgeFlags(features, labels.label);
  return {
    features,
    fromFlows,
    classMeans: classMeans(selectFeatures(described, meansOf), labels.label),
    patterns: flows === null ? [] : PATTERNS.map((pattern) => countPattern(features, pattern)),
    distributions: charted.map((feature) => distributionOf(described, feature, traffic)),
    flags,
    remarks: [
      ...flagRemarks(flags),
      ...(parameters?.timeFeatures ? sampledRhythmRemarks(traffic) : []),
    ],
  };
}

function tableOf({ table }: Traffic): Matrix {
  if (table === null) throw new Error('Traffic holds either flows or a table.');
  return table;
}

function withDuration(features: Matrix, durations: Float64Array): Matrix {
  const names = [...features.names, 'duration'];
  const data = new Float64Array(features.rows * names.length);
  for (let row = 0; row < features.rows; row++) {
    const start = row * features.columns;
    data.set(features.data.subarray(start, start + features.columns), row * names.length);
    data[(row + 1) * names.length - 1] = durations[row];
  }
  return matrix(data, names);
}

function countPattern(features: Matrix, pattern: Omit<PatternCount, 'flows'>): PatternCount {
  const flags = columnOf(features, features.names.indexOf(pattern.feature));
  return { ...pattern, flows: flags.reduce((sum, flag) => sum + flag, 0) };
}

function distributionOf(x: Matrix, feature: string, { labels }: Traffic): FeatureDistribution {
  const values = columnOf(x, x.names.indexOf(feature));
  const valuesOf = labelClasses(labels).map(({ name, rows }) => ({
    name,
    values: gather(values, rows),
  }));
  const classes = valuesOf.flatMap(({ name, values: ofClass }) => {
    const summary = summarize(ofClass);
    if (summary === null) return [];
    return {
      name,
      summary,
      linear: histogram(ofClass, { bins: BINS }),
      logarithmic: logHistogram(ofClass, { bins: BINS }),
    };
  });
  return { feature, classes, shared: sharedHistograms(valuesOf) };
}
