/** Resolves when the page is loaded and has a moment: first what a person sees, then the rest. */
export async function loadedAndIdle(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  }
  // Safari has no requestIdleCallback.
  await new Promise<unknown>((idle) =>
    'requestIdleCallback' in window
      ? requestIdleCallback(idle, { timeout: 2000 })
      : setTimeout(idle, 200),
  );
}
