import type { LabParameters } from '../parameters/lab-parameters.ts';
import { STREAM_PARAMETERS } from '../parameters/stream-parameters.ts';
import type { StepContext } from '../run/detect.ts';
import type { Traffic } from '../traffic/generate.ts';
import { FlowStream } from './stream.ts';
import { streamDetectorFacts, streamSettings } from './stream-detectors.ts';
import type { StreamPlan } from './stream-plan.ts';
import { reasonsInWords } from './stream-reasons.ts';
import { StreamRecorder, type StreamReport } from './stream-recorder.ts';

/** Flows between two looks at the clock. */
const STEP = 1000;

/** Lets a stream run as fast as it can. */
export function runStream(plan: StreamPlan, { now }: Pick<StepContext, 'now'>): StreamReport {
  const stream = new FlowStream(plan);
  const recorder = new StreamRecorder();
  const started = now();
  while (!stream.done) recorder.add(stream.step(STEP), plan.order.length);
  return recorder.report(stream, (now() - started) / 1000);
}

/** The report with what was replayed and how, each reason also in words: to be written as JSON. */
export function streamRecord(
  traffic: Pick<Traffic, 'format' | 'imported'>,
  parameters: LabParameters,
  report: StreamReport,
): object {
  const facts = streamDetectorFacts(parameters.streamDetector);
  const settings = STREAM_PARAMETERS.map(({ key }) => [key, parameters[key]]);
  const lastAlerts = report.lastAlerts.map((alert) => ({
    ...alert,
    inWords: reasonsInWords(alert.reasons),
  }));
  return {
    format: traffic.format,
    import: traffic.imported,
    parameters: { ...Object.fromEntries(settings), ...streamSettings(facts, parameters) },
    ...report,
    lastAlerts,
  };
}
