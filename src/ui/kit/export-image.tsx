import { useSignal } from '@preact/signals';
import type { Figure } from '../../charts/figure.ts';
import { chartTheme } from '../shell/theme.ts';
import { type ImageFormat, saveImage } from './plotly.ts';

interface Props {
  readonly title: string;
  readonly figure: Figure;
  /** Width of the picture in CSS pixels; 0 until it is drawn. */
  readonly width: () => number;
  readonly drawn: boolean;
}

const FORMATS: readonly ImageFormat[] = ['png', 'svg'];

/** Buttons that save a chart as a picture, with its title and on the page's paper. */
export function ImageButtons({ title, figure, width, drawn }: Props) {
  const problem = useSignal('');
  const save = async (format: ImageFormat) => {
    problem.value = '';
    try {
      await saveImage(figure, { title, format, width: width(), paper: chartTheme.value.paper });
    } catch {
      problem.value = 'The picture could not be made.';
    }
  };
  return (
    <p class="images">
      {FORMATS.map((format) => (
        <button key={format} type="button" disabled={!drawn} onClick={() => save(format)}>
          {format.toUpperCase()}
          <span class="hidden"> picture of {title}</span>
        </button>
      ))}
      <span role="status">{problem.value}</span>
    </p>
  );
}
