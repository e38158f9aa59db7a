import { useMemo } from 'preact/hooks';
import { gainFigure } from '../../charts/gain.ts';
import { lookOf } from '../../charts/looks.ts';
import { spreadFigure } from '../../charts/spread.ts';
import type { CellValue } from '../../notebook/cell-definition.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { many, measureOf } from '../../pipeline/run/words.ts';
import { pitfallFacts } from '../../pipeline/studies/pitfalls/pitfalls.ts';
import {
  figuresWords,
  gapWords,
  type PitfallRow,
  type PitfallsSummary,
  signed,
} from '../../pipeline/studies/pitfalls/summary.ts';
import { PITFALLS_QUESTION } from '../../pipeline/studies/study-questions.ts';
import type { CellView } from '../cells/view.ts';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { NotYourTraffic } from './not-your-traffic.tsx';
import { PitfallSwitches } from './pitfall-switches.tsx';
import { StudyResult } from './study-result.tsx';

export const view: CellView<CellValue<'pitfalls'>> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> Ten mistakes, each made with the first chosen detector, and
        then not made. The flows are split: one part to learn from, one to choose by, one to test.
        Over many seeds, each difference has a 95 % interval.
      </p>
      <p>
        <strong>Look for</strong> the widest gaps. In most of them the detector is the same, and
        only what is told about it differs. Where an interval holds 0, these seeds do not show that
        the mistake matters.
      </p>
      <p>
        <strong>What goes wrong:</strong> a mistake need not flatter. A shortcut column can even
        hide attacks from a detector that learns from them. The honest figure is still one for these
        flows alone. Sources: Arp et al. 2022, Axelsson 1999, Kim et al. 2022.
      </p>
    </>
  ),
  note: {
    ask: 'A paper says: precision 0.95 on a data set where one flow in seven is an attack. How many of 100 alerts are right where one flow in 1,000 is?',
    surprises:
      'The same verdicts are mostly right where attacks are many, and mostly wrong where they are rare. Alerts at random get a fair score by point adjustment.',
  },
  guess: { kind: 'question', question: PITFALLS_QUESTION },
  slides: () => [
    { name: 'switches', title: 'Make a mistake' },
    { name: 'figures', title: 'Published and honest' },
    { name: 'gaps', title: 'The gaps', isMore: true },
    { name: 'sentences', title: 'In words', isMore: true },
  ],
  Settings,
  Output,
};

function Settings() {
  return (
    <>
      <NotYourTraffic />
      <Controls keys={['seeds', 'detectors', 'redTeamAttack']} />
    </>
  );
}

/** The switches for the seed in force, then what many seeds say. */
function Output() {
  const result = notebook.cell('pitfalls').result.value;
  return (
    <>
      <PitfallSwitches />
      {result === null ? (
        <NotYet what="The comparison over many seeds" />
      ) : (
        <PitfallsOutput summary={result.value} />
      )}
    </>
  );
}

interface Props {
  readonly summary: PitfallsSummary;
}

function PitfallsOutput({ summary }: Props) {
  const theme = chartTheme.value;
  const { rows, detector, seeds } = summary;
  const look = lookOf(detectorFacts(detector).look);
  const figures = useMemo(
    () =>
      gainFigure(
        {
          axis: 'the figure, each by its own measure',
          before: 'honest',
          after: 'published',
          look,
          rows: rows.map(({ title, honest, published }) => ({
            name: title,
            before: honest,
            after: published,
          })),
          summary: `${rows.map((row) => `${row.title}: ${figuresWords(row)}`).join('; ')}.`,
          table: tableOf(rows),
        },
        theme,
      ),
    [rows, look, theme],
  );
  const gaps = useMemo(
    () =>
      spreadFigure(
        {
          measure: 'published less honest',
          rows: rows.map(({ title, gap: { mean, interval }, mayBeNone }) => ({
            name: title,
            look,
            // Open where the interval holds 0.
            ensemble: mayBeNone,
            mean,
            deviation: interval && interval.high - mean,
          })),
          best: 0,
          summary: `${rows.map((row) => `${row.title}: ${gapWords(row)}`).join('; ')}.`,
          table: tableOf(rows),
        },
        theme,
      ),
    [rows, look, theme],
  );
  const over = many(seeds.length, 'seed');
  return (
    <StudyResult
      id="pitfalls"
      summary={summary}
      tables={
        <DataTable
          caption={`Published and honest, means of ${over}`}
          {...tableOf(rows)}
          words={[0, 1, 7]}
        />
      }
    >
      {rows.length > 0 && (
        <>
          <Chart
            title={`Published and honest, means of ${over}`}
            figure={figures}
            slide="pitfalls.figures"
          />
          <Chart
            title={`The gap with its 95 % interval, over ${over}; open where that holds 0`}
            figure={gaps}
            slide="pitfalls.gaps"
          />
        </>
      )}
    </StudyResult>
  );
}

function tableOf(rows: readonly PitfallRow[]) {
  return {
    columns: ['mistake', 'measure', 'published', 'honest', 'gap', 'from', 'to', 'may be none'],
    rows: rows.map(({ pitfall, title, published, honest, gap, mayBeNone }) => {
      const { measure, honestMeasure } = pitfallFacts(pitfall);
      const { interval } = gap;
      return [
        title,
        honestMeasure === undefined ? measure : `${measure}, ${honestMeasure}`,
        measureOf(published),
        measureOf(honest),
        signed(gap.mean),
        ...(interval === null ? ['–', '–'] : [signed(interval.low), signed(interval.high)]),
        mayBeNone ? 'yes' : 'no',
      ];
    }),
  };
}
