import { useId, useRef, useState } from 'preact/hooks';
import { formatCount, formatExpected, formatMeasure, formatNumber } from '../../charts/format.ts';
import { alertsADay } from '../../eval/thresholds/alerts-a-day.ts';
import type { OperatingPoint } from '../../eval/thresholds/operating-point.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { NumberField } from '../kit/number-field.tsx';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { useSettled } from '../kit/settled.ts';
import { dailyBase, notebook } from '../lab.ts';
import { onSlide } from '../present/present.ts';
import {
  moveThreshold,
  moveToAlerts,
  moveToAlertsADay,
  moveToPercentile,
  resetThreshold,
  setThreshold,
  settleThreshold,
  type ThresholdInForce,
  thresholdInForce,
} from './thresholds.ts';

/** The slide with the scores and the threshold over them. */
const SLIDE = 'scores.threshold';

/** A detector's threshold: moved by keys, typed three ways, put back, or chosen by its labels. */
export function ThresholdPanel({ detector }: { readonly detector: DetectorName }) {
  const inForce = thresholdInForce(detector).value;
  if (inForce === null) return null;
  const { point, scores } = inForce;
  return (
    <section class="threshold" aria-label="Threshold">
      <Slider inForce={inForce} />
      <p class="headline-figures" {...onSlide(SLIDE)}>
        {describePoint(point)}
      </p>
      <Announcement text={describePoint(point)} />
      <Fields inForce={inForce} />
      <Buttons inForce={inForce} />
      {scores.bestF1 !== null && scores.bestF1.threshold === point.threshold && (
        <p class="warning">
          {scores.bestF1.warning} {heldOutWords(scores)}
        </p>
      )}
    </section>
  );
}

/** By rank, not by score: each step is a flow, however the scores are spread. */
function Slider({ inForce }: { readonly inForce: ThresholdInForce }) {
  const id = useId();
  const { point } = inForce;
  return (
    <div class="threshold-slider" {...onSlide(SLIDE)}>
      <label for={id}>Threshold, from every flow an alert to none</label>
      <input
        id={id}
        type="range"
        min={0}
        max={point.rows}
        step={1}
        value={point.rows - point.alerts}
        aria-valuetext={`${formatNumber(-point.threshold)}: ${describePoint(point)}`}
        onInput={(event) =>
          moveToAlerts(inForce, point.rows - event.currentTarget.valueAsNumber, moveThreshold)
        }
        onChange={settleThreshold}
        onBlur={settleThreshold}
      />
    </div>
  );
}

/** Four ways to type one threshold: one stop of the Tab key, with arrow up and down between them. */
function Fields({ inForce }: { readonly inForce: ThresholdInForce }) {
  const fields = useOneStop<HTMLDivElement>();
  const { point, scores } = inForce;
  const { detector } = scores;
  const base = dailyBase.value;
  const below = point.rows === 0 ? 0 : 100 * (1 - point.alerts / point.rows);
  return (
    <div ref={fields} class="controls">
      <NumberField
        label="Score"
        meaning="Flows above it raise an alert."
        // Negating 0 would show as −0.
        value={formatNumber(0 - point.threshold)}
        example="0.53"
        set={(score) => setThreshold(detector, -score)}
      />
      <NumberField
        label="Percentile"
        meaning="Share of flows without an alert."
        value={`${formatNumber(Number(below.toFixed(2)))} %`}
        example="90"
        unit="%"
        set={(percent) => moveToPercentile(inForce, percent)}
      />
      <NumberField
        label="Alerts"
        meaning={`Of ${formatCount(point.rows)} flows. Equal scores count together.`}
        value={formatCount(point.alerts)}
        example="221"
        set={(alerts) => moveToAlerts(inForce, alerts)}
      />
      <NumberField
        label="Alerts a day"
        meaning={`At most, on a network of ${formatCount(base.flowsPerDay)} flows a day, ${formatNumber(100 * base.attackRate)} % of them attacks.`}
        value={formatExpected(alertsADay(base, point))}
        example="100"
        set={(alerts) => moveToAlertsADay(inForce, alerts)}
      />
    </div>
  );
}

function Buttons({ inForce }: { readonly inForce: ThresholdInForce }) {
  const { scores, byHand } = inForce;
  const { detector, bestF1 } = scores;
  const buttons = useOneStop<HTMLDivElement>();
  const own = notebook.lab.value === null ? 'its own' : 'that of the trained lab';
  return (
    <div ref={buttons} class="threshold-buttons">
      <button type="button" aria-disabled={!byHand} onClick={() => resetThreshold(detector)}>
        Reset to {own}
      </button>
      {bestF1 !== null && (
        <button type="button" onClick={() => setThreshold(detector, bestF1.threshold)}>
          Best F1
        </button>
      )}
      {byHand && <span class="meaning">Set by you: it stays when other settings change.</span>}
    </div>
  );
}

/** Says the text once it has stayed for a moment, so that a drag is not read out step by step. */
function Announcement({ text }: { readonly text: string }) {
  const settled = useSettled(text);
  const [first] = useState(text);
  const changed = useRef(false);
  if (settled !== first) changed.current = true;
  return (
    <p class="hidden" role="status">
      {changed.current ? settled : ''}
    </p>
  );
}

/** What the best F1 comes to where the labels that choose the threshold are not those that judge it. */
function heldOutWords({ heldOutF1 }: ThresholdInForce['scores']): string {
  if (heldOutF1 === null) return '';
  const { chosenOn, judgedOn } = heldOutF1;
  return `Held out: the threshold that one half of the flows chooses has F1 ${formatMeasure(chosenOn)} there, and ${formatMeasure(judgedOn)} on the other half.`;
}

/** `221 alerts, 97 of 310 attacks missed`. */
function describePoint({ alerts, judged }: OperatingPoint): string {
  const words = `${formatCount(alerts)} ${alerts === 1 ? 'alert' : 'alerts'}`;
  if (judged === null) return words;
  const { fn, tp, fp } = judged.confusion;
  return (
    `${words}, ${formatCount(fp)} of them false; ` +
    `${formatCount(fn)} of ${formatCount(fn + tp)} attacks missed`
  );
}
