import type { StreamAlert, StreamState } from '../pipeline/stream/stream.ts';
import type { StreamDrift } from '../pipeline/stream/stream-drift.ts';
import type { StreamFormat } from '../pipeline/stream/stream-files.ts';
import type { StreamLag } from '../pipeline/stream/stream-pace.ts';
import type { StreamReport } from '../pipeline/stream/stream-recorder.ts';

/** What drives a stream. */
export type StreamDrive =
  | { readonly kind: 'play' | 'pause' }
  /** Pauses, and takes so many flows. */
  | { readonly kind: 'step'; readonly flows: number }
  /** Times as fast as the flows came; flows a second where they have no times. `Infinity`: no pace. */
  | { readonly kind: 'speed'; readonly speed: number }
  /** Lets the new application in at the present place. */
  | { readonly kind: 'drift' };

/** What the page asks of a stream that is under way: to be driven, or for the alerts so far. */
export type StreamCommand = StreamDrive | { readonly kind: 'save'; readonly format: StreamFormat };

/** What a stream sends to the page. */
export type StreamMessage =
  | { readonly kind: 'frame'; readonly frame: StreamFrame }
  | { readonly kind: 'file'; readonly format: StreamFormat; readonly file: Blob };

/** Flows for a picture: of each its place, its score, what that was held against, and marks. */
export interface StreamPoints {
  readonly places: Float64Array;
  /** NaN in the warm-up. */
  readonly scores: Float64Array;
  /** ∞ while there is none. */
  readonly thresholds: Float64Array;
  /** `IS_ATTACK` where the label says so, plus `IS_ALERT` where an alert was raised. */
  readonly marks: Uint8Array;
}

export const IS_ATTACK = 1;
export const IS_ALERT = 2;

/** Bounds on what one frame carries. What is left out is still counted, and is the oldest. */
export const MOST_POINTS = 2000;
export const MOST_NEW_ALERTS = 50;
export const MOST_NEW_DRIFTS = 50;

/** How a stream stands, and what has come since the last frame. Counts are of all. */
export interface StreamFrame {
  readonly place: number;
  readonly flows: number;
  readonly playing: boolean;
  readonly done: boolean;
  readonly speed: number;
  /** Start of the last flow in seconds since 1970 UTC; `null`: none has passed, or no times. */
  readonly time: number | null;
  /** Flows taken a second, of late; `null` while paused or too soon to tell. */
  readonly flowsPerSecond: number | null;
  /** How far it is behind its pace; `null`: there is none to keep. */
  readonly lag: StreamLag | null;
  /** Seconds of the traffic in which nothing came and which were not waited for. */
  readonly skipped: number;
  /** Flow from which a new application is in use; 0: none. */
  readonly driftFrom: number;
  /** Why the new application cannot be let in now; `null`: it can. */
  readonly noDrift: string | null;
  readonly state: StreamState;
  /** What the next score will be held against; ∞: nothing yet. */
  readonly threshold: number;
  readonly points: StreamPoints;
  readonly alerts: readonly StreamAlert[];
  readonly drifts: readonly StreamDrift[];
}

/** What a stream gives at its end. */
export interface StreamResult {
  readonly report: StreamReport;
  /** Flow from which a new application was in use; 0: none. */
  readonly driftFrom: number;
  /** Alerts that the files hold, the last of all. */
  readonly kept: number;
  /** The alerts, and the report as JSON. */
  readonly files: Readonly<Record<StreamFormat | 'json', Blob>>;
}
