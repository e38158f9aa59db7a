import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { formatMeasure } from '../../charts/format.ts';
import { spreadFigure } from '../../charts/spread.ts';
import { many } from '../../pipeline/run/words.ts';
import { VOTING_MEASURES, type VotingMeasure } from '../../pipeline/studies/voting.ts';
import type {
  VotingResult,
  VotingRow,
  VotingSummary,
} from '../../pipeline/studies/voting-summary.ts';
import { CellFrame, NotYet } from '../kit/cell-frame.tsx';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { BEYOND_PROSE } from '../teaching/prose-beyond.tsx';
import { NotYourTraffic } from './not-your-traffic.tsx';
import { SaveResult } from './save-result.tsx';

/** Whether voting pays, over the generated traffic of many seeds. */
export function VotingCell() {
  const result = notebook.cell('voting').result.value;
  return (
    <CellFrame
      id="voting"
      prose={BEYOND_PROSE.voting}
      controls={
        <>
          <NotYourTraffic />
          <Controls keys={['seeds', 'ensembleMembers', 'ensembleWeights']} />
        </>
      }
    >
      {result === null ? (
        <NotYet what="The table of detectors and ensembles" />
      ) : (
        <VotingOutput summary={result.value} />
      )}
    </CellFrame>
  );
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
          return { name: shortTitle(title), ensemble: contender.kind === 'ensemble', ...result };
        }),
        best: best?.results[measure.key]?.mean ?? null,
        summary: sentences[at] ?? 'No seed gave figures.',
        table: tableOf(rows, measure),
      },
      theme,
    );
  }, [rows, measure, theme]);
  return (
    <>
      {summary.problems.map((problem) => (
        <p key={problem} class="warning">
          {problem}
        </p>
      ))}
      <MeasureChoice chosen={measure} onChoose={(one) => (key.value = one)} />
      <Chart
        title={`${measure.title}, mean ± standard deviation over ${many(summary.seeds.length, 'seed')}`}
        figure={figure}
      />
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <DataTable
        caption={`Mean ± standard deviation over ${many(summary.seeds.length, 'seed')}`}
        columns={['detector', ...VOTING_MEASURES.map(({ title }) => title)]}
        rows={rows.map(({ title, results }) => [
          title,
          ...VOTING_MEASURES.map(({ key: one }) => spreadWords(results[one])),
        ])}
        words={[0]}
      />
      <SaveResult id="voting" />
    </>
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
