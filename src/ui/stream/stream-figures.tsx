import { formatCount, formatMeasure, formatNumber } from '../../charts/format.ts';
import { shareOf } from '../../pipeline/run/words.ts';
import type { StreamFrame } from '../../worker/stream-protocol.ts';
import { clock } from '../kit/clock.ts';
import { useStreamPulse } from './stream-pulse.ts';
import { stream } from './stream-session.ts';

/** Between two values that can be read, in milliseconds. */
export const READABLE = 200;

/** What a stream is up to, in a sentence. */
export function stageInWords(frame: StreamFrame, stage: 'going' | 'over' | 'cut'): string {
  const at = `flow ${formatCount(frame.place)} of ${formatCount(frame.flows)}`;
  if (stage === 'cut') return `Ended at ${at}.`;
  if (stage === 'over' || frame.done) return `Over: all ${formatCount(frame.flows)} flows passed.`;
  const doing = frame.playing ? 'Playing' : 'Paused';
  return frame.state.judged === 0 && frame.state.unjudged === 0
    ? `${doing}, ${at}. Warming up: the first flows are learnt, not judged.`
    : `${doing}, ${at}.`;
}

/** How the stream stands, a few times a second: faster, nobody could read it. */
export function Figures() {
  useStreamPulse(READABLE);
  const now = stream.peek();
  const frame = now?.frame;
  const figures = frame?.state.prequential;
  const { judged, alerts } = frame?.state ?? { judged: 0, alerts: 0 };
  return (
    <>
      <p class="headline stream-stage">
        {now === null ? 'Not begun.' : stageInWords(now.frame, now.stage)}
      </p>
      <dl class="measures stream-measures">
        <Figure name={`Time (${clock.value.zone})`} value={frame ? momentOf(frame) : '–'} wide />
        <Figure name="Flows a second" value={frame ? rateOf(frame) : '–'} />
        <Figure name="Delay" value={frame ? lagOf(frame) : '–'} />
        <Figure
          name="Alerts"
          value={judged === 0 ? '–' : `${formatCount(alerts)} (${shareOf(alerts / judged)})`}
        />
        <Figure name="Recent precision" value={formatMeasure(figures?.precision ?? null)} />
        <Figure name="Recent recall" value={formatMeasure(figures?.recall ?? null)} />
        <Figure name="ROC AUC, last 1,000" value={formatMeasure(figures?.rocAuc ?? null)} />
        <Figure name="Threshold now" value={thresholdOf(frame)} />
      </dl>
      <p class="meaning stream-hint">{skippedOf(frame)}</p>
    </>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly wide?: boolean;
}

function Figure({ name, value, wide = false }: FigureProps) {
  return (
    <div class={wide ? 'wide' : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function momentOf({ time, place }: StreamFrame): string {
  if (time !== null) return clock.value.text(time);
  return place === 0 ? '–' : 'not told';
}

function rateOf({ flowsPerSecond }: StreamFrame): string {
  return flowsPerSecond === null ? '–' : formatCount(flowsPerSecond);
}

/** Nobody sees less. */
const NO_LAG = 0.1;

function lagOf({ lag, playing }: StreamFrame): string {
  if (!playing) return '–';
  if (lag === null) return 'no pace to keep';
  if (lag.seconds < NO_LAG) return 'keeps up';
  return `${formatCount(lag.flows)} flows, ${lag.seconds.toFixed(1)} s`;
}

function thresholdOf(frame: StreamFrame | undefined): string {
  const threshold = frame?.threshold ?? Number.POSITIVE_INFINITY;
  return threshold === Number.POSITIVE_INFINITY ? '–' : formatNumber(threshold);
}

function skippedOf(frame: StreamFrame | undefined): string {
  const words =
    'Recent precision and recall: each flow counts 0.999 times as much as the next. No flow is dropped: if scoring is too slow, flows wait.';
  const hours = (frame?.skipped ?? 0) / 3600;
  return hours < 0.05
    ? `${words} Pauses of more than 1.5 s are cut short.`
    : `${words} Pauses of ${hours.toFixed(1)} hours of the traffic were cut short.`;
}
