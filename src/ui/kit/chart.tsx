import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Figure } from '../../charts/figure.ts';
import { entryAt } from '../../data/entry-at.ts';
import { usePresented } from '../present/present-figure.ts';
import { ChartToolbar } from './charts/chart-toolbar.tsx';
import { outlineOf } from './charts/outline.ts';
import { DataTable } from './data-table.tsx';
import { useOneStop } from './one-stop/one-stop.ts';
import { draw, erase, onPointClick, type PlotArea, watchPlotArea } from './plotly.ts';

interface Props {
  readonly title: string;
  readonly figure: Figure;
  /** The id of the slide that shows it alone. */
  readonly slide?: string;
  /** The figure without what the overlay shows, which then moves without a redraw. */
  readonly background?: Figure;
  /** What moves faster than the chart can be redrawn, laid over its plotting area. */
  readonly overlay?: (area: PlotArea) => ComponentChildren;
  /** Called with the key of the bar, or of the row of numbers, that a person chooses. */
  readonly onSelect?: (key: string) => void;
}

/**
 * A chart with its title, a sentence that says what it shows, and its numbers one key away. Drawn
 * when it comes near the screen; its space is held from the start.
 */
export function Chart({ title, figure, slide, background, overlay, onSelect }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const near = useNearScreen(element);
  const [zooming, setZooming] = useState(false);
  const drawnFigure = useMemo(() => {
    const { layout, ...rest } = background ?? figure;
    return { ...rest, layout: { ...layout, dragmode: zooming ? 'zoom' : false } };
  }, [background ?? figure, zooming]);
  const frame = useRef<HTMLDivElement>(null);
  const foot = useOneStop<HTMLDivElement>();
  const { presented, mark, step } = usePresented(drawnFigure, slide, frame);
  const latest = useRef<Figure | null>(null);
  const [drawn, setDrawn] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [area, setArea] = useState<PlotArea | null>(null);
  const watched = useRef(false);
  const [openings, setOpenings] = useState(0);

  useEffect(() => {
    const plot = element.current;
    if (!near || plot === null) return undefined;
    // In a place that is closed it has no width to be drawn to: it is drawn when that opens.
    if (plot.offsetWidth === 0) return onWidth(plot, () => setOpenings((count) => count + 1));
    if (presented === null || latest.current === presented) return undefined;
    latest.current = presented;
    draw(plot, presented).then(
      () => {
        setFailure(null);
        setDrawn(true);
        if (overlay === undefined || watched.current) return;
        watched.current = true;
        watchPlotArea(plot, setArea);
      },
      () => {
        latest.current = null;
        setFailure('The chart could not be drawn; its numbers are below.');
      },
    );
    return undefined;
  }, [near, presented, step, openings]);

  useEffect(() => {
    if (!near || element.current === null || onSelect === undefined) return;
    return onPointClick(element.current, onSelect);
  }, [near, onSelect]);

  useEffect(() => {
    const drawn = element.current;
    return () => {
      if (drawn !== null) erase(drawn);
    };
  }, []);

  return (
    <figure class="chart" {...mark}>
      <figcaption>
        <strong>{title}.</strong> {firstSentence(figure.summary)}
        <span class="further">{figure.summary.slice(firstSentence(figure.summary).length)}</span>
      </figcaption>
      <div ref={frame} class="plot-frame" style={figure.leastWidth ? { overflowX: 'auto' } : {}}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, this is a picture */}
        <div
          ref={element}
          class={onSelect === undefined ? 'plot' : 'plot chosen-by-bar'}
          role="group"
          aria-label={`${title}: picture`}
          style={{
            height: `${(presented ?? figure).height}px`,
            minWidth: `${figure.leastWidth ?? 0}px`,
          }}
        />
        {!drawn && <Outline figure={presented ?? figure} />}
        {area !== null && overlay?.(area)}
      </div>
      {failure !== null && <p class="problem">{failure}</p>}
      <div ref={foot} class="chart-foot">
        <Numbers title={title} figure={figure} {...(onSelect && { onSelect })} />
        <ChartToolbar
          title={title}
          figure={figure}
          width={() => element.current?.clientWidth ?? 0}
          drawn={drawn}
          zooming={zooming}
          setZooming={setZooming}
        />
      </div>
    </figure>
  );
}

/** Where the chart will be, faintly, until it is drawn. */
function Outline({ figure }: { readonly figure: Figure }) {
  const { l = 0, r = 0, t = 0, b = 0 } = (figure.layout.margin ?? {}) as Record<string, number>;
  return (
    <svg
      class="chart-outline"
      aria-hidden="true"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      style={{
        left: `${l}px`,
        top: `${t}px`,
        // A picture is as wide as it likes unless it is told.
        width: `calc(100% - ${l + r}px)`,
        height: `${figure.height - t - b}px`,
      }}
    >
      <path d={`M0 0V100H100${outlineOf(figure)}`} />
    </svg>
  );
}

/** What a slide says of a chart. */
function firstSentence(summary: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(summary)?.[0] ?? summary;
}

/** The table behind a chart, made only when it is asked for. */
function Numbers({ title, figure, onSelect }: Omit<Props, 'overlay' | 'background'>) {
  const [open, setOpen] = useState(false);
  const { columns, rows, keys } = figure.table;
  const choosable =
    onSelect === undefined || keys === undefined
      ? rows
      : rows.map(([first, ...rest], at) => [
          <button
            key="choose"
            type="button"
            class="link"
            onClick={() => onSelect(entryAt(keys, at, 'key'))}
          >
            {first}
          </button>,
          ...rest,
        ]);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The numbers</summary>
      {open && <DataTable caption={title} columns={columns} rows={choosable} />}
    </details>
  );
}

/** Calls back once the element has a width. @returns what ends the waiting */
function onWidth(element: HTMLElement, then: () => void): () => void {
  const observer = new ResizeObserver(() => {
    if (element.offsetWidth === 0) return;
    observer.disconnect();
    then();
  });
  observer.observe(element);
  return () => observer.disconnect();
}

function useNearScreen(element: { readonly current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        setNear(true);
        observer.disconnect();
      },
      { rootMargin: '300px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return near;
}
