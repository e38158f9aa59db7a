import { InputError } from '../../data/errors.ts';

export interface Histogram {
  /** One more than bins, rising. A bin holds its left edge; the last bin holds both. */
  readonly edges: Float64Array;
  readonly counts: Uint32Array;
  /** Counts as a density: the areas of the bars sum to 1. Zeros where nothing was counted. */
  readonly density: Float64Array;
  /** Values outside the edges, which no bin counts. */
  readonly leftOut: number;
}

export interface HistogramOptions {
  readonly bins: number;
  /** First and last edge; the values' own minimum and maximum unless given. */
  readonly range?: readonly [low: number, high: number];
}

const MOST_BINS = 10_000;

/**
 * Bins of equal width, edge for edge and count for count those of `numpy.histogram`. One value, or
 * a range too narrow to be cut into that many different numbers, is given half a unit on either
 * side (the latter NumPy refuses); no value gives empty bins over 0 … 1. O(n + bins).
 */
export function histogram(values: Float64Array, { bins, range }: HistogramOptions): Histogram {
  checkBins(bins);
  const [low, high] = range ?? extentOf(values) ?? [0, 1];
  checkRange(low, high);
  const edges = evenEdges(low, high, bins);
  const first = edges[0];
  const perUnit = edges[bins] - first;
  return countInto(edges, values, (value) => ((value - first) / perUnit) * bins);
}

/**
 * Bins of equal width on a logarithmic axis, for values that span powers of ten. Zero and negative
 * values have no place there and are counted in `leftOut`. Density is per unit of the value, not of
 * its logarithm. O(n + bins).
 */
export function logHistogram(values: Float64Array, { bins, range }: HistogramOptions): Histogram {
  checkBins(bins);
  const [low, high] = range ?? extentOf(values.filter((value) => value > 0)) ?? [1, 10];
  checkRange(low, high);
  if (low <= 0) {
    throw new InputError(`A logarithmic axis starts above 0; got ${low}. Raise the lower end.`);
  }
  // Less than a millionth apart counts as one value and gets half a power of ten on either side.
  const halfWidth = high <= low * (1 + 1e-6) ? 0.5 : 0;
  const exponents = evenEdges(Math.log10(low) - halfWidth, Math.log10(high) + halfWidth, bins);
  const edges = exponents.map((exponent) => 10 ** exponent);
  if (halfWidth === 0) {
    // Powers of logarithms miss the ends by a bit, which would leave the extreme values out.
    edges[0] = low;
    edges[bins] = high;
  }
  const first = exponents[0];
  const perUnit = exponents[bins] - first;
  return countInto(edges, values, (value) => ((Math.log10(value) - first) / perUnit) * bins);
}

/** NumPy's `linspace` of bins + 1 edges, widened where the range holds too few numbers for it. */
function evenEdges(low: number, high: number, bins: number): Float64Array {
  let edges = linspace(low, high, bins);
  for (let margin = 0.5; !rises(edges); margin *= 2) {
    edges = linspace(low - margin, high + margin, bins);
  }
  return edges;
}

function linspace(low: number, high: number, steps: number): Float64Array {
  const step = (high - low) / steps;
  const values = new Float64Array(steps + 1);
  for (let i = 0; i < steps; i++) values[i] = i * step + low;
  values[steps] = high;
  return values;
}

function rises(values: Float64Array): boolean {
  return values.every((value, i) => i === 0 || value > values[i - 1]);
}

function countInto(
  edges: Float64Array,
  values: Float64Array,
  guess: (value: number) => number,
): Histogram {
  const bins = edges.length - 1;
  const counts = new Uint32Array(bins);
  let counted = 0;
  for (const value of values) {
    if (!(value >= edges[0] && value <= edges[bins])) continue;
    counted++;
    let bin = Math.max(0, Math.min(bins - 1, Math.floor(guess(value))));
    // Division rounds: a value on an edge may be guessed into the neighbour.
    while (value < edges[bin]) bin--;
    while (bin < bins - 1 && value >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  const density = new Float64Array(bins);
  for (let bin = 0; bin < bins && counted > 0; bin++) {
    density[bin] = counts[bin] / (edges[bin + 1] - edges[bin]) / counted;
  }
  return { edges, counts, density, leftOut: values.length - counted };
}

function extentOf(values: Float64Array): [number, number] | undefined {
  if (values.length === 0) return undefined;
  let low = values[0];
  let high = values[0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      throw new InputError(`A histogram needs finite numbers; value ${i} is ${value}.`);
    }
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function checkBins(bins: number): void {
  if (Number.isInteger(bins) && bins >= 1 && bins <= MOST_BINS) return;
  throw new InputError(`Bins must be a whole number in 1 … ${MOST_BINS}; got ${bins}.`);
}

function checkRange(low: number, high: number): void {
  if (low <= high && Number.isFinite(high - low)) return;
  throw new InputError(`A range runs from low to high, both finite; got ${low} … ${high}.`);
}
