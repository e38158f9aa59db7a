import type { CellPython } from '../cell-python.ts';

export const python: CellPython = {
  withoutCode:
    'The study is the code of the cells above on changed flows: save the flows, cut the rows of an ' +
    'attack into parts, engineer and scale them by the scaler of the first run, and let the fitted ' +
    'detectors predict them, the local outlier factor with novelty=True.',
};
