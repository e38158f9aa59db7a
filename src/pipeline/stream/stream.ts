import { categoryAt } from '../../data/flow-rows.ts';
import { ATTACK, UNLABELLED } from '../../data/flow-table.ts';
import { createRandomSource, MersenneTwister } from '../../data/random.ts';
import { Prequential, type PrequentialFigures } from '../../eval/prequential.ts';
import { AdaptiveThreshold } from '../../models/online/adaptive-threshold.ts';
import type { OnlineDetector } from '../../models/online/online-detector.ts';
import { streamDetectorFacts, streamSettings } from './stream-detectors.ts';
import { DriftWatch, type StreamDrift } from './stream-drift.ts';
import type { StreamPlan } from './stream-plan.ts';
import { RecentRows, type StreamReason } from './stream-reasons.ts';
import { fitStreamScaling, type StreamScaling, scaleRow } from './stream-scaling.ts';
import { TypeTallies, type TypeTally } from './stream-tallies.ts';

/** A flow whose score exceeded the threshold of its moment. */
export interface StreamAlert {
  /** Its place in the stream, from 0 on. */
  readonly place: number;
  /** Its row number in the traffic. */
  readonly row: number;
  /** Seconds since 1970 UTC; `null`: the traffic has no times. */
  readonly time: number | null;
  readonly score: number;
  readonly threshold: number;
  /** `NORMAL`, `ATTACK` or `UNLABELLED`, and the word of the traffic for it. */
  readonly label: number;
  readonly type: string;
  readonly reasons: readonly StreamReason[];
}

/** What some flows gave. */
export interface StreamStep {
  /** Places `from … to − 1` of the stream. */
  readonly from: number;
  readonly to: number;
  /** Higher = more anomalous; NaN in the warm-up. */
  readonly scores: Float64Array;
  /** What each score was held against; ∞ while there are too few scores. */
  readonly thresholds: Float64Array;
  readonly alerts: readonly StreamAlert[];
  readonly drifts: readonly StreamDrift[];
  /** No flow is left. */
  readonly done: boolean;
}

/** How a stream stands. Every flow is counted in exactly one of the first three. */
export interface StreamState {
  /** Learnt, not scored. */
  readonly warmUp: number;
  /** Scored while there was no threshold yet. */
  readonly unjudged: number;
  /** Scored and held against a threshold. */
  readonly judged: number;
  /** Still to come. */
  readonly ahead: number;
  readonly alerts: number;
  readonly drifts: number;
  /** Over judged flows with a label. */
  readonly prequential: PrequentialFigures;
  /** By type of traffic, over judged flows. */
  readonly types: readonly TypeTally[];
  readonly detector: object;
}

/**
 * Traffic as it passes: each flow is scored by what came before, held against a threshold that
 * follows the scores, judged if it has a label, and then learnt. Nothing of a flow depends on a later
 * one, but for the first: the warm-up is seen as a whole, to fit the scaler, and gets no scores.
 *
 * A stream goes step by step, so that whoever drives it can pause it and set its speed.
 *
 *     const stream = new FlowStream(planStream(traffic, parameters));
 *     while (!stream.done) show(stream.step(100));
 */
export class FlowStream {
  #plan: StreamPlan;
  /** Flows of the warm-up. */
  readonly warmUp: number;
  readonly #scaling: StreamScaling;
  readonly #detector: OnlineDetector;
  readonly #threshold: AdaptiveThreshold;
  readonly #recent: RecentRows;
  readonly #prequential = new Prequential();
  readonly #types: TypeTallies;
  readonly #scaled: Float64Array;
  #place = 0;
  #judged = 0;
  #alerts = 0;
  #drifts = 0;
  /** Range of the scores before there was a threshold; the watch begins with that. */
  #lowest = Number.POSITIVE_INFINITY;
  #highest = Number.NEGATIVE_INFINITY;
  #watch: DriftWatch | undefined;

  /** @throws InputError where the plan has no flow, or a feature that is not finite */
  constructor(plan: StreamPlan) {
    const { parameters, features, order } = plan;
    const facts = streamDetectorFacts(parameters.streamDetector);
    const settings = streamSettings(facts, parameters);
    this.#plan = plan;
    this.warmUp = Math.max(parameters.streamWarmUp, facts.readyAfter(settings.window));
    const first = order.subarray(0, this.warmUp);
    this.#scaling = fitStreamScaling(parameters.scaler, features, first);
    // A generator of words is several times faster than one of text.
    const source = new MersenneTwister(createRandomSource(`stream ${parameters.seed}`).uint32());
    this.#detector = facts.create(this.#scaling.scaledRanges, settings, source);
    this.#threshold = new AdaptiveThreshold(parameters.alertRate, parameters.alertWindow);
    this.#recent = new RecentRows(features.names);
    this.#types = new TypeTallies(plan.labels);
    this.#scaled = new Float64Array(features.columns);
  }

