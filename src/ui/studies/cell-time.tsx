import { type Signal, useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { formatType } from '../../charts/format.ts';
import { gainFigure } from '../../charts/gain.ts';
import { lookOf } from '../../charts/looks.ts';
import { sweepFigure } from '../../charts/sweep.ts';
import { entryAt } from '../../data/entry-at.ts';
import type { CellValue } from '../../notebook/cell-definition.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { MemberName } from '../../pipeline/parameters/lab-parameters.ts';
import { shareOf } from '../../pipeline/run/words.ts';
import { TIME_QUESTION } from '../../pipeline/studies/study-questions.ts';
import { TIME_LEARNING, type TimeLearning } from '../../pipeline/studies/time-study.ts';
import type { TimeStudySummary } from '../../pipeline/studies/time-study-summary.ts';
import type { CellView } from '../cells/view.ts';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';
import { NotYourTraffic } from './not-your-traffic.tsx';
import { StudyResult } from './study-result.tsx';

export const view: CellView<CellValue<'time'>> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> One call of a beacon looks like a small web request; many
        calls are regular. Time features measure the gaps since earlier flows of the same pair, and
        the hour. This study compares each attack with and without them, over many seeds.
      </p>
      <p>
        <strong>Look for</strong> <code>c2_beacon</code> in the chart, at 1 % false positives. Then
        see how the share found falls as the <TermWord of="jitter" /> grows.
      </p>
      <p>
        <strong>What goes wrong:</strong> regular traffic can be harmless. A monitor that calls as
        regularly as a beacon makes the beacon harder to find; the last sentence says how much.
        Switch time features on under Features to use them above.
      </p>
    </>
  ),
  note: {
    ask: 'The sizes of a beacon look normal. What would you note about it, if you had only a clock?',
    surprises:
      'The share of beacons found rises from almost none to almost all, by two columns: the gap to the last call and how regular it is. Then raise the jitter and watch it fall.',
  },
  guess: { kind: 'question', question: TIME_QUESTION },
  slides: () => [
    { name: 'found', title: 'What is found' },
    { name: 'jitter', title: 'Jitter of the beacon', isMore: true },
    { name: 'sentences', title: 'In words', isMore: true },
  ],
  Settings,
  Output,
};

function Settings() {
  return (
    <>
      <NotYourTraffic />
      <Controls keys={['seeds', 'timeWindow']} />
    </>
  );
}

/** What time features buy, over the generated traffic of many seeds. */
function Output() {
  const result = notebook.cell('time').result.value;
  return result === null ? <NotYet what="The comparison" /> : <TimeOutput summary={result.value} />;
}

const LEARNT: Readonly<Record<TimeLearning, string>> = {
  all: 'all flows',
  normal: '70 % of the normal ones',
};

function TimeOutput({ summary }: { readonly summary: TimeStudySummary }) {
  const learning = useSignal<TimeLearning>('normal');
  const chosen = useSignal<MemberName | null>(null);
  const detector = summary.detectors.find((name) => name === chosen.value) ?? bestOf(summary);
  return (
    <StudyResult id="time" summary={summary}>
      <Choices summary={summary} learning={learning} chosen={chosen} detector={detector} />
      <Gains summary={summary} detector={detector} learning={learning.value} />
      <Jitter summary={summary} />
    </StudyResult>
  );
}

/** The detector that finds most of a calm beacon. */
function bestOf({ jitters, detectors }: TimeStudySummary): MemberName {
  const [calmest] = jitters;
  const calm = jitters.filter(({ jitter }) => jitter === calmest?.jitter);
  const [best] = calm.toSorted((a, b) => (b.found ?? 0) - (a.found ?? 0));
  return best?.detector ?? entryAt(detectors, 0, 'detector');
}

interface ChoicesProps {
  readonly summary: TimeStudySummary;
  readonly learning: Signal<TimeLearning>;
  readonly chosen: Signal<MemberName | null>;
  readonly detector: MemberName;
}

