import type { RandomSource } from '../../data/random.ts';
import { HalfSpaceTrees } from '../../models/online/half-space-trees.ts';
import { type ExpectedRange, growHalfSpaces } from '../../models/online/half-spaces.ts';
import type { OnlineDetector } from '../../models/online/online-detector.ts';
import { RandomCutForest } from '../../models/online/random-cut-forest.ts';
import { SlidingForest } from '../../models/online/sliding-forest.ts';
import type { StreamDetectorName, StreamParameters } from '../parameters/stream-parameters.ts';

type DetectorParameters = Pick<
  StreamParameters,
  'streamTrees' | 'streamWindow' | 'streamDepth' | 'streamRefit'
>;

/** What the lab knows of an online detector. */
export interface StreamDetectorFacts {
  readonly name: StreamDetectorName;
  readonly title: string;
  readonly idea: string;
  /** What `auto` stands for. */
  readonly trees: number;
  readonly window: number;
  /** Rows before its scores mean something, for a window. */
  readonly readyAfter: (window: number) => number;
  readonly create: (
    ranges: readonly ExpectedRange[],
    settings: { trees: number; window: number; depth: number; refit: number },
    source: RandomSource,
  ) => OnlineDetector;
}

export const STREAM_DETECTORS: readonly StreamDetectorFacts[] = [
  {
    name: 'half-space-trees',
    title: 'Half-Space Trees',
    idea: 'Counts how many of the last flows fell into the same parts of the space.',
    trees: 25,
    window: 250,
    readyAfter: (window) => window,
    create: (ranges, { trees, window, depth }, source) =>
      new HalfSpaceTrees(growHalfSpaces(ranges, { trees, depth }, source), window),
  },
  {
    name: 'random-cut-forest',
    title: 'Robust Random Cut Forest',
    idea: 'Measures how much a flow changes trees of the last flows.',
    trees: 40,
    window: 256,
    readyAfter: (window) => window,
    create: (ranges, { trees, window }, source) =>
      new RandomCutForest(ranges.length, { trees, window }, source),
  },
  {
    name: 'sliding-forest',
    title: 'Isolation Forest on a sliding window',
    idea: 'The Isolation Forest, fitted again and again on the last flows.',
    trees: 100,
    window: 2048,
    readyAfter: (window) => Math.min(window, 256),
    create: (ranges, { trees, window, refit }, source) =>
      new SlidingForest(ranges.length, { trees, window, refit }, source),
  },
];

export function streamDetectorFacts(name: StreamDetectorName): StreamDetectorFacts {
  const facts = STREAM_DETECTORS.find((row) => row.name === name);
  if (facts === undefined) throw new Error(`There is no online detector ${name}.`);
  return facts;
}

/** The settings with each `auto` filled in. */
export function streamSettings(
  { trees, window }: StreamDetectorFacts,
  { streamTrees, streamWindow, streamDepth, streamRefit }: DetectorParameters,
) {
  return {
    trees: streamTrees === 'auto' ? trees : streamTrees,
    window: streamWindow === 'auto' ? window : streamWindow,
    depth: streamDepth,
    refit: streamRefit,
  };
}
