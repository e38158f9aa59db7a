import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { formatPercent } from '../../charts/format.ts';
import { lookOf } from '../../charts/looks.ts';
import { sweepFigure } from '../../charts/sweep.ts';
import type { CellValue } from '../../notebook/cell-definition.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { kindOf, many } from '../../pipeline/run/words.ts';
import { type LeverKey, leverFacts } from '../../pipeline/studies/red-team/attacks.ts';
import { type RedTeamSummary, resultBy } from '../../pipeline/studies/red-team/results.ts';
import { priceWords, stepWords } from '../../pipeline/studies/red-team/sentences.ts';
import { RED_TEAM_QUESTION } from '../../pipeline/studies/study-questions.ts';
import type { CellView } from '../cells/view.ts';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { onSlide } from '../present/present.ts';
import { chartTheme } from '../shell/theme.ts';
import { NotYourTraffic } from './not-your-traffic.tsx';
import { SaveResult } from './save-result.tsx';

export const view: CellView<CellValue<'red-team'>> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> An attacker keeps the goal, such as the bytes stolen, and
        hides: more flows, more time, padding, port 443. Features are computed anew; the detectors
        stay as they learnt from the first traffic. Then the attack itself poisons the training.
      </p>
      <p>
        <strong>Look for</strong> the line that falls first, and what that costs the attacker. In
        the second chart, see how small a share in the training hides an attack.
      </p>
      <p>
        <strong>What goes wrong:</strong> hiding from one detector can show the attack to another.
        One part that is found may give the whole away. The levers are simple: a real attacker also
        copies what normal flows look like.
      </p>
    </>
  ),
  note: {
    ask: 'You must carry 60 MB out of a house and the guards look at single bags. What do you do, and what does it cost you?',
    surprises:
      'Padding hides the exfiltration from one detector and shows it to another. No disguise fools the Local Outlier Factor, but a twentieth of the training that is the attack does.',
  },
  guess: { kind: 'question', question: RED_TEAM_QUESTION },
  slides: () => [
    { name: 'stealth', title: 'Found against price' },
    { name: 'poisoning', title: 'Poisoned training' },
    { name: 'sentences', title: 'In words' },
  ],
  Settings,
  Output,
};

function Settings() {
  return (
    <>
      <NotYourTraffic />
      <Controls keys={['redTeamAttack', 'seeds', 'detectors']} />
    </>
  );
}

/** What is found of an attack that hides, and of one that was learnt. */
function Output() {
  const result = notebook.cell('red-team').result.value;
  return result === null ? <NotYet what="The result" /> : <RedTeamOutput summary={result.value} />;
}

interface SummaryProps {
  readonly summary: RedTeamSummary;
}

function RedTeamOutput({ summary }: SummaryProps) {
  const { sentences, problems, steps, poisoning } = summary;
  return (
    <>
      <p class="headline">{sentences[0]}</p>
      {problems.map((problem) => (
        <p key={problem} class="warning">
          {problem}
        </p>
      ))}
      {steps.length > 0 && <Stealth summary={summary} />}
      {poisoning.length > 0 && <Poisoning summary={summary} />}
      <ul {...onSlide('red-team.sentences')}>
        {sentences.slice(1).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {steps.length > 0 && <PriceTable summary={summary} />}
      <SaveResult id="red-team" />
    </>
  );
}

/** What each detector finds as a lever is pulled. */
function Stealth({ summary }: SummaryProps) {
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
function Poisoning({ summary }: SummaryProps) {
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

/** Every step with its price, and what each detector finds of the flows and of what they were. */
function PriceTable({ summary }: SummaryProps) {
  const { steps, detectors, seeds, goal, falsePositives } = summary;
  return (
    <DataTable
      caption={`What it costs and what is found of it, mean of ${many(seeds.length, 'seed')}`}
      columns={[
        ...['what is changed', 'flows', 'packets', 'bytes', 'time', goal],
        ...detectors.map((name) => detectorFacts(name).title),
      ]}
      rows={[
        ...steps.map((step) => [
          stepWords(step),
          ...priceWords(step),
          ...detectors.map((name) => formatPercent(resultBy(step, name).found.mean)),
        ]),
        [
          'normal flows flagged',
          ...['–', '–', '–', '–', '–'],
          ...falsePositives.map(({ falsePositiveRate }) => formatPercent(falsePositiveRate.mean)),
        ],
      ]}
    />
  );
}
