import { formatCount, formatExpected, formatNumber, formatPercent } from '../../charts/format.ts';
import {
  type DailyAlerts,
  dailyAlertsAt,
  dailyAlertsOf,
} from '../../eval/thresholds/daily-alerts.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { NumberField } from '../kit/number-field.tsx';
import { dailyBase } from '../lab.ts';
import { onSlide } from '../present/present.ts';
import { thresholdInForce } from './thresholds.ts';

/** Alerts a day on a network where attacks are as rare as they are. */
export function DailyAlertsPanel({ detector }: { readonly detector: DetectorName }) {
  const point = thresholdInForce(detector).value?.point;
  const base = dailyBase.value;
  const day = point && dailyAlertsAt(base, point);
  return (
    <section
      class="daily-alerts"
      aria-labelledby="daily-alerts-title"
      {...onSlide('scores.daily-alerts')}
    >
      <h4 id="daily-alerts-title">How many alerts on a real network?</h4>
      <p class="prose">
        On a real network attacks are far rarer. The false positive rate stays the same, so most
        alerts may be false. Enter the figures of your network.
      </p>
      <div class="controls">
        <NumberField
          label="Flows a day"
          meaning="Flows on the network per day."
          value={formatCount(base.flowsPerDay)}
          example="1,000,000"
          set={(flowsPerDay) => change({ flowsPerDay })}
        />
        <NumberField
          label="Share of attacks"
          meaning="Attacks per 100 flows."
          value={`${formatNumber(100 * base.attackRate)} %`}
          example="0.1"
          unit="%"
          set={(percent) => change({ attackRate: percent / 100 })}
        />
      </div>
      {day ? (
        <Day day={day} title={detectorFacts(detector).title} />
      ) : (
        <p>This needs flows labelled normal and flows labelled attack to measure on.</p>
      )}
    </section>
  );
}

function change(part: Partial<typeof dailyBase.value>): void {
  const base = { ...dailyBase.value, ...part };
  // Refuses a base out of range before it is kept.
  const nothing = { low: 0, high: 0 };
  dailyAlertsOf(base, { recall: 0, falsePositiveRate: 0, falsePositiveInterval: nothing });
  dailyBase.value = base;
}

function Day({ day, title }: { readonly day: DailyAlerts; readonly title: string }) {
  const { alerts, alertsRange, found, missed, attacks, falseAlerts, precision, precisionRange } =
    day;
  return (
    <>
      <p class="headline-figures">
        Of {formatExpected(alerts)} alerts a day, {formatExpected(found)} are right and{' '}
        {formatExpected(falseAlerts)} false. {formatExpected(missed)} of {formatExpected(attacks)}{' '}
        attacks are missed.
      </p>
      {precision !== null && (
        <div aria-hidden="true">
          <span class="share-bar wide real">
            <span style={{ width: `${100 * precision}%` }} />
          </span>
          <p class="meaning">The share of alerts that are right</p>
        </div>
      )}
      <p class="prose">
        {precision === null || precisionRange === null
          ? `The ${title} raises no alert at this threshold. `
          : `Precision there: ${formatPercent(precision)}, between ` +
            `${formatPercent(precisionRange.low)} and ${formatPercent(precisionRange.high)}. `}
        With the 95 % interval of the false positive rate it is {formatExpected(alertsRange.low)} to{' '}
        {formatExpected(alertsRange.high)} alerts a day. This assumes the same mix of attacks and
        normal flows as here.
      </p>
    </>
  );
}
