import type { Page } from '@playwright/test';

/** What is clipped, lies over its neighbour or sticks out of the page as it stands, in words. */
export function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK = 1;
    const found = new Set<string>();

    const isShown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      // What is for screen readers alone is one pixel large.
      if (width <= 1 || height <= 1) return false;
      return element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
    };
    const nameOf = (element: Element) => {
      const cell = element.closest('article, section[id], aside, header, nav');
      const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
      const classes = element.getAttribute('class')?.split(' ').join('.') ?? '';
      const within = cell?.id || cell?.className || '';
      return `${within}: ${element.tagName.toLowerCase()}${classes && `.${classes}`} "${words}"`;
    };
    const clips = (value: string) => value === 'hidden' || value === 'clip';
    const scrolls = (value: string) => value === 'auto' || value === 'scroll';

    /** Follows a box outwards: what hides a part of it, or the window that it sticks out of. */
    const judge = (box: DOMRect, from: Element, name: string, isText: boolean) => {
      let [across, down] = [true, true];
      for (let at: Element | null = from; at !== null && (across || down); at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.clipPath !== 'none') return;
        const inside = at.getBoundingClientRect();
        const ellipsis = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
        if (isText && across && clips(style.overflowX) && !ellipsis) {
          if (box.right > inside.right + SLACK || box.left < inside.left - SLACK)
            found.add(`cut by ${nameOf(at).slice(0, 60)}: ${name}`);
        }
        if (isText && down && clips(style.overflowY) && !ellipsis) {
          if (box.bottom > inside.bottom + SLACK || box.top < inside.top - SLACK)
            found.add(`cut in height by ${nameOf(at).slice(0, 60)}: ${name}`);
        }
        if (scrolls(style.overflowX) || clips(style.overflowX)) across = false;
        if (scrolls(style.overflowY) || clips(style.overflowY)) down = false;
        // A button that ends in an ellipsis, a menu over the page.
        if (style.position === 'fixed') break;
      }
      if (across && (box.right > innerWidth + SLACK || box.left < -SLACK))
        found.add(`beyond the window: ${name}`);
    };

    const lies = (a: DOMRect, b: DOMRect) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK;

    const isLevel = (word: Element) => {
      const [, turned = '0'] =
        /rotate\((-?[\d.]+)/.exec(word.getAttribute('transform') ?? '') ?? [];
      return Number(turned) % 90 === 0;
    };

    const isBlock = (element: Element) => {
      const { position, display, float } = getComputedStyle(element);
      const inFlow = position === 'static' || position === 'relative';
      return inFlow && float === 'none' && !/^(inline|contents|table-column)/.test(display);
    };

    for (const element of document.body.querySelectorAll('*')) {
      // Columns are no boxes of their own, and the way past the bar waits out of sight.
      if (element.closest('svg, .plot, .uplot, script, style, option, col, .skip') !== null)
        continue;
      if (!isShown(element)) continue;
      judge(
        element.getBoundingClientRect(),
        element.parentElement ?? element,
        nameOf(element),
        false,
      );
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || (node.textContent ?? '').trim() === '') continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        judge(range.getBoundingClientRect(), element, nameOf(element), true);
      }
      const blocks = [...element.children].filter((child) => isShown(child) && isBlock(child));
      blocks.forEach((one, at) => {
        for (const other of blocks.slice(at + 1)) {
          if (lies(one.getBoundingClientRect(), other.getBoundingClientRect()))
            found.add(`over each other: ${nameOf(one)} and ${nameOf(other)}`);
        }
      });
    }

    // Words within a chart: its axes and its legend.
    const WORDS = '.xtick text, .ytick text, .xtitle, .ytitle, .legendtext';
    for (const plot of document.querySelectorAll('.plot')) {
      const area = plot.getBoundingClientRect();
      // Slanted ones lie side by side although the boxes around them do not.
      const words = [...plot.querySelectorAll(WORDS)].filter((one) => isShown(one) && isLevel(one));
      words.forEach((one, at) => {
        const box = one.getBoundingClientRect();
        const beyond = box.right > area.right + SLACK || box.left < area.left - SLACK;
        if (beyond || box.top < area.top - SLACK || box.bottom > area.bottom + SLACK)
          found.add(`cut by its chart: ${nameOf(one)}`);
        for (const other of words.slice(at + 1)) {
          if (lies(box, other.getBoundingClientRect()))
            found.add(`over each other in a chart: ${nameOf(one)} and ${nameOf(other)}`);
        }
      });
    }

    // The bar on top is one row.
    const top = document.querySelector('header.top');
    const bar = top?.getBoundingClientRect();
    for (const part of top?.querySelectorAll('button, h1, p:not(.said)') ?? []) {
      const { top: above, bottom } = part.getBoundingClientRect();
      if (bar && isShown(part) && (above < bar.top - SLACK || bottom > bar.bottom + SLACK))
        found.add(`out of the bar on top: ${nameOf(part)}`);
    }
    if (bar && bar.height > 49) found.add(`the bar on top is ${bar.height} px high`);
    return [...found];
  });
}
