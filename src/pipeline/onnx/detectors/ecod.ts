import { InputError } from '../../../data/errors.ts';
import { columnOf } from '../../../features/matrix.ts';
import type { Ecod } from '../../../models/ecod/ecod.ts';
import { stepsOfContributions } from '../contribution-steps.ts';
import type { DetectorNodes } from '../detector-nodes.ts';
import { pairwiseSums } from '../graph/pairwise.ts';
import { jumpsAround, stepValues } from '../graph/steps.ts';

export const nodes = {
  scores: (write, detector, { matrix, rounding }) => {
    const { training, params } = detector;
    if (params.transductive) {
      throw new InputError(
        'This ECOD scores flows by the others that are scored with them, which ONNX cannot. Leave it out.',
      );
    }
    const jumps = training.names.map((_, j) => jumpsAround(columnOf(training, j).sort()));
    const steps = stepsOfContributions(jumps, rounding, (x) => detector.contributions(x));
    const added = stepValues(write, matrix, steps);
    return write.add('Sub', 0, pairwiseSums(write, added, training.columns));
  },
  holds: ({ training }) => ({
    rows: training.rows,
    words: 'training flows, each column sorted by itself',
  }),
} satisfies DetectorNodes<Ecod>;
