import { useMemo } from 'preact/hooks';
import { scoreFigure } from '../../charts/scores.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { ScoreDistribution } from '../../pipeline/run/evaluate.ts';
import { DetectorSelect } from '../detecting/detector-select.tsx';
import { TopAnomalies } from '../detecting/top-anomalies.tsx';
import { flowSource } from '../flows/flow-source.ts';
import { CellFrame, NotYet } from '../kit/cell-frame.tsx';
import { Chart } from '../kit/chart.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { notebook, shownDetector } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { PROSE } from '../teaching/prose.tsx';
import { ThresholdLine } from './threshold-line.tsx';

const CurvesPanel = fetchedLater('The curves', () =>
  import('./curves-panel.tsx').then(({ CurvesPanel }) => CurvesPanel),
);
const MondayPanel = fetchedLater('The calculator', () =>
  import('./monday-panel.tsx').then(({ MondayPanel }) => MondayPanel),
);
const ThresholdPanel = fetchedLater('The threshold', () =>
  import('./threshold-panel.tsx').then(({ ThresholdPanel }) => ThresholdPanel),
);
const ThresholdResults = fetchedLater('The judgement', () =>
  import('./threshold-results.tsx').then(({ ThresholdResults }) => ThresholdResults),
);

export function ScoresCell() {
  const result = notebook.cell('scores').result.value;
  const shown =
    result?.value.find(({ detector }) => detector === shownDetector.value) ?? result?.value[0];
  return (
    <CellFrame
      id="scores"
      prose={PROSE.scores}
      controls={
        <div class="controls">
          <DetectorSelect id="shown-detector" label="Scores of" />
        </div>
      }
    >
      {result === null || shown === undefined ? (
        <NotYet what="The scores" />
      ) : (
        <>
          <ScoresOutput scores={shown} />
          <CurvesPanel scores={result.value} />
          <MondayPanel detector={shown.detector} />
        </>
      )}
    </CellFrame>
  );
}

function ScoresOutput({ scores }: { readonly scores: ScoreDistribution }) {
  const { scoreMark } = flowSource();
  const theme = chartTheme.value;
  const mark = scoreMark(scores.detector);
  const figure = useMemo(
    // The line over it is the threshold in force.
    () => scoreFigure({ ...scores, threshold: -scores.own.threshold }, theme, mark),
    [scores, theme, mark?.at, mark?.name],
  );
  const detection = notebook.cell(scores.detector).result.value?.value;
  const { title } = detectorFacts(scores.detector);
  return (
    <>
      <p class="headline">{title}</p>
      <Chart
        title={`Scores of the ${title}`}
        figure={figure}
        overlay={(area) => <ThresholdLine area={area} detector={scores.detector} />}
      />
      <ThresholdPanel key={scores.detector} detector={scores.detector} />
      <ThresholdResults detector={scores.detector} />
      {detection !== undefined && <TopAnomalies detection={detection} />}
    </>
  );
}
