import { gather } from '../data/flow-rows.ts';
import { everyRow } from './labelled.ts';

/**
 * Numbers of the `k` most abnormal rows, lowest score first; of equal scores the lower row first,
 * as pandas' `nlargest` ranks −score. All rows where there are fewer than `k`. `rows` limits the
 * choice; the numbers returned count in the whole table.
 *
 * The scores are sorted to learn the k-th, then only rows up to it are ordered. O(n log n).
 */
export function mostAbnormalRows(
  scores: Float64Array,
  k: number,
  rows: Uint32Array = everyRow(scores.length),
): Uint32Array {
  const count = Math.min(k, rows.length);
  if (count <= 0) return new Uint32Array();
  const kth = gather(scores, rows).sort()[count - 1];
  return rows
    .filter((row) => scores[row] <= kth)
    .sort((a, b) => scores[a] - scores[b] || a - b)
    .slice(0, count);
}
