import type { ParameterFacts } from './parameter-types.ts';

export const STREAM_DETECTOR_NAMES = [
  'half-space-trees',
  'random-cut-forest',
  'sliding-forest',
] as const;
export type StreamDetectorName = (typeof STREAM_DETECTOR_NAMES)[number];

/** What can be set of the streaming step. */
export interface StreamParameters {
  readonly streamDetector: StreamDetectorName;
  readonly streamTrees: number | 'auto';
  readonly streamWindow: number | 'auto';
  readonly streamDepth: number;
  readonly streamRefit: number;
  readonly streamWarmUp: number;
  readonly alertRate: number;
  readonly alertWindow: number;
  readonly driftDelta: number;
  readonly driftFrom: number;
  readonly driftShare: number;
}

/** The rows of the streaming step, as those of `PARAMETERS`. */
export const STREAM_PARAMETERS: readonly ParameterFacts[] = [
  {
    key: 'streamDetector',
    flag: 'stream',
    step: 'stream',
    kind: 'choice',
    choices: STREAM_DETECTOR_NAMES,
    label: 'Online detector',
    default: 'half-space-trees',
    meaning: 'Replay the traffic flow by flow. The detector scores each flow, then learns it.',
    onCommandLine: 'Instead of everything else.',
  },
  {
    key: 'streamTrees',
    flag: 'stream-trees',
    step: 'stream',
    kind: 'number',
    min: 1,
    max: 1000,
    slider: { from: 5, to: 200 },
    resolution: 5,
    whole: true,
    words: ['auto'],
    label: 'Trees',
    default: 'auto',
    meaning: 'Trees of the online detector; auto: 25, 40 or 100.',
  },
  {
    key: 'streamWindow',
    flag: 'stream-window',
    step: 'stream',
    kind: 'number',
    min: 16,
    max: 100_000,
    slider: { from: 50, to: 5000 },
    resolution: 50,
    whole: true,
    words: ['auto'],
    label: 'Window',
    default: 'auto',
    meaning: 'How many last flows it uses; auto: 250, 256 or 2,048.',
  },
  {
    key: 'streamDepth',
    flag: 'stream-depth',
    step: 'stream',
    kind: 'number',
    min: 1,
    max: 16,
    resolution: 1,
    whole: true,
    label: 'Depth',
    default: 15,
    meaning: 'Levels of the Half-Space Trees.',
  },
  {
    key: 'streamRefit',
    flag: 'stream-refit',
    step: 'stream',
    kind: 'number',
    min: 1,
    max: 1_000_000,
    slider: { from: 100, to: 5000 },
    resolution: 100,
    whole: true,
    label: 'Refit every',
    default: 500,
    meaning: 'Flows between two fits of the sliding forest.',
  },
  {
    key: 'streamWarmUp',
    flag: 'stream-warm-up',
    step: 'stream',
    kind: 'number',
    min: 16,
    max: 1_000_000,
    slider: { from: 100, to: 5000 },
    resolution: 100,
    whole: true,
    label: 'Warm-up',
    default: 500,
    meaning: 'First flows, which are learnt but not judged. The scaler is fitted on them.',
  },
  {
    key: 'alertRate',
    flag: 'alert-rate',
    step: 'stream',
    kind: 'number',
    min: 0,
    above: true,
    max: 0.5,
    slider: { from: 0.001, to: 0.2 },
    resolution: 0.001,
    label: 'Alert rate',
    default: 0.05,
    meaning: 'Share of flows that may raise an alert. The threshold follows the scores.',
  },
  {
    key: 'alertWindow',
    flag: 'alert-window',
    step: 'stream',
    kind: 'number',
    min: 16,
    max: 10_000_000,
    slider: { from: 500, to: 50_000 },
    resolution: 500,
    whole: true,
    label: 'Threshold window',
    default: 5000,
    meaning: 'The threshold is computed from the last scores, at most so many.',
  },
  {
    key: 'driftDelta',
    flag: 'drift-delta',
    step: 'stream',
    kind: 'number',
    min: 0,
    above: true,
    max: 0.5,
    resolution: 0.001,
    label: 'Drift: confidence',
    default: 0.002,
    meaning: 'Bound of ADWIN on false reports of drift.',
  },
  {
    key: 'driftFrom',
    flag: 'drift-from',
    step: 'stream',
    kind: 'number',
    min: 0,
    max: 10_000_000,
    resolution: 100,
    whole: true,
    label: 'New application from',
    default: 0,
    meaning: 'First flow of a new, harmless application; 0 for none. Generated traffic only.',
  },
  {
    key: 'driftShare',
    flag: 'drift-share',
    step: 'stream',
    kind: 'number',
    min: 0,
    above: true,
    max: 0.9,
    slider: { from: 0.05, to: 0.9 },
    resolution: 0.05,
    label: 'New application: share',
    default: 0.2,
    meaning: 'Its share of the flows from then on.',
  },
];
