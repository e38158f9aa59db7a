import { log, log2 } from '../../data/elementary.ts';
import { linspace } from '../../features/numpy.ts';
import { countBelow } from '../../features/sorted-counts.ts';

/** How dense the training values of one feature lie, in bins of one width. */
export interface Histogram {
  /** Where the first bin begins. */
  readonly low: number;
  /** Where the last bin ends. */
  readonly high: number;
  /** Share of the values in each bin over the bin's width, from 0 up. */
  readonly densities: Float64Array;
}

/** NumPy's half width around values that are all one. */
const HALF_RANGE = 0.5;
/** Denser a bin is only where doubles fail to part it from the next. */
const DENSEST = 1e300;

/**
 * NumPy's `histogram(values, bins, density=True)`: bins from the least value to the largest, each
 * with its lower edge and without its upper one, which only the last has. Where the values are one,
 * or lie too close together for so many bins, `isOne` says so, and the bins reach a half to each
 * side of them, further where doubles of their size need it. O(bins × log values).
 *
 * @param sorted at least one value, ascending
 */
export function histogramOf(sorted: Float64Array, bins: number): Histogram & { isOne: boolean } {
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  const counted = countInBins(sorted, low, high, bins);
  if (counted !== null) return { ...counted, isOne: false };
  for (let half = HALF_RANGE; ; half *= 2) {
    const widened = countInBins(sorted, low - half, high + half, bins);
    if (widened !== null) return { ...widened, isOne: true };
  }
}

/** `null` where doubles do not part the bins. */
function countInBins(
  sorted: Float64Array,
  low: number,
  high: number,
  bins: number,
): Histogram | null {
  const edges = linspace(low, high, bins + 1);
  const densities = new Float64Array(bins);
  let before = 0;
  for (let bin = 0; bin < bins; bin++) {
    const width = edges[bin + 1] - edges[bin];
    const upTo = bin === bins - 1 ? sorted.length : countBelow(sorted, edges[bin + 1]);
    densities[bin] = (upTo - before) / width / sorted.length;
    if (!(width > 0 && densities[bin] <= DENSEST)) return null;
    before = upTo;
  }
  return { low, high, densities };
}

/**
 * The number of bins, among 1 … ⌊√n⌋ − 1, by which the histogram makes the values likeliest for what
 * the bins cost: Σ c ln(1 + b c / n) over the counts c of b bins, less b times the penalty b − 1 +
 * (ln b)^2.5. So PyOD computes it; in the paper the penalty is taken off once, and nothing is added
 * to b c / n. Source: Birgé and Rozenholc, "How many bins should be put in a regular histogram",
 * ESAIM: Probability and Statistics 10, 2006. O(n log n).
 *
 * @param sorted at least one value, ascending
 */
export function optimalBins(sorted: Float64Array): number {
  const { length } = sorted;
  const low = sorted[0];
  const high = sorted[length - 1];
  let best = 1;
  let most = Number.NEGATIVE_INFINITY;
  for (let bins = 1; bins < Math.floor(Math.sqrt(length)); bins++) {
    const edges = linspace(low, high, bins + 1);
    const size = log(bins);
    const penalty = bins - 1 + size * size * Math.sqrt(size);
    let gain = -bins * penalty;
    let before = 0;
    for (let bin = 0; bin < bins; bin++) {
      const upTo = bin === bins - 1 ? length : countBelow(sorted, edges[bin + 1]);
      const count = upTo - before;
      if (count > 0) gain += count * log((bins * count) / length + 1);
      before = upTo;
    }
    if (gain <= most) continue;
    most = gain;
    best = bins;
  }
  return best;
}

/** A histogram made ready for scoring. */
export interface Rarities {
  readonly edges: Float64Array;
  /** −log₂(density + alpha) of each bin. */
  readonly ofBins: Float64Array;
  /** The largest of them. */
  readonly largest: number;
}

/** O(bins). */
export function raritiesOf({ low, high, densities }: Histogram, alpha: number): Rarities {
  const ofBins = densities.map((density) => 0 - log2(density + alpha));
  return {
    edges: linspace(low, high, densities.length + 1),
    ofBins,
    largest: ofBins.reduce((most, rarity) => Math.max(most, rarity)),
  };
}

/**
 * The rarity of the bin that a value is in. Outside of all it is that of the outermost bin up to
 * `tol` widths away, and the largest beyond. A value on an edge counts to the bin below, unlike in the
 * histogram itself: so does PyOD. O(log bins).
 */
export function rarityOf(value: number, { edges, ofBins, largest }: Rarities, tol: number): number {
  const bins = ofBins.length;
  const place = countBelow(edges, value);
  if (place > 0 && place <= bins) return ofBins[place - 1];
  const nearest = place === 0 ? 0 : bins - 1;
  const gap = place === 0 ? edges[0] - value : value - edges[bins];
  return gap <= (edges[nearest + 1] - edges[nearest]) * tol ? ofBins[nearest] : largest;
}
