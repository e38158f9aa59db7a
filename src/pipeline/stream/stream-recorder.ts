import { UNLABELLED } from '../../data/flow-table.ts';
import { averagePrecision, rocAuc } from '../../eval/thresholds/curves.ts';
import { cutsOf } from '../../eval/thresholds/cuts.ts';
import type { FlowStream, StreamAlert, StreamState, StreamStep } from './stream.ts';
import type { StreamDrift } from './stream-drift.ts';
import type { StreamPlan } from './stream-plan.ts';

/** A stream from its first flow to its last. */
export interface StreamReport extends StreamState {
  readonly flows: number;
  /** Whether flows came by their times, not as their rows stand. */
  readonly byTime: boolean;
  /** Spent on the flows; pauses and waiting left out. */
  readonly seconds: number;
  readonly flowsPerSecond: number;
  /** Over all judged flows with a label; null where one class is missing. */
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  /** The last ones, first to last; `alerts` and `drifts` count all. */
  readonly lastAlerts: readonly StreamAlert[];
  readonly lastDrifts: readonly StreamDrift[];
}

/** Listed in a report; a stream may have any number. */
const MOST_LISTED = 1000;

/** Gathers what the report of a stream needs of its steps. The scores of all flows are kept, for the areas. */
export class StreamRecorder {
  #scores = new Float64Array(0);
  #judged = new Uint8Array(0);
  readonly #lastAlerts: StreamAlert[] = [];
  readonly #lastDrifts: StreamDrift[] = [];

  /** @param flows of the stream, as far as is known */
  add({ from, scores, thresholds, alerts, drifts }: StreamStep, flows: number): void {
    this.#grow(flows);
    this.#scores.set(scores, from);
    for (let i = 0; i < thresholds.length; i++) {
      this.#judged[from + i] = +(thresholds[i] < Number.POSITIVE_INFINITY);
    }
    keepLast(this.#lastAlerts, alerts);
    keepLast(this.#lastDrifts, drifts);
  }

  /** @param seconds spent on the flows */
  report(stream: FlowStream, seconds: number): StreamReport {
    const { plan } = stream;
    const flows = plan.order.length;
    return {
      ...stream.state(),
      flows,
      byTime: plan.times !== null,
      seconds,
      flowsPerSecond: flows / seconds,
      ...areas(plan, this.#scores, this.#judged),
      lastAlerts: this.#lastAlerts,
      lastDrifts: this.#lastDrifts,
    };
  }

  /** A new application makes a stream longer while it runs. */
  #grow(flows: number): void {
    if (this.#scores.length >= flows) return;
    const [scores, judged] = [this.#scores, this.#judged];
    this.#scores = new Float64Array(flows);
    this.#judged = new Uint8Array(flows);
    this.#scores.set(scores);
    this.#judged.set(judged);
  }
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
