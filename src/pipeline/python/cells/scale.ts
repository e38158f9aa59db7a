import type { CellPython } from '../cell-python.ts';
import { scaleCode } from '../features.ts';

export const python: CellPython = {
  code: scaleCode,
  inDocument: {
    place: 3,
    words: () => '## 3 Scaling\n\nThe columns that the detectors see, brought to one footing.',
  },
};
