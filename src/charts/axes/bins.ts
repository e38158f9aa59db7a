import { entryAt } from '../../data/entry-at.ts';

/** Counted bins: one more edge than counts. */
interface CountedBins {
  readonly edges: Float64Array;
  readonly counts: Uint32Array;
}

/** Each bin by itself: its edges and how many values it holds. O(bins). */
export function binsOf({ edges, counts }: CountedBins) {
  return Array.from(counts, (count, i) => ({
    from: entryAt(edges, i, 'edge'),
    to: entryAt(edges, i + 1, 'edge'),
    count,
  }));
}
