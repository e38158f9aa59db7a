import { effect, type ReadonlySignal } from '@preact/signals-core';
import type { Notebook } from './notebook.ts';

/** A movement of the hand ends before computing starts. Milliseconds. */
const PAUSE = 60;

/** What took no longer the last time is computed while the hand moves. Milliseconds. */
const QUICK = 50;

/**
 * While `live`, computes what is stale soon after a parameter or what is open has changed, and at once
 * when it is switched on. Where the last answer was quick, as after a threshold has moved, the next one
 * does not wait for the hand to rest. Only changes count: a cell that was cancelled is left alone until then.
 *
 * @param now in milliseconds
 * @returns a function that ends this
 */
export function keepLive(
  notebook: Notebook,
  live: ReadonlySignal<boolean>,
  now: () => number,
): () => void {
  let took = Number.POSITIVE_INFINITY;
  const run = async () => {
    const since = now();
    await notebook.runStale();
    took = now() - since;
  };
  return effect(() => {
    if (!live.value) return undefined;
    // Reading these makes the effect follow them, and nothing else.
    void notebook.parameters.value;
    void notebook.opened.value;
    void notebook.baseline.value;
    void notebook.lab.value;
    const timer = setTimeout(run, took <= QUICK ? 0 : PAUSE);
    return () => clearTimeout(timer);
  });
}
