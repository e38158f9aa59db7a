/** The max-heap of `replaceTop` in `neighbours-scan.ts`: distances as doubles, rows as 32 bits. */

/** Puts a row in the place of the farthest one; of two equal children the left one moves up. */
export function replaceTop(
  distances: usize,
  rows: usize,
  size: usize,
  distance: f64,
  row: i32,
): void {
  let at: usize = 0;
  for (;;) {
    let child: usize = 2 * at + 1;
    if (child >= size) break;
    // Which child is farther nobody can foresee: no branch. Distances order as their bits do.
    const left = load<i64>(distances + (child << 3));
    if (child + 1 < size) child += usize(load<i64>(distances + (child << 3), 8) > left);
    const below = load<f64>(distances + (child << 3));
    if (below <= distance) break;
    store<f64>(distances + (at << 3), below);
    store<i32>(rows + (at << 2), load<i32>(rows + (child << 2)));
    at = child;
  }
  store<f64>(distances + (at << 3), distance);
  store<i32>(rows + (at << 2), row);
}
