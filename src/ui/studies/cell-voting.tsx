import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { formatMeasure } from '../../charts/format.ts';
import { lookOf } from '../../charts/looks.ts';
import { spreadFigure } from '../../charts/spread.ts';
import type { CellValue } from '../../notebook/cell-definition.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { many } from '../../pipeline/run/words.ts';
import { VOTING_QUESTION } from '../../pipeline/studies/study-questions.ts';
import { VOTING_MEASURES, type VotingMeasure } from '../../pipeline/studies/voting.ts';
import type {
  VotingResult,
  VotingRow,
  VotingSummary,
} from '../../pipeline/studies/voting-summary.ts';
import type { CellView } from '../cells/view.ts';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';
import { NotYourTraffic } from './not-your-traffic.tsx';
import { StudyResult } from './study-result.tsx';

export const view: CellView<CellValue<'voting'>> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> An <TermWord of="ensemble" /> lets the detectors vote, or
        takes the mean or maximum of their scores by rank or <TermWord of="Gaussian scaling" />.
        This study runs it on the generated traffic of many seeds and compares it with its best
        member at each seed.
      </p>
      <p>
        <strong>Look for</strong> the difference in the table, not the mean. Is the ensemble ahead
        of its best member, and at how many seeds? Two simple rules stand beside it.
      </p>
      <p>
        <strong>What goes wrong:</strong> the worst member also votes. “Best member” is known only
        with all labels; without them, a vote protects you from a bad choice. Log the heavy tails,
        train on normal flows and run it again.
      </p>
    </>
  ),
  note: {
    ask: 'Three detectors, one of them bad. Do you want their vote, or the best one alone? How would you know without labels which is the best?',
    surprises:
      'With the default settings no vote is better than the Isolation Forest: the SVM makes it worse. Log the tails, train on normal flows, and a vote nearly reaches the best member.',
  },
  guess: { kind: 'question', question: VOTING_QUESTION },
  slides: () => [
    { name: 'spread', title: 'Detectors and ensembles' },
    { name: 'sentences', title: 'In words', isMore: true },
  ],
  Settings,
  Output,
};

function Settings() {
  return (
    <>
      <NotYourTraffic />
      <Controls keys={['seeds', 'ensembleMembers', 'ensembleWeights']} />
    </>
  );
}

/** Whether voting pays, over the generated traffic of many seeds. */
function Output() {
  const result = notebook.cell('voting').result.value;
  return result === null ? <NotYet what="The table" /> : <VotingOutput summary={result.value} />;
}

function VotingOutput({ summary }: { readonly summary: VotingSummary }) {
  const theme = chartTheme.value;
  const key = useSignal<VotingMeasure['key']>('averagePrecision');
  const measure = VOTING_MEASURES.find((one) => one.key === key.value) ?? VOTING_MEASURES[0];
  const { rows, bestMember, sentences } = summary;
  const figure = useMemo(() => {
    const best = rows.find(({ title }) => title === bestMember[measure.key]);
    const at = VOTING_MEASURES.indexOf(measure);
    return spreadFigure(
      {
        measure: measure.title,
        rows: rows.flatMap(({ title, contender, results }) => {
          const result = results[measure.key];
          if (result === null) return [];
          const ensemble = contender.kind === 'ensemble';
          const { look } = detectorFacts(ensemble ? 'ensemble' : contender.name);
          return { name: shortTitle(title), look: lookOf(look), ensemble, ...result };
        }),
        best: best?.results[measure.key]?.mean ?? null,
        summary: sentences[at] ?? 'No seed gave figures.',
        table: tableOf(rows, measure),
      },
      theme,
    );
  }, [rows, measure, theme]);
  return (
    <StudyResult
      id="voting"
      summary={summary}
      tables={
        <DataTable
          caption={`Mean ± standard deviation over ${many(summary.seeds.length, 'seed')}`}
          columns={['detector', ...VOTING_MEASURES.map(({ title }) => title)]}
          rows={rows.map(({ title, results }) => [
            title,
            ...VOTING_MEASURES.map(({ key: one }) => spreadWords(results[one])),
          ])}
          words={[0]}
        />
      }
    >
      <MeasureChoice chosen={measure} onChoose={(one) => (key.value = one)} />
      <Chart
        title={`${measure.title}, mean ± standard deviation over ${many(summary.seeds.length, 'seed')}`}
        figure={figure}
        slide="voting.spread"
      />
    </StudyResult>
  );
}

interface ChoiceProps {
  readonly chosen: VotingMeasure;
  readonly onChoose: (key: VotingMeasure['key']) => void;
}

function MeasureChoice({ chosen, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <p class="control">
      <label for={id}>Look at</label>{' '}
      <select
        id={id}
        value={chosen.key}
        onChange={(event) => onChoose(event.currentTarget.value as VotingMeasure['key'])}
      >
        {VOTING_MEASURES.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </p>
  );
}

function shortTitle(title: string): string {
  return title.replace('Ensemble: ', '');
}

function spreadWords(result: VotingResult | null): string {
  if (result === null) return '–';
  const { mean, deviation } = result;
  return deviation === null
    ? formatMeasure(mean)
    : `${formatMeasure(mean)} ± ${formatMeasure(deviation)}`;
}

function tableOf(rows: readonly VotingRow[], { key, title }: VotingMeasure) {
  return {
    columns: ['detector', `${title}, mean`, '±', 'less the best member', '±', 'ahead at'],
    rows: rows.map((row) => {
      const result = row.results[key];
      if (result === null) return [row.title, '–', '–', '–', '–', '–'];
      const { mean, deviation, difference, seeds } = result;
      return [
        row.title,
        ...[mean, deviation, difference.mean, difference.deviation].map((value) =>
          value === null ? '–' : value.toFixed(6),
        ),
        `${difference.ahead} of ${seeds}`,
      ];
    }),
  };
}
