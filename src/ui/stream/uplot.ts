import type uPlot from 'uplot';

let loading: Promise<typeof uPlot> | undefined;

/** Loads uPlot when the first strip is wanted; a failed attempt is made again the next time. */
export function loadUplot(): Promise<typeof uPlot> {
  loading ??= Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]).then(
    ([module]) => module.default,
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
