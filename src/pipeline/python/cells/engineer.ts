import type { CellPython } from '../cell-python.ts';
import { featuresChart } from '../charts.ts';
import { featuresCode } from '../features.ts';

export const python: CellPython = {
  code: featuresCode,
  inDocument: {
    place: 2,
    words: () =>
      '## 2 Features\n\nQuestions of an analyst, as numbers: how fast, how one-sided, to how many, on what port.',
    chart: featuresChart,
  },
};
