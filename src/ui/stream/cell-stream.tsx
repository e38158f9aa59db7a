import type { CellValue } from '../../notebook/cell-definition.ts';
import type {
  StreamDetectorName,
  StreamParameters,
} from '../../pipeline/parameters/stream-parameters.ts';
import { streamDetectorFacts } from '../../pipeline/stream/stream-detectors.ts';
import { STREAM_QUESTION } from '../../pipeline/studies/study-questions.ts';
import type { CellView } from '../cells/view.ts';
import { Controls } from '../kit/controls.tsx';
import { statusOf } from '../kit/status.ts';
import { notebook } from '../lab.ts';
import { AsOf, CellAsOf } from '../studies/as-of.tsx';
import { TermWord } from '../teaching/term.tsx';
import './stream.css';
import { Figures } from './stream-figures.tsx';
import { AlertLog, DriftLog, SaveAlerts } from './stream-log.tsx';
import { StreamOutcome } from './stream-outcome.tsx';
import { StreamPicture } from './stream-picture.tsx';
import { Player } from './stream-player.tsx';
import { stage, stream, streamChanges } from './stream-session.ts';

export const view: CellView<CellValue<'stream'>> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> A sensor judges each flow when it comes, learns from it and
        forgets it: that is <TermWord of="online learning" />. The threshold is a{' '}
        <TermWord of="quantile sketch">quantile of past scores</TermWord>, so that the alert rate
        stays as you set it. Measures are <TermWord of="prequential" />.
      </p>
      <p>
        <strong>Look for</strong> what happens when you start a new application: false positives,
        reports of <TermWord of="concept drift" /> (found by <TermWord of="ADWIN" /> in each
        feature), then none. Try <TermWord of="half-space trees" /> and{' '}
        <TermWord of="random cut">random cuts</TermWord>.
      </p>
      <p>
        <strong>What goes wrong:</strong> a detector that always learns also learns attacks: a long
        scan soon looks normal. High scores of a new application raise the threshold, and then
        attacks stay below it.
      </p>
    </>
  ),
  note: {
    ask: 'You watch this chart for a whole shift. At what alert rate do you stop looking? Who tells the detector that the new application is harmless?',
    surprises:
      'Start the new application: false positives at once, and none after some two hundred flows. Then show the threshold: it stays high long after, and attacks stay below it.',
  },
  guess: { kind: 'question', question: STREAM_QUESTION },
  slides: () => [{ name: 'scores', title: 'Scores as they come' }],
  isDated: true,
  Settings,
  Output,
};

/** Flows as they come, judged one by one. */
function Output() {
  return (
    <>
      <Player />
      <OutOfDate />
      <Figures />
      <StreamPicture />
      <div class={stage.value === null ? undefined : 'stream-logs'}>
        <AlertLog />
        <DriftLog />
      </div>
      <SaveAlerts />
      <Outcome />
    </>
  );
}

/** Settings that one detector alone has. */
const OWN: Readonly<Record<StreamDetectorName, readonly (keyof StreamParameters)[]>> = {
  'half-space-trees': ['streamDepth'],
  'random-cut-forest': [],
  'sliding-forest': ['streamRefit'],
};

function Settings() {
  const { streamDetector } = notebook.parameters.value;
  const { idea, trees, window } = streamDetectorFacts(streamDetector);
  const generated = notebook.opened.value === null;
  return (
    <>
      <Controls keys={['streamDetector', 'alertRate', 'streamWarmUp']} />
      <p class="meaning">
        {idea} By default {trees} trees use the last {window.toLocaleString('en')} flows.
      </p>
      <details>
        <summary>More settings</summary>
        <Controls
          keys={[
            'streamTrees',
            'streamWindow',
            ...OWN[streamDetector],
            'alertWindow',
            'driftDelta',
            ...(generated ? (['driftFrom', 'driftShare'] as const) : []),
          ]}
        />
      </details>
    </>
  );
}

/** Says so where what is shown is not what is set. */
function OutOfDate() {
  const status = statusOf('stream');
  if (stage.value === null || stage.value === 'going') return null;
  const shown = stream.peek()?.result ?? null;
  const result = notebook.cell('stream').result.value?.value;
  const isCurrent = shown !== null && shown === result && status === 'done';
  if (isCurrent) return null;
  return (
    <>
      {(status === 'cancelled' || status === 'failed') && (
        <p class="warning">
          {status === 'cancelled' ? 'Cancelled' : 'It failed'}: this is the result so far. Press
          Play to begin again.
        </p>
      )}
      <AsOf changes={streamChanges()} />
    </>
  );
}

function Outcome() {
  const result = notebook.cell('stream').result.value;
  if (result === null || stage.value === 'going') return null;
  const isShownAbove = stream.peek()?.result === result.value;
  return (
    <>
      {!isShownAbove && <CellAsOf id="stream" />}
      <StreamOutcome result={result.value} />
    </>
  );
}
