import { useMemo } from 'preact/hooks';
import {
  type CurvedDetector,
  type CurveLook,
  precisionRecallFigure,
  precisionRecallPlace,
  rocFigure,
  rocPlace,
} from '../charts/curves.ts';
import type { JudgedPoint } from '../eval/operating-point.ts';
import { detectorFacts } from '../pipeline/detecting/detector-table.ts';
import type { ScoreDistribution } from '../pipeline/evaluate.ts';
import type { DetectorName } from '../pipeline/lab-parameters.ts';
import { Chart } from './chart.tsx';
import type { PlotArea } from './plotly.ts';
import { chartTheme } from './theme.ts';
import { thresholdInForce } from './thresholds.ts';

const LOOKS: Readonly<Record<DetectorName, CurveLook>> = {
  'isolation-forest': { colour: 'accent', dash: 'solid', symbol: 'circle' },
  'one-class-svm': { colour: 'ink', dash: 'dash', symbol: 'square' },
  'local-outlier-factor': { colour: 'good', dash: 'dot', symbol: 'diamond' },
  'robust-z-score': { colour: 'normal', dash: 'longdash', symbol: 'triangle-up' },
  'interquartile-fence': { colour: 'caution', dash: 'dashdot', symbol: 'triangle-down' },
  autoencoder: { colour: 'anomaly', dash: 'longdashdot', symbol: 'hexagon' },
  ensemble: { colour: 'anomaly', dash: 'solid', symbol: 'star' },
};

/** Every threshold of every detector at once, with those in force marked. */
export function CurvesPanel({ scores }: { readonly scores: readonly ScoreDistribution[] }) {
  const theme = chartTheme.value;
  const detectors = useMemo(() => scores.flatMap(curved), [scores]);
  const roc = useMemo(() => rocFigure(detectors, theme), [detectors, theme]);
  const precisionRecall = useMemo(
    () => precisionRecallFigure(detectors, theme),
    [detectors, theme],
  );
  if (detectors.length === 0) return null;
  const marks = (place: Place) => (area: PlotArea) => (
    <Marks area={area} place={place} detectors={scores.map(({ detector }) => detector)} />
  );
  return (
    <section class="curves" aria-labelledby="curves-title">
      <h4 id="curves-title">Every threshold at once</h4>
      <p class="prose">
        A curve is a detector with its threshold moved from end to end. Filled marks are the
        thresholds in force, hollow ones the detectors’ own: drag a threshold above and watch its
        mark travel. The curve itself only changes with the detector.
      </p>
      <div class="side-by-side">
        <Chart title="ROC curves" figure={roc} overlay={marks(rocPlace)} />
        <Chart
          title="Precision-recall curves"
          figure={precisionRecall}
          overlay={marks(precisionRecallPlace)}
        />
      </div>
    </section>
  );
}

function curved({ detector, curves, own }: ScoreDistribution): CurvedDetector[] {
  if (curves === null) return [];
  return [{ title: detectorFacts(detector).title, look: LOOKS[detector], curves, own }];
}

type Place = (judged: JudgedPoint) => readonly [number, number];

interface MarksProps {
  readonly area: PlotArea;
  readonly place: Place;
  readonly detectors: readonly DetectorName[];
}

function Marks({ area, place, detectors }: MarksProps) {
  return (
    <svg
      class="curve-marks"
      aria-hidden="true"
      style={{ left: `${area.left}px`, top: `${area.top}px` }}
      width={area.width}
      height={area.height}
    >
      {detectors.map((detector) => (
        <Mark key={detector} detector={detector} area={area} place={place} />
      ))}
    </svg>
  );
}

function Mark({
  detector,
  area,
  place,
}: Omit<MarksProps, 'detectors'> & { readonly detector: DetectorName }) {
  const judged = thresholdInForce[detector].value?.point.judged;
  if (judged === undefined || judged === null) return null;
  const [x, y] = place(judged);
  const left = (area.width * (x - area.x[0])) / (area.x[1] - area.x[0]);
  const top = area.height * (1 - (y - area.y[0]) / (area.y[1] - area.y[0]));
  const { colour, symbol } = LOOKS[detector];
  return (
    <g transform={`translate(${left} ${top})`} fill={chartTheme.value[colour]}>
      {symbol === 'circle' && <circle r={6} />}
      {symbol === 'square' && <rect x={-5.5} y={-5.5} width={11} height={11} />}
      {symbol === 'diamond' && <path d="M0-8 8 0 0 8-8 0Z" />}
      {symbol === 'triangle-up' && <path d="M0-8 7.5 5-7.5 5Z" />}
      {symbol === 'triangle-down' && <path d="M0 8 7.5-5-7.5-5Z" />}
      {symbol === 'hexagon' && <path d="M0-7.5 6.5-3.7V3.7L0 7.5-6.5 3.7V-3.7Z" />}
      {symbol === 'star' && (
        <path d="M0-9 2.1-2.9 8.6-2.8 3.4 1.1 5.3 7.3 0 3.6-5.3 7.3-3.4 1.1-8.6-2.8-2.1-2.9Z" />
      )}
    </g>
  );
}
