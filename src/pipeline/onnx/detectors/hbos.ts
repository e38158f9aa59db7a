import type { Hbos } from '../../../models/hbos/hbos.ts';
import { raritiesOf } from '../../../models/hbos/histogram.ts';
import { stepsOfContributions } from '../contribution-steps.ts';
import type { DetectorNodes } from '../detector-nodes.ts';
import { pairwiseSums } from '../graph/pairwise.ts';
import { type Jump, stepValues } from '../graph/steps.ts';

export const nodes = {
  scores: (write, detector, { matrix, rounding }) => {
    const { histograms, params } = detector;
    const jumps = histograms.map((histogram) =>
      jumpsOf(raritiesOf(histogram, params.alpha).edges, params.tol),
    );
    const steps = stepsOfContributions(jumps, rounding, (x) => detector.contributions(x));
    const added = stepValues(write, matrix, steps);
    return write.add('Sub', 0, pairwiseSums(write, added, histograms.length));
  },
} satisfies DetectorNodes<Hbos>;

/** Every edge, to which the bin below it reaches, and where the outermost bins cease to count. */
function jumpsOf(edges: Float64Array, tol: number): Jump[] {
  const bins = edges.length - 1;
  return [
    { at: 0 - lastWithin(0 - edges[0], (edges[1] - edges[0]) * tol), below: true },
    ...Array.from(edges, (at) => ({ at, below: false })),
    { at: lastWithin(edges[bins], (edges[bins] - edges[bins - 1]) * tol), below: false },
  ];
}

/** The greatest number that is no further above an edge than that, as differences are rounded. */
function lastWithin(edge: number, gap: number): number {
  const near = edge + gap;
  const step = (Number.EPSILON / 2) * Math.max(Math.abs(edge), Math.abs(near));
  const candidates = [4, 3, 2, 1, 0, -1, -2, -3, -4].map((steps) => near + steps * step);
  return candidates.find((candidate) => candidate - edge <= gap) ?? near;
}
