import { useEffect, useRef, useState } from 'preact/hooks';
import type { Figure } from '../charts/figure.ts';
import { DataTable } from './data-table.tsx';
import { draw, erase } from './plotly.ts';

interface Props {
  readonly title: string;
  readonly figure: Figure;
}

/**
 * A chart with its title, a sentence that says what it shows, and its numbers one key away. Drawn
 * when it comes near the screen; its space is held from the start.
 */
export function Chart({ title, figure }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const near = useNearScreen(element);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    if (!near || element.current === null) return;
    draw(element.current, figure).then(
      () => setFailure(null),
      () => setFailure('The chart could not be drawn; its numbers are below.'),
    );
  }, [near, figure]);

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
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, this is a picture */}
      <div
        ref={element}
        class="plot"
        role="group"
        aria-label={`${title}: picture`}
        style={{ minHeight: `${figure.height}px` }}
      />
      {failure !== null && <p class="problem">{failure}</p>}
      <Numbers title={title} figure={figure} />
    </figure>
  );
}

/** The table behind a chart, made only when it is asked for. */
function Numbers({ title, figure }: Props) {
  const [open, setOpen] = useState(false);
  const { columns, rows } = figure.table;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The numbers</summary>
      {open && <DataTable caption={title} columns={columns} rows={rows} />}
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
