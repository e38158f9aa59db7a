import { effect, type ReadonlySignal } from '@preact/signals-core';
import type { Notebook } from './notebook.ts';

/** A movement of the hand ends before computing starts. Milliseconds. */
const PAUSE = 120;

/**
 * While `live`, computes what is stale soon after a parameter or what is open has changed, and at once
 * when it is switched on. Only changes count: a cell that was cancelled is left alone until then.
 *
 * @returns a function that ends this
 */
export function keepLive(notebook: Notebook, live: ReadonlySignal<boolean>): () => void {
  return effect(() => {
    if (!live.value) return undefined;
    // Reading these makes the effect follow them, and nothing else.
    void notebook.parameters.value;
    void notebook.opened.value;
    void notebook.baseline.value;
    void notebook.lab.value;
    const timer = setTimeout(() => notebook.runStale(), PAUSE);
    return () => clearTimeout(timer);
  });
}
