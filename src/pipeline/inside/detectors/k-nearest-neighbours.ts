import { neighbourDistances } from '../../../models/k-nearest-neighbours/inside.ts';
import type { KNearestNeighbours } from '../../../models/k-nearest-neighbours/k-nearest-neighbours.ts';
import type { InsideNearest, InsideTable } from '../inside.ts';
import { type InsidePart, insideFlow, rowOf } from '../inside-part.ts';
import {
  countKinds,
  figure,
  flowName,
  nearestWords,
  typeWords,
  verdictWords,
} from '../inside-words.ts';

export const inside = {
  open:
    (detector, flows) =>
    (row): InsideNearest => {
      const { everything, matrix, learntFlow } = flows;
      const judged = everything ? row : rowOf(matrix, row);
      const { score: _, neighbours: found, ...parts } = neighbourDistances(detector, judged);
      const neighbours = found.map((one) => ({ ...one, ...learntFlow(one.trainingRow) }));
      const told = {
        kind: 'k-nearest-neighbours' as const,
        ...insideFlow(flows, row),
        ...parts,
        neighbours,
        kinds: countKinds(neighbours),
      };
      return {
        ...told,
        sentence: sentenceOf(told),
        formula: formulaOf(told),
        table: tableOf(told),
      };
    },
} satisfies InsidePart<KNearestNeighbours>;

type Told = Omit<InsideNearest, 'sentence' | 'formula' | 'table'>;

/** What of the distances counts, in words. */
const COUNTS = {
  largest: 'the last of them',
  mean: 'their mean',
  median: 'the middle of them',
} as const;

function sentenceOf(told: Told): string {
  const { kinds, neighbours, distance, method } = told;
  const lie = neighbours.length === 1 ? 'lies' : 'lie';
  const all = [neighbours[0], neighbours[neighbours.length - 1]].map((one) => figure(one.distance));
  const range = all[0] === all[1] ? all[0] : `${all[0]} to ${all[1]}`;
  return (
    `${nearestWords(kinds)} ${lie} ${range} away, and ${COUNTS[method]} counts, ${figure(distance)}. ` +
    `${verdictWords(told)}.`
  );
}

function formulaOf({ method, neighbours, distance }: Told): string {
  return `distance to the ${neighbours.length} nearest, ${COUNTS[method]}: ${figure(distance)}`;
}

function tableOf({ neighbours, deciding }: Told): InsideTable {
  return {
    caption: `Its ${neighbours.length} nearest flows`,
    head: ['neighbour', 'type', 'distance', 'counts'],
    rows: neighbours.map((one, at) => [
      flowName(one, one.trainingRow),
      typeWords(one.type),
      figure(one.distance),
      deciding.includes(at) ? 'yes' : 'no',
    ]),
  };
}
