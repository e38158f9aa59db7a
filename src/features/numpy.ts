/** What NumPy computes in an order of operations that decides the last bit. */

/**
 * NumPy's `percentile` with linear interpolation, on any numbers but NaN, `percent` in 0 … 100.
 * Parts a copy, as NumPy does: O(n) on average.
 */
export function percentile(values: Float64Array, percent: number): number {
  const index = virtualIndex(values.length, percent);
  const below = Math.floor(index);
  const parted = values.slice();
  part(parted, below);
  let above = below + 1 < parted.length ? parted[below + 1] : parted[below];
  for (let i = below + 2; i < parted.length; i++) above = Math.min(above, parted[i]);
  return interpolated(parted[below], above, index - below);
}

/**
 * Brings the value that has place `k` in ascending order there, what is less or equal before it, and
 * the others behind it. Source: Hoare, "Algorithm 65: find", CACM 4(7), 1961.
 */
function part(values: Float64Array, k: number): void {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[k];
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (j < k) left = i;
    if (i > k) right = j;
  }
}

/** `percentile` of numbers that are sorted already. O(1). */
export function percentileOfSorted(sorted: Float64Array, percent: number): number {
  const index = virtualIndex(sorted.length, percent);
  const below = Math.floor(index);
  const above = Math.min(below + 1, sorted.length - 1);
  return interpolated(sorted[below], sorted[above], index - below);
}

function virtualIndex(length: number, percent: number): number {
  return (length - 1) * (percent / 100);
}

function interpolated(below: number, above: number, t: number): number {
  const difference = above - below;
  return t >= 0.5 ? above - difference * (1 - t) : below + difference * t;
}

/** NumPy's pairwise sum of `values[start … start + length)`: 8 accumulators, blocks of at most 128. */
export function pairwiseSum(values: Float64Array, start = 0, length = values.length): number {
  if (length < 8) {
    let sum = 0;
    for (let i = start; i < start + length; i++) sum += values[i];
    return sum;
  }
  if (length <= 128) return blockSum(values, start, length);
  let half = length >>> 1;
  half -= half % 8;
  return pairwiseSum(values, start, half) + pairwiseSum(values, start + half, length - half);
}

function blockSum(values: Float64Array, start: number, length: number): number {
  let r0 = values[start];
  let r1 = values[start + 1];
  let r2 = values[start + 2];
  let r3 = values[start + 3];
  let r4 = values[start + 4];
  let r5 = values[start + 5];
  let r6 = values[start + 6];
  let r7 = values[start + 7];
  const inEights = length - (length % 8);
  let i = 8;
  for (; i < inEights; i += 8) {
    r0 += values[start + i];
    r1 += values[start + i + 1];
    r2 += values[start + i + 2];
    r3 += values[start + i + 3];
    r4 += values[start + i + 4];
    r5 += values[start + i + 5];
    r6 += values[start + i + 6];
    r7 += values[start + i + 7];
  }
  let sum = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7));
  for (; i < length; i++) sum += values[start + i];
  return sum;
}

/**
 * NumPy's `linspace`: `count` numbers from `start` to `stop`, both among them, `count` at least 1; one
 * number alone is `start`. O(count).
 */
export function linspace(start: number, stop: number, count: number): Float64Array {
  const steps = count - 1;
  const step = (stop - start) / steps;
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    // Between the smallest doubles a step rounds to 0.
    numbers[i] = (step === 0 ? (i / steps) * (stop - start) : i * step) + start;
  }
  numbers[steps] = steps === 0 ? start : stop;
  return numbers;
}
