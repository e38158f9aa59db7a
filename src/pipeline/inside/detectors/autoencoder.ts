import { formatPercent } from '../../../charts/format.ts';
import { reconstructedRow } from '../../../models/neural/inside.ts';
import type { InsideNetwork, InsideTable } from '../inside.ts';
import { type InsidePart, insideFlow, rowOf } from '../inside-part.ts';
import { figure, verdictWords } from '../inside-words.ts';
import { ownText, ownValue } from '../own-units.ts';

export const inside = {
  open: (_, flows) => {
    const { units, matrix, detection } = flows;
    const network = detection.reconstruction;
    if (network === null) throw new Error(`${detection.detector} has no network to look into.`);
    return (row): InsideNetwork => {
      const { score: _, columns, ...parts } = reconstructedRow(network, rowOf(matrix, row));
      const told = {
        kind: 'autoencoder' as const,
        ...insideFlow(flows, row),
        ...parts,
        columns: columns.map((one, j) => ({
          ...one,
          givenValue: ownValue(units, j, one.givenScaled),
          givenText: ownText(units, j, one.givenScaled),
        })),
      };
      return {
        ...told,
        sentence: sentenceOf(told),
        formula: formulaOf(told),
        table: tableOf(told),
      };
    };
  },
} satisfies InsidePart;

type Told = Omit<InsideNetwork, 'sentence' | 'formula' | 'table'>;

/** Columns, the worst given back first. */
function worstFirst({ columns }: Told): number[] {
  return columns.map((_, j) => j).sort((a, b) => columns[b].share - columns[a].share);
}

function sentenceOf(told: Told): string {
  const { columns, features } = told;
  const [worst] = worstFirst(told);
  const { givenText, share } = columns[worst];
  const { title, text } = features[worst];
  return (
    `The network gives back the feature ${title} worst: ${text} in, ${givenText} out, which is ` +
    `${formatPercent(share)} of the error. ${verdictWords(told)}.`
  );
}

function formulaOf({ columns, error }: Told): string {
  const sum = columns.reduce((total, one) => total + one.error, 0);
  return `sum of the errors / features: ${figure(sum)} / ${columns.length} = ${figure(error)}`;
}

function tableOf(told: Told): InsideTable {
  const { columns, features, code } = told;
  return {
    caption: `In, out and share of the error. Between: ${code.map(figure).join(', ')}`,
    head: ['feature', 'in', 'out', 'share'],
    rows: worstFirst(told).map((j) => [
      features[j].title,
      features[j].text,
      columns[j].givenText,
      formatPercent(columns[j].share),
    ]),
  };
}
