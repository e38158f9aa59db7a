import { contours } from 'd3-contour';
import type { PlaneField } from '../../pipeline/plane/field.ts';
import { rankAt } from '../../pipeline/plane/rank-at.ts';

/** A line through the picture: across and up of each point, 0 … 1, the way it is walked. */
export type Line = readonly (readonly [number, number])[];

/** The area of a plane with a rank above the given one, as closed rings. O(points of the grid). */
export function areaAbove({ size, ranks }: PlaneField, rank: number): Line[][] {
  const { columns, rows } = size;
  // Between the rank itself, which raises no alert, and the next that a point of the grid can have.
  const limit = rank + 1 / (4 * ranks.length);
  const area = contours()
    .size([columns, rows])
    .smooth(true)
    .contour(ranks as unknown as number[], limit);
  return area.coordinates.map((rings) =>
    // A position in GeoJSON is at least two numbers.
    rings.map((ring) => ring.map(([x = 0, y = 0]) => [x / columns, y / rows] as const)),
  );
}

/** The rings without what runs along the sides of the picture. */
export function boundaryOf(area: readonly (readonly Line[])[]): Line[] {
  return area.flatMap((rings) => rings.flatMap(insideLines));
}

function insideLines(ring: Line): Line[] {
  const lines: Line[] = [];
  let line: (readonly [number, number])[] = [];
  let before: Line[number] | undefined;
  for (const point of ring) {
    if (before !== undefined && isAlongSide(before, point)) {
      if (line.length > 1) lines.push(line);
      line = [];
    }
    line.push(point);
    before = point;
  }
  if (line.length > 1) lines.push(line);
  return lines;
}

function isAlongSide([ax, ay]: Line[number], [bx, by]: Line[number]): boolean {
  return (ax === bx && (ax === 0 || ax === 1)) || (ay === by && (ay === 0 || ay === 1));
}

/** A short stroke from the boundary to the side of alerts. */
export interface Hachure {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** Between strokes, and how long they are, in pixels. */
const SPACING = 12;
const LENGTH = 5;

/** Strokes along the boundary of a picture of this size, in its pixels, y downwards. */
export function hachuresOf(
  lines: readonly Line[],
  field: PlaneField,
  width: number,
  height: number,
): Hachure[] {
  const strokes: Hachure[] = [];
  for (const line of lines) {
    let walked = SPACING / 2;
    let before: readonly [number, number] | undefined;
    for (const [x, y] of line) {
      const [bx, by] = [x * width, (1 - y) * height] as const;
      const [ax, ay] = before ?? [bx, by];
      before = [bx, by];
      const step = Math.hypot(bx - ax, by - ay);
      walked += step;
      if (walked < SPACING || step === 0) continue;
      walked = 0;
      const from = [(ax + bx) / 2, (ay + by) / 2] as const;
      const across = [(by - ay) / step, (ax - bx) / step] as const;
      const side = alertSide(field, from, across, width, height);
      strokes.push({
        from,
        to: [from[0] + side * across[0] * LENGTH, from[1] + side * across[1] * LENGTH],
      });
    }
  }
  return strokes;
}

function alertSide(
  field: PlaneField,
  [x, y]: readonly [number, number],
  [dx, dy]: readonly [number, number],
  width: number,
  height: number,
): 1 | -1 {
  const rank = (sign: number) =>
    rankAt(field, (x + sign * 4 * dx) / width, 1 - (y + sign * 4 * dy) / height);
  return rank(1) >= rank(-1) ? 1 : -1;
}

/** The band of a rank: 0 … `below` − 1 up to the threshold, and from there on to the last. */
export function bandOf(rank: number, threshold: number, below: number, above: number): number {
  if (rank <= threshold) return Math.min(below - 1, Math.floor((rank / threshold) * below));
  const share = (rank - threshold) / (1 - threshold);
  return below + Math.min(above - 1, Math.floor(share * above));
}
