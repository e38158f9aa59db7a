import { useSignal } from '@preact/signals';
import type { Figure } from '../../../charts/figure.ts';
import { chartTheme } from '../../shell/theme.ts';
import { type ImageFormat, saveImage } from '../plotly.ts';

interface Props {
  readonly title: string;
  readonly figure: Figure;
  /** Width of the picture in CSS pixels; 0 until it is drawn. */
  readonly width: () => number;
  readonly drawn: boolean;
  readonly zooming: boolean;
  readonly setZooming: (zooming: boolean) => void;
}

const FORMATS: readonly ImageFormat[] = ['png', 'svg'];

/**
 * What can be done with a chart: zoom by dragging over it, and save it as a picture, with its title
 * and on the page's paper. With the chart's numbers one stop of the Tab key.
 */
export function ChartToolbar({ title, figure, width, drawn, zooming, setZooming }: Props) {
  const problem = useSignal('');
  const save = async (format: ImageFormat) => {
    problem.value = '';
    try {
      await saveImage(figure, { title, format, width: width(), paper: chartTheme.value.paper });
    } catch {
      problem.value = 'The picture could not be made.';
    }
  };
  const buttons = [
    ...(canZoom(figure)
      ? [
          {
            name: zooming ? 'Whole' : 'Zoom',
            rest: zooming ? ` of ${title} again` : ` into ${title}, by dragging over it`,
            press: () => setZooming(!zooming),
          },
        ]
      : []),
    ...FORMATS.map((format) => ({
      name: format.toUpperCase(),
      rest: ` picture of ${title}`,
      press: () => save(format),
    })),
  ];
  return (
    <div class="chart-toolbar" role="toolbar" aria-label={`Toolbar of ${title}`}>
      {buttons.map(({ name, rest, press }, at) => (
        <button key={at} type="button" disabled={!drawn} onClick={press}>
          {name}
          <span class="hidden">{rest}</span>
        </button>
      ))}
      <span role="status">{problem.value}</span>
    </div>
  );
}

/** Whether an axis of it can be drawn larger. */
function canZoom({ layout }: Figure): boolean {
  return [layout.xaxis, layout.yaxis].some(
    (axis) => (axis as { readonly fixedrange?: boolean } | undefined)?.fixedrange !== true,
  );
}
