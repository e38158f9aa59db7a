import type { Method } from '../../../models/k-nearest-neighbours/distance-summary.ts';
import type { KNearestNeighbours } from '../../../models/k-nearest-neighbours/k-nearest-neighbours.ts';
import type { DetectorNodes } from '../detector-nodes.ts';
import { nearestRows } from '../graph/distances.ts';
import type { GraphWriter } from '../graph/graph-writer.ts';

export const nodes = {
  scores: (write, detector, { matrix }) => {
    const { training } = detector;
    const { metric, nNeighbors, method } = detector.params;
    const count = Math.min(nNeighbors, training.rows - 1);
    const { distances } = nearestRows(write, matrix, { training, metric, nNeighbors });
    return write.add('Sub', 0, SUMMARIES[method](write, distances, count));
  },
  holds: ({ training }) => ({ rows: training.rows, words: 'training flows' }),
  comparesAll: true,
} satisfies DetectorNodes<KNearestNeighbours>;

/** Of ascending distances, rows × count. */
const SUMMARIES: Record<Method, (write: GraphWriter, distances: string, count: number) => string> =
  {
    largest: (write, distances, count) => place(write, distances, count - 1),
    mean: (write, distances, count) =>
      write.add('Div', write.add('ReduceSum', distances, write.integers(1)), count),
    median: (write, distances, count) => {
      const lower = place(write, distances, (count - 1) >>> 1);
      const upper = place(write, distances, count >>> 1);
      return write.add('Div', write.add('Add', lower, upper), 2);
    },
  };

function place(write: GraphWriter, distances: string, at: number): string {
  return write.addWith({ axis: 1 }, 'Gather', distances, write.integers(at));
}
