import { contributionsOfRow, usualContributions } from '../../models/feature-contributions.ts';
import type { InsideRarity, InsideTable } from './inside.ts';
import { insideFlow, type JudgedFlows, type LookInside } from './inside-part.ts';
import { figure, verdictWords } from './inside-words.ts';

/**
 * Looks into a detector whose score is a sum over features.
 *
 * @param contributions what each feature adds to how abnormal each flow is held, row-major
 */
export function rarityInside(contributions: Float64Array, flows: JudgedFlows): LookInside {
  const usual = usualContributions(contributions, flows.matrix.columns);
  return (row): InsideRarity => {
    const { score: _, ...parts } = contributionsOfRow(contributions, usual, row);
    const told = { kind: 'rarity' as const, ...insideFlow(flows, row), ...parts };
    const { title, text } = told.features[told.decides];
    const most = told.columns[told.decides];
    return {
      ...told,
      sentence:
        `The feature ${title} (${text}) adds most beyond what is usual: ${figure(most.contribution)}, where ` +
        `${figure(most.usual)} is usual. ${verdictWords(told)}.`,
      formula: formulaOf(told),
      table: tableOf(told),
    };
  };
}

type Told = Omit<InsideRarity, 'sentence' | 'formula' | 'table'>;

/** Columns, the largest contribution first. */
function largestFirst({ columns }: Told): number[] {
  return columns
    .map((_, j) => j)
    .sort((a, b) => columns[b].contribution - columns[a].contribution || a - b);
}

function formulaOf(told: Told): string {
  const { columns } = told;
  const first = largestFirst(told).slice(0, 3);
  const more = columns.length > first.length ? ' + …' : '';
  const parts = first.map((j) => figure(columns[j].contribution));
  return `${parts.join(' + ')}${more} = ${figure(0 - told.score)}`;
}

function tableOf(told: Told): InsideTable {
  const { columns, features } = told;
  return {
    caption: 'What each feature adds, and what half of the flows stay below',
    head: ['feature', 'value', 'adds', 'usual'],
    rows: largestFirst(told).map((j) => [
      features[j].title,
      features[j].text,
      figure(columns[j].contribution),
      figure(columns[j].usual),
    ]),
  };
}
