import { visibleJson } from '../data/visible-text.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import type { StreamAlert } from '../pipeline/stream/stream.ts';
import type { StreamFormat } from '../pipeline/stream/stream-files.ts';
import { streamAlertLines } from '../pipeline/stream/stream-files.ts';
import { streamRecord } from '../pipeline/stream/stream-report.ts';
import type { Traffic } from '../pipeline/traffic/generate.ts';
import { ALERT_TYPES, blobOf } from './blob.ts';
import { buffersOf, type TaskProgress } from './protocol.ts';
import type { StreamCommand, StreamMessage, StreamResult } from './stream-protocol.ts';
import { StreamSession } from './stream-session.ts';

/** What a stream is made of, and through what it is driven. */
export interface StreamTask {
  readonly traffic: Traffic;
  readonly parameters: LabParameters;
  /**
   * Takes commands and gives frames, and is left open at the end; without one the stream runs to its
   * end as fast as it can.
   */
  readonly port?: MessagePort;
}

/** Between two frames while flows pass, in milliseconds: more than an eye can follow. */
const FRAME = 50;
/** Between two reports of progress, which screen readers may speak. */
const PROGRESS = 2000;
/** Between two frames while nothing is due: what counts seconds goes on. */
const IDLE_FRAME = 250;

interface Driving {
  readonly now: () => number;
  readonly onProgress: TaskProgress;
}

/**
 * Plays a stream as the port says, from its first flow to its last. It starts paused; a frame follows
 * every command, and others while it plays. Pausing takes no computing time.
 *
 * @throws InputError where the traffic cannot be replayed as asked
 */
export async function playStream(task: StreamTask, driving: Driving): Promise<StreamResult> {
  const session = new StreamSession(task.traffic, task.parameters, driving.now);
  if (task.port === undefined) session.command({ kind: 'play' });
  await drive(session, task.port, driving);
  return resultOf(task, session);
}

/** Sends frames, tells progress, and knows when a frame is due. */
function frameTeller(session: StreamSession, send: Send, { now, onProgress }: Driving) {
  let lastFrame = Number.NEGATIVE_INFINITY;
  let lastProgress = Number.NEGATIVE_INFINITY;
  const tell = () => {
    lastFrame = now();
    if (session.done || lastFrame - lastProgress >= PROGRESS) {
      lastProgress = lastFrame;
      onProgress(session.place / session.flows);
    }
    // Taken though nobody may look: it lets go of the steps since the last.
    const frame = session.frame();
    send({ kind: 'frame', frame }, buffersOf(frame.points));
  };
  return { tell, due: () => now() - lastFrame >= FRAME };
}

type Send = (message: StreamMessage, transfer?: ArrayBuffer[]) => void;

/** Resolves when the last flow has passed. */
function drive(
  session: StreamSession,
  port: MessagePort | undefined,
  driving: Driving,
): Promise<void> {
  // A message to oneself comes after those that wait, without the 4 ms that a timer may take.
  const { port1: self, port2: again } = new MessageChannel();
  const send: Send = (message, transfer = []) => port?.postMessage(message, transfer);
  const { tell, due } = frameTeller(session, send, driving);
  let queued = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return new Promise((finished, failed) => {
    const turn = (command?: StreamCommand) => {
      clearTimeout(timer);
      if (command?.kind === 'save') {
        const { format } = command;
        send({ kind: 'file', format, file: alertsFile(session.alerts, format) });
      } else if (command !== undefined) session.command(command);
      const wait = session.advance();
      if (command !== undefined || session.done || due()) tell();
      if (session.done) {
        self.close();
        finished();
      } else if (wait <= 0) {
        if (!queued) again.postMessage(null);
        queued = true;
      } else if (wait < Number.POSITIVE_INFINITY) {
        timer = setTimeout(guarded, Math.min(wait, IDLE_FRAME));
      }
    };
    const guarded = (command?: StreamCommand) => {
      try {
        turn(command);
      } catch (error) {
        self.close();
        failed(error);
      }
    };
    self.onmessage = () => {
      queued = false;
      guarded();
    };
    if (port !== undefined) port.onmessage = ({ data }) => guarded(data);
    tell();
    guarded();
  });
}

function resultOf({ traffic }: StreamTask, session: StreamSession): StreamResult {
  const { alerts, parameters } = session;
  const report = session.report();
  const stream = streamRecord(traffic, parameters, report);
  return {
    report,
    driftFrom: parameters.driftFrom,
    kept: alerts.length,
    files: {
      csv: alertsFile(alerts, 'csv'),
      jsonl: alertsFile(alerts, 'jsonl'),
      json: blobOf([`${visibleJson({ stream }, 1)}\n`], 'application/json'),
    },
  };
}

function alertsFile(alerts: readonly StreamAlert[], format: StreamFormat): Blob {
  return blobOf(streamAlertLines(alerts, format), ALERT_TYPES[format]);
}
