import { InputError } from '../../../data/errors.ts';
import { gather } from '../../../data/flow-rows.ts';
import { type FlowTable, NORMAL } from '../../../data/flow-table.ts';
import { createRandomSource } from '../../../data/random.ts';
import { type StratifiedSplit, stratifiedSplit } from '../../../eval/stratified-split.ts';
import { averagePrecision, rocAuc } from '../../../eval/thresholds/curves.ts';
import { type Cuts, cutsOf } from '../../../eval/thresholds/cuts.ts';
import type { Matrix } from '../../../features/matrix.ts';
import { fitScaler, transform } from '../../../features/scale.ts';
import type { Assessment } from '../../../models/detector.ts';
import { assessUnseen } from '../../baseline/assess-unseen.ts';
import type { LabParameters } from '../../parameters/lab-parameters.ts';
import { featuresOfFlows } from '../../run/flow-features.ts';
import { selectionOf } from '../../run/scale.ts';
import { classesToLearn, NORMAL_CLASS } from '../../traffic/flow-classes.ts';
import type { Labels } from '../../traffic/labels.ts';
import type { AttackContext } from '../red-team/attacked-traffic.ts';

/** Shares of each class that are tested, and that a threshold may be chosen by. */
const TEST_SHARE = 0.4;
const VALIDATION_SHARE = 0.2;

/** One seed's flows, parted before anything is learnt. */
export interface Ground {
  readonly flows: FlowTable;
  readonly labels: Labels;
  readonly parameters: LabParameters;
  readonly context: AttackContext;
  /** The features that detectors see, not scaled. */
  readonly features: Matrix;
  /** By kind of attack; what is learnt from, what a threshold may be chosen by, what is tested. */
  readonly parts: StratifiedSplit;
}

/** Parts the flows of a seed. @throws InputError for flows that cannot be parted */
export function groundOf(
  flows: FlowTable,
  labels: Labels,
  parameters: LabParameters,
  context: AttackContext,
): Ground {
  const { truth, names } = classesToLearn(labels);
  if (names[0] !== NORMAL_CLASS) {
    throw new InputError(
      'The pitfalls need normal flows: give profiles of normal traffic a count.',
    );
  }
  const source = createRandomSource(`${parameters.seed}, parts`);
  return {
    flows,
    labels,
    parameters,
    context,
    features: featuresToJudge(flows, parameters),
    parts: stratifiedSplit(truth, TEST_SHARE, VALIDATION_SHARE, source),
  };
}

/** The features of flows that a detector sees, not scaled. */
export function featuresToJudge(flows: FlowTable, parameters: LabParameters): Matrix {
  return selectionOf(true, parameters)(featuresOfFlows(flows, parameters));
}

/** Of the training part what is learnt from: all, or the flows called normal, as the parameters ask. */
export function learntRows({ parts, labels, parameters }: Ground): Uint32Array {
  return parameters.trainOn === 'normal' ? normalAmong(labels, parts.train) : parts.train;
}

/** The normal ones of some rows. */
function normalAmong({ label }: Labels, rows: Uint32Array): Uint32Array {
  return rows.filter((row) => label[row] === NORMAL);
}

/**
 * What the detector says of `judged` when it has learnt from `learnt`; both are scaled by what
 * `scaledBy` has, which is what is learnt from unless a mistake is made.
 */
export function learnAndJudge(
  { parameters, context }: Pick<Ground, 'parameters' | 'context'>,
  learnt: Matrix,
  judged: Matrix,
  scaledBy: Matrix = learnt,
): Assessment {
  const scaler = fitScaler(parameters.scaler, scaledBy);
  const [said] = assessUnseen(
    transform(scaler, learnt),
    transform(scaler, judged),
    parameters,
    context,
  );
  return said.assessment;
}

/** The cuts that the scores of some rows allow. */
export function cutsAmong(scores: Float64Array, label: Int8Array, rows: Uint32Array): Cuts {
  return cutsOf(gather(scores, rows), gather(label, rows));
}

/** The area under the ROC curve. @throws where a class is missing, which is a defect */
export function rocAucOf(cuts: Cuts): number {
  return areaOf(rocAuc(cuts).value);
}

/** The average precision. */
export function averagePrecisionOf(cuts: Cuts): number {
  return areaOf(averagePrecision(cuts).value);
}

function areaOf(value: number | null): number {
  if (value === null) throw new Error('Each part has normal flows and attacks.');
  return value;
}
