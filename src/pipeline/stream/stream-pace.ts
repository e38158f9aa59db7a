import type { StreamPlan } from './stream-plan.ts';

/** When flows are due while a stream is replayed at a chosen speed. */
export interface StreamPace {
  /** The place up to which flows are due, `elapsed` seconds after the replay (re)started. */
  readonly due: (elapsed: number) => number;
  /** Seconds until the flow at `place` is due: 0 where it is, or where there is none. */
  readonly wait: (place: number, elapsed: number) => number;
  /**
   * How far a stream that stands at `place` is behind: the flows due and not yet taken, and for how
   * many seconds the first of them has been waiting. Zeros where it keeps up.
   */
  readonly lag: (place: number, elapsed: number) => StreamLag;
}

export interface StreamLag {
  readonly flows: number;
  readonly seconds: number;
}

/**
 * The pace of a replay that starts, or starts again, at a place: the traffic's own gaps, divided by
 * the speed; a flow a second at speed 1 where it has no times. `Infinity`: all flows are due at once.
 *
 * @param speed above 0
 */
export function paceOf(plan: StreamPlan, from: number, speed: number): StreamPace {
  const { order, times } = plan;
  // Seconds of the traffic from the first flow of the replay to a later one.
  const since = (place: number) =>
    times === null
      ? place - from
      : times[order[place]] - times[order[Math.min(from, order.length - 1)]];
  const dueAt = (place: number) => since(place) / speed;
  const due = (elapsed: number) => {
    if (elapsed < 0) return from;
    let low = from;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (dueAt(middle) <= elapsed) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wait = (place: number, elapsed: number) =>
    place >= order.length ? 0 : Math.max(0, dueAt(place) - elapsed);
  const lag = (place: number, elapsed: number) => {
    const flows = Math.max(0, due(elapsed) - place);
    return { flows, seconds: flows === 0 ? 0 : elapsed - dueAt(place) };
  };
  return { due, wait, lag };
}
