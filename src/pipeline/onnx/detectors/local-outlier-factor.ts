import type { LocalOutlierFactor } from '../../../models/local-outlier-factor/local-outlier-factor.ts';
import { SMALLEST_REACH } from '../../../models/local-outlier-factor/local-outlier-factor-density.ts';
import type { DetectorNodes } from '../detector-nodes.ts';
import { nearestRows } from '../graph/distances.ts';

export const nodes = {
  scores: (write, factor, { matrix }) => {
    const { x: training, radii, densities } = factor.reference;
    const { metric, nNeighbors } = factor.params;
    const count = Math.min(nNeighbors, training.rows - 1);
    const { distances, rows } = nearestRows(write, matrix, { training, metric, nNeighbors });
    const meanOf = (value: string) =>
      write.add('Div', write.add('ReduceSum', value, write.integers(1)), count);
    const radius = write.add('Gather', write.numbers(radii, [radii.length]), rows);
    const reach = write.add('Max', distances, radius);
    const own = write.add('Div', 1, write.add('Add', meanOf(reach), SMALLEST_REACH));
    const density = write.add('Gather', write.numbers(densities, [densities.length]), rows);
    return write.add('Neg', meanOf(write.add('Div', density, own)));
  },
  holds: ({ reference }) => ({ rows: reference.x.rows, words: 'training flows' }),
  comparesAll: true,
} satisfies DetectorNodes<LocalOutlierFactor>;
