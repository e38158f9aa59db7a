/** A step is timed no longer than this without a sign of the student. Seconds. */
const LONGEST_PAUSE = 600;

/** Counts the seconds of a step by a clock of milliseconds. */
export function createStepTimer(clock: () => number) {
  let since = clock();
  return {
    start(): void {
      since = clock();
    },
    /** Seconds since the last sign of the student, to the tenth. */
    seconds(): number {
      const now = clock();
      const seconds = Math.min(LONGEST_PAUSE, (now - since) / 1000);
      since = now;
      return Math.round(seconds * 10) / 10;
    },
  };
}
