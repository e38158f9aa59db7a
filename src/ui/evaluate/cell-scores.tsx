import { useMemo, useState } from 'preact/hooks';
import { mirroredPlace, mirroredValue } from '../../charts/axes/mirrored.ts';
import { referenceScoreFigure } from '../../charts/reference-plots.ts';
import { scoreFigure } from '../../charts/scores.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { ScoreDistribution } from '../../pipeline/run/evaluate.ts';
import { alertsHeadline } from '../../pipeline/run/words.ts';
import type { CellView } from '../cells/view.ts';
import { DetectorSelect } from '../detecting/detector-select.tsx';
import { TopAnomalies } from '../detecting/top-anomalies.tsx';
import { flowSource } from '../flows/flow-source.ts';
import { Chart } from '../kit/chart.tsx';
import { type PictureKind, PictureSwitch } from '../kit/charts/picture-switch.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { useSettled } from '../kit/settled.ts';
import { notebook, shownDetector } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';
import { ThresholdLine } from './threshold-line.tsx';
import { thresholdInForce } from './thresholds.ts';

const CurvesPanel = fetchedLater('The curves', () =>
  import('./curves-panel.tsx').then(({ CurvesPanel }) => CurvesPanel),
);
const DailyAlertsPanel = fetchedLater('The calculator', () =>
  import('./daily-alerts-panel.tsx').then(({ DailyAlertsPanel }) => DailyAlertsPanel),
);
const ThresholdPanel = fetchedLater('The threshold', () =>
  import('./threshold-panel.tsx').then(({ ThresholdPanel }) => ThresholdPanel),
);
const ThresholdResults = fetchedLater('The judgement', () =>
  import('./threshold-results.tsx').then(({ ThresholdResults }) => ThresholdResults),
);

export const view: CellView<readonly ScoreDistribution[]> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> A detector gives every flow a <TermWord of="score" />; higher
        is more anomalous. (scikit-learn’s scores have the opposite sign.) The{' '}
        <TermWord of="threshold" /> turns scores into alerts.
      </p>
      <p>
        <strong>Look for</strong> the scores where normal flows and attacks overlap. A lower
        threshold finds more attacks and adds false positives; a higher one misses more. The bars
        show which attacks.
      </p>
      <p>
        <strong>What goes wrong:</strong> an average hides the attack that is always missed. And
        small counts say little: the <TermWord of="Wilson interval" /> beside each rate shows how
        little.
      </p>
    </>
  ),
  note: {
    ask: 'A false positive costs ten minutes, a missed attack a week. Where do you set the threshold?',
    surprises:
      'Nobody measured that the 90th percentile is best. Move the threshold and let the class say when to stop.',
  },
  guess: { kind: 'after-detectors' },
  slides: (scores) => [
    { name: 'threshold', title: 'Threshold' },
    ...(scores?.every(({ curves }) => curves === null)
      ? []
      : [
          { name: 'attacks', title: 'Attacks found', isMore: true },
          { name: 'roc', title: 'ROC curves' },
          { name: 'precision-recall', title: 'Precision-recall curves', isMore: true },
          { name: 'daily-alerts', title: 'Alerts a day', isMore: true },
        ]),
  ],
  Settings,
  Output,
};

function Settings() {
  return (
    <div class="controls">
      <DetectorSelect id="shown-detector" label="Scores of" />
    </div>
  );
}

function Output() {
  const result = notebook.cell('scores').result.value;
  const shown =
    result?.value.find(({ detector }) => detector === shownDetector.value) ?? result?.value[0];
  return result === null || shown === undefined ? (
    <NotYet what="The scores" />
  ) : (
    <>
      <ScoresOutput scores={shown} />
      <CurvesPanel scores={result.value} />
      <DailyAlertsPanel detector={shown.detector} />
    </>
  );
}

function ScoresOutput({ scores }: { readonly scores: ScoreDistribution }) {
  const { title } = detectorFacts(scores.detector);
  const detection = notebook.cell(scores.detector).result.value?.value;
  return (
    <>
      <p class="headline">
        {title}
        {detection !== undefined && `: ${alertsHeadline(detection.evaluation)}`}
      </p>
      <ScoreChart key={scores.detector} scores={scores} />
      <ThresholdPanel key={scores.detector} detector={scores.detector} />
      <ThresholdResults detector={scores.detector} />
      {detection !== undefined && <TopAnomalies detection={detection} />}
    </>
  );
}

/** The scores on a chosen axis, with the threshold in force over them. */
function ScoreChart({ scores }: { readonly scores: ScoreDistribution }) {
  const [picture, setPicture] = useState<PictureKind>('readable');
  const theme = chartTheme.value;
  const mark = flowSource().scoreMark(scores.detector);
  const title = `Scores of the ${detectorFacts(scores.detector).title}`;
  const [readable, linear] = scores.shared;
  const kinds: PictureKind[] = linear
    ? ['readable', 'linear', 'reference']
    : ['readable', 'reference'];
  const shared = picture === 'linear' && linear ? linear : readable;
  const background = useMemo(
    () => scoreFigure(shared, null, theme, mark),
    [shared, theme, mark?.at, mark?.name],
  );
  const axis = useMemo(
    () => ({
      placeOf: (score: number) => mirroredPlace(shared, score),
      scoreAt: (place: number) => mirroredValue(shared, place),
    }),
    [shared],
  );
  const reference = useMemo(
    () => referenceScoreFigure({ ...scores, threshold: 0 - scores.own.threshold }, theme, mark),
    [scores, theme, mark?.at, mark?.name],
  );
  // The words follow when the hand rests.
  const point = useSettled(thresholdInForce(scores.detector).value?.point ?? scores.inForce);
  const figure = useMemo(() => {
    const shown = { point, threshold: 0 - point.threshold, own: 0 - scores.own.threshold };
    return scoreFigure(shared, shown, theme, mark);
  }, [shared, point, theme, mark?.at, mark?.name]);
  return (
    <>
      <PictureSwitch kinds={kinds} value={picture} set={setPicture} />
      {picture === 'reference' ? (
        <Chart key="reference" title={title} figure={reference} slide="scores.threshold" />
      ) : (
        <Chart
          key="shared"
          title={title}
          figure={figure}
          slide="scores.threshold"
          background={background}
          overlay={(area) => <ThresholdLine area={area} detector={scores.detector} axis={axis} />}
        />
      )}
    </>
  );
}
