/** Notes which folds are open, and gives what opens and closes them as they were. */
export function keepFolds(): () => void {
  const folds = [...document.querySelectorAll('details')].map((fold) => [fold, fold.open] as const);
  return () => {
    for (const [fold, open] of folds) fold.open = open;
  };
}

/**
 * Notes where the page is scrolled and what has the focus, and gives what brings both back: what has
 * the focus stands where it stood, though parts above it may have been drawn meanwhile.
 */
export function keepPlace(): () => void {
  const focused = document.activeElement;
  const { scrollX, scrollY } = window;
  const before = focused?.getBoundingClientRect().top ?? 0;
  return () => {
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
    if (focused !== null && focused !== document.body) holdAt(focused, before);
  };
}

/** What had no room on a slide is drawn anew: so long an element is held in its place. Milliseconds. */
const SETTLING = 2000;

/** Keeps an element at that height of the window while parts above it are drawn, or until a hand moves. */
function holdAt(element: Element, top: number): void {
  const put = () =>
    window.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: 'instant' });
  put();
  const observer = new ResizeObserver(put);
  observer.observe(document.body);
  const listening = new AbortController();
  const end = () => {
    observer.disconnect();
    listening.abort();
  };
  for (const sign of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    addEventListener(sign, end, { passive: true, signal: listening.signal });
  }
  setTimeout(end, SETTLING);
}
