import { type Axis, placeOnAxis, valueOnAxis } from './axis-scale.ts';
import { BINS, linearAxis, readableAxis, type ValuesOfClass } from './readable-axis.ts';

/*
 * Classes of values side by side on one axis that is chosen so that they can be told apart: the
 * reference's histograms give each class a range of its own, and a tail that is long takes the width
 * from all that is not in it.
 */

/** One axis, cut into bins, and each class counted into them. */
export interface SharedHistogram {
  readonly axis: Axis;
  /** One more than bins, rising; equally far apart on the axis. The last bin holds both its edges. */
  readonly edges: Float64Array;
  readonly classes: readonly {
    readonly name: string;
    /** Values in all, those beyond the ends among them. */
    readonly total: number;
    readonly counts: Uint32Array;
    /** Values below the first edge, and above the last. */
    readonly below: number;
    readonly above: number;
  }[];
}

/** Classes on the axis that shows most, then on the linear one where that is another. */
export type SharedHistograms = readonly [SharedHistogram, ...SharedHistogram[]];

/**
 * Classes on the axis that shows best how they lie to each other, and on the linear one where that
 * is another. O(n log n).
 *
 * @param centre a value that matters, as a threshold does
 */
export function sharedHistograms(
  classes: readonly ValuesOfClass[],
  centre?: number,
): SharedHistograms {
  const readable = readableAxis(classes, centre);
  const linear = linearAxis(classes);
  const same =
    readable.scale.kind === 'linear' &&
    readable.low === linear.low &&
    readable.high === linear.high;
  const first = sharedHistogram(classes, readable);
  return same ? [first] : [first, sharedHistogram(classes, linear)];
}

/** Each class counted into bins of the axis. O(n log n). */
export function sharedHistogram(
  classes: readonly ValuesOfClass[],
  axis: Axis,
  bins = BINS,
): SharedHistogram {
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => valueOnAxis(axis, i / bins));
  return {
    axis,
    edges,
    classes: classes.map(({ name, values }) => {
      const counts = new Uint32Array(bins);
      const tally = { below: 0, above: 0 };
      for (const value of values) {
        if (value < axis.low) tally.below++;
        else if (value > axis.high) tally.above++;
        else counts[binOf(value, axis, edges)]++;
      }
      return { name, total: values.length, counts, ...tally };
    }),
  };
}

function binOf(value: number, axis: Axis, edges: Float64Array): number {
  const bins = edges.length - 1;
  let bin = Math.max(0, Math.min(bins - 1, Math.floor(placeOnAxis(axis, value) * bins)));
  // Logarithms round: a value beside an edge may be guessed into the neighbour.
  while (bin > 0 && value < edges[bin]) bin--;
  while (bin < bins - 1 && value >= edges[bin + 1]) bin++;
  return bin;
}
