import { useMemo } from 'preact/hooks';
import { scoreFigure } from '../../charts/scores.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { ScoreDistribution } from '../../pipeline/run/evaluate.ts';
import type { CellView } from '../cells/view.ts';
import { DetectorSelect } from '../detecting/detector-select.tsx';
import { TopAnomalies } from '../detecting/top-anomalies.tsx';
import { flowSource } from '../flows/flow-source.ts';
import { Chart } from '../kit/chart.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook, shownDetector } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';
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

export const view: CellView = {
  prose: (
    <>
      <p>
        A detector gives every flow a <TermWord of="score" />; the <TermWord of="threshold" /> turns
        scores into alerts. Here higher means odder: scikit-learn's scores run the other way and are
        negated.
      </p>
      <p>
        <strong>Look for</strong> the stretch where the classes overlap. Wherever you draw the line
        there, you pay for each attack found with false alarms, or for quiet with attacks missed.
        Then see which attacks those are.
      </p>
      <p>
        <strong>What goes wrong:</strong> trusting an average, and trusting small numbers. A few
        dozen flows say little: the <TermWord of="Wilson interval" /> beside each rate shows how
        little.
      </p>
    </>
  ),
  note: {
    ask: 'Where would you draw the line if each false alarm costs ten minutes, and each missed attack a week?',
    surprises:
      'The line of the notebook, nine tenths of all scores, is a habit and no result. Move the threshold and let the class say stop.',
  },
  guess: { kind: 'after-detectors' },
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
      <MondayPanel detector={shown.detector} />
    </>
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
