/// <reference types="vite/types/importMeta.d.ts" />
import type { Matrix } from '../../features/matrix.ts';
import type { OutlierDetector } from '../../models/detector.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import type { Labels } from '../traffic/labels.ts';
import type { Inside, InsideFlow, MentionedFlow } from './inside.ts';
import { type OwnUnits, ownFeatures } from './own-units.ts';

/** The flows that a detector has judged, as whoever looks into it needs them. */
export interface JudgedFlows {
  readonly detection: Detection;
  /** What the detectors see: scaled. */
  readonly matrix: Matrix;
  readonly labels: Labels;
  readonly units: OwnUnits;
  /** Whether the flows judged are those learnt from: then a flow is judged by the others. */
  readonly everything: boolean;
  /** The flow that a row of training is. */
  readonly learntFlow: (trainingRow: number) => MentionedFlow;
  /** Of an ensemble: its members' answers, in its order. */
  readonly members: readonly Detection[];
}

/** What may be chosen besides the flow. */
export interface InsideChoice {
  /** The tree whose path is told, from 0; without, one whose path is about as long as the mean. */
  readonly tree?: number;
}

/** Looks into a detector at one flow after another. @throws InputError for what is not there */
export type LookInside = (row: number, choice?: InsideChoice) => Inside;

/** How one detector is looked into. */
export interface InsidePart<D extends OutlierDetector | null = OutlierDetector | null> {
  /** @param estimator fitted; `null` for a network, which the detection brings along */
  readonly open: (estimator: D, flows: JudgedFlows) => LookInside;
}

const parts = import.meta.glob<InsidePart>('./detectors/*.ts', { eager: true, import: 'inside' });
const PARTS = new Map(
  Object.entries(parts).map(([path, part]) => [path.replace(/^.*\/|\.ts$/g, ''), part]),
);

/** How the detector of that name is looked into. */
export function insidePart(name: DetectorName): InsidePart {
  const part = PARTS.get(name);
  if (part === undefined) throw new Error(`There is no inside of a detector "${name}".`);
  return part;
}

/** What is told of a flow by every detector. */
export function insideFlow({ detection, matrix, units }: JudgedFlows, row: number): InsideFlow {
  const { detector, assessment, offset } = detection;
  return {
    detector,
    row,
    score: assessment.scores[row],
    threshold: offset,
    alert: assessment.predictions[row] === -1,
    features: ownFeatures(units, rowOf(matrix, row)),
  };
}

export function rowOf({ data, columns }: Matrix, row: number): Float64Array {
  return data.slice(row * columns, (row + 1) * columns);
}
