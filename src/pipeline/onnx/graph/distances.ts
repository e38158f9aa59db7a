import type { Matrix } from '../../../features/matrix.ts';
import type { Metric } from '../../../models/neighbours/kd-tree.ts';
import {
  automaticAlgorithm,
  type SearchAlgorithm,
} from '../../../models/neighbours/neighbours-index.ts';
import { normAsDot } from '../../../models/neighbours/neighbours-rounding.ts';
import type { GraphWriter } from './graph-writer.ts';

/** The nearest training rows of each row: values of rows × neighbours, nearest first. */
export interface NearestRows {
  readonly distances: string;
  /** Their row numbers. */
  readonly rows: string;
}

/** What of a search for neighbours the graph is told. */
interface Search {
  readonly training: Matrix;
  readonly metric: Metric;
  readonly nNeighbors: number;
}

/**
 * Nodes that compare each row with all training rows, in the order of summing that scikit-learn's
 * search has.
 *
 * @param matrix rows × columns
 */
export function nearestRows(
  write: GraphWriter,
  matrix: string,
  { training, metric, nNeighbors }: Search,
): NearestRows {
  const count = Math.min(nNeighbors, training.rows - 1);
  const algorithm: SearchAlgorithm = automaticAlgorithm(training, nNeighbors);
  const byProducts = algorithm === 'brute' && metric === 'euclidean';
  const all = byProducts
    ? expandedSquares(write, matrix, training)
    : sumOverColumns(write, matrix, training, metric);
  const [nearest, rows] = write.addMany(
    ['nearest', 'neighbours'],
    { axis: 1, largest: 0, sorted: 1 },
    'TopK',
    all,
    write.integers(count),
  );
  return { distances: metric === 'euclidean' ? write.add('Sqrt', nearest) : nearest, rows };
}

/** ‖x‖² − 2x·y + ‖y‖², never below 0: rows × training rows. */
function expandedSquares(
  write: GraphWriter,
  matrix: string,
  { data, rows, columns }: Matrix,
): string {
  const transposed = new Float64Array(data.length);
  for (let at = 0; at < data.length; at++) {
    transposed[(at % columns) * rows + Math.floor(at / columns)] = data[at];
  }
  const norms = Float64Array.from({ length: rows }, (_, row) =>
    normAsDot(data, row * columns, columns),
  );
  const product = write.add('MatMul', matrix, write.numbers(transposed, [columns, rows]));
  const own = write.add('ReduceSum', write.add('Mul', matrix, matrix), write.integers(1));
  const less = write.add('Sub', own, write.add('Mul', product, 2));
  return write.add('Max', write.add('Add', less, write.numbers(norms, [1, rows])), 0);
}

/**
 * Σ(x − y)², or Σ|x − y|, column after column, so that no more than rows × training rows numbers are
 * held at a time.
 */
export function sumOverColumns(
  write: GraphWriter,
  matrix: string,
  { data, rows, columns, names }: Matrix,
  metric: Metric,
): string {
  const outputs = names.map((name, j) => `${name || j + 1}`);
  const split = write.addMany(outputs, { axis: 1, num_outputs: columns }, 'Split', matrix);
  const parts = split.map((column, j) => {
    const values = Float64Array.from({ length: rows }, (_, row) => data[row * columns + j]);
    const of = write.within(outputs[j]);
    const difference = of.add('Sub', column, of.numbers(values, [1, rows]));
    return metric === 'euclidean'
      ? of.add('Mul', difference, difference)
      : of.add('Abs', difference);
  });
  return parts.reduce((sum, part) => write.add('Add', sum, part));
}
