import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Figure } from '../../charts/figure.ts';
import { usePresented } from '../present/present-figure.ts';
import { DataTable } from './data-table.tsx';
import { ImageButtons } from './export-image.tsx';
import { draw, erase, onPointClick, type PlotArea, watchPlotArea } from './plotly.ts';

interface Props {
  readonly title: string;
  readonly figure: Figure;
  /** What moves faster than the chart can be redrawn, laid over its plotting area. */
  readonly overlay?: (area: PlotArea) => ComponentChildren;
  /** Called with the key of the bar, or of the row of numbers, that a person chooses. */
  readonly onSelect?: (key: string) => void;
}

/**
 * A chart with its title, a sentence that says what it shows, and its numbers one key away. Drawn
 * when it comes near the screen; its space is held from the start.
 */
export function Chart({ title, figure, overlay, onSelect }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const near = useNearScreen(element);
  const { presented, step } = usePresented(figure);
  const latest = useRef<Figure | null>(null);
  const [drawn, setDrawn] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [area, setArea] = useState<PlotArea | null>(null);
  const watched = useRef(false);

  useEffect(() => {
    const plot = element.current;
    if (!near || plot === null || plot.offsetWidth === 0 || latest.current === presented) return;
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
  }, [near, presented, step]);

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
    <figure class="chart">
      <figcaption>
        <strong>{title}.</strong> {figure.summary}
      </figcaption>
      <div class="plot-frame" style={figure.leastWidth ? { overflowX: 'auto' } : {}}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, this is a picture */}
        <div
          ref={element}
          class={onSelect === undefined ? 'plot' : 'plot chosen-by-bar'}
          role="group"
          aria-label={`${title}: picture`}
          style={{ height: `${presented.height}px`, minWidth: `${presented.leastWidth ?? 0}px` }}
        />
        {area !== null && overlay?.(area)}
      </div>
      {failure !== null && <p class="problem">{failure}</p>}
      <div class="chart-foot">
        <Numbers title={title} figure={figure} {...(onSelect && { onSelect })} />
        <ImageButtons
          title={title}
          figure={figure}
          width={() => element.current?.clientWidth ?? 0}
          drawn={drawn}
        />
      </div>
    </figure>
  );
}

/** The table behind a chart, made only when it is asked for. */
function Numbers({ title, figure, onSelect }: Omit<Props, 'overlay'>) {
  const [open, setOpen] = useState(false);
  const { columns, rows, keys } = figure.table;
  const choosable =
    onSelect === undefined || keys === undefined
      ? rows
      : rows.map(([first, ...rest], at) => [
          <button key="choose" type="button" class="link" onClick={() => onSelect(keys[at])}>
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
