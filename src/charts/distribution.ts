import type { SharedHistogram } from '../eval/distributions/shared-histogram.ts';
import type { Summary } from '../eval/distributions/summary.ts';
import { axisInWords, mirroredTable, mirroredTraces } from './axes/mirrored.ts';
import { mirroredLayout } from './axes/mirrored-layout.ts';
import { formatWithUnit } from './axes/units.ts';
import { baseLayout, type ChartTheme, type Figure, type FlowMark, figureOf } from './figure.ts';

/** A feature's values by class. */
export interface Distribution {
  readonly feature: string;
  readonly unit: string;
  readonly classes: readonly {
    readonly name: string;
    readonly summary: Pick<Summary, 'lowerQuartile' | 'median' | 'upperQuartile'>;
  }[];
}

/**
 * A feature's values, all classes on one axis: anomalies below it, the others above, each bar a share
 * of its class. One flow may be marked.
 */
export function distributionFigure(
  { feature, unit, classes }: Distribution,
  shared: SharedHistogram,
  theme: ChartTheme,
  mark?: FlowMark,
): Figure {
  const height = 280;
  const text = (value: number) => formatWithUnit(value, unit);
  const marked = mark === undefined ? '' : ` Marked: ${mark.name} at ${text(mark.at)}.`;
  const halves = classes.map(
    ({ name, summary: { lowerQuartile, median, upperQuartile } }) =>
      `${name}: half of the flows lie between ${text(lowerQuartile)} and ${text(upperQuartile)}, ` +
      `the middle one at ${text(median)}`,
  );
  return figureOf({
    height,
    data: mirroredTraces(shared, unit, theme),
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 48, r: 12, t: 24, b: 44 },
      ...mirroredLayout(shared, { title: feature, unit }, theme, mark),
    },
    summary: `${halves.join('. ')}. ${axisInWords(shared)}${marked}`,
    table: mirroredTable(shared),
  });
}
