import { UNLABELLED } from '../data/flow-table.ts';
import { averagePrecision, rocAuc } from '../eval/curves.ts';
import { cutsOf } from '../eval/cuts.ts';
import type { StepContext } from './detect.ts';
import { FlowStream, type StreamAlert, type StreamState } from './stream.ts';
import type { StreamDrift } from './stream-drift.ts';
import type { StreamPlan } from './stream-plan.ts';

/** A stream from its first flow to its last. */
export interface StreamReport extends StreamState {
  readonly flows: number;
  /** Whether flows came by their times, not as their rows stand. */
  readonly byTime: boolean;
  readonly seconds: number;
  readonly flowsPerSecond: number;
  /** Over all judged flows with a label; null where one class is missing. */
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  /** The last ones, first to last; `alerts` and `drifts` count all. */
  readonly lastAlerts: readonly StreamAlert[];
  readonly lastDrifts: readonly StreamDrift[];
}

/** Flows between two looks at the clock. */
const STEP = 1000;
/** Listed in a report; a stream may have any number. */
const MOST_LISTED = 1000;

/** Lets a stream run as fast as it can. The scores of all flows are kept, for the areas. */
export function runStream(plan: StreamPlan, { now }: Pick<StepContext, 'now'>): StreamReport {
  const stream = new FlowStream(plan);
  const flows = plan.order.length;
  const scores = new Float64Array(flows);
  const judged = new Uint8Array(flows);
  const lastAlerts: StreamAlert[] = [];
  const lastDrifts: StreamDrift[] = [];
  const started = now();
  while (!stream.done) {
    const step = stream.step(STEP);
    scores.set(step.scores, step.from);
    judged.set(
      step.thresholds.map((threshold) => +(threshold < Number.POSITIVE_INFINITY)),
      step.from,
    );
    keepLast(lastAlerts, step.alerts);
    keepLast(lastDrifts, step.drifts);
  }
  const seconds = (now() - started) / 1000;
  return {
    ...stream.state(),
    flows,
    byTime: plan.times !== null,
    seconds,
    flowsPerSecond: flows / seconds,
    ...areas(plan, scores, judged),
    lastAlerts,
    lastDrifts,
  };
}

function keepLast<Item>(kept: Item[], more: readonly Item[]): void {
  kept.push(...more);
  kept.splice(0, Math.max(0, kept.length - MOST_LISTED));
}

function areas({ order, labels }: StreamPlan, scores: Float64Array, judged: Uint8Array) {
  const places = order.map((_, place) => place);
  const known = places.filter(
    (place) => judged[place] === 1 && labels.label[order[place]] !== UNLABELLED,
  );
  // Curves rank the lowest score first.
  const cuts = cutsOf(
    Float64Array.from(known, (place) => -scores[place]),
    Int8Array.from(known, (place) => labels.label[order[place]]),
  );
  return {
    rocAuc: rocAuc(cuts).value,
    averagePrecision: cuts.attacks === 0 ? null : averagePrecision(cuts).value,
  };
}
