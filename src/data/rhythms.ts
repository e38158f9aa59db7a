/** What of the times can be set: how a beacon calls home, and what is regular without being one. */
export interface Rhythms {
  /** Seconds from call to call of a beacon, on average. */
  readonly beaconPeriod: number;
  /** Each of its gaps is uniform in period × (1 ± jitter), 0 … 1. */
  readonly beaconJitter: number;
  /** The share of the API calls that a monitor makes, every hour, 0 … 1. */
  readonly monitorShare: number;
}

export const USUAL_RHYTHMS: Rhythms = { beaconPeriod: 600, beaconJitter: 0.1, monitorShare: 0 };
