import { useMemo } from 'preact/hooks';
import {
  type CurvedDetector,
  precisionRecallFigure,
  precisionRecallPlace,
  rocFigure,
  rocPlace,
} from '../../charts/curves.ts';
import type { Figure } from '../../charts/figure.ts';
import { colourOf, type Look, lookOf, SYMBOLS } from '../../charts/looks.ts';
import type { JudgedPoint } from '../../eval/thresholds/operating-point.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { ScoreDistribution } from '../../pipeline/run/evaluate.ts';
import { Chart } from '../kit/chart.tsx';
import type { PlotArea } from '../kit/plotly.ts';
import { onSlide } from '../present/present.ts';
import { chartTheme } from '../shell/theme.ts';
import { thresholdInForce } from './thresholds.ts';

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
        A curve shows a detector at every threshold. Filled marks: the threshold of now. Hollow
        marks: the detector’s own. Move a threshold above and watch its mark.
      </p>
      <CurveKey detectors={detectors} />
      <div class="side-by-side">
        <Chart
          title="ROC curves"
          figure={roc}
          background={withoutLegend(roc)}
          slide="scores.roc"
          overlay={marks(rocPlace)}
        />
        <Chart
          title="Precision-recall curves"
          figure={precisionRecall}
          background={withoutLegend(precisionRecall)}
          slide="scores.precision-recall"
          overlay={marks(precisionRecallPlace)}
        />
      </div>
    </section>
  );
}

function curved({ detector, curves, own }: ScoreDistribution): CurvedDetector[] {
  if (curves === null) return [];
  return [
    {
      title: detectorFacts(detector).title,
      look: lookOf(detectorFacts(detector).look),
      curves,
      own,
    },
  ];
}

/** One key beside both charts stands for their legends, which would take half of a narrow chart. */
function withoutLegend({ layout, ...rest }: Figure): Figure {
  const margin = { ...(layout.margin as object), t: 16 };
  return { ...rest, layout: { ...layout, showlegend: false, margin } };
}

/** Plotly's dashes, in widths of a line. */
const DASHES: Readonly<Record<Look['dash'], string>> = {
  solid: 'none',
  dot: '2 2',
  dash: '6 6',
  longdash: '10 10',
  dashdot: '6 2 2 2',
  longdashdot: '10 2 2 2',
};

/** What line and mark belong to each detector. */
function CurveKey({ detectors }: { readonly detectors: readonly CurvedDetector[] }) {
  const theme = chartTheme.value;
  return (
    <ul class="curve-key" {...onSlide('scores.roc', 'scores.precision-recall')}>
      {detectors.map(({ title, look }) => (
        <li key={title}>
          <svg width="44" height="20" viewBox="0 -10 44 20" aria-hidden="true">
            <path
              d="M0 0H44"
              stroke={colourOf(look, theme)}
              stroke-width="2"
              stroke-dasharray={DASHES[look.dash]}
            />
            <path
              d={SYMBOLS[look.symbol]}
              transform="translate(22 0)"
              fill={colourOf(look, theme)}
            />
          </svg>{' '}
          {title}
        </li>
      ))}
    </ul>
  );
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
  const judged = thresholdInForce(detector).value?.point.judged;
  if (judged === undefined || judged === null) return null;
  const [x, y] = place(judged);
  const left = (area.width * (x - area.x[0])) / (area.x[1] - area.x[0]);
  const top = area.height * (1 - (y - area.y[0]) / (area.y[1] - area.y[0]));
  const look = lookOf(detectorFacts(detector).look);
  return (
    <path
      d={SYMBOLS[look.symbol]}
      transform={`translate(${left} ${top})`}
      fill={colourOf(look, chartTheme.value)}
    />
  );
}