function Choices({ summary, learning, chosen, detector }: ChoicesProps) {
  const id = useId();
  return (
    <div class="controls">
      <p class="control">
        <label for={`${id}-detector`}>Detector</label>{' '}
        <select
          id={`${id}-detector`}
          value={detector}
          onChange={(event) => {
            chosen.value = event.currentTarget.value as MemberName;
          }}
        >
          {summary.detectors.map((name) => (
            <option key={name} value={name}>
              {detectorFacts(name).title}
            </option>
          ))}
        </select>
      </p>
      <p class="control">
        <label for={`${id}-learning`}>Learnt from</label>{' '}
        <select
          id={`${id}-learning`}
          value={learning.value}
          onChange={(event) => {
            learning.value = event.currentTarget.value as TimeLearning;
          }}
        >
          {TIME_LEARNING.map((one) => (
            <option key={one} value={one}>
              {LEARNT[one]}
            </option>
          ))}
        </select>
      </p>
    </div>
  );
}

interface GainsProps {
  readonly summary: TimeStudySummary;
  readonly detector: MemberName;
  readonly learning: TimeLearning;
}

function Gains({ summary, detector, learning }: GainsProps) {
  const theme = chartTheme.value;
  const { title, look } = detectorFacts(detector);
  const figure = useMemo(() => {
    const gains = summary.gains.filter(
      (gain) => gain.detector === detector && gain.learning === learning,
    );
    const rows = gains.map(({ attack, without, with: timed }) => {
      return { name: formatType(attack), before: without, after: timed };
    });
    return gainFigure(
      {
        axis: 'share found at 1 % false positives',
        before: 'without time features',
        after: 'with time features',
        look: lookOf(look),
        rows,
        summary: `Without → with time features: ${rows
          .map(({ name, before, after }) => `${name} ${percent(before)} → ${percent(after)}`)
          .join(', ')}.`,
        table: {
          columns: ['attack', 'detector', 'learnt from', 'without', 'with'],
          rows: summary.gains.map((gain) => [
            formatType(gain.attack),
            detectorFacts(gain.detector).title,
            gain.learning,
            percent(gain.without),
            percent(gain.with),
          ]),
        },
      },
      theme,
    );
  }, [summary, detector, look, learning, theme]);
  return (
    <Chart title={`What the ${title} finds of each attack`} figure={figure} slide="time.found" />
  );
}

function Jitter({ summary }: { readonly summary: TimeStudySummary }) {
  const theme = chartTheme.value;
  const current = notebook.parameters.value.beaconJitter;
  const { jitters, detectors } = summary;
  const figure = useMemo(() => {
    const values = [...new Set(jitters.map(({ jitter }) => jitter))];
    const found = (detector: MemberName, jitter: number) =>
      jitters.find((one) => one.detector === detector && one.jitter === jitter)?.found ?? null;
    const series = detectors.map((detector) => ({
      name: detectorFacts(detector).title,
      look: lookOf(detectorFacts(detector).look),
      figures: values.map((jitter) => found(detector, jitter)),
    }));
    return sweepFigure(
      {
        parameter: 'jitter, as a share of the period',
        measure: 'share of the beacon found',
        values,
        current,
        byRatio: false,
        share: true,
        series,
        summary: series
          .map(({ name, figures }) => `${name}: ${figures.map(percent).join(', ')}`)
          .join('; ')
          .concat(`, at jitters of ${values.map(percent).join(', ')}.`),
        table: {
          columns: ['jitter', ...series.map(({ name }) => name)],
          rows: values.map((jitter, at) => [
            percent(jitter),
            ...series.map(({ figures }) => percent(figures[at] ?? null)),
          ]),
        },
      },
      theme,
    );
  }, [jitters, detectors, current, theme]);
  return <Chart title="The beacon as its jitter grows" figure={figure} slide="time.jitter" />;
}

function percent(share: number | null): string {
  return share === null ? '–' : shareOf(share);
}
