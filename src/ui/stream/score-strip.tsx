import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { formatCount } from '../../charts/format.ts';
import { SANS } from '../../charts/palette.ts';
import { heightsOf, type ScoreAxis, scoreAxisOf } from '../../charts/score-strip.ts';
import { MOST_POINTS } from '../../worker/stream-protocol.ts';
import { presentation } from '../present/present.ts';
import { chartTheme } from '../shell/theme.ts';
import { stripEvents } from './stream-events.ts';
import { playing, stream, strip } from './stream-session.ts';
import { drawMarks, type StripPicture } from './strip-marks.ts';
import { loadUplot } from './uplot.ts';

const HEIGHT = 260;
/** Between two drawings for those who asked for less motion, in milliseconds. */
const CALM = 1000;

/** The scores of the last flows as they pass: a picture, told in words and numbers beside it. */
export function ScoreStrip() {
  const element = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const presenting = presentation.value !== null;
  const theme = chartTheme.value;
  useEffect(() => {
    let end = () => {};
    let gone = false;
    loadUplot().then(
      (Plot) => {
        if (element.current !== null && !gone) end = keepDrawing(Plot, element.current, presenting);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      end();
    };
  }, [theme, presenting]);
  const height = presenting ? Math.round(0.44 * innerHeight) : HEIGHT;
  return (
    <>
      <div
        ref={element}
        class="strip-picture"
        aria-hidden="true"
        style={{ height: `${height}px` }}
      />
      {failed && <p class="problem">The picture could not be loaded. The figures go on.</p>}
    </>
  );
}

/** Draws whenever flows have come, at most once a frame of the screen. Returns what ends it. */
function keepDrawing(Plot: typeof uPlot, element: HTMLElement, large: boolean): () => void {
  let picture = pictureNow(large);
  let drawn = Number.NEGATIVE_INFINITY;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plot = new Plot(
    optionsOf(element, large, () => picture),
    [[], []],
    element,
  );
  const draw = () => {
    frame = 0;
    drawn = performance.now();
    picture = pictureNow(large);
    const { points, axis } = picture;
    const { low, high } = heightsOf([points.scores, points.thresholds], axis);
    const width = Math.min(MOST_POINTS, stream.peek()?.frame.flows ?? MOST_POINTS);
    const last = (points.places.at(-1) ?? 0) + 1;
    plot.batch(() => {
      plot.setData([points.places, points.scores], false);
      plot.setScale('x', { min: Math.max(0, last - width), max: Math.max(width, last) });
      plot.setScale('y', { min: low, max: high });
    });
  };
  const soon = () => {
    clearTimeout(timer);
    if (frame !== 0) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const wait = calm && playing.peek() ? drawn + CALM - performance.now() : 0;
    if (wait > 0) timer = setTimeout(soon, wait);
    else frame = requestAnimationFrame(draw);
  };
  const end = effect(() => {
    void strip.value;
    void playing.value;
    soon();
  });
  const observer = new ResizeObserver(() => {
    plot.setSize({ width: element.clientWidth, height: element.clientHeight });
  });
  observer.observe(element);
  return () => {
    end();
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    observer.disconnect();
    plot.destroy();
  };
}

function pictureNow(large: boolean): StripPicture {
  return {
    points: strip.peek(),
    axis: scoreAxisOf(stream.peek()?.detector ?? ''),
    events: stripEvents(),
    theme: chartTheme.peek(),
    growth: large ? 1.5 : 1,
  };
}

function optionsOf(element: HTMLElement, large: boolean, picture: () => StripPicture) {
  const { ink, rule } = chartTheme.peek();
  const size = large ? 18 : 12;
  const font = `${size}px ${SANS}`;
  const grid = { stroke: rule, width: 1 };
  const axis = { stroke: ink, font, labelFont: font, grid, ticks: grid };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    series: [{}, { show: true, paths: () => null, points: { show: false } }],
    axes: [
      {
        ...axis,
        size: 2.2 * size + 6,
        space: 7 * size,
        values: (_: uPlot, splits: number[]) => splits.map(formatCount),
      },
      {
        ...axis,
        size: 4.6 * size,
        space: 2 * size,
        splits: (plot: uPlot) => ticksOf(plot, picture().axis),
        values: (plot: uPlot) => scoresOf(plot, picture().axis).map((score) => String(score)),
      },
    ],
    hooks: { draw: [(plot: uPlot) => drawMarks(plot, picture())] },
  } satisfies uPlot.Options;
}

/** The scores that are written at the axis, as far as they do not crowd. */
function scoresOf(plot: uPlot, { ticks, height }: ScoreAxis): number[] {
  const { min = 0, max = 1 }: uPlot.Scale = plot.scales.y ?? {};
  if (ticks === null) return evenTicks(min, max);
  const least = (max - min) / 9;
  const kept: number[] = [];
  for (const score of ticks) {
    const at = height(score);
    const last = kept.at(-1);
    if (at < min || at > max || (last !== undefined && at - height(last) < least)) continue;
    kept.push(score);
  }
  return kept;
}

function ticksOf(plot: uPlot, axis: ScoreAxis): number[] {
  return scoresOf(plot, axis).map(axis.height);
}

/** Four to nine round numbers. */
function evenTicks(min: number, max: number): number[] {
  const rough = (max - min) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((by) => by * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(min / step);
  const count = Math.max(0, Math.floor(max / step) - first + 1);
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(10)));
}
