import {
  averagePathLength,
  leafPathLengths,
  nodeDepths,
} from '../../../models/isolation-forest/forest-trees.ts';
import type { IsolationForest } from '../../../models/isolation-forest/isolation-forest.ts';
import type { DetectorNodes } from '../detector-nodes.ts';
import { treeSums } from '../graph/trees.ts';

export const nodes = {
  scores: (write, forest, { matrix }) => {
    const { trees, maxSamplesFitted } = forest;
    // Values are compared as they were in training: rounded to single precision.
    const rounded = write.addWith({ to: 1 }, 'Cast', matrix);
    const lengths = treeSums(write, write.addWith({ to: 11 }, 'Cast', rounded), {
      roots: Array.from(trees.roots.subarray(0, trees.count)),
      feature: trees.feature,
      threshold: trees.threshold,
      left: trees.leftChild,
      right: trees.rightChild,
      value: leafPathLengths(trees, nodeDepths(trees)),
    });
    const expected = trees.count * averagePathLength(maxSamplesFitted);
    // Trees of a single row isolate nothing: every row is average, −2⁻¹.
    const exponent =
      expected === 0
        ? write.add('Sub', write.add('Mul', lengths, 0), Math.LN2)
        : write.add('Mul', write.add('Div', lengths, -expected), Math.LN2);
    return write.add('Neg', write.add('Exp', exponent));
  },
} satisfies DetectorNodes<IsolationForest>;
