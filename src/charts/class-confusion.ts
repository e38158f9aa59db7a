import { entryAt } from '../data/entry-at.ts';
import type { MulticlassEvaluation } from '../eval/multiclass.ts';
import type { ChartTheme, Figure } from './figure.ts';
import { formatCount, formatType } from './format.ts';
import { gridFigure } from './grid.ts';

/** The confusion matrix of all classes: counts, each as dark as its share of the row. */
export function classConfusionFigure(
  { perClass, confusion, rows }: MulticlassEvaluation,
  theme: ChartTheme,
): Figure {
  const classes = perClass.map(({ name, support }, at) => ({
    name: formatType(name),
    support,
    counts: entryAt(confusion, at, 'row of the confusion matrix'),
  }));
  const names = classes.map(({ name }) => name);
  const right = classes.reduce((sum, { counts }, at) => sum + entryAt(counts, at, 'class'), 0);
  return gridFigure(
    {
      rows: names,
      columns: names,
      shares: classes.map(({ support, counts }) =>
        counts.map((count) => count / Math.max(1, support)),
      ),
      texts: confusion.map((counts) => counts.map((count) => (count === 0 ? '' : String(count)))),
      details: classes.map(({ support, counts }) =>
        counts.map((count) => `${formatCount(count)} of ${formatCount(support)} flows`),
      ),
      summary:
        `${formatCount(right)} of ${formatCount(rows)} flows lie on the diagonal, called what they are; ` +
        `${formatCount(rows - right)} beside it.`,
      table: {
        columns: ['is ↓ called →', ...names],
        rows: classes.map(({ name, counts }) => [name, ...counts]),
      },
    },
    theme,
  );
}
