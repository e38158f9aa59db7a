import { messageOf } from '../data/errors.ts';
/** How many trials ran, and what came of each. */
export interface TrialRun<Outcome> {
  /** One per trial; `null`: it did not come to that. */
  readonly outcomes: readonly (Outcome | null)[];
  /** Why it stopped, if a trial broke down. */
  readonly failure: string | null;
}

export interface SideBySideOptions {
  /** Trials at a time. */
  readonly lanes: number;
  readonly signal: AbortSignal;
  readonly onDone: (done: number) => void;
}

/** Runs trials from the front, so many at a time, until all are done, one breaks down or `signal`. */
export async function runSideBySide<Trial, Outcome>(
  trials: readonly Trial[],
  perform: (trial: Trial, signal: AbortSignal) => Promise<Outcome>,
  { lanes, signal, onDone }: SideBySideOptions,
): Promise<TrialRun<Outcome>> {
  const outcomes: (Outcome | null)[] = trials.map(() => null);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let failure: string | null = null;
  // The lanes take trials from the same iterator, each trial once.
  const left = trials.entries();
  let done = 0;
  const work = async () => {
    for (const [at, trial] of left) {
      if (either.aborted) return;
      outcomes[at] = await perform(trial, either);
      onDone(++done);
    }
  };
  const lane = () =>
    work().catch((error) => {
      if (either.aborted) return;
      failure = messageOf(error);
      stop.abort();
    });
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
  return { outcomes, failure };
}
