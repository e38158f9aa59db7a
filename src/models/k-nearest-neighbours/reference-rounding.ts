import type { Matrix } from '../../features/matrix.ts';
import type { Neighbours } from '../neighbours/neighbours-filing.ts';
import { type NeighbourIndex, normOfRow } from '../neighbours/neighbours-index.ts';
import { expandedSquare, normAsDot } from '../neighbours/neighbours-rounding.ts';
import { sortByDistance } from '../neighbours/neighbours-scan.ts';

/**
 * Rounds all distances as scikit-learn's brute-force search does, where that is what it would
 * use; the search by itself does so only where they differ visibly. Here the last bit counts: rows
 * that lie equally far out are told apart by it, and so are verdicts at the threshold.
 * O(rows × neighbours × columns).
 */
export function roundAsReference(
  index: NeighbourIndex,
  queries: Matrix,
  neighbours: Neighbours,
): Neighbours {
  if (!index.expanded) return neighbours;
  const { data, columns } = index.x;
  const { count, rows, distances } = neighbours;
  for (let i = 0; i < queries.rows; i++) {
    const at = i * columns;
    const norm = normAsDot(queries.data, at, columns);
    for (let place = i * count; place < (i + 1) * count; place++) {
      const row = rows[place];
      const rowNorm = normOfRow(index, row);
      distances[place] = Math.sqrt(
        expandedSquare(queries.data, at, norm, data, row * columns, rowNorm, columns),
      );
    }
    const own = [i * count, (i + 1) * count] as const;
    sortByDistance(distances.subarray(...own), rows.subarray(...own));
  }
  return neighbours;
}
