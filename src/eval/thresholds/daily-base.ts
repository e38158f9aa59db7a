export interface Base {
  /** Flows a day, above 0. */
  readonly flowsPerDay: number;
  /** Share of them that are attacks, 0 … 1. */
  readonly attackRate: number;
}

/** A busy office and one attack flow in a thousand, which is still a bad day. */
export const DAILY_BASE: Base = { flowsPerDay: 1_000_000, attackRate: 0.001 };
