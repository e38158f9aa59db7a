import { useMemo, useState } from 'preact/hooks';
import { attacksFigure, DIFFICULTIES } from '../../charts/attacks.ts';
import { formatCount, formatPercent } from '../../charts/format.ts';
import type { RankedAttack } from '../../eval/per-attack.ts';
import { chooseType } from '../flows/flow-selection.ts';
import { Chart } from '../kit/chart.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { useSettled } from '../kit/settled.ts';
import { TypeButton } from '../kit/type-chip.tsx';
import { chosenDetectors } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { thresholdInForce } from './thresholds.ts';

/**
 * Each attack in a row: how much of it this detector finds, with its interval, and how much each
 * detector finds at the threshold that it has now.
 */
export function AttackRows({ attacks }: { readonly attacks: readonly RankedAttack[] }) {
  const detectors = chosenDetectors.value.flatMap(({ name, title }) => {
    const judged = thresholdInForce(name).value?.point.judged;
    if (!judged) return [];
    return { name, title, rates: new Map(judged.rankedAttacks.map((one) => [one.type, one.rate])) };
  });
  return (
    <DataTable
      caption="Attacks ranked by difficulty, hardest first"
      columns={[
        'attack',
        'difficulty',
        'found',
        'share, and its 95 % interval',
        ...(detectors.length > 1 ? detectors.map(({ title }) => title) : []),
      ]}
      rows={attacks.map(({ type, flows, flagged, rate, interval, difficulty }) => [
        <TypeButton key="type" type={type} />,
        <span key="band" class={`band ${difficulty}`}>
          {DIFFICULTIES[difficulty].word}
        </span>,
        `${formatCount(flagged)} of ${formatCount(flows)}`,
        <Share key="share" rate={rate} interval={interval} />,
        ...(detectors.length > 1
          ? detectors.map(({ name, rates }) => <HeatCell key={name} rate={rates.get(type) ?? 0} />)
          : []),
      ])}
      words={[0, 1]}
    />
  );
}

/** A share in words and as a bar, with the interval that it probably lies in as a line over it. */
function Share({ rate, interval }: Pick<RankedAttack, 'rate' | 'interval'>) {
  return (
    <>
      <strong>{formatPercent(rate)}</strong> {formatPercent(interval.low)} to{' '}
      {formatPercent(interval.high)}
      <span class="share-bar found" aria-hidden="true">
        <span style={{ width: `${100 * rate}%` }} />
        <i
          style={{
            left: `${100 * interval.low}%`,
            width: `${100 * (interval.high - interval.low)}%`,
          }}
        />
      </span>
    </>
  );
}

/** A share as dark as it is large. */
function HeatCell({ rate }: { readonly rate: number }) {
  return (
    <span class="heat" style={{ '--found': rate }}>
      {formatPercent(rate, 0)}
    </span>
  );
}

/** The same as a picture to save, drawn once it is asked for. */
export function RankingFold({ attacks }: { readonly attacks: readonly RankedAttack[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same as a chart</summary>
      {open && <RankingChart attacks={attacks} />}
    </details>
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
