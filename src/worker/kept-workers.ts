/** A worker that is at work, or waits for some. */
export interface KeptWorker {
  readonly worker: Worker;
  /** Called when the worker has ended by itself; whoever has taken it sets this. */
  onEnd: (() => void) | null;
}

/** Workers that wait for the next task, for a while. */
export interface KeptWorkers {
  /** One that waits, else a new one. */
  take(): KeptWorker;
  /** Keeps one that is done. */
  keep(kept: KeptWorker): void;
}

/**
 * Starts workers when none waits, and ends those that have waited too long: each holds the engine,
 * and the memory of what it has computed.
 *
 * @param start starts a worker, which calls `onEnd` when it has ended, by whatever
 * @param idleTime how long one waits, in milliseconds
 */
export function createKeptWorkers(
  start: (onEnd: () => void) => Worker,
  idleTime: number,
): KeptWorkers {
  /** Those that wait, each with the timer that ends it. */
  const idle = new Map<KeptWorker, ReturnType<typeof setTimeout>>();

  const forget = (kept: KeptWorker) => {
    clearTimeout(idle.get(kept));
    idle.delete(kept);
  };

  return {
    take() {
      // The last first, so that what is not needed waits longest and ends.
      const waiting = [...idle.keys()].at(-1);
      if (waiting !== undefined) {
        forget(waiting);
        return waiting;
      }
      const kept: KeptWorker = {
        worker: start(() => {
          forget(kept);
          kept.onEnd?.();
        }),
        onEnd: null,
      };
      return kept;
    },
    keep(kept) {
      const end = () => {
        idle.delete(kept);
        kept.worker.terminate();
      };
      idle.set(kept, setTimeout(end, idleTime));
    },
  };
}
