import type { CellPython } from '../cell-python.ts';

export const python: CellPython = {
  withoutCode:
    'The study is the code of the cells above, run once per seed without and with time features: ' +
    'switch them on under Features, save the flows, run all, and count each attack where one ' +
    'normal flow in a hundred raises an alert.',
};
