import type { Classification } from '../pipeline/classification.ts';
import type { TimeStudySummary } from '../pipeline/time-study-summary.ts';
import type { Timeline } from '../pipeline/timeline.ts';
import type { UnknownSummary } from '../pipeline/unknown-summary.ts';
import type { VotingSummary } from '../pipeline/voting-summary.ts';
import type { StreamResult } from '../worker/stream-protocol.ts';

/** What the cells beyond the notebook hold once they have run. */
export interface BeyondValues {
  /** `null`: the traffic does not tell when its flows began. */
  timeline: Timeline | null;
  voting: VotingSummary;
  time: TimeStudySummary;
  'attack-classifier': Classification;
  'unknown-attack': UnknownSummary;
  stream: StreamResult;
}

export type BeyondId = keyof BeyondValues;
