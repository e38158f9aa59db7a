import type { Ensemble } from '../../../models/ensemble/ensemble.ts';
import {
  abnormality,
  denominatorOf,
  type MemberScale,
} from '../../../models/ensemble/ensemble-combining.ts';
import type { DetectorNodes, MemberAnswer } from '../detector-nodes.ts';
import type { GraphWriter } from '../graph/graph-writer.ts';
import { forRounded, jumpsAround, samplesOf, stepValues } from '../graph/steps.ts';

export const nodes = {
  scores: (write, ensemble, { members }) => {
    const { weights, scales, params } = ensemble;
    const weighted = ensemble.members.flatMap((name, j) => {
      const answer = members.get(name);
      if (weights[j] === 0 || answer === undefined) return [];
      const of = write.within(name.replaceAll('-', '_'));
      return [of.add('Mul', abnormalityNodes(of, scales[j], answer), weights[j])];
    });
    const join = params.combination.startsWith('max') ? 'Max' : 'Add';
    const all = weighted.reduce((one, next) => write.add(join, one, next));
    const share = write.add('Div', all, denominatorOf(params.combination, weights));
    return write.add('Sub', 0, share);
  },
  tolerance: ({ scales }) => Math.max(...scales.map(toleranceOf)),
} satisfies DetectorNodes<Ensemble>;

/** Of the error function in single precision; or one place among the training decisions. */
function toleranceOf(scale: MemberScale): number {
  if (scale.kind === 'gaussian') return 1e-6;
  // Those that differ in the last bit alone may change places.
  return scale.kind === 'rank' ? 1 / scale.sorted.length : 1e-9;
}

/** How abnormal a member holds a row, 0 … 1: rows × 1. */
function abnormalityNodes(
  write: GraphWriter,
  scale: MemberScale,
  { decisions, flags, rounding }: MemberAnswer,
): string {
  switch (scale.kind) {
    case 'vote':
      return flags;
    case 'rank': {
      const jumps = jumpsAround(scale.sorted);
      const values = samplesOf(jumps).map((decision) => abnormality(scale, decision));
      const steps = [forRounded({ jumps, values }, rounding)];
      return stepValues(write, decisions, steps);
    }
    case 'gaussian': {
      const { mean, deviation } = scale;
      if (deviation === 0) return write.add('Mul', flags, 0);
      const distance = write.add('Sub', mean, decisions);
      const argument = write.add('Div', distance, deviation * Math.SQRT2);
      // Runtimes have no error function of doubles.
      const single = write.add('Erf', write.addWith({ to: 1 }, 'Cast', argument));
      return write.add('Max', write.addWith({ to: 11 }, 'Cast', single), 0);
    }
  }
}
