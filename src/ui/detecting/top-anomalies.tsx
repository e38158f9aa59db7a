import { formatInUnit, formatScore, formatType } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import { cellAt } from '../../data/flow-rows.ts';
import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import type { Detection } from '../../pipeline/run/detect.ts';
import { topColumns } from '../../pipeline/traffic/top-columns.ts';
import { openFlow } from '../flows/flow-selection.ts';
import { DataTable } from '../kit/data-table.tsx';
import { notebook } from '../lab.ts';

/** The fifteen most anomalous flows, most anomalous first. */
export function TopAnomalies({ detection }: { readonly detection: Detection }) {
  const traffic = notebook.cell('generate').result.value?.value;
  const { topAnomalies } = detection.evaluation;
  // A new data set may be shorter than the one that the detector saw.
  if (traffic === undefined || topAnomalies.some((row) => row >= traffic.summary.total))
    return null;
  const { flows, labels, summary } = traffic;
  const labelled = summary.unlabelled < summary.total;
  const columns = topColumns(traffic);
  return (
    <DataTable
      caption={`The ${topAnomalies.length} most anomalous flows`}
      columns={[
        'row',
        ...columns.map(({ name }) => <code key={name}>{name}</code>),
        <code key="score">anomaly_score</code>,
        ...(labelled ? [<code key="label">label</code>] : []),
      ]}
      rows={topAnomalies.map((row) => [
        <button
          key="open"
          type="button"
          class="link"
          aria-label={`Open flow ${row}`}
          onClick={() => openFlow(row)}
        >
          {row}
        </button>,
        ...columns.map((column) => {
          const value = flows === null ? '' : cellAt(flows, column, row);
          if (column.key === 'dstPort') return String(value);
          if (typeof value !== 'number') return formatType(value ?? '');
          return (
            <span key={column.key} title={`${value} ${column.unit}`.trim()}>
              {formatInUnit(value, column.unit)}
            </span>
          );
        }),
        <Score key="score" score={-entryAt(detection.assessment.scores, row, 'score')} />,
        ...(labelled ? [labelWord(entryAt(labels.label, row, 'label'))] : []),
      ])}
      words={[0, ...columns.flatMap(({ kind }, j) => (kind === 'category' ? [j + 1] : []))]}
    />
  );
}

/** As precise as the table of all flows; all digits by hover. */
function Score({ score }: { readonly score: number }) {
  return <span title={String(score)}>{formatScore(score, 4)}</span>;
}

function labelWord(label: number): string {
  if (label === ATTACK) return '1 (attack)';
  return label === NORMAL ? '0 (normal)' : 'unlabelled';
}