  get plan(): StreamPlan {
    return this.#plan;
  }

  get place(): number {
    return this.#place;
  }

  /** What the next score will be held against; ∞ while there are too few scores to tell. */
  get threshold(): number {
    return this.#threshold.value;
  }

  get done(): boolean {
    return this.#place === this.#plan.order.length;
  }

  /**
   * Goes on by a plan that differs only in what is still to come: the same traffic with a new
   * application from the present place, or a later one, on. What comes of it is what had come of that
   * plan from its first flow on. Not in the warm-up, as the scaler has seen the whole of it. O(place).
   */
  replan(plan: StreamPlan): void {
    if (this.#place < this.warmUp) throw new Error('The warm-up has begun by another plan.');
    const known = this.#plan.order.subarray(0, this.#place);
    if (known.some((row, place) => plan.order[place] !== row)) {
      throw new Error('The plan differs in flows that have passed.');
    }
    this.#plan = plan;
    this.#types.readFrom(plan.labels);
  }

  /** Takes the next flows, `most` or as many as there are. */
  step(most: number): StreamStep {
    const from = this.#place;
    const to = Math.min(from + most, this.#plan.order.length);
    const scores = new Float64Array(to - from).fill(Number.NaN);
    const thresholds = new Float64Array(to - from).fill(Number.POSITIVE_INFINITY);
    const alerts: StreamAlert[] = [];
    const drifts: StreamDrift[] = [];
    for (; this.#place < to; this.#place++) {
      const row = this.#plan.order[this.#place];
      const values = this.#valuesOf(row);
      scaleRow(this.#scaling, values, this.#scaled);
      const score = this.#detector.scoreThenLearn(this.#scaled);
      if (this.#place >= this.warmUp) {
        const threshold = this.#threshold.value;
        scores[this.#place - from] = score;
        thresholds[this.#place - from] = threshold;
        this.#threshold.add(score);
        if (threshold === Number.POSITIVE_INFINITY) this.#widenScoreRange(score);
        else {
          if (score > threshold) alerts.push(this.#alert(row, values, score, threshold));
          this.#judge(row, score, score > threshold);
          this.#watch ??= this.#beginWatch();
          this.#watch.add(this.#place, values, score, drifts);
        }
      }
      this.#recent.add(values);
    }
    this.#alerts += alerts.length;
    this.#drifts += drifts.length;
    return { from, to, scores, thresholds, alerts, drifts, done: this.done };
  }

  /** O(window log window) of the prequential figures. */
  state(): StreamState {
    const warmUp = Math.min(this.#place, this.warmUp);
    return {
      warmUp,
      unjudged: this.#place - warmUp - this.#judged,
      judged: this.#judged,
      ahead: this.#plan.order.length - this.#place,
      alerts: this.#alerts,
      drifts: this.#drifts,
      prequential: this.#prequential.figures(),
      types: this.#types.tallies(),
      detector: this.#detector.toJSON(),
    };
  }

  #valuesOf(row: number): Float64Array {
    const { data, columns } = this.#plan.features;
    return data.subarray(row * columns, (row + 1) * columns);
  }

  #alert(row: number, values: Float64Array, score: number, threshold: number): StreamAlert {
    const { labels, times } = this.#plan;
    return {
      place: this.#place,
      row,
      time: times === null ? null : times[row],
      score,
      threshold,
      label: labels.label[row],
      type: categoryAt(labels.attackType, row),
      reasons: this.#recent.reasons(values),
    };
  }

  #judge(row: number, score: number, alert: boolean): void {
    const label = this.#plan.labels.label[row];
    this.#judged++;
    this.#types.add(row, alert);
    if (label !== UNLABELLED) this.#prequential.add(label === ATTACK, alert, score);
  }

  #widenScoreRange(score: number): void {
    this.#lowest = Math.min(this.#lowest, score);
    this.#highest = Math.max(this.#highest, score);
  }

  #beginWatch(): DriftWatch {
    const { features, parameters } = this.#plan;
    const ranges = [...this.#scaling.rawRanges, { low: this.#lowest, high: this.#highest }];
    return new DriftWatch(features.names, ranges, parameters.driftDelta);
  }
}
