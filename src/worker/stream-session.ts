import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { FlowStream, type StreamAlert, type StreamStep } from '../pipeline/stream/stream.ts';
import type { StreamDrift } from '../pipeline/stream/stream-drift.ts';
import { paceOf, type StreamPace } from '../pipeline/stream/stream-pace.ts';
import { planStream } from '../pipeline/stream/stream-plan.ts';
import { StreamRecorder, type StreamReport } from '../pipeline/stream/stream-recorder.ts';
import type { Traffic } from '../pipeline/traffic/generate.ts';
import { FlowMeter } from './flow-meter.ts';
import { pointsOf } from './stream-points.ts';
import {
  MOST_NEW_ALERTS,
  MOST_NEW_DRIFTS,
  type StreamDrive,
  type StreamFrame,
} from './stream-protocol.ts';

/** Between two looks at commands and the clock at the latest, but for a single slow flow. Milliseconds. */
const LONGEST_CHUNK = 16;
/** Flows between two looks at the clock. */
const BATCH = 8;
/** A silence is waited for this long; what is left of it is skipped. Seconds. */
const LONGEST_SILENCE = 1.5;
/** Alerts that files hold. */
const MOST_KEPT_ALERTS = 50_000;

/**
 * A stream that a person drives: plays it at a speed, pauses, steps, lets a new application in. Whoever
 * holds it calls `advance` again and again, and `frame` when there is something to show. What comes of
 * the flows does not depend on when either is called, nor on any command but `drift`.
 */
export class StreamSession {
  readonly #traffic: Traffic;
  /** Those of the plan: letting the new application in changes one. */
  #parameters: LabParameters;
  readonly #now: () => number;
  #stream: FlowStream;
  #pace: StreamPace;
  /** When the pace began, in milliseconds of the clock. */
  #paceBegan = 0;
  #playing = false;
  #speed = Number.POSITIVE_INFINITY;
  #skipped = 0;
  /** Milliseconds spent on flows. */
  #spent = 0;
  readonly #recorder = new StreamRecorder();
  readonly #meter = new FlowMeter();
  readonly #alerts: StreamAlert[] = [];
  /** What came since the last frame. */
  #fresh: StreamStep[] = [];

  /** @param now a clock in milliseconds */
  constructor(traffic: Traffic, parameters: LabParameters, now: () => number) {
    this.#traffic = traffic;
    this.#parameters = parameters;
    this.#now = now;
    this.#stream = new FlowStream(planStream(traffic, parameters));
    this.#pace = paceOf(this.#stream.plan, 0, this.#speed);
  }

  get place(): number {
    return this.#stream.place;
  }

  get flows(): number {
    return this.#stream.plan.order.length;
  }

  get done(): boolean {
    return this.#stream.done;
  }

  /** All so far, or the last of very many. */
  get alerts(): readonly StreamAlert[] {
    return this.#alerts.slice(-MOST_KEPT_ALERTS);
  }

  get parameters(): LabParameters {
    return this.#parameters;
  }

  command(command: StreamDrive): void {
    const { kind } = command;
    if (kind === 'speed') {
      this.#speed = command.speed;
      this.#beginPace(0);
    } else if (kind === 'drift') this.#letIn();
    else this.#play(kind === 'play');
    if (kind === 'step') this.#take(command.flows);
  }

