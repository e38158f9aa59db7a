import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Rows in the page at a time; the others are numbers in an array. */
export const ROWS = 15;

/** Browsers end a scrolling area at some 17 million pixels: longer tables scroll in larger steps. */
const MOST_STEPS = 300_000;

/** The part of a long list of rows that is in the page, and the row that keys act on. */
interface RowWindow {
  /** The area that scrolls. */
  readonly area: RefObject<HTMLDivElement | null>;
  /** Heights of a row that the area holds, the heading's included. */
  readonly steps: number;
  /** The place of the first row in the page. */
  readonly first: number;
  /** The place that keys act on. */
  readonly cursor: number;
  /** Takes up how far the area was scrolled. */
  readonly follow: () => void;
  /** Moves the cursor, as far as there are rows, and brings it into the page. */
  readonly moveTo: (place: number) => void;
}

/**
 * A window of `ROWS` rows on `order`.
 *
 * @param list what the rows are a list of: another one starts at its top, while the same one, in a
 *   new order, stays where it is
 */
export function useRowWindow(order: Uint32Array, list: unknown): RowWindow {
  const area = useRef<HTMLDivElement>(null);
  const [scrolledTo, setScrolledTo] = useState(0);
  const [place, setPlace] = useState(0);
  const cursor = Math.max(0, Math.min(place, order.length - 1));
  const beyond = Math.max(0, order.length - ROWS);
  const first = Math.min(scrolledTo, beyond);

  useEffect(() => {
    if (area.current !== null) area.current.scrollTop = 0;
    setScrolledTo(0);
    setPlace(0);
  }, [list]);

  const show = (top: number) => {
    setScrolledTo(top);
    if (area.current === null || beyond === 0) return;
    area.current.scrollTop = (top / beyond) * span(area.current);
  };
  return {
    area,
    steps: ROWS + 1 + Math.min(beyond, MOST_STEPS),
    first,
    cursor,
    follow: () => {
      if (area.current === null) return;
      setScrolledTo(Math.round((area.current.scrollTop / span(area.current)) * beyond));
    },
    moveTo: (wanted) => {
      const next = Math.max(0, Math.min(order.length - 1, wanted));
      setPlace(next);
      if (next < first) show(next);
      else if (next >= first + ROWS) show(next - ROWS + 1);
    },
  };
}

/** How far the area can be scrolled, in pixels. */
function span(area: HTMLElement): number {
  return Math.max(1, area.scrollHeight - area.clientHeight);
}
