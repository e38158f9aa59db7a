import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Figure } from '../../charts/figure.ts';
import { currentSlide, onSlide } from './present.ts';

/** Letters and margins of a chart grow by so much on a projector. */
const GROWTH = 1.5;

/**
 * The chart as it is to be drawn now. On its slide it takes the height that the slide leaves to its
 * frame.
 *
 * @param slide the id of its slide, if it has one
 * @returns with the attributes that mark it on its slide; `null` as long as its height is not known;
 *   and the slide that is shown: what is put away during one has no width to be drawn to
 */
export function usePresented(
  figure: Figure,
  slide: string | undefined,
  frame: { readonly current: HTMLElement | null },
) {
  const mark = slide === undefined ? {} : onSlide(slide);
  const isShown = 'data-on-slide' in mark;
  const [room, setRoom] = useState(0);
  useEffect(() => {
    if (!isShown || frame.current === null) return;
    const observer = new ResizeObserver((entries) => {
      for (const { contentRect } of entries) setRoom(Math.floor(contentRect.height));
    });
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      setRoom(0);
    };
  }, [isShown]);
  const presented = useMemo(() => {
    if (!isShown) return figure;
    return room > 0 ? enlarged(figure, room) : null;
  }, [isShown, room, figure]);
  return { presented, mark, step: currentSlide.value?.id };
}

/** The same chart with letters that can be read from afar, in that height. */
function enlarged(figure: Figure, height: number): Figure {
  return {
    ...figure,
    height,
    data: figure.data.map((trace) => withLargerFonts(trace) as Figure['data'][number]),
    layout: { ...(withLargerFonts(figure.layout) as Figure['layout']), height },
  };
}

/** A copy in which the size of every font and every margin is larger. */
function withLargerFonts(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.some((each) => typeof each === 'object') ? value.map(withLargerFonts) : value;
  }
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (key === 'margin' && isPlain(part)) return [key, scaled(part, 1.25)];
      if (/font$/.test(key) && isPlain(part)) return [key, scaled(part, GROWTH)];
      return [key, withLargerFonts(part)];
    }),
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function scaled(part: Record<string, unknown>, by: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      typeof value === 'number' ? Math.round(value * by) : value,
    ]),
  );
}
