import { drawnText, type Figure } from '../../charts/figure.ts';

/** What the lab uses of Plotly. */
interface Plotly {
  react(
    element: HTMLElement,
    data: Figure['data'],
    layout: Figure['layout'],
    config: object,
  ): Promise<unknown>;
  purge(element: HTMLElement): void;
  downloadImage(
    figure: Pick<Figure, 'data' | 'layout'> & { readonly config: object },
    options: {
      readonly format: ImageFormat;
      readonly width: number;
      readonly height: number;
      readonly scale: number;
      readonly filename: string;
    },
  ): Promise<unknown>;
}

export type ImageFormat = 'png' | 'svg';

/** Where a drawn chart's plotting area lies, in CSS pixels, and what its axes show there. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A drawn chart. Margins that Plotly widens by itself are told nowhere but in its full layout. */
interface DrawnPlot extends HTMLElement {
  readonly _fullLayout: {
    readonly _size: {
      readonly l: number;
      readonly t: number;
      readonly w: number;
      readonly h: number;
    };
    readonly xaxis: { readonly range: readonly [number, number] };
    readonly yaxis: { readonly range: readonly [number, number] };
  };
  on(event: 'plotly_afterplot', listener: () => void): void;
}

/** No toolbar over the plot, as the page has one beside it, and no address to send a chart to. */
const CONFIG = {
  responsive: true,
  displayModeBar: false,
  displaylogo: false,
  plotlyServerURL: '',
  showTips: false,
};

let loading: Promise<Plotly> | undefined;
let drawing: Promise<unknown> = Promise.resolve();

/** Loads Plotly when the first chart is wanted; a failed attempt is made again the next time. */
function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js-dist-min').then(
    (module) => module.default as unknown as Plotly,
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Draws or redraws a chart, one at a time, with a frame in between so that the page stays awake. */
export function draw(element: HTMLElement, figure: Figure): Promise<void> {
  const drawn = drawing.then(async () => {
    const plotly = await loadPlotly();
    await new Promise(requestAnimationFrame);
    // Plotly writes into what it is given: a figure is a value and stays as it is.
    await plotly.react(
      element,
      structuredClone(figure.data),
      structuredClone(figure.layout),
      CONFIG,
    );
  });
  drawing = drawn.catch(() => undefined);
  return drawn;
}

interface ImageOptions {
  readonly title: string;
  readonly format: ImageFormat;
  /** CSS pixels; a PNG has two dots to each. */
  readonly width: number;
  readonly paper: string;
}

/** Room above a picture's plot for its title. */
const TITLE_HEIGHT = 36;

/** Saves a chart as a picture with its title, on opaque paper. Made here, sent nowhere. */
export async function saveImage(figure: Figure, options: ImageOptions): Promise<void> {
  const { title, format, width, paper } = options;
  const plotly = await loadPlotly();
  const { data, layout } = structuredClone({ data: figure.data, layout: figure.layout });
  const margin = layout.margin as { readonly t: number } | undefined;
  const titled = {
    ...layout,
    paper_bgcolor: paper,
    margin: { ...margin, t: (margin?.t ?? 0) + TITLE_HEIGHT },
    title: {
      text: drawnText(title),
      x: 0,
      xref: 'paper',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      pad: { t: 8 },
    },
  };
  await plotly.downloadImage(
    { data, layout: titled, config: CONFIG },
    {
      format,
      width,
      height: figure.height + TITLE_HEIGHT,
      scale: format === 'png' ? 2 : 1,
      filename: title.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    },
  );
}

/** Reports where a drawn chart's plotting area lies, now and after each zoom, resize and redraw. */
export function watchPlotArea(element: HTMLElement, report: (area: PlotArea) => void): void {
  const plot = element as DrawnPlot;
  let last = '';
  const look = () => {
    const { _size: size, xaxis, yaxis } = plot._fullLayout;
    const area: PlotArea = {
      left: size.l,
      top: size.t,
      width: size.w,
      height: size.h,
      x: [...xaxis.range],
      y: [...yaxis.range],
    };
    const seen = JSON.stringify(area);
    if (seen !== last) report(area);
    last = seen;
  };
  plot.on('plotly_afterplot', look);
  look();
}

type Clicked = (event: { readonly points: readonly { readonly id?: string }[] }) => void;

/** A chart that may have been drawn: only then does it take listeners. */
interface Clickable extends HTMLElement {
  on?(event: 'plotly_click', listener: Clicked): void;
  removeListener?(event: 'plotly_click', listener: Clicked): void;
}

/** Calls with the id of a bar when it is clicked. Returns how to stop. */
export function onPointClick(element: Clickable, listener: (id: string) => void): () => void {
  const clicked: Clicked = ({ points }) => {
    const [id] = points.flatMap((point) => point.id ?? []);
    if (id !== undefined) listener(id);
  };
  let wanted = true;
  // Drawings queue up: once this one's turn has come, the element takes listeners.
  drawing.then(() => {
    if (wanted) element.on?.('plotly_click', clicked);
  });
  return () => {
    wanted = false;
    element.removeListener?.('plotly_click', clicked);
  };
}

/** Frees what Plotly holds for the element. */
export async function erase(element: HTMLElement): Promise<void> {
  if (loading !== undefined) (await loading).purge(element);
}
