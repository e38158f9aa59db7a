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
import { TermWord } from '../teaching/term.tsx';
import './stream.css';
import { Figures } from './stream-figures.tsx';
import { AlertLog, DriftLog, SaveAlerts } from './stream-log.tsx';
import { StreamOutcome } from './stream-outcome.tsx';
import { StreamPicture } from './stream-picture.tsx';
import { Player } from './stream-player.tsx';
import { stage, stream } from './stream-session.ts';

export const view: CellView<CellValue<'stream'>> = {
  prose: (
    <>
      <p>
        A notebook judges flows when they are all there. A sensor cannot wait: it judges each flow
        by what came before, then learns it and lets it go. That is{' '}
        <TermWord of="online learning" />. Three detectors do it here:{' '}
        <TermWord of="half-space trees" />, a forest of{' '}
        <TermWord of="random cut">random cuts</TermWord>, and the notebook’s forest, fitted anew
        every so often. The threshold follows the scores by a <TermWord of="quantile sketch" />, so
        that about the share of flows you choose raises an alert; figures are{' '}
        <TermWord of="prequential" />.
      </p>
      <p>
        <strong>Look for</strong> what changes when you let a new, harmless application in while it
        plays: false alarms, reports of <TermWord of="concept drift" />, found by{' '}
        <TermWord of="ADWIN" /> in each feature by itself, and quiet once the detector is used to
        it. Days and nights, and attacks, change means as well, and are reported as well.
      </p>
      <p>
        <strong>What goes wrong:</strong> what learns all the time learns attacks, too: a scan of
        many flows looks odd at its start and usual at its end. An alert rate is kept whether there
        are attacks or not; and a newcomer pulls the threshold up, so that attacks pass below it
        until its scores are forgotten.
      </p>
    </>
  ),
  note: {
    ask: 'You sit in front of this strip for a whole shift. At what alert rate do you stop looking? And who would tell the detector that the new application is harmless?',
    surprises:
      'Let the new application in while it plays: false alarms at once, and after two hundred flows quiet, though nobody taught the detector a thing; the reports of drift may take longer. Then show the threshold: the newcomer has pulled it up, it stays up long after, and attacks pass below it.',
  },
  guess: { kind: 'question', question: STREAM_QUESTION },
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
        {idea} Its usual {trees} trees go by the last {window.toLocaleString('en')} flows.
      </p>
      <details>
        <summary>The detector’s own settings, the threshold and the drift</summary>
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
    <p class="warning">
      {status === 'cancelled'
        ? 'Cancelled: what is shown is how far it came.'
        : status === 'failed'
          ? 'It broke down: what is shown is how far it came.'
          : 'Out of date: something was set otherwise since, or all was restarted. What is shown is how far it came before.'}{' '}
      Press Play to begin again.
    </p>
  );
}

function Outcome() {
  const result = notebook.cell('stream').result.value;
  if (result === null || stage.value === 'going') return null;
  return <StreamOutcome result={result.value} />;
}
