import type { Classification } from '../pipeline/studies/classification.ts';
import type { TimeStudySummary } from '../pipeline/studies/time-study-summary.ts';
import type { UnknownSummary } from '../pipeline/studies/unknown-summary.ts';
import type { VotingSummary } from '../pipeline/studies/voting-summary.ts';
import type { Timeline } from '../pipeline/traffic/timeline.ts';
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
