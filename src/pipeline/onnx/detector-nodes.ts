/// <reference types="vite/types/importMeta.d.ts" />
import { InputError } from '../../data/errors.ts';
import type { OutlierDetector } from '../../models/detector.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { GraphWriter } from './graph/graph-writer.ts';
import type { Rounding } from './graph/steps.ts';

/** A member's answer: rows × 1 each. */
export interface MemberAnswer {
  /** By the threshold that the ensemble has learnt from. */
  readonly decisions: string;
  readonly rounding: Rounding;
  /** 1 where the verdict in force is alert, else 0. */
  readonly flags: string;
}

/** What a detector looks at. */
export interface Seen {
  /** The scaled features: rows × columns. */
  readonly matrix: string;
  /** How far each of its columns may be from the lab's; 0 for what is computed to the bit. */
  readonly rounding: readonly Rounding[];
  /** The answers that a combination is made of, by the members' names. */
  readonly members: ReadonlyMap<string, MemberAnswer>;
}

/** How a fitted detector becomes nodes of an ONNX graph. */
export interface DetectorNodes<D extends OutlierDetector = OutlierDetector> {
  /** Nodes that compute the scores of rows: rows × 1. @throws InputError for what ONNX cannot say */
  readonly scores: (write: GraphWriter, detector: D, seen: Seen) => string;
  /** How many flows that were learnt from stand in the file, and as what; without it: none. */
  readonly holds?: (detector: D) => { readonly rows: number; readonly words: string };
  /** Every flow is compared with each of them. */
  readonly comparesAll?: true;
  /** By its own threshold a decision of exactly 0 is an alert. */
  readonly flagsZero?: true;
  /** How far its scores may be from the lab's, as a share of their size, where that is more than usual. */
  readonly tolerance?: (detector: D) => number;
}

const found = import.meta.glob<DetectorNodes>('./detectors/*.ts', {
  eager: true,
  import: 'nodes',
});
const NODES = new Map(
  Object.entries(found).map(([path, nodes]) => [path.replace(/^.*\/|\.ts$/g, ''), nodes]),
);

/** The nodes of the detector of that name. @throws InputError where there are none */
export function detectorNodes(name: DetectorName): DetectorNodes {
  const nodes = NODES.get(name);
  if (nodes !== undefined) return nodes;
  throw new InputError(
    `The ${detectorFacts(name).title} cannot be written as ONNX. Leave it out of --detectors.`,
  );
}

/** Training flows at most that one detector writes into a file: each takes room, and time for every flow. */
const MOST_ROWS = 20_000;

/**
 * What of the flows learnt from a detector would write into a file; `null`: nothing.
 *
 * @throws InputError for more of them than are written
 */
export function heldRows(name: DetectorName, detector: OutlierDetector) {
  const held = detectorNodes(name).holds?.(detector) ?? null;
  if (held === null || held.rows <= MOST_ROWS) return held;
  const count = (rows: number) => rows.toLocaleString('en');
  throw new InputError(
    `The ${detectorFacts(name).title} would write ${count(held.rows)} ${held.words}, into the ONNX ` +
      `file; at most ${count(MOST_ROWS)} are written. Train it on a sample, or leave it out.`,
  );
}
