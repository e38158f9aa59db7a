import { visibleJson } from '../../data/visible-text.ts';
import { planStream } from '../../pipeline/stream/stream-plan.ts';
import { runStream, streamRecord } from '../../pipeline/stream/stream-report.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import type { CliOptions } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { streamText } from './stream-text.ts';

/** Options that ask something of the run that `--stream` takes the place of. */
const OTHERS = ['explain', 'alerts', 'saveModel', 'loadModel'] as const;

/** Whether the traffic is to be replayed, instead of being taken as a whole. */
export function asksForStream({ given }: CliOptions): boolean {
  return given.streamDetector !== undefined;
}

/** @throws UsageError where something is asked for besides that a stream does not do */
export function checkStreamAlone(options: CliOptions): void {
  const asked =
    OTHERS.some((key) => options[key] !== undefined) ||
    options.studies.length > 0 ||
    options.baselineFiles.length > 0 ||
    Object.keys(options.outputs).length > 0;
  if (asked) {
    throw new UsageError(
      '--stream replays the traffic and does nothing else: leave out what writes files, studies or explains.',
    );
  }
}

/** Replays the traffic; the report as text, or as JSON. */
export function streamReport(traffic: Traffic, { parameters, json }: CliOptions): string {
  const plan = planStream(traffic, parameters);
  const report = runStream(plan, { now: () => performance.now() });
  if (!json) return streamText(traffic, plan, report);
  const stream = streamRecord(traffic, parameters, report);
  return `${visibleJson({ stream }, 1)}\n`;
}
