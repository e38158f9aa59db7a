import { useEffect, useRef } from 'preact/hooks';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { cornersOf } from '../../charts/scores.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { PlotArea } from '../kit/plotly.ts';
import { moveThreshold, settleThreshold, thresholdInForce } from './thresholds.ts';

/** Where scores stand along a chart's axis, and what stands there. */
export interface ScoreAxis {
  readonly placeOf: (score: number) => number;
  readonly scoreAt: (place: number) => number;
}

interface Props {
  readonly area: PlotArea;
  readonly detector: DetectorName;
  readonly axis: ScoreAxis;
}

/**
 * The threshold in force as a line over the chart of scores, to be dragged, with the detector's own
 * and the counts on either side. Those who cannot drag have the slider and the fields below, and the
 * counts as a table, so it is hidden from assistive technology.
 */
export function ThresholdLine({ area, detector, axis }: Props) {
  /** Where the pointer is right of the line; `null` while nothing is dragged. */
  const grip = useRef<number | null>(null);
  // A line that goes while it is dragged lets go of its threshold.
  useEffect(() => settleThreshold, [detector]);
  const inForce = thresholdInForce(detector).value;
  if (inForce === null) return null;
  const [from, to] = area.x;
  const scoreAt = (pixel: number) => axis.scoreAt(from + (pixel / area.width) * (to - from));
  const shareOf = (score: number) => (axis.placeOf(score) - from) / (to - from);
  const { point, scores } = inForce;
  const shown = { point, threshold: 0 - point.threshold, own: 0 - scores.own.threshold };
  const share = shareOf(shown.threshold);
  const inView = share >= 0 && share <= 1;
  const pixel = Math.min(1, Math.max(0, share)) * area.width;

  const drag = (pointer: number) => {
    if (grip.current === null) return;
    const at = Math.min(area.width, Math.max(0, pointer - grip.current));
    const score = scoreAt(at);
    moveThreshold(detector, -roundTo(score, Math.abs(scoreAt(at + 1) - scoreAt(at - 1)) / 2));
  };
  return (
    <div
      class="threshold-overlay"
      aria-hidden="true"
      style={{
        left: `${area.left}px`,
        top: `${area.top}px`,
        width: `${area.width}px`,
        height: `${area.height}px`,
      }}
    >
      <span class="alert-side" style={{ left: `${pixel}px` }} />
      {inForce.byHand && (
        <span
          class="own-threshold"
          style={{ left: `${shareOf(shown.own) * area.width}px` }}
          title={`Its own threshold: ${formatNumber(shown.own)}`}
        />
      )}
      {cornersOf(shown).map(({ text, side, top }) => (
        <span key={text} class={`corner ${side} ${top ? 'upper' : 'lower'}`}>
          {text}
        </span>
      ))}
      <div
        class="threshold-line"
        style={{
          left: `${pixel}px`,
          visibility: inView || grip.current !== null ? 'visible' : 'hidden',
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = event.clientX - pixel;
        }}
        onPointerMove={(event) => drag(event.clientX)}
        onLostPointerCapture={() => {
          grip.current = null;
          settleThreshold();
        }}
      >
        <span class="threshold-tag">
          {formatNumber(Number(shown.threshold.toPrecision(6)))}
          <br />
          {formatCount(point.alerts)} alerts
        </span>
      </div>
    </div>
  );
}

/** The value in the decimal digits that a step of that size can tell apart. */
function roundTo(value: number, step: number): number {
  const digits = Math.ceil(-Math.log10(step));
  // Beyond 100 digits there is nothing to round, with huge steps nothing to say.
  return digits >= 0 && digits <= 100 ? Number(value.toFixed(digits)) : value;
}
