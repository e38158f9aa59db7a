import { useMemo } from 'preact/hooks';
import { lossCurvesFigure } from '../../charts/loss.ts';
import type { NetworkTraining } from '../../pipeline/detecting/fitted-detector.ts';
import { Chart } from '../kit/chart.tsx';
import { chartTheme } from '../shell/theme.ts';

interface Props {
  readonly of: string;
  readonly training: NetworkTraining;
  /** The id of the slide that shows it. */
  readonly slide: string;
}

/** How a network's training went, and what computed it. */
export function LossCurves({ of, training, slide }: Props) {
  const theme = chartTheme.value;
  const figure = useMemo(() => lossCurvesFigure(training, theme), [training, theme]);
  return (
    <>
      <p>{training.why}</p>
      <Chart title={`Losses of the ${of}`} figure={figure} slide={slide} />
    </>
  );
}
