import { useEffect, useRef } from 'preact/hooks';
import { formatCount, formatNumber } from '../../charts/format.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { PlotArea } from '../kit/plotly.ts';
import { moveThreshold, settleThreshold, thresholdInForce } from './thresholds.ts';

/** Pixels that the words beside the line may take. */
const TAG_WIDTH = 140;

interface Props {
  readonly area: PlotArea;
  readonly detector: DetectorName;
}

/**
 * The threshold in force as a line over the chart of scores, to be dragged. Those who cannot drag
 * have the slider and the fields below it, so it is hidden from assistive technology.
 */
export function ThresholdLine({ area, detector }: Props) {
  /** Where the pointer is right of the line; `null` while nothing is dragged. */
  const grip = useRef<number | null>(null);
  // A line that goes while it is dragged lets go of its threshold.
  useEffect(() => settleThreshold, [detector]);
  const inForce = thresholdInForce(detector).value;
  if (inForce === null) return null;
  const [from, to] = area.x;
  const score = -inForce.point.threshold;
  const share = (score - from) / (to - from);
  const inView = share >= 0 && share <= 1;
  const left = area.left + Math.min(1, Math.max(0, share)) * area.width;

  const drag = (pointer: number) => {
    if (grip.current === null) return;
    const at = Math.min(1, Math.max(0, (pointer - grip.current - area.left) / area.width));
    moveThreshold(detector, -roundTo(from + at * (to - from), (to - from) / area.width));
  };
  return (
    <div
      class="threshold-line"
      aria-hidden="true"
      style={{
        left: `${left}px`,
        top: `${area.top}px`,
        height: `${area.height}px`,
        visibility: inView || grip.current !== null ? 'visible' : 'hidden',
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = event.clientX - left;
      }}
      onPointerMove={(event) => drag(event.clientX)}
      onLostPointerCapture={() => {
        grip.current = null;
        settleThreshold();
      }}
    >
      <span
        class={left > area.left + area.width - TAG_WIDTH ? 'threshold-tag before' : 'threshold-tag'}
      >
        {formatNumber(roundTo(score, (to - from) / 10_000))}
        <br />
        {formatCount(inForce.point.alerts)} alerts
      </span>
    </div>
  );
}

/** The value in the decimal digits that a step of that size can tell apart. */
function roundTo(value: number, step: number): number {
  const digits = Math.ceil(-Math.log10(step));
  // Beyond 100 digits there is nothing to round, with huge steps nothing to say.
  return digits >= 0 && digits <= 100 ? Number(value.toFixed(digits)) : value;
}
