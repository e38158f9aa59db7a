import { useMemo } from 'preact/hooks';
import type { Figure } from '../../charts/figure.ts';
import { presentation } from './present.ts';

/** Letters and margins of a chart grow by so much on a projector. */
const GROWTH = 1.5;

/** The share of the screen's height that a chart may take. */
const TALLEST = 0.52;

/**
 * The chart as it is to be drawn now, and the step of the presentation: what is put away during one
 * has no width to be drawn to, and is drawn when its step comes.
 */
export function usePresented(figure: Figure): {
  readonly presented: Figure;
  readonly step: unknown;
} {
  const step = presentation.value;
  const presenting = step !== null;
  const presented = useMemo(
    () => (presenting ? enlarged(figure, innerHeight) : figure),
    [presenting, figure],
  );
  return { presented, step };
}

/** The same chart with letters that can be read from afar. */
function enlarged(figure: Figure, screenHeight: number): Figure {
  const { data, layout, height } = figure;
  const room = Math.max(260, Math.round(screenHeight * TALLEST));
  const grown = Math.min(Math.round(height * GROWTH), room);
  return {
    ...figure,
    height: grown,
    data: data.map((trace) => withLargerFonts(trace) as Figure['data'][number]),
    layout: { ...(withLargerFonts(layout) as Figure['layout']), height: grown },
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
