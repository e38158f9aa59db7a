import type { Figure } from '../../../charts/figure.ts';

/**
 * Where a chart's bars and lines will be, as an SVG path in a box of 100 × 100: what stands in its
 * place until it is drawn. Bars are columns or rows, lines are lines, cells are left out. O(points).
 */
export function outlineOf({ data }: Pick<Figure, 'data'>): string {
  const traces = data.flatMap(shapeOf);
  const xs = traces.flatMap(({ points }) => points.map(([x]) => x));
  const ys = traces.flatMap(({ points }) => points.map(([, y]) => y));
  if (xs.length === 0) return '';
  const across = scaleTo(xs);
  const up = scaleTo(ys);
  return traces
    .map(({ bars, points }) => {
      const at = ([x, y]: Point) => `${round(across(x))} ${round(100 - up(y))}`;
      if (!bars) return `M${points.map(at).join('L')}`;
      return points.map(([x, y]) => `M${at([x, 0])}L${at([x, y])}`).join('');
    })
    .join('');
}

type Point = readonly [number, number];

interface Shape {
  readonly bars: boolean;
  readonly points: readonly Point[];
}

/** At most so many points of a trace: it is an outline. */
const MOST = 60;

function shapeOf({ type, orientation, x, y }: Figure['data'][number]): Shape[] {
  if (!Array.isArray(x) || !Array.isArray(y) || x.length === 0) return [];
  if (type !== 'bar' && type !== 'scatter') return [];
  const [xs, ys] = [placesOf(x), placesOf(y)];
  const step = Math.max(1, Math.ceil(x.length / MOST));
  const points = xs.flatMap((at, i): Point[] => {
    const up = ys[i] ?? Number.NaN;
    return i % step === 0 && Number.isFinite(at) && Number.isFinite(up) ? [[at, up]] : [];
  });
  // Rows of bars would need the other axis: their ends joined tell as much.
  return points.length === 0 ? [] : [{ bars: type === 'bar' && orientation !== 'h', points }];
}

/** Numbers as they are, names by their order. */
function placesOf(values: readonly unknown[]): number[] {
  return values.map((value, at) => (typeof value === 'number' ? value : at));
}

/** To 0 … 100, with 0 in it where bars stand on it. */
function scaleTo(values: readonly number[]): (value: number) => number {
  const low = values.reduce((least, value) => Math.min(least, value), 0);
  const high = values.reduce((most, value) => Math.max(most, value), 0);
  return (value) => (high === low ? 50 : (100 * (value - low)) / (high - low));
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
