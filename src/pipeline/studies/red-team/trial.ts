import { InputError } from '../../../data/errors.ts';
import { categoryAt } from '../../../data/flow-rows.ts';
import { type FlowTable, NORMAL } from '../../../data/flow-table.ts';
import { generateFlows } from '../../../data/generate.ts';
import { PROFILES } from '../../../data/profiles.ts';
import { randomStateOf } from '../../../data/random.ts';
import { everyRow } from '../../../eval/labelled.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../../features/matrix.ts';
import { fitScaler, transform } from '../../../features/scale.ts';
import { assessUnseen, type UnseenAssessment } from '../../baseline/assess-unseen.ts';
import type { LabParameters } from '../../parameters/lab-parameters.ts';
import { executePlan } from '../../plan/execute-plan.ts';
import { resultOf } from '../../plan/plan-step.ts';
import type { PlanRunner } from '../../plan/plan-tasks.ts';
import type { StepContext } from '../../run/detect.ts';
import { featuresOfFlows } from '../../run/flow-features.ts';
import { type Scaled, selectionOf } from '../../run/scale.ts';
import { trainingSplitOf } from '../../run/training-split.ts';
import { type Labels, rowsWhere, splitFlows } from '../../traffic/labels.ts';
import { attackGoal } from './attacks.ts';
import {
  type FalsePositives,
  POISONED_SHARES,
  type PoisonOutcome,
  type Price,
  type RedTeamOutcome,
  type RedTeamTrial,
  type StealthOutcome,
  stepsOf,
} from './red-team.ts';
import { type StealthyTraffic, stealthOf, stealthyTraffic } from './stealth.ts';

type TrialContext = Pick<StepContext, 'onProgress' | 'neural'>;

/** Runs one trial: generates the seed's flows, and attacks what learns from them. */
export async function tryRedTeam(
  { attack, question, parameters }: RedTeamTrial,
  tasks: PlanRunner,
  context: TrialContext,
): Promise<RedTeamOutcome> {
  try {
    const values = await executePlan(['scale'], { parameters }, tasks);
    const { flows, labels } = resultOf(values, 'generate');
    if (flows === null) throw new Error('Generated traffic has flows.');
    const attacked = rowsOf(attack, labels);
    if (attacked.length === 0) {
      throw new InputError(`No flow of ${attack} is generated: give it a count above 0.`);
    }
    const given = { attack, flows, labels, attacked, parameters };
    if (question === 'stealth') {
      const pulled = pullLevers(given, resultOf(values, 'scale'), context);
      return { question, ...pulled, problem: null };
    }
    return { question, shares: poison(given, context), problem: null };
  } catch (error) {
    if (error instanceof InputError) return { question: null, problem: error.message };
    throw error;
  }
}

function rowsOf(attack: string, { label, attackType }: Labels): Uint32Array {
  return rowsWhere(label, (_, row) => categoryAt(attackType, row) === attack);
}

interface Given {
  readonly attack: string;
  readonly flows: FlowTable;
  readonly labels: Labels;
  /** Rows of the attack. */
  readonly attacked: Uint32Array;
  readonly parameters: LabParameters;
}

/**
 * Detectors that have learnt from the traffic as it was, the attack in it or not as the parameters
 * ask, judge each step's flows as new ones, the unchanged ones too. Features are computed anew over
 * the whole traffic, and scaled as the traffic was.
 */
function pullLevers(
  { attack, flows, labels, attacked, parameters }: Given,
  scaled: Pick<Scaled, 'matrix' | 'baseline' | 'scaler'>,
  context: TrialContext,
): { steps: StealthOutcome[]; falsePositives: FalsePositives[] } {
  const goal = attackGoal(attack);
  const select = selectionOf(true, parameters);
  const tried = stepsOf(attack).map(({ lever, times }) => {
    const traffic =
      lever === null
        ? { flows, rows: attacked, origins: attacked.map((_, at) => at) }
        : stealthyTraffic(flows, attacked, goal, stealthOf(lever, times, goal), parameters.window);
    const features = select(featuresOfFlows(traffic.flows, parameters));
    return {
      step: { lever, times },
      origins: traffic.origins,
      price: priceOf(traffic),
      goal: goal.measure(traffic.flows, traffic.rows),
      seen: takeMatrixRows(features, traffic.rows),
    };
  });
  const { training } = trainingSplitOf(scaled, labels, parameters);
  const changed = transform(scaled.scaler, stacked(tried.map((one) => one.seen)));
  const normal = takeMatrixRows(scaled.matrix, normalRows(labels));
  const said = assessUnseen(training, stacked([changed, normal]), parameters, context);
  let from = 0;
  const steps = tried.map(({ step, origins, price, goal: reached }) => {
    const [start, end] = [from, from + origins.length];
    from = end;
    const findings = said.map(({ detector, assessment: { predictions } }) => {
      const flagged = predictions.subarray(start, end);
      const noticed = new Set(origins.filter((_, at) => flagged[at] === -1));
      return { detector, found: shareFlagged(flagged), noticed: noticed.size / attacked.length };
    });
    return { ...step, price, goal: reached, findings };
  });
  const falsePositives = said.map(({ detector, assessment: { predictions } }) => {
    return { detector, falsePositiveRate: shareFlagged(predictions.subarray(changed.rows)) };
  });
  return { steps, falsePositives };
}

function normalRows({ label }: Labels): Uint32Array {
  return rowsWhere(label, (value) => value === NORMAL);
}

/** What the attack's flows take. O(its flows). */
function priceOf({ flows, rows, origins }: StealthyTraffic): Price {
  const sum = (value: (row: number) => number) =>
    rows.reduce((total, row) => total + value(row), 0);
  const spans = new Map<number, { first: number; last: number }>();
  rows.forEach((row, at) => {
    const start = flows.startTime?.[row] ?? 0;
    const end = start + flows.duration[row];
    const { first, last } = spans.get(origins[at]) ?? { first: start, last: end };
    spans.set(origins[at], { first: Math.min(first, start), last: Math.max(last, end) });
  });
  const seconds = [...spans.values()].reduce((total, { first, last }) => total + last - first, 0);
  return {
    flows: rows.length,
    packets: sum((row) => flows.packetsSent[row] + flows.packetsRecv[row]),
    bytes: sum((row) => flows.bytesSent[row] + flows.bytesRecv[row]),
    seconds: seconds / spans.size,
  };
}

/**
 * For each share, detectors that learn from what the parameters ask, without the attack's flows, and
 * from as many others of the attack as make up the share: those of another week, which pass for
 * normal. They judge the attack's flows of this week.
 */
function poison(
  { attack, flows, labels, attacked, parameters }: Given,
  { neural, onProgress }: TrialContext,
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

function shareFlagged(predictions: Int8Array): number {
  if (predictions.length === 0) return 0;
  return predictions.filter((one) => one === -1).length / predictions.length;
}

/** Rows of matrices with the same columns, one below the other. */
function stacked(parts: readonly Matrix[]): Matrix {
  const data = new Float64Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return matrix(data, parts[0].names);
}
