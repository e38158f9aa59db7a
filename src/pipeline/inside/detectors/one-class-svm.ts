import { formatApart, formatPercent, formatScore } from '../../../charts/format.ts';
import { similarityAt, svmSum } from '../../../models/one-class-svm/inside.ts';
import type { OneClassSvm } from '../../../models/one-class-svm/one-class-svm.ts';
import { countOf, many } from '../../run/words.ts';
import type { InsideSupport, InsideSvm, InsideTable } from '../inside.ts';
import { type InsidePart, insideFlow, rowOf } from '../inside-part.ts';
import { figure, flowName, typeWords } from '../inside-words.ts';

/** Parts of the sum in the table. */
const SHOWN = 10;
/** Steps of the curve. */
const STEPS = 40;

export const inside = {
  open:
    (svm, flows) =>
    (row): InsideSvm => {
      const flow = insideFlow(flows, row);
      const { supports, ...parts } = svmSum(svm, rowOf(flows.matrix, row));
      const { gamma, sum, tolerance } = parts;
      const told = {
        kind: 'one-class-svm' as const,
        ...flow,
        ...parts,
        supports: supports.map((one) => ({ ...one, ...flows.learntFlow(one.trainingRow) })),
        isNoise: Math.abs(sum - flow.threshold) <= tolerance,
        curve: curveOf(gamma, supports),
        halfDistance: gamma === 0 ? null : Math.sqrt(Math.LN2 / gamma),
      };
      return {
        ...told,
        sentence: sentenceOf(told),
        formula: formulaOf(told),
        table: tableOf(told),
      };
    },
} satisfies InsidePart<OneClassSvm>;

type Told = Omit<InsideSvm, 'sentence' | 'formula' | 'table'>;

function curveOf(
  gamma: number,
  supports: readonly Pick<InsideSupport, 'squaredDistance'>[],
): InsideSvm['curve'] {
  // There may be more than a call takes arguments.
  const furthest = Math.sqrt(
    supports.reduce((most, { squaredDistance }) => Math.max(most, squaredDistance), 0),
  );
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const distance = (furthest * step) / STEPS;
    return { distance, similarity: similarityAt(gamma, distance) };
  });
}

function sentenceOf({ supports, sum, threshold, alert, isNoise, tolerance }: Told): string {
  const [own, least] = isNoise
    ? [formatScore(sum), formatScore(threshold)]
    : formatApart(sum, threshold);
  const adds =
    `Its similarities to ${many(supports.length, 'support vector')}, weighted, add up to ${own} ` +
    `(the score is minus that); a normal flow needs more than ${least}`;
  const says = alert ? 'an alert' : 'no alert';
  if (!isNoise) return `${adds}, so it raises ${says}.`;
  return `${adds}. The two differ by no more than the solver's tolerance ${figure(tolerance)}: it is at the threshold, and chance decides (here: ${says}).`;
}

function formulaOf({ supports, sum, threshold }: Told): string {
  const first = supports.slice(0, 3).map(({ contribution }) => figure(contribution));
  const more = supports.length > first.length ? ' + …' : '';
  const [own, least] = formatApart(sum, threshold);
  return `${first.join(' + ')}${more} = ${own}; ${own} − ${least} = ${figure(sum - threshold)}`;
}

function tableOf({ supports, features, columnShares, nearest }: Told): InsideTable {
  const shown = supports.slice(0, SHOWN);
  const most = columnShares.indexOf(Math.max(...columnShares));
  const share = formatPercent(columnShares[most]);
  return {
    caption:
      `The largest ${shown.length} of ${countOf(supports.length)} parts; of the squared distance to the ` +
      `${nearest} nearest, ${features[most].title} makes ${share}`,
    head: ['support vector', 'type', 'distance', 'similarity', 'weight', 'part'],
    rows: shown.map((one) => [
      flowName(one, one.trainingRow),
      typeWords(one.type),
      figure(Math.sqrt(one.squaredDistance)),
      figure(one.similarity),
      figure(one.alpha),
      figure(one.contribution),
    ]),
  };
}
