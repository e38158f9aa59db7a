import type {
  StreamDetectorName,
  StreamParameters,
} from '../../pipeline/parameters/stream-parameters.ts';
import { streamDetectorFacts } from '../../pipeline/stream/stream-detectors.ts';
import { CellFrame } from '../kit/cell-frame.tsx';
import { Controls } from '../kit/controls.tsx';
import { statusOf } from '../kit/status.ts';
import { notebook } from '../lab.ts';
import { BEYOND_PROSE } from '../teaching/prose-beyond.tsx';
import './stream.css';
import { Figures } from './stream-figures.tsx';
import { AlertLog, DriftLog, SaveAlerts } from './stream-log.tsx';
import { StreamOutcome } from './stream-outcome.tsx';
import { StreamPicture } from './stream-picture.tsx';
import { Player } from './stream-player.tsx';
import { stage, stream } from './stream-session.ts';

/** Flows as they come, judged one by one. */
export function StreamCell() {
  return (
    <CellFrame id="stream" prose={BEYOND_PROSE.stream} controls={<Settings />}>
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
    </CellFrame>
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
