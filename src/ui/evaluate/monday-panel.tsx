import { formatCount, formatExpected, formatNumber, formatPercent } from '../../charts/format.ts';
import { type Monday, mondayAt, mondayOf } from '../../eval/thresholds/monday.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { NumberField } from '../kit/number-field.tsx';
import { mondayBase } from '../lab.ts';
import { thresholdInForce } from './thresholds.ts';

/** Alerts a day on a network where attacks are as rare as they are. */
export function MondayPanel({ detector }: { readonly detector: DetectorName }) {
  const point = thresholdInForce(detector).value?.point;
  const base = mondayBase.value;
  const day = point && mondayAt(base, point);
  return (
    <section aria-labelledby="monday-title">
      <h4 id="monday-title">What would Monday look like?</h4>
      <p class="prose">
        Attacks are far rarer on a network than in traffic made to learn from. The share of normal
        flows that raise an alarm stays, and there are so many more of them that most alerts may be
        false however good the precision was here. Put in your own network.
      </p>
      <div class="controls">
        <NumberField
          label="Flows a day"
          meaning="Connections that the network sees."
          value={formatCount(base.flowsPerDay)}
          example="1,000,000"
          set={(flowsPerDay) => change({ flowsPerDay })}
        />
        <NumberField
          label="True attack rate"
          meaning="How many of 100 flows are attacks."
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

function change(part: Partial<typeof mondayBase.value>): void {
  const base = { ...mondayBase.value, ...part };
  // Refuses a base out of range before it is kept.
  const nothing = { low: 0, high: 0 };
  mondayOf(base, { recall: 0, falsePositiveRate: 0, falsePositiveInterval: nothing });
  mondayBase.value = base;
}

function Day({ day, title }: { readonly day: Monday; readonly title: string }) {
  const { alerts, alertsRange, found, missed, attacks, falseAlerts, precision, precisionRange } =
    day;
  return (
    <>
      <p class="headline-figures">
        Of {formatExpected(alerts)} alerts a day, {formatExpected(found)} are real and{' '}
        {formatExpected(falseAlerts)} false. {formatExpected(missed)} of {formatExpected(attacks)}{' '}
        attacks are missed.
      </p>
      {precision !== null && (
        <div aria-hidden="true">
          <span class="share-bar wide real">
            <span style={{ width: `${100 * precision}%` }} />
          </span>
          <p class="meaning">The real ones among the alerts</p>
        </div>
      )}
      <p class="prose">
        {precision === null || precisionRange === null
          ? `The ${title} raises no alert at this threshold. `
          : `Precision on Monday: ${formatPercent(precision)}, between ` +
            `${formatPercent(precisionRange.low)} and ${formatPercent(precisionRange.high)}. `}
        With the 95 % interval of the false positive rate it is {formatExpected(alertsRange.low)} to{' '}
        {formatExpected(alertsRange.high)} alerts a day. This takes Monday’s attacks for the same
        mix as here, and its normal flows for the same kind.
      </p>
    </>
  );
}
