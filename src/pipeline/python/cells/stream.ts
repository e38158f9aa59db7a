import type { CellPython } from '../cell-python.ts';

export const python: CellPython = {
  withoutCode:
    'scikit-learn has no online anomaly detector, so there is no code to show for this cell.',
};
