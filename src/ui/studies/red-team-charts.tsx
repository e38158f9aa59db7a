import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { formatPercent } from '../../charts/format.ts';
import { lookOf } from '../../charts/looks.ts';
import { sweepFigure } from '../../charts/sweep.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { kindOf } from '../../pipeline/run/words.ts';
import { type LeverKey, leverFacts } from '../../pipeline/studies/red-team/attacks.ts';
import { type RedTeamSummary, resultBy } from '../../pipeline/studies/red-team/results.ts';
import { Chart } from '../kit/chart.tsx';
import { chartTheme } from '../shell/theme.ts';

export interface RedTeamProps {
  readonly summary: RedTeamSummary;
}

/** What each detector finds as a lever is pulled. */
export function Stealth({ summary }: RedTeamProps) {
  const theme = chartTheme.value;
  const { steps, detectors, attack } = summary;
  const levers = [
    ...new Set(steps.flatMap(({ lever, times }) => (times > 1 ? (lever ?? []) : []))),
  ];
  const chosen = useSignal<LeverKey>('together');
  const lever = levers.includes(chosen.value) ? chosen.value : 'together';
  const { title, price } = leverFacts(lever);
  const figure = useMemo(() => {
    const pulled = steps.filter((step) => step.lever === null || step.lever === lever);
    const series = detectors.map((name) => ({
      name: detectorFacts(name).title,
      look: lookOf(detectorFacts(name).look),
      figures: pulled.map((step) => resultBy(step, name).found.mean),
    }));
    return sweepFigure(
      {
        parameter: price,
        measure: 'share of its flows that is found',
        values: pulled.map(({ times }) => times),
        // Nothing is set: no value is marked.
        current: '',
        byRatio: true,
        share: true,
        series,
        ...inWords(
          'times',
          series,
          pulled.map(({ times }) => `× ${times}`),
        ),
      },
      theme,
    );
  }, [steps, detectors, lever, price, theme]);
  return (
    <>
      <LeverChoice levers={levers} chosen={lever} onChoose={(one) => (chosen.value = one)} />
      <Chart
        title={`What is found of ${kindOf(attack)}, ${title}`}
        figure={figure}
        slide="red-team.stealth"
      />
    </>
  );
}

interface ChoiceProps {
  readonly levers: readonly LeverKey[];
  readonly chosen: LeverKey;
  readonly onChoose: (lever: LeverKey) => void;
}

function LeverChoice({ levers, chosen, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <p class="control">
      <label for={id}>What the attacker does</label>{' '}
      <select
        id={id}
        value={chosen}
        onChange={(event) => onChoose(event.currentTarget.value as LeverKey)}
      >
        {levers.map((key) => (
          <option key={key} value={key}>
            {leverFacts(key).title}
          </option>
        ))}
      </select>
    </p>
  );
}

/** What each detector finds as the attack's share of the training grows. */
export function Poisoning({ summary }: RedTeamProps) {
  const theme = chartTheme.value;
  const { poisoning, detectors, attack } = summary;
  const figure = useMemo(() => {
    const series = detectors.map((name) => ({
      name: detectorFacts(name).title,
      look: lookOf(detectorFacts(name).look),
      figures: poisoning.map((row) => resultBy(row, name).found.mean),
    }));
    return sweepFigure(
      {
        parameter: 'share of the training that is this attack, %',
        measure: 'share of other flows of it that is found',
        values: poisoning.map(({ share }) => Math.round(100 * share)),
        current: '',
        byRatio: false,
        share: true,
        series,
        ...inWords(
          'in the training',
          series,
          poisoning.map(({ share }) => formatPercent(share, 0)),
        ),
      },
      theme,
    );
  }, [poisoning, detectors, theme]);
  return (
    <Chart
      title={`Training poisoned with ${kindOf(attack)}`}
      figure={figure}
      slide="red-team.poisoning"
    />
  );
}

/** A chart's lines in a sentence and in a table. */
function inWords(
  first: string,
  series: readonly { readonly name: string; readonly figures: readonly number[] }[],
  values: readonly string[],
) {
  const percents = series.map(({ figures }) => figures.map((share) => formatPercent(share)));
  return {
    summary: `${series
      .map(({ name }, at) => `${name}: ${percents[at]?.join(', ')}`)
      .join('; ')}, at ${values.join(', ')}.`,
    table: {
      columns: [first, ...series.map(({ name }) => name)],
      rows: values.map((value, at) => [value, ...percents.map((of) => of[at] ?? '–')]),
    },
  };
}
