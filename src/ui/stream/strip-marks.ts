import type uPlot from 'uplot';
import type { ChartTheme } from '../../charts/figure.ts';
import { CLASS_LOOKS } from '../../charts/looks.ts';
import { SANS } from '../../charts/palette.ts';
import { groupEvents, type ScoreAxis, type StripEvent } from '../../charts/score-strip.ts';
import { entryAt } from '../../data/entry-at.ts';
import { IS_ALERT, IS_ATTACK, type StreamPoints } from '../../worker/stream-protocol.ts';

/** What is drawn upon the axes. */
export interface StripPicture {
  readonly points: StreamPoints;
  readonly axis: ScoreAxis;
  readonly events: readonly StripEvent[];
  readonly theme: ChartTheme;
  /** Letters and marks grow by so much on a projector. */
  readonly growth: number;
}

/** Radii in CSS pixels. */
const DOT = 1.5;
const RING = 4;
const DIAMOND = 5;

/** Draws threshold, scores and events into the plotting area; marks that matter lie on top. */
export function drawMarks(plot: uPlot, picture: StripPicture): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  drawEvents(plot, picture);
  drawThreshold(plot, picture);
  drawScores(plot, picture);
  ctx.restore();
}

function drawScores(plot: uPlot, { points, axis, theme, growth }: StripPicture): void {
  const { ctx } = plot;
  const unit = growth * devicePixelRatio;
  const { places, scores, marks } = points;
  const shape = (wanted: number, path: (x: number, y: number) => void) => {
    ctx.beginPath();
    for (let i = 0; i < marks.length; i++) {
      if (marks[i] !== wanted) continue;
      const score = entryAt(scores, i, 'score');
      if (Number.isNaN(score)) continue;
      const x = plot.valToPos(entryAt(places, i, 'place'), 'x', true);
      path(x, plot.valToPos(axis.height(score), 'y', true));
    }
  };
  const circle = (radius: number) => (x: number, y: number) => {
    ctx.moveTo(x + radius * unit, y);
    ctx.arc(x, y, radius * unit, 0, 2 * Math.PI);
  };
  const diamond = (x: number, y: number) => {
    ctx.moveTo(x, y - DIAMOND * unit);
    ctx.lineTo(x + DIAMOND * unit, y);
    ctx.lineTo(x, y + DIAMOND * unit);
    ctx.lineTo(x - DIAMOND * unit, y);
    ctx.closePath();
  };
  const { normal, anomaly } = CLASS_LOOKS;
  shape(0, circle(DOT));
  ctx.fillStyle = theme[normal.colour];
  ctx.fill();
  ctx.lineWidth = 1.5 * unit;
  shape(IS_ATTACK, diamond);
  ctx.strokeStyle = theme[anomaly.colour];
  ctx.stroke();
  shape(IS_ALERT, circle(RING));
  ctx.strokeStyle = theme.ink;
  ctx.stroke();
  shape(IS_ATTACK + IS_ALERT, diamond);
  ctx.fillStyle = theme[anomaly.colour];
  ctx.fill();
  ctx.lineWidth = unit;
  ctx.strokeStyle = theme[anomaly.edge];
  ctx.stroke();
}

/** The threshold of each moment, dashed. */
function drawThreshold(plot: uPlot, { points, axis, theme, growth }: StripPicture): void {
  const { ctx } = plot;
  const { places, thresholds } = points;
  const unit = growth * devicePixelRatio;
  ctx.beginPath();
  let drawing = false;
  for (const [i, place] of places.entries()) {
    const threshold = entryAt(thresholds, i, 'threshold');
    if (!Number.isFinite(threshold)) continue;
    const x = plot.valToPos(place, 'x', true);
    const y = plot.valToPos(axis.height(threshold), 'y', true);
    if (drawing) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    drawing = true;
  }
  ctx.lineWidth = 2 * unit;
  ctx.setLineDash([8 * unit, 4 * unit]);
  ctx.strokeStyle = theme.ink;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Upright lines with their words, in rows so that neighbours can be read. */
function drawEvents(plot: uPlot, { events, theme, growth }: StripPicture): void {
  const { ctx, bbox } = plot;
  const unit = growth * devicePixelRatio;
  const { min = 0, max = 1 }: uPlot.Scale = plot.scales.x ?? {};
  const shown = events.filter(({ place }) => place >= min && place <= max);
  const perPixel = (max - min) / bbox.width;
  ctx.font = `${12 * unit}px ${SANS}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  // Where the words of each row end: one that finds no room is left out, its line is not.
  const ends = [0, 0, 0];
  for (const { place, word, alone } of groupEvents(shown, 80 * unit * perPixel)) {
    const x = Math.round(plot.valToPos(place, 'x', true));
    ctx.strokeStyle = alone ? theme.accent : theme.caution;
    ctx.lineWidth = alone ? 3 * unit : unit;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const width = ctx.measureText(word).width;
    const left = Math.min(x + 4 * unit, bbox.left + bbox.width - width);
    const row = ends.findIndex((end) => end < left);
    if (row < 0) continue;
    ends[row] = left + width + 4 * unit;
    const y = bbox.top + (2 + 16 * row) * unit;
    ctx.fillStyle = theme.paper;
    ctx.fillRect(left - 2 * unit, y, width + 4 * unit, 15 * unit);
    ctx.fillStyle = theme.ink;
    ctx.fillText(word, left, y);
  }
}
