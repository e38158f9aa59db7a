import { SANS } from '../../charts/palette.ts';
import { entryAt } from '../../data/entry-at.ts';
import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import { axisTicks } from '../../pipeline/plane/values.ts';
import { CIRCLE, DIAMOND } from '../../worker/painting/paint-plane.ts';
import {
  areaAbove,
  boundaryOf,
  hachuresOf,
  type Line,
} from '../../worker/painting/plane-shapes.ts';
import type { PlanePicture } from './draw-plane.ts';

const WIDTH = 480;
const HEIGHT = 360;
const LEFT = 64;
const TOP = 44;
const BOTTOM = 36;
const FONT = `font-family="${SANS.replaceAll('"', '')}"`;

/** The picture as an SVG with its title and axes, made of the same shapes as on the canvas. */
export function planeSvg(title: string, picture: PlanePicture): string {
  const { plane, field, threshold, colours } = picture;
  const [across, up] = plane.axes;
  const area = areaAbove(field, threshold);
  const lines = boundaryOf(area);
  const strokes = hachuresOf(lines, field, WIDTH, HEIGHT)
    .map(({ from, to }) => `M${pair(from)}L${pair(to)}`)
    .join('');
  const text = (x: number, y: number, words: string, anchor = 'middle', weight = 400) =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}" font-weight="${weight}">${inXml(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LEFT + WIDTH + 16}" height="${TOP + HEIGHT + BOTTOM}">`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
    `<g ${FONT} font-size="12" fill="${colours.quiet}">`,
    `<text x="${LEFT}" y="20" font-size="14" font-weight="600" fill="${colours.ink}">${inXml(title)}</text>`,
    text(LEFT, 38, `${up.title} ↑`, 'start', 600),
    text(LEFT + WIDTH, TOP + HEIGHT + 32, `${across.title} →`, 'end', 600),
    ...axisTicks(across, 5).map(({ share, label }) =>
      text(LEFT + share * WIDTH, TOP + HEIGHT + 16, label),
    ),
    ...axisTicks(up, 5).map(({ share, label }) =>
      text(LEFT - 6, TOP + (1 - share) * HEIGHT + 4, label, 'end'),
    ),
    '</g>',
    `<svg x="${LEFT}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}">`,
    ...bands(picture),
    `<path d="${lines.map((line) => pathOf(line, '')).join('')}" fill="none" stroke="${colours.ink}" stroke-width="1.75"/>`,
    `<path d="${strokes}" stroke="${colours.ink}"/>`,
    ...flows(picture),
    '</svg></svg>',
  ].join('\n');
}

function bands({ field, threshold, colours }: PlanePicture): string[] {
  const { normalBands, alertBands } = colours;
  const levels = [
    ...normalBands.slice(1).map((colour, i) => ({
      colour,
      rank: (threshold * (i + 1)) / normalBands.length,
    })),
    ...alertBands.map((colour, i) => ({
      colour,
      rank: threshold + ((1 - threshold) * i) / alertBands.length,
    })),
  ];
  return [
    `<rect width="100%" height="100%" fill="${normalBands[0] ?? colours.paper}"/>`,
    ...levels.map(({ colour, rank }) => {
      const path = areaAbove(field, rank)
        .flat()
        .map((ring) => pathOf(ring, 'Z'))
        .join('');
      return `<path d="${path}" fill="${colour}" fill-rule="evenodd"/>`;
    }),
  ];
}

function flows({ plane, revealed, colours }: PlanePicture): string[] {
  const { label } = plane.labels;
  const circles: string[] = [];
  const diamonds: string[] = [];
  for (const row of plane.dots) {
    const x = entryAt(plane.places, 2 * row, 'place across') * WIDTH;
    const y = (1 - entryAt(plane.places, 2 * row + 1, 'place up')) * HEIGHT;
    if (revealed && label[row] === ATTACK) {
      const d = `M${pair([x, y - DIAMOND])}l${DIAMOND} ${DIAMOND}-${DIAMOND} ${DIAMOND}-${DIAMOND}-${DIAMOND}Z`;
      diamonds.push(`<path d="${d}"/>`);
    } else {
      const colour = revealed && label[row] === NORMAL ? colours.normal : colours.ink;
      circles.push(`<circle cx="${round(x)}" cy="${round(y)}" r="${CIRCLE}" fill="${colour}"/>`);
    }
  }
  return [
    `<g fill-opacity=".55">${circles.join('')}</g>`,
    `<g fill="${colours.anomaly}" stroke="${colours.anomalyEdge}" stroke-width=".9">${diamonds.join('')}</g>`,
  ];
}

function pathOf(line: Line, end: string): string {
  const points = line.map(([x, y]) => pair([x * WIDTH, (1 - y) * HEIGHT]));
  return `M${points.join('L')}${end}`;
}

function pair([x, y]: readonly [number, number]): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}

function inXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