  /**
   * Takes flows that are due, for a moment at most.
   *
   * @returns milliseconds until the next are due; 0: some are; ∞: none before another command
   */
  advance(): number {
    if (!this.#playing || this.done) return Number.POSITIVE_INFINITY;
    const until = this.#now() + LONGEST_CHUNK;
    do {
      const waiting = this.#pace.due(this.#elapsed()) - this.place;
      if (waiting <= 0) return this.#wait();
      this.#take(Math.min(BATCH, waiting));
    } while (this.#now() < until && !this.done);
    return this.done ? Number.POSITIVE_INFINITY : 0;
  }

  /** How the stream stands, and what came since this was last asked. */
  frame(): StreamFrame {
    const { plan } = this.#stream;
    const fresh = this.#fresh;
    this.#fresh = [];
    const playing = this.#playing && !this.done;
    // None before the first flow.
    const row = plan.order[this.place - 1];
    return {
      place: this.place,
      flows: this.flows,
      playing,
      done: this.done,
      speed: this.#speed,
      time: row === undefined ? null : (plan.times?.[row] ?? null),
      flowsPerSecond: playing ? this.#meter.read(this.#now(), this.place) : null,
      lag: this.#lag(),
      skipped: this.#skipped,
      driftFrom: this.#parameters.driftFrom,
      noDrift: this.#noDrift(),
      state: this.#stream.state(),
      threshold: this.#stream.threshold,
      points: pointsOf(fresh, plan),
      alerts: fresh.flatMap<StreamAlert>(({ alerts }) => alerts).slice(-MOST_NEW_ALERTS),
      drifts: fresh.flatMap<StreamDrift>(({ drifts }) => drifts).slice(-MOST_NEW_DRIFTS),
    };
  }

  report(): StreamReport {
    return this.#recorder.report(this.#stream, this.#spent / 1000);
  }

  #play(playing: boolean): void {
    this.#playing = playing;
    this.#beginPace(0);
    this.#meter.clear();
  }

  /** The pace begins anew at the present place, whose flow is due in so many seconds. */
  #beginPace(wait: number): void {
    this.#pace = paceOf(this.#stream.plan, this.place, this.#speed);
    this.#paceBegan = this.#now() + 1000 * wait;
  }

  #elapsed(): number {
    return (this.#now() - this.#paceBegan) / 1000;
  }

  /** Nothing is due: for how long, in milliseconds. */
  #wait(): number {
    const seconds = this.#pace.wait(this.place, this.#elapsed());
    if (seconds <= LONGEST_SILENCE) return 1000 * seconds;
    // Where flows have no times they come at an even pace, and none is skipped.
    if (this.#stream.plan.times === null) return 1000 * seconds;
    this.#skipped += (seconds - LONGEST_SILENCE) * this.#speed;
    this.#beginPace(LONGEST_SILENCE);
    return 1000 * LONGEST_SILENCE;
  }

  #lag(): StreamFrame['lag'] {
    if (this.#speed === Number.POSITIVE_INFINITY) return null;
    if (!this.#playing || this.done) return { flows: 0, seconds: 0 };
    return this.#pace.lag(this.place, this.#elapsed());
  }

  #take(flows: number): void {
    const started = this.#now();
    const step = this.#stream.step(flows);
    this.#spent += this.#now() - started;
    this.#recorder.add(step, this.flows);
    for (const alert of step.alerts) this.#alerts.push(alert);
    // Many at a time: to drop the first of a list moves all others.
    if (this.#alerts.length > 1.5 * MOST_KEPT_ALERTS) {
      this.#alerts.splice(0, this.#alerts.length - MOST_KEPT_ALERTS);
    }
    this.#fresh.push(step);
  }

  #noDrift(): string | null {
    const { flows, imported, summary } = this.#traffic;
    if (flows === null || imported !== null) {
      return 'A new application can only be let into generated traffic.';
    }
    const { driftFrom } = this.#parameters;
    if (driftFrom > 0 && this.place >= driftFrom) return 'The new application is in.';
    return this.place >= summary.total ? 'The traffic is over.' : null;
  }

  #letIn(): void {
    if (this.#noDrift() !== null) return;
    const place = this.place;
    // From flow 0 on means never.
    this.#parameters = { ...this.#parameters, driftFrom: Math.max(1, place) };
    const plan = planStream(this.#traffic, this.#parameters);
    if (place >= this.#stream.warmUp) this.#stream.replan(plan);
    else {
      // The scaler is to see the warm-up as it will be; nothing has been scored yet.
      this.#stream = new FlowStream(plan);
      this.#stream.step(place);
    }
    this.#beginPace(0);
  }
}
