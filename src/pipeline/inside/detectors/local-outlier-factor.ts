import { factorRatio } from '../../../models/local-outlier-factor/inside.ts';
import type { LocalOutlierFactor } from '../../../models/local-outlier-factor/local-outlier-factor.ts';
import type { InsideFactor, InsideTable } from '../inside.ts';
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
    (factor, flows) =>
    (row): InsideFactor => {
      const { everything, matrix, learntFlow } = flows;
      const judged = everything ? row : rowOf(matrix, row);
      const { score: _, neighbours: found, ...parts } = factorRatio(factor, judged);
      const neighbours = found.map((one) => ({ ...one, ...learntFlow(one.trainingRow) }));
      const told = {
        kind: 'local-outlier-factor' as const,
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
} satisfies InsidePart<LocalOutlierFactor>;

type Told = Omit<InsideFactor, 'sentence' | 'formula' | 'table'>;

function sentenceOf(told: Told): string {
  const { kinds, factor, neighbours } = told;
  const lie = neighbours.length === 1 ? 'lies' : 'lie';
  return `${nearestWords(kinds)} ${lie} ${figure(factor)} times as dense as it does. ${verdictWords(told)}.`;
}

function formulaOf({ meanDensity, density, factor }: Told): string {
  return `density around its neighbours / around the flow: ${figure(meanDensity)} / ${figure(density)} = ${figure(factor)}`;
}

function tableOf({ neighbours, radius }: Told): InsideTable {
  return {
    caption: `Its ${neighbours.length} nearest flows, the last of them ${figure(radius)} away`,
    head: ['neighbour', 'type', 'distance', 'its radius', 'reach', 'density'],
    rows: neighbours.map((one) => [
      flowName(one, one.trainingRow),
      typeWords(one.type),
      ...[one.distance, one.radius, one.reach, one.density].map(figure),
    ]),
  };
}
