import { useId } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import { NEW_APPLICATION } from '../../data/new-application.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { notebook } from '../lab.ts';
import { onSlide } from '../present/present.ts';
import {
  letIn,
  noDrift,
  pause,
  play,
  playing,
  setSpeed,
  speed,
  stage,
  startAgain,
  step,
} from './stream-session.ts';

/** Seconds of the traffic in a second. */
const SPEEDS = [
  { value: 1, timed: '1×, as it came', timeless: '1 flow a second' },
  { value: 60, timed: '60×, a minute a second', timeless: '60 flows a second' },
  { value: 600, timed: '600×, ten minutes a second', timeless: '600 flows a second' },
  { value: 3600, timed: '3,600×, an hour a second', timeless: '3,600 flows a second' },
  { value: 21_600, timed: '21,600×, six hours a second', timeless: '21,600 flows a second' },
  {
    value: Number.POSITIVE_INFINITY,
    timed: 'as fast as possible',
    timeless: 'as fast as possible',
  },
];

/** Plays or pauses, as the button does. */
export function togglePlaying(): void {
  if (playing.peek()) pause();
  else play();
}

/** What drives the stream: buttons, the speed, and the new application. */
export function Player() {
  const buttons = useOneStop<HTMLDivElement>();
  const plays = playing.value;
  return (
    <div ref={buttons} class="stream-player" {...onSlide('stream.scores')}>
      <button type="button" class="primary stream-play" onClick={togglePlaying}>
        <span aria-hidden="true">{plays ? '❚❚' : '▶'}</span> {plays ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={() => step(1)}>
        Step 1
      </button>
      <button type="button" onClick={() => step(100)}>
        Step 100
      </button>
      <button type="button" onClick={startAgain} disabled={stage.value === null}>
        Start again
      </button>
      <SpeedChoice />
      <NewApplication />
    </div>
  );
}

function SpeedChoice() {
  const id = useId();
  const timed = notebook.cell('generate').result.value?.value.flows?.startTime !== undefined;
  const timeless = notebook.cell('generate').result.value !== null && !timed;
  return (
    <p class="stream-speed">
      <label for={id}>Speed</label>{' '}
      <select
        id={id}
        value={String(speed.value)}
        onChange={(event) => setSpeed(Number(event.currentTarget.value))}
      >
        {SPEEDS.map((one) => (
          <option key={one.value} value={String(one.value)}>
            {timeless ? one.timeless : one.timed}
          </option>
        ))}
      </select>
    </p>
  );
}

/** The drift that can be switched on while the stream plays; or why it cannot. */
function NewApplication() {
  const traffic = notebook.cell('generate').result.value?.value;
  if (notebook.opened.value !== null || (traffic !== undefined && traffic.imported !== null)) {
    return (
      <p class="meaning">
        Only generated traffic can get a new application. This traffic comes from a file.
      </p>
    );
  }
  const { driftFrom, driftShare } = notebook.parameters.value;
  const refused = stage.value === 'going' ? noDrift.value : 'Play first.';
  const title = NEW_APPLICATION.title.toLowerCase();
  return (
    <p class="stream-drift">
      <button type="button" onClick={letIn} disabled={refused !== null}>
        Start a new application
      </button>{' '}
      <span class="meaning">
        {driftFrom > 0
          ? `Harmless ${title} from flow ${formatCount(driftFrom)} on, one flow in ${formatCount(1 / driftShare)}. It is a setting now, and in the link.`
          : `Harmless ${title}, one flow in ${formatCount(1 / driftShare)} from then on. ${refused ?? ''}`}
      </span>
    </p>
  );
}
