import { entryAt } from '../data/entry-at.ts';
import type { ChartTheme, Figure } from './figure.ts';
import { formatPercent, formatType } from './format.ts';
import { gridFigure } from './grid.ts';

/** What an attack that was left out is called: shares of its flows, by name. */
export interface CalledRow {
  readonly attack: string;
  readonly called: readonly { readonly name: string; readonly share: number }[];
}

/** Attacks by what a classifier that was never taught them calls their flows. */
export function calledFigure(rows: readonly CalledRow[], theme: ChartTheme): Figure {
  const said = rows.flatMap(({ called }) => called.map(({ name }) => name));
  // Normal first: that is what it means to miss one.
  const names = [...new Set(['normal', ...said.toSorted()])];
  const shares = rows.map((row) => names.map((name) => shareCalled(row, name)));
  const passed = rows.filter((row) => shareCalled(row, 'normal') > 0.5).map(({ attack }) => attack);
  return gridFigure(
    {
      ...written(shares),
      rows: rows.map(({ attack }) => formatType(attack)),
      columns: names.map(formatType),
      summary:
        passed.length === 0
          ? 'Less than half of every attack that it was not taught is called normal.'
          : `More than half called normal: ${passed.map(formatType).join(', ')}.`,
      table: tableOf(rows, names, shares),
    },
    theme,
  );
}

function shareCalled({ called }: CalledRow, name: string): number {
  return called.find((one) => one.name === name)?.share ?? 0;
}

/** Who finds an attack that nobody was taught, as shares of its flows. */
export interface FoundRow {
  readonly attack: string;
  /** One per finder. */
  readonly found: readonly number[];
}

/** Attacks by who finds them. */
export function foundFigure(
  finders: readonly string[],
  rows: readonly FoundRow[],
  theme: ChartTheme,
): Figure {
  const shares = rows.map(({ found }) => found);
  const unseen = rows.filter(({ found }) => Math.max(...found) < 0.5).map(({ attack }) => attack);
  return gridFigure(
    {
      ...written(shares),
      rows: rows.map(({ attack }) => formatType(attack)),
      columns: finders,
      summary:
        unseen.length === 0
          ? 'Each attack is found to one half or more by somebody.'
          : `Nobody finds half of: ${unseen.map(formatType).join(', ')}.`,
      table: tableOf(rows, finders, shares),
    },
    theme,
  );
}

function written(shares: readonly (readonly number[])[]) {
  return {
    shares,
    texts: shares.map((row) => row.map((share) => (share === 0 ? '' : wholePercent(share)))),
    details: shares.map((row) => row.map((share) => formatPercent(share))),
  };
}

/** Halves go up however the share came to be: 1 − .925 is a hair less than .075. */
function wholePercent(share: number): string {
  return String(Math.round(Number((100 * share).toFixed(6))));
}

function tableOf(
  rows: readonly { readonly attack: string }[],
  columns: readonly string[],
  shares: readonly (readonly number[])[],
) {
  return {
    columns: ['attack', ...columns.map(formatType)],
    rows: rows.map(({ attack }, at) => [
      formatType(attack),
      ...entryAt(shares, at, 'row of shares').map((share) => formatPercent(share)),
    ]),
  };
}
