/** How many of the ascending values are less than the limit. O(log n). */
export function countBelow(ascending: Float64Array, limit: number): number {
  return partition(ascending, (value) => value < limit);
}

/** How many of the ascending values are not more than the limit. O(log n). */
export function countUpTo(ascending: Float64Array, limit: number): number {
  return partition(ascending, (value) => value <= limit);
}

/** How many values stand before the first that is not `inside`. */
function partition(ascending: Float64Array, inside: (value: number) => boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (inside(ascending[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
