import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { changesSince } from '../../notebook/changes-since.ts';
import type { Settings } from '../../notebook/sources.ts';
import type { StreamDetectorName } from '../../pipeline/parameters/stream-parameters.ts';
import type { StreamAlert } from '../../pipeline/stream/stream.ts';
import { firstReports, type StreamDrift } from '../../pipeline/stream/stream-drift.ts';
import type { StreamFormat } from '../../pipeline/stream/stream-files.ts';
import type {
  StreamCommand,
  StreamFrame,
  StreamMessage,
  StreamResult,
} from '../../worker/stream-protocol.ts';
import { createStrip, type Strip } from '../../worker/stream-strip.ts';
import { saveFile } from '../kit/export-file.ts';
import { notebook, streamRun } from '../lab.ts';
import { runCell } from '../shell/shortcuts.tsx';

/** A stream as the page sees it. */
interface LiveStream {
  /** What scores its flows. */
  readonly detector: StreamDetectorName;
  readonly frame: StreamFrame;
  /** Under way, at its end, or ended before: cancelled, failed, or out of date. */
  readonly stage: 'going' | 'over' | 'cut';
  /** What it is played by. */
  readonly settings: Settings;
  /** At its end. */
  readonly result: StreamResult | null;
}

/** Listed on the page; the counts of a frame are of all. */
const MOST_ALERTS = 12;
const MOST_DRIFTS = 200;

/** Six hours a second: the generated week passes in half a minute. */
const USUAL_SPEED = 21_600;

/** How fast the next or present stream is played, whatever is set for the detector. */
export const speed = signal(USUAL_SPEED);

/** The stream that was begun last; `null` before its first frame. */
export const stream = signal<LiveStream | null>(null);

/** What seldom changes of it, for what need not follow every frame. */
export const stage = computed(() => stream.value?.stage ?? null);
export const playing = computed(
  () => stage.value === 'going' && stream.value?.frame.playing === true,
);
export const noDrift = computed(() => stream.value?.frame.noDrift ?? null);

/** The last alerts, the newest first. */
export const lastAlerts = signal<readonly StreamAlert[]>([]);

/** The last reports of drift, the newest first, each change once. */
export const lastDrifts = signal<readonly StreamDrift[]>([]);

/** The last flows, to be drawn; a new object whenever some have come. */
export const strip = signal<Strip>(createStrip());

/** What is set otherwise now than for the stream that was begun last. */
export function streamChanges(): readonly string[] {
  // Its settings seldom change, its frames often: the stage is what is followed.
  void stage.value;
  const now = stream.peek();
  return now === null ? [] : changesSince('stream', now.settings, notebook.settings());
}

const PLAY: StreamCommand = { kind: 'play' };

let port: MessagePort | null = null;
/** What a stream that was asked for is to do once it is there; `null`: none is on its way. */
let waiting: StreamCommand[] | null = null;

/** Plays what is under way, or begins anew. */
export function play(): void {
  drive(PLAY);
}

export function pause(): void {
  send({ kind: 'pause' });
}

/** Takes so many flows and pauses; of a new stream, if none is under way. */
export function step(flows: number): void {
  drive({ kind: 'step', flows });
}

export function setSpeed(chosen: number): void {
  speed.value = chosen;
  send({ kind: 'speed', speed: chosen });
}

/** Lets the new application in at the present place. */
export function letIn(): void {
  send({ kind: 'drift' });
}

/** Saves the alerts so far. */
export function saveAlerts(format: StreamFormat): void {
  send({ kind: 'save', format });
}

/** Ends what is under way, and plays from the first flow; what has lasted long only if it may. */
export async function startAgain(): Promise<void> {
  if (!(await notebook.mayEndRun('stream'))) return;
  notebook.cancel('stream');
  waiting = null;
  begin(PLAY);
}

function drive(command: StreamCommand): void {
  if (port === null) begin(command);
  else send(command);
}

function begin(command: StreamCommand): void {
  if (waiting !== null) {
    waiting.push(command);
    return;
  }
  const own = [command];
  waiting = own;
  // It may never be there: traffic that it reads may fail.
  runCell('stream').finally(() => {
    if (waiting === own) waiting = null;
  });
}

function send(command: StreamCommand): void {
  port?.postMessage(command);
}

effect(() => {
  const run = streamRun.value;
  if (run === null) return;
  const own = run.port;
  const settings = untracked(() => notebook.settings());
  port = own;
  batch(() => {
    stream.value = null;
    lastAlerts.value = [];
    lastDrifts.value = [];
    strip.value = createStrip();
  });
  own.onmessage = ({ data }: MessageEvent<StreamMessage>) => {
    if (data.kind === 'file') saveFile(data.file, `stream-alerts.${data.format}`);
    else if (streamRun.peek() === run) show(data.frame, settings);
  };
  own.postMessage({ kind: 'speed', speed: speed.peek() } satisfies StreamCommand);
  for (const command of waiting ?? [PLAY]) own.postMessage(command);
  waiting = null;
  const settle = (stage: 'over' | 'cut', result: StreamResult | null) => {
    if (port === own) port = null;
    // The last frame may still be on its way.
    setTimeout(() => own.close(), 1000);
    const now = stream.peek();
    if (streamRun.peek() === run && now !== null) stream.value = { ...now, stage, result };
  };
  run.ending.then(
    (result) => settle('over', result),
    () => settle('cut', null),
  );
});

function show(frame: StreamFrame, began: Settings): void {
  // What was let in is a setting from now on: it is in the link, and can be taken back.
  const { driftFrom } = notebook.parameters.peek();
  if (port !== null && frame.driftFrom !== driftFrom) {
    notebook.takeOn('stream', { driftFrom: frame.driftFrom });
  }
  batch(() => {
    const { stage = 'going', result = null } = stream.peek() ?? {};
    const parameters = { ...began.parameters, driftFrom: frame.driftFrom };
    const settings = { ...began, parameters };
    stream.value = { detector: parameters.streamDetector, frame, stage, settings, result };
    if (frame.alerts.length > 0) {
      lastAlerts.value = newestFirst(frame.alerts, lastAlerts.peek()).slice(0, MOST_ALERTS);
    }
    if (frame.drifts.length > 0) {
      const reports = newestFirst(frame.drifts, lastDrifts.peek());
      lastDrifts.value = firstReports(reports.toReversed()).slice(-MOST_DRIFTS).toReversed();
    }
    if (frame.points.places.length > 0) strip.value = strip.peek().with(frame.points);
  });
}

function newestFirst<Item>(fresh: readonly Item[], known: readonly Item[]): Item[] {
  return [...fresh.toReversed(), ...known];
}
