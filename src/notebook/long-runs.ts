/** Ending a run that has lasted, or is known to last, longer than this is asked about. Milliseconds. */
const LONG = 10_000;

/** A run that a person has asked for. */
export interface AskedRun {
  readonly title: string;
  /** Milliseconds since it was asked for. */
  readonly elapsed: number;
  /** Milliseconds that it takes in all; `null`: that cannot be told yet. */
  readonly expected: number | null;
}

/** Asks whether these long runs may be ended. */
export type MayEnd = (runs: readonly AskedRun[]) => Promise<boolean>;

export function isLong({ elapsed, expected }: AskedRun): boolean {
  return Math.max(elapsed, expected ?? 0) > LONG;
}

/** Milliseconds that a run takes in all, by what of it is done; `null` while that says little. */
export function expectedTime(elapsed: number, progress: number): number | null {
  return elapsed < 2000 || progress < 0.02 ? null : elapsed / progress;
}

/** Why something was not opened. */
export const RUN_GOES_ON = 'Not opened, because the run under way goes on.';
