/** On narrower screens a slide scrolls: smaller letters could not be read. */
const LEAST_WIDTH = 860;
/** Letters never get smaller than this share of their size. */
const LEAST_ZOOM = 0.3;
const STEPS = 6;

/**
 * Keeps all of a slide on the screen: its words and tables are made smaller until they fit, and again
 * when they change. Charts take the height that is left.
 *
 * @returns what ends it
 */
export function fitSlide(slide: HTMLElement): () => void {
  let waiting = 0;
  const refit = () => shrink(slide);
  const fitSoon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(refit);
  };
  const changes = new MutationObserver((records) => {
    // A chart that is drawn changes nothing around it.
    if (records.some(({ target }) => !isInPlot(target))) fitSoon();
  });
  changes.observe(slide, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['open', 'data-on-slide', 'data-slide'],
  });
  // Settings come and go with a mark on the page.
  const root = { attributes: true, attributeFilter: ['data-settings'] };
  changes.observe(document.documentElement, root);
  const size = new ResizeObserver(fitSoon);
  size.observe(slide);
  fitSoon();
  return () => {
    cancelAnimationFrame(waiting);
    changes.disconnect();
    size.disconnect();
    slide.style.removeProperty('--slide-zoom');
  };
}

function isInPlot(node: Node): boolean {
  return node instanceof Element && node.closest('.plot-frame, .stream-strip') !== null;
}

/** The largest letters with which nothing is out of the slide, by bisection. */
function shrink(slide: HTMLElement): void {
  const zoom = (value: number) => slide.style.setProperty('--slide-zoom', String(value));
  zoom(1);
  if (innerWidth <= LEAST_WIDTH || fits(slide)) return;
  let [low, high] = [LEAST_ZOOM, 1];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    zoom(middle);
    if (fits(slide)) low = middle;
    else high = middle;
  }
  zoom(low);
}

function fits(slide: HTMLElement): boolean {
  const areas = slide.querySelectorAll<HTMLElement>(
    '.table-scroll, .output, .settings, .cell-body',
  );
  return [slide, ...areas].every(
    (area) =>
      area.scrollHeight <= area.clientHeight + 1 && area.scrollWidth <= area.clientWidth + 1,
  );
}
