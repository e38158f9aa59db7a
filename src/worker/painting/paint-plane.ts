import { entryAt } from '../../data/entry-at.ts';
import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import type { PlaneField } from '../../pipeline/plane/field.ts';
import type { PlaneFlows } from '../../pipeline/plane/plane-flows.ts';
import { rankAt } from '../../pipeline/plane/rank-at.ts';
import { areaAbove, bandOf, boundaryOf, hachuresOf, type Line } from './plane-shapes.ts';

/** Of a picture, in CSS pixels, and how many of the screen's pixels each of them is across. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** What a plane is painted with, `#rrggbb`. */
export interface PlaneColours {
  readonly paper: string;
  readonly raised: string;
  readonly ink: string;
  readonly quiet: string;
  readonly normal: string;
  readonly anomaly: string;
  readonly anomalyEdge: string;
  /** From the most normal rank to the boundary; none: what raises an alert is hatched. */
  readonly normalBands: readonly string[];
  /** From the boundary to the most abnormal rank. */
  readonly alertBands: readonly string[];
}

/** The flows of a plane, to be painted. */
export interface FlowsPicture {
  readonly plane: Pick<PlaneFlows, 'places' | 'dots' | 'labels'>;
  /** Whether attacks are told from normal flows. */
  readonly revealed: boolean;
  readonly colours: PlaneColours;
}

/** What a detector makes of a plane, to be painted. */
export interface FieldPicture {
  readonly field: PlaneField;
  /** Above this rank lie alerts. */
  readonly threshold: number;
  readonly colours: PlaneColours;
}

/** What is drawn with: on the page, or off it. */
export type PlaneContext = Omit<OffscreenCanvasRenderingContext2D, 'canvas'>;

/** Steps of rank that colours are looked up by. */
const STEPS = 1024;

/**
 * What is painted by itself, to be put on the canvas of a plane.
 *
 * @param paint is given a context in CSS pixels
 */
export function paintLayer(
  { width, height, ratio }: PictureSize,
  paint: (context: PlaneContext) => void,
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(Math.round(width * ratio), Math.round(height * ratio));
  const context = canvas.getContext('2d');
  context?.scale(ratio, ratio);
  if (context !== null) paint(context);
  return canvas;
}

/** Bands and boundary of a detector. O(pixels). */
export function paintField(
  context: PlaneContext,
  { width, height }: PictureSize,
  { field, threshold, colours }: FieldPicture,
): void {
  const area = areaAbove(field, threshold);
  if (colours.alertBands.length === 0) hatch(context, width, height, area, colours);
  else {
    const bands = paintBands(width, height, field, { threshold, colours });
    context.drawImage(bands, 0, 0, width, height);
  }
  drawBoundary(context, width, height, boundaryOf(area), field, colours);
}

/** Ranks of each pixel, kept for the next threshold. */
const pixelRanks = new WeakMap<
  PlaneField,
  { readonly width: number; readonly ranks: Uint16Array }
>();

function ranksOfPixels(field: PlaneField, width: number, height: number): Uint16Array {
  const kept = pixelRanks.get(field);
  if (kept?.width === width && kept.ranks.length === width * height) return kept.ranks;
  const ranks = new Uint16Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const up = 1 - (y + 0.5) / height;
    for (let x = 0; x < width; x++, at++) {
      ranks[at] = Math.min(STEPS - 1, rankAt(field, (x + 0.5) / width, up) * STEPS);
    }
  }
  pixelRanks.set(field, { width, ranks });
  return ranks;
}

function paintBands(
  width: number,
  height: number,
  field: PlaneField,
  { threshold, colours }: Omit<FieldPicture, 'field'>,
): OffscreenCanvas {
  const { normalBands, alertBands } = colours;
  const shades = [...normalBands, ...alertBands].map(pixelOf);
  const lookup = Uint32Array.from({ length: STEPS }, (_, i) => {
    const band = bandOf((i + 0.5) / STEPS, threshold, normalBands.length, alertBands.length);
    return entryAt(shades, band, 'band');
  });
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const ranks = ranksOfPixels(field, width, height);
  // Every rank has its shade. This is done for every pixel.
  for (let i = 0; i < pixels.length; i++) pixels[i] = lookup[ranks[i] ?? 0] ?? 0;
  context?.putImageData(image, 0, 0);
  return canvas;
}

/** `#rrggbb` as a pixel of an image, on the little-endian machines that browsers run on. */
function pixelOf(colour: string): number {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  const [red, green, blue] = [part(1), part(3), part(5)] as const;
  return (255 * 2 ** 24 + blue * 2 ** 16 + green * 2 ** 8 + red) >>> 0;
}

function trace(context: PlaneContext, line: Line, width: number, height: number) {
  line.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x * width, (1 - y) * height);
    else context.lineTo(x * width, (1 - y) * height);
  });
}

function hatch(
  context: PlaneContext,
  width: number,
  height: number,
  area: readonly (readonly Line[])[],
  { ink, paper }: PlaneColours,
): void {
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.save();
  context.beginPath();
  for (const rings of area) for (const ring of rings) trace(context, ring, width, height);
  context.clip('evenodd');
  context.beginPath();
  for (let x = -height; x < width; x += 8) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.strokeStyle = ink;
  context.globalAlpha = 0.4;
  context.stroke();
  context.restore();
}

function drawBoundary(
  context: PlaneContext,
  width: number,
  height: number,
  lines: readonly Line[],
  field: PlaneField,
  { ink, raised }: PlaneColours,
): void {
  context.lineJoin = 'round';
  context.beginPath();
  for (const line of lines) trace(context, line, width, height);
  context.strokeStyle = raised;
  context.globalAlpha = 0.6;
  context.lineWidth = 4;
  context.stroke();
  context.globalAlpha = 1;
  context.strokeStyle = ink;
  context.lineWidth = 1.75;
  context.stroke();
  context.beginPath();
  for (const { from, to } of hachuresOf(lines, field, width, height)) {
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.lineWidth = 1;
  context.stroke();
}

/** Half the height of a diamond, and the radius of a circle. Pixels. */
export const DIAMOND = 3.1;
export const CIRCLE = 1.6;

/** A dot for each flow, attacks on top. O(flows). */
export function paintFlows(
  context: PlaneContext,
  { width, height }: PictureSize,
  { plane, revealed, colours }: FlowsPicture,
): void {
  const { label } = plane.labels;
  const isAttack = (row: number) => revealed && label[row] === ATTACK;
  const place = (row: number) => {
    const across = entryAt(plane.places, 2 * row, 'place across');
    const up = entryAt(plane.places, 2 * row + 1, 'place up');
    return [across * width, (1 - up) * height] as const;
  };
  context.globalAlpha = 0.55;
  for (const row of plane.dots) {
    if (isAttack(row)) continue;
    const [x, y] = place(row);
    context.fillStyle = revealed && label[row] === NORMAL ? colours.normal : colours.ink;
    context.beginPath();
    context.arc(x, y, CIRCLE, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
  for (const row of plane.dots) {
    if (!isAttack(row)) continue;
    const [x, y] = place(row);
    context.beginPath();
    context.moveTo(x, y - DIAMOND);
    context.lineTo(x + DIAMOND, y);
    context.lineTo(x, y + DIAMOND);
    context.lineTo(x - DIAMOND, y);
    context.closePath();
    context.strokeStyle = colours.raised;
    context.lineWidth = 2;
    context.stroke();
    context.fillStyle = colours.anomaly;
    context.fill();
    context.strokeStyle = colours.anomalyEdge;
    context.lineWidth = 0.9;
    context.stroke();
  }
}
