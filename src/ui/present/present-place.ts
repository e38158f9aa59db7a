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
    const now = focused?.getBoundingClientRect().top ?? 0;
    if (focused !== document.body) window.scrollBy({ top: now - before, behavior: 'instant' });
  };
}
