import { InputError } from '../../../data/errors.ts';
import type { FlowTable } from '../../../data/flow-table.ts';
import { generateFlows } from '../../../data/generate.ts';
import { PROFILES } from '../../../data/profiles.ts';
import { randomStateOf } from '../../../data/random.ts';
import { everyRow } from '../../../eval/labelled.ts';
import { type Matrix, takeMatrixRows } from '../../../features/matrix.ts';
import { fitScaler, transform } from '../../../features/scale.ts';
import { assessUnseen, type UnseenAssessment } from '../../baseline/assess-unseen.ts';
import type { LabParameters } from '../../parameters/lab-parameters.ts';
import { featuresOfFlows } from '../../run/flow-features.ts';
import { selectionOf } from '../../run/scale.ts';
import { splitFlows } from '../../traffic/labels.ts';
import {
  type AttackContext,
  type AttackedTraffic,
  normalRows,
  shareFlagged,
  stacked,
} from './attacked-traffic.ts';
import { POISONED_SHARES, type PoisonOutcome } from './red-team.ts';

/**
 * For each share, detectors that learn from what the parameters ask, without the attack's flows, and
 * from as many others of the attack as make up the share: those of another week, which pass for
 * normal. They judge the attack's flows of this week.
 */
export function poison(
  { attack, flows, labels, attacked, parameters }: AttackedTraffic,
  { neural, onProgress }: AttackContext,
): PoisonOutcome[] {
  const select = selectionOf(true, parameters);
  const own = select(featuresOfFlows(flows, parameters));
  const barred = new Set(attacked);
  const split = splitFlows(labels, parameters, randomStateOf(parameters.seed)).train;
  const clean = (split ?? everyRow(flows.length)).filter((row) => !barred.has(row));
  if (clean.length === 0) {
    throw new InputError('Poisoning needs other flows to learn from, and there are none.');
  }
  const counts = POISONED_SHARES.map((share) => Math.round((share / (1 - share)) * clean.length));
  const pool = select(
    featuresOfFlows(otherWeek(attack, Math.max(...counts), parameters), parameters),
  );
  return POISONED_SHARES.map((share, at) => {
    const added = takeMatrixRows(pool, everyRow(counts[at]));
    // As the lab scales: by all flows that there are.
    const scaler = fitScaler(parameters.scaler, stacked([own, added]));
    const scale = (rows: Matrix) => transform(scaler, rows);
    const training = scale(stacked([takeMatrixRows(own, clean), added]));
    const judged = stacked([
      takeMatrixRows(own, attacked),
      takeMatrixRows(own, normalRows(labels)),
    ]);
    const said = assessUnseen(training, scale(judged), parameters, {
      neural,
      onProgress: (done) => onProgress?.((at + done) / POISONED_SHARES.length),
    });
    const findings = said.map((one) => poisonFinding(one, attacked.length));
    return { share, flows: counts[at], findings };
  });
}

/** Flows of the attack alone, in an order and at times of their own. */
function otherWeek(attack: string, flows: number, parameters: LabParameters): FlowTable {
  const counts = PROFILES.map(({ name }) => [name, name === attack ? flows : 0] as const);
  return generateFlows(`${parameters.seed}, another week`, Object.fromEntries(counts), parameters);
}

/** @param attacked how many of those judged are the attack's, which come first */
function poisonFinding(
  { detector, assessment: { predictions } }: UnseenAssessment,
  attacked: number,
): PoisonOutcome['findings'][number] {
  return {
    detector,
    found: shareFlagged(predictions.subarray(0, attacked)),
    falsePositiveRate: shareFlagged(predictions.subarray(attacked)),
  };
}
