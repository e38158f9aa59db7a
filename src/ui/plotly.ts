import type { Figure } from '../charts/figure.ts';

/** What the lab uses of Plotly. */
interface Plotly {
  react(
    element: HTMLElement,
    data: Figure['data'],
    layout: Figure['layout'],
    config: object,
  ): Promise<unknown>;
  purge(element: HTMLElement): void;
}

/** A toolbar of three local buttons, no logo, and no address that a chart could be sent to. */
const CONFIG = {
  responsive: true,
  displaylogo: false,
  plotlyServerURL: '',
  showTips: false,
  modeBarButtons: [['zoom2d', 'resetScale2d', 'toImage']],
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

/** Frees what Plotly holds for the element. */
export async function erase(element: HTMLElement): Promise<void> {
  if (loading !== undefined) (await loading).purge(element);
}
