import {
  axis,
  baseLayout,
  type ChartTheme,
  type Figure,
  type FigureTable,
  figureOf,
} from './figure.ts';

/** Rows and columns of named cells, each as dark as its share. */
export interface Grid {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** 0 … 1. */
  readonly shares: readonly (readonly number[])[];
  /** What is written into each cell; nothing where it is empty. */
  readonly texts: readonly (readonly string[])[];
  /** What a cell says of itself behind the names of its row and column. */
  readonly details: readonly (readonly string[])[];
  readonly summary: string;
  readonly table: FigureTable;
}

/** A heat map whose cells carry their figures, so that colour never speaks alone. */
export function gridFigure(grid: Grid, theme: ChartTheme): Figure {
  const { rows, columns, shares, texts, details, summary, table } = grid;
  const height = 150 + 30 * rows.length;
  return figureOf({
    height,
    data: [
      {
        ...shareCells({ x: columns, y: rows, shares, gap: 2 }, theme),
        text: details,
        hovertemplate: '%{y}, %{x}: %{text}<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 8, r: 4, t: 130, b: 8 },
      xaxis: axis('', theme, {
        type: 'category',
        side: 'top',
        // Level where there is room for it.
        tickangle: 'auto',
        autotickangles: [0, -45, -90],
        tickfont: { size: 12 },
        // Each of them, however narrow.
        dtick: 1,
        showgrid: false,
        fixedrange: true,
      }),
      yaxis: axis('', theme, {
        type: 'category',
        autorange: 'reversed',
        dtick: 1,
        showgrid: false,
        fixedrange: true,
      }),
      annotations: cellTexts(texts, 12, theme),
    },
    summary,
    table,
  });
}

interface ShareCells {
  readonly x: readonly string[];
  readonly y: readonly string[];
  /** 0 … 1, a row for each of `y`. */
  readonly shares: readonly (readonly number[])[];
  /** Pixels between cells. */
  readonly gap: number;
}

/** Cells as dark as their shares, as Plotly draws them. */
export function shareCells({ x, y, shares, gap }: ShareCells, theme: ChartTheme) {
  return {
    type: 'heatmap',
    x,
    y,
    z: shares,
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, theme.paper],
      [1, theme.share],
    ],
    showscale: false,
    xgap: gap,
    ygap: gap,
  };
}

/** What stands in such cells; nothing where the text is empty. */
export function cellTexts(
  texts: readonly (readonly string[])[],
  size: number,
  { ink: color }: ChartTheme,
) {
  return texts.flatMap((row, y) =>
    row.flatMap((text, x) =>
      text === '' ? [] : [{ x, y, text, showarrow: false, font: { size, color } }],
    ),
  );
}
