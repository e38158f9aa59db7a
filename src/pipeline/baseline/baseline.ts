import { InputError } from '../../data/errors.ts';
import { type Drift, driftFrom } from '../../eval/distributions/drift.ts';
import { driftReference } from '../../eval/distributions/drift-reference.ts';
import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { Engineered } from '../run/engineer.ts';
import { many } from '../run/words.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { Labels } from '../traffic/labels.ts';
import {
  FEWEST_ROWS,
  type LearntFrom,
  learntFromRows,
  rowsInRange,
  rowsOutside,
} from './baseline-rows.ts';
import { type BaselineTraffic, inOrderOf } from './baseline-traffic.ts';

/** What is learnt from where it is not these flows as their labels choose. */
export interface Baseline {
  readonly learntFrom: LearntFrom;
  /** The rows of this traffic that it consists of, ascending; `null`: it is other traffic. */
  readonly rows: Uint32Array | null;
  /** Other traffic, scaled; `null`: it is among these rows, or a trained lab has seen it before. */
  readonly matrix: Matrix | null;
  /** How far the flows that are judged have drifted from it. */
  readonly drift: Drift;
}

/** What a baseline is taken from, besides the features of this traffic. */
export interface BaselineSources {
  readonly labels: Labels;
  /** Seconds since 1970 UTC, where this traffic has times. */
  readonly startTime: Float64Array | undefined;
  /** The other file, once it was read. */
  readonly other: BaselineTraffic | null;
}

/** What the baseline of a run may be taken from. */
export function baselineSources(
  { labels, flows }: Pick<Traffic, 'labels' | 'flows'>,
  other: BaselineTraffic | null,
): BaselineSources {
  return { labels, startTime: flows?.startTime, other };
}

/** A baseline before scaling. */
export interface RawBaseline {
  readonly learntFrom: LearntFrom;
  readonly rows: Uint32Array | null;
  /** The features learnt from, as the detectors select them: flows × features. */
  readonly features: Matrix;
}

/**
 * The baseline that the parameters ask for; `null`: they learn from these flows by their labels.
 *
 * @param select the features that the detectors see, from all that there are
 * @throws InputError where there is no such baseline, or it does not fit this traffic
 */
export function rawBaseline(
  engineered: Pick<Engineered, 'features' | 'fromFlows'>,
  parameters: Pick<LabParameters, 'trainOn' | 'baselineFrom' | 'baselineTo'>,
  sources: BaselineSources | undefined,
  select: (features: Matrix) => Matrix,
): RawBaseline | null {
  switch (parameters.trainOn) {
    case 'time':
      return timeBaseline(engineered, parameters, sources, select);
    case 'file':
      return fileBaseline(engineered, sources?.other ?? null, select);
    default:
      return null;
  }
}

function timeBaseline(
  { features }: Pick<Engineered, 'features'>,
  parameters: Pick<LabParameters, 'baselineFrom' | 'baselineTo'>,
  sources: BaselineSources | undefined,
  select: (features: Matrix) => Matrix,
): RawBaseline {
  const rows = rowsInRange(sources?.startTime, parameters);
  const labels = sources?.labels.label;
  const learntFrom = learntFromRows('time', rows, labels, sources?.startTime);
  return { learntFrom, rows, features: select(takeMatrixRows(features, rows)) };
}

function fileBaseline(
  engineered: Pick<Engineered, 'features' | 'fromFlows'>,
  other: BaselineTraffic | null,
  select: (features: Matrix) => Matrix,
): RawBaseline {
  if (other === null) {
    throw new InputError('Another file is to be the baseline, but none is open. Choose the file.');
  }
  if (engineered.fromFlows !== other.fromFlows) {
    throw new InputError(
      other.fromFlows
        ? `The baseline ${other.name} holds flows, but this traffic is a table of numbers.`
        : `The baseline ${other.name} is a table of numbers, but this traffic holds flows.`,
    );
  }
  if (other.features.rows < FEWEST_ROWS) {
    throw new InputError(
      `A baseline needs at least ${many(FEWEST_ROWS, 'flow')}; ${other.name} has ${other.features.rows}.`,
    );
  }
  const { span, summary } = other;
  return {
    learntFrom: {
      source: 'file',
      rows: other.features.rows,
      attacks: summary.attack,
      first: span?.first ?? null,
      last: span?.last ?? null,
    },
    rows: null,
    features: select(
      inOrderOf(other.features, engineered.features.names, other.name, 'this traffic'),
    ),
  };
}

/** The baseline with its scaled features, and how far what is judged has drifted from it. */
export function scaledBaseline(
  { learntFrom, rows, features }: RawBaseline,
  selected: Matrix,
  scale: (features: Matrix) => Matrix,
): Baseline {
  const judged = rows === null ? selected : takeMatrixRows(selected, rowsOutside(rows, selected));
  return {
    learntFrom,
    rows,
    matrix: rows === null ? scale(features) : null,
    drift: driftFrom(driftReference(features), judged),
  };
}
