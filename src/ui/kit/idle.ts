import { effect } from '@preact/signals';
import { heldBack } from '../lab.ts';

/** From then on nobody waits for the page to stand. Milliseconds since it was asked for. */
const SETTLED = 5000;

/**
 * Resolves when the page is loaded and has a moment: first what a person sees, then the rest. Later a
 * person has asked for what is fetched, and it comes at once.
 */
export async function loadedAndIdle(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  }
  await firstPictures();
  if (performance.now() > SETTLED) return;
  // Safari has no requestIdleCallback.
  await new Promise<unknown>((idle) =>
    'requestIdleCallback' in window
      ? requestIdleCallback(idle, { timeout: 2000 })
      : setTimeout(idle, 200),
  );
}

/** Resolves once the lab waits no longer for the pictures that a visit begins with. */
async function firstPictures(): Promise<void> {
  let end: (() => void) | undefined;
  await new Promise<void>((there) => {
    end = effect(() => {
      if (!heldBack.value) there();
    });
  });
  end?.();
}
