import type { Nearest } from './kd-tree-search.ts';
import { type Heaps, sortedHeap } from './neighbours-exhaustive.ts';
import type { NeighbourIndex } from './neighbours-index.ts';
import type { Twins } from './neighbours-twins.ts';

/** The nearest training rows of each query, ascending: those of query i at `i × count` and on. */
export interface Neighbours {
  /** Neighbours per query. */
  readonly count: number;
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

/** Room for the neighbours of so many queries. */
export function emptyNeighbours(queries: number, count: number): Neighbours {
  return {
    count,
    rows: new Int32Array(queries * count),
    distances: new Float64Array(queries * count),
  };
}

/** Files the neighbours of a query, all but the one at place `leftOut`. */
export function storeNearest(
  index: NeighbourIndex,
  nearest: Pick<Nearest, 'distances' | 'rows'>,
  leftOut: number,
  found: Neighbours,
  query: number,
): void {
  const start = query * found.count;
  const euclidean = index.metric === 'euclidean';
  for (let i = 0; i < found.count; i++) {
    const from = i < leftOut ? i : i + 1;
    const distance = nearest.distances[from];
    found.rows[start + i] = nearest.rows[from];
    found.distances[start + i] = euclidean ? Math.sqrt(distance) : distance;
  }
}

/** Files the neighbours of all rows from their heaps. */
export function storeHeaps(
  index: NeighbourIndex,
  heaps: Heaps,
  owners: Uint32Array | undefined,
  found: Neighbours,
): void {
  const { first } = index.twins;
  const count = owners?.length ?? first.length;
  for (let heap = 0; heap < count; heap++) {
    const row = owners?.[heap] ?? heap;
    if (first[row] === row) storeForTwins(index, sortedHeap(heaps, heap), found, row);
  }
}

/** Files what was found for the first of some equal rows for each of them. */
export function storeForTwins(
  index: NeighbourIndex,
  nearest: Pick<Nearest, 'distances' | 'rows'>,
  found: Neighbours,
  first: number,
): void {
  for (let twin = first; twin >= 0; twin = index.twins.next[twin]) {
    storeNearest(index, nearest, Math.max(0, nearest.rows.indexOf(twin)), found, twin);
  }
}

/** What was found for distinct rows, for each of their equals. */
export function forAllTwins(
  of: Neighbours,
  { first, next }: Twins,
  distinct: Uint32Array,
): Neighbours {
  const { count } = of;
  const found = emptyNeighbours(first.length, count);
  distinct.forEach((row, i) => {
    const [rows, distances] = [of.rows, of.distances].map((all) =>
      all.subarray(i * count, (i + 1) * count),
    );
    for (let twin = row; twin >= 0; twin = next[twin]) {
      found.rows.set(rows, twin * count);
      found.distances.set(distances, twin * count);
    }
  });
  return found;
}
