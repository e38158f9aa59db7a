import type { CellPython } from '../cell-python.ts';

export const python: CellPython = {
  withoutCode:
    'The study is the code of the cells above, the ensemble among the detectors, run once per ' +
    'seed: set the seed in the first cell, run all, write the figures down, and take their mean.',
};
