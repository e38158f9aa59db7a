import { effect, signal } from '@preact/signals';
import { CELLS } from '../../notebook/cells.ts';
import { loadedAndIdle } from '../kit/idle.ts';
import { notebook } from '../lab.ts';

/** Whether all files of the lab are kept here, so that it works without a network. */
export const keptHere = signal(false);

/** Whether a newer version has been fetched whole and waits to be taken. */
export const newVersionReady = signal(false);

let registration: ServiceWorkerRegistration | undefined;

/**
 * Keeps the lab for use without a network and watches for a newer version. It starts when the page
 * is loaded and idle, so that the first screen has the network for itself. Where the browser
 * refuses, as some do in private windows, the lab works all the same but needs the network.
 */
export async function keepOffline(): Promise<void> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  await loadedAndIdle();
  await atRest();
  try {
    registration = await navigator.serviceWorker.register('./service-worker.js', {
      updateViaCache: 'none',
    });
    watch(registration);
  } catch {
    return;
  }
}

/** How long nothing must have run before megabytes are fetched and checked. Milliseconds. */
const REST = 1000;

/** Resolves once no cell has run or waited for a while: first the results, then the keeping. */
function atRest(): Promise<void> {
  return new Promise((rested) => {
    const end = effect(() => {
      const busy = CELLS.some(({ id }) =>
        ['queued', 'running'].includes(notebook.cell(id).activity.value.kind),
      );
      if (busy) return undefined;
      const timer = setTimeout(() => {
        end();
        rested();
      }, REST);
      return () => clearTimeout(timer);
    });
  });
}

/** Reloads the page with the newer version: all of it, in this tab. */
export function takeNewVersion(): void {
  const waiting = registration?.waiting;
  if (!waiting) {
    // Another tab has taken it already.
    location.reload();
    return;
  }
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  waiting.postMessage('take over');
}

function watch(registered: ServiceWorkerRegistration): void {
  const follow = (worker: ServiceWorker | null) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') keptHere.value = true;
      if (worker.state === 'installed' && registered.active) newVersionReady.value = true;
    });
  };
  keptHere.value = registered.active !== null;
  newVersionReady.value = registered.active !== null && registered.waiting !== null;
  follow(registered.installing);
  registered.addEventListener('updatefound', () => follow(registered.installing));
  addEventListener('visibilitychange', () => {
    // Without a network there is nothing to find, and nothing to complain about.
    if (document.visibilityState === 'visible') registered.update().catch(() => undefined);
  });
}
