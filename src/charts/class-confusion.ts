import type { MulticlassEvaluation } from '../eval/multiclass.ts';
import type { ChartTheme, Figure } from './figure.ts';
import { formatCount, formatType } from './format.ts';
import { gridFigure } from './grid.ts';

/** The confusion matrix of all classes: counts, each as dark as its share of the row. */
export function classConfusionFigure(
  { perClass, confusion, rows }: MulticlassEvaluation,
  theme: ChartTheme,
): Figure {
  const names = perClass.map(({ name }) => formatType(name));
  const right = confusion.reduce((sum, counts, at) => sum + counts[at], 0);
  const of = (at: number) => Math.max(1, perClass[at].support);
  return gridFigure(
    {
      rows: names,
      columns: names,
      shares: confusion.map((counts, at) => counts.map((count) => count / of(at))),
      texts: confusion.map((counts) => counts.map((count) => (count === 0 ? '' : String(count)))),
      details: confusion.map((counts, at) =>
        counts.map(
          (count) => `${formatCount(count)} of ${formatCount(perClass[at].support)} flows`,
        ),
      ),
      summary:
        `${formatCount(right)} of ${formatCount(rows)} flows lie on the diagonal, called what they are; ` +
        `${formatCount(rows - right)} beside it.`,
      table: {
        columns: ['is ↓ called →', ...names],
        rows: confusion.map((counts, at) => [names[at], ...counts]),
      },
    },
    theme,
  );
}
