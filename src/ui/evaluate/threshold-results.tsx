import { useMemo } from 'preact/hooks';
import { attacksFigure, DIFFICULTIES } from '../../charts/attacks.ts';
import { formatCount, formatMeasure, formatPercent, formatType } from '../../charts/format.ts';
import { NORMAL } from '../../data/flow-table.ts';
import type { Confusion, MetricName } from '../../eval/confusion.ts';
import type { RankedAttack } from '../../eval/per-attack.ts';
import type { JudgedPoint } from '../../eval/thresholds/operating-point.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { chooseType } from '../flows/flow-selection.ts';
import { Chart } from '../kit/chart.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { useSettled } from '../kit/settled.ts';
import { TypeButton, TypeChip } from '../kit/type-chip.tsx';
import { chartTheme } from '../shell/theme.ts';
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
  const { tn, fp, fn, tp } = confusion;
  return (
    <table class="confusion">
      <caption>Confusion matrix at this threshold</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">called normal</th>
          <th scope="col">called anomaly</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">normal</th>
          <Outcome count={tn} of={tn + fp} word="left alone" />
          <Outcome count={fp} of={tn + fp} word="false alarms" />
        </tr>
        <tr>
          <th scope="row">attack</th>
          <Outcome count={fn} of={fn + tp} word="missed" />
          <Outcome count={tp} of={fn + tp} word="caught" />
        </tr>
      </tbody>
    </table>
  );
}

/** A count, its share of the row as a bar, and what it means. */
function Outcome({
  count,
  of,
  word,
}: {
  readonly count: number;
  readonly of: number;
  readonly word: string;
}) {
  return (
    <td>
      <strong>{formatCount(count)}</strong> {word}
      <span class="share-bar" aria-hidden="true">
        <span style={{ width: `${of === 0 ? 0 : (100 * count) / of}%` }} />
      </span>
    </td>
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
          {formatCount(flows)} {formatType(type)} flows raised an alarm (95 % interval{' '}
          {formatPercent(interval.low)} to {formatPercent(interval.high)}).
        </p>
      ))}
      {judged.rankedAttacks.length > 0 && (
        <>
          <TypeChip />
          <RankingTable attacks={attacks} />
          {rest > 0 && <p>{formatCount(rest)} more attacks are not shown.</p>}
          <RankingChart attacks={attacks} />
        </>
      )}
    </>
  );
}

function RankingTable({ attacks }: { readonly attacks: readonly RankedAttack[] }) {
  return (
    <DataTable
      caption="Attacks ranked by difficulty, hardest first"
      columns={['attack', 'difficulty', 'found', 'share', '95 % interval', 'as a bar']}
      rows={attacks.map(({ type, flows, flagged, rate, interval, difficulty }) => [
        <TypeButton key="type" type={type} />,
        <span key="band" class={`band ${difficulty}`}>
          {DIFFICULTIES[difficulty].word}
        </span>,
        `${formatCount(flagged)} of ${formatCount(flows)}`,
        formatPercent(rate),
        `${formatPercent(interval.low)} to ${formatPercent(interval.high)}`,
        <span key="bar" class="share-bar wide" aria-hidden="true">
          <span style={{ width: `${100 * rate}%` }} />
          <i
            style={{
              left: `${100 * interval.low}%`,
              width: `${100 * (interval.high - interval.low)}%`,
            }}
          />
        </span>,
      ])}
      words={[0, 1]}
    />
  );
}

/** Plotly is too slow to follow a hand: the chart is drawn anew when the threshold rests. */
function RankingChart({ attacks }: { readonly attacks: readonly RankedAttack[] }) {
  const theme = chartTheme.value;
  const settled = useSettled(attacks);
  const figure = useMemo(() => attacksFigure(settled, theme), [settled, theme]);
  return (
    <Chart title="Attacks by share found, hardest first" figure={figure} onSelect={chooseType} />
  );
}
