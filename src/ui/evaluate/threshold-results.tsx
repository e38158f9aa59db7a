import { OUTCOMES } from '../../charts/confusion.ts';
import { formatCount, formatMeasure, formatPercent, formatType } from '../../charts/format.ts';
import { NORMAL } from '../../data/flow-table.ts';
import type { Confusion, MetricName } from '../../eval/confusion.ts';
import type { JudgedPoint } from '../../eval/thresholds/operating-point.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { TypeChip } from '../kit/type-chip.tsx';
import { onSlide } from '../present/present.ts';
import { AttackRows, RankingFold } from './attack-rows.tsx';
import { thresholdInForce } from './thresholds.ts';

/** What the threshold in force is worth: redrawn while it is dragged, so in plain HTML. */
export function ThresholdResults({ detector }: { readonly detector: DetectorName }) {
  const judged = thresholdInForce(detector).value?.point.judged;
  if (judged === undefined) return null;
  if (judged === null) {
    return <p>Without labels nobody can say which alerts are right and what is missed.</p>;
  }
  return (
    <>
      <div class="side-by-side">
        <ConfusionTable confusion={judged.confusion} />
        <Measures judged={judged} />
      </div>
      <ByType judged={judged} />
    </>
  );
}

function ConfusionTable({ confusion }: { readonly confusion: Confusion }) {
  return (
    <table class="confusion">
      <caption>Confusion matrix at this threshold</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">no alert</th>
          <th scope="col">alert</th>
        </tr>
      </thead>
      <tbody>
        {OUTCOME_ROWS.map(({ truth, outcomes }) => (
          <tr key={truth}>
            <th scope="row">{truth}</th>
            {outcomes.map((outcome) => (
              <td key={outcome}>
                <Outcome count={confusion[outcome]} outcome={outcome} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const OUTCOME_ROWS = [
  { truth: 'normal', outcomes: ['tn', 'fp'] },
  { truth: 'attack', outcomes: ['fn', 'tp'] },
] as const;

/** A count and what it means: filled where that is right, outlined where it is wrong. */
function Outcome({
  count,
  outcome,
}: {
  readonly count: number;
  readonly outcome: keyof Confusion;
}) {
  return (
    <div class={`outcome ${outcome}`}>
      <strong>{formatCount(count)}</strong> {OUTCOMES[outcome].word}
    </div>
  );
}

function Measures({ judged }: { readonly judged: JudgedPoint }) {
  const { metrics } = judged;
  const value = (name: MetricName) =>
    metrics.undefinedMetrics.includes(name) ? null : metrics[name];
  return (
    <dl class="measures">
      {(
        [
          ['Precision', 'precision'],
          ['Recall', 'recall'],
          ['F1', 'f1'],
          ['False positive rate', 'falsePositiveRate'],
        ] as const
      ).map(([title, name]) => (
        <div key={name}>
          <dt>{title}</dt>
          <dd>{formatMeasure(value(name), name === 'falsePositiveRate' ? 4 : 3)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A file may give every flow a type of its own; the command line tells of them all. */
const MOST_TYPES = 100;

function ByType({ judged }: { readonly judged: JudgedPoint }) {
  const normal = judged.perType.filter(({ label }) => label === NORMAL).slice(0, MOST_TYPES);
  const attacks = judged.rankedAttacks.slice(0, MOST_TYPES);
  const rest = judged.rankedAttacks.length - attacks.length;
  return (
    <>
      {normal.map(({ type, flows, flagged, rate, interval }) => (
        <p key={type}>
          <strong>{formatPercent(rate)}</strong> false positive rate: {formatCount(flagged)} of{' '}
          {formatCount(flows)} {formatType(type)} flows raised an alert (95 % interval{' '}
          {formatPercent(interval.low)} to {formatPercent(interval.high)}).
        </p>
      ))}
      {judged.rankedAttacks.length > 0 && (
        <>
          <TypeChip />
          <div {...onSlide('scores.attacks')}>
            <AttackRows attacks={attacks} />
          </div>
          {rest > 0 && <p>{formatCount(rest)} more attacks are not shown.</p>}
          <RankingFold attacks={attacks} />
        </>
      )}
    </>
  );
}
