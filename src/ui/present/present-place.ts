/** Notes which folds are open, and gives what opens and closes them as they were. */
export function keepFolds(): () => void {
  const folds = [...document.querySelectorAll('details')].map((fold) => [fold, fold.open] as const);
  return () => {
    for (const [fold, open] of folds) fold.open = open;
  };
}

/** Notes where the page is scrolled and what has the focus, and gives what brings both back. */
export function keepPlace(): () => void {
  const focused = document.activeElement;
  const { scrollX, scrollY } = window;
  return () => {
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
  };
}
