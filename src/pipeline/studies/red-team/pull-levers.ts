import { takeMatrixRows } from '../../../features/matrix.ts';
import { transform } from '../../../features/scale.ts';
import { assessUnseen } from '../../baseline/assess-unseen.ts';
import { featuresOfFlows } from '../../run/flow-features.ts';
import { type Scaled, selectionOf } from '../../run/scale.ts';
import { trainingSplitOf } from '../../run/training-split.ts';
import {
  type AttackContext,
  type AttackedTraffic,
  normalRows,
  shareFlagged,
  stacked,
} from './attacked-traffic.ts';
import { attackGoal } from './attacks.ts';
import {
  type FalsePositives,
  type Price,
  type StealthOutcome,
  type StealthStep,
  stepsOf,
} from './red-team.ts';
import { type StealthyTraffic, stealthOf, stealthyTraffic } from './stealth.ts';

/**
 * Detectors that have learnt from the traffic as it was, the attack in it or not as the parameters
 * ask, judge each step's flows as new ones, the unchanged ones too. Features are computed anew over
 * the whole traffic, and scaled as the traffic was.
 *
 * @param steps all that the attack has unless given
 */
export function pullLevers(
  { attack, flows, labels, attacked, parameters }: AttackedTraffic,
  scaled: Pick<Scaled, 'matrix' | 'baseline' | 'scaler'>,
  context: AttackContext,
  steps: readonly StealthStep[] = stepsOf(attack),
): { steps: StealthOutcome[]; falsePositives: FalsePositives[] } {
  const goal = attackGoal(attack);
  const select = selectionOf(true, parameters);
  const tried = steps.map(({ lever, times }) => {
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
  const outcomes = tried.map(({ step, origins, price, goal: reached }) => {
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
  return { steps: outcomes, falsePositives };
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
