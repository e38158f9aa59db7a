import { useMemo } from 'preact/hooks';
import { countsFigure } from '../charts/counts.ts';
import { formatCount, formatNumber, formatPercent, formatType } from '../charts/format.ts';
import { FLOW_COLUMNS } from '../data/flow-columns.ts';
import { cellAt, presentColumns } from '../data/flow-table.ts';
import { FEATURES } from '../features/engineer.ts';
import { attacksByCount, type Traffic } from '../pipeline/generate.ts';
import { CellFrame, NotYet } from './cell-frame.tsx';
import { Chart } from './chart.tsx';
import { Controls } from './controls.tsx';
import { DataTable } from './data-table.tsx';
import { fetchedLater } from './fetched-later.tsx';
import { FileSource } from './file-source.tsx';
import { chooseType } from './flow-selection.ts';
import { notebook } from './lab.ts';
import { ProfileTable } from './profile-table.tsx';
import { PROSE } from './teaching/prose.tsx';
import { chartTheme } from './theme.ts';
import { TypeChip } from './type-chip.tsx';

const ImportReport = fetchedLater('The report of the import', () =>
  import('./import-report.tsx').then(({ ImportReport }) => ImportReport),
);
const ImportSettings = fetchedLater('The settings of the import', () =>
  import('./import-settings.tsx').then(({ ImportSettings }) => ImportSettings),
);

export function GenerateCell() {
  const result = notebook.cell('generate').result.value;
  const fromFile = notebook.opened.value !== null;
  return (
    <CellFrame
      id="generate"
      prose={PROSE.generate}
      controls={
        <>
          <FileSource />
          {fromFile ? <ImportSettings /> : <Controls keys={['seed']} />}
          {!fromFile && <ProfileTable />}
        </>
      }
    >
      {result === null ? <NotYet what="The traffic" /> : <TrafficOutput traffic={result.value} />}
    </CellFrame>
  );
}

function TrafficOutput({ traffic }: { readonly traffic: Traffic }) {
  const { summary, flows, imported } = traffic;
  const theme = chartTheme.value;
  const attacks = useMemo(
    () =>
      attacksByCount(summary).map(({ type, flows }) => ({
        name: formatType(type),
        count: flows,
        key: type,
      })),
    [summary],
  );
  const attackFigure = useMemo(
    () => countsFigure('Flows per attack', attacks, 'anomaly', theme),
    [attacks, theme],
  );
  const portFigure = useMemo(
    () =>
      countsFigure(
        'Busiest ports of flows that are no attacks',
        (summary.busiestPorts ?? []).map(({ port, flows }) => ({ name: `${port}`, count: flows })),
        'normal',
        theme,
      ),
    [summary, theme],
  );
  return (
    <>
      <p class="headline">{headline(traffic)}</p>
      {imported !== null && <ImportReport traffic={{ ...traffic, imported }} />}
      <div class="side-by-side">
        {attacks.length > 0 && (
          <div>
            <Chart title="Attacks" figure={attackFigure} onSelect={chooseType} />
            <TypeChip />
          </div>
        )}
        {summary.busiestPorts !== null && <Chart title="Ports" figure={portFigure} />}
      </div>
      {flows !== null && <FirstRows traffic={traffic} />}
      {flows !== null && <ColumnDictionary traffic={traffic} />}
    </>
  );
}

function headline({ summary }: Traffic): string {
  const { total, normal, attack, unlabelled } = summary;
  if (unlabelled === total) {
    return `${formatCount(total)} flows without labels: they can be ranked and flagged, not judged.`;
  }
  const share = formatPercent(attack / (normal + attack));
  const rest = unlabelled === 0 ? '' : `, ${formatCount(unlabelled)} unlabelled`;
  return `${formatCount(total)} flows · ${formatCount(normal)} normal · ${formatCount(attack)} attacks (${share})${rest}`;
}

const FIRST_ROWS = 8;

function FirstRows({ traffic: { flows } }: { readonly traffic: Traffic }) {
  if (flows === null) return null;
  const columns = presentColumns(flows);
  const rows = Array.from({ length: Math.min(FIRST_ROWS, flows.length) }, (_, row) => [
    String(row),
    ...columns.map((column) => {
      const value = cellAt(flows, column, row);
      return typeof value === 'number' && column.kind === 'number' ? formatNumber(value) : value;
    }),
  ]);
  const words = columns.flatMap(({ kind }, j) => (kind === 'category' ? [j + 1] : []));
  return (
    <DataTable
      caption={`The first ${rows.length} of ${formatCount(flows.length)} flows`}
      columns={['row', ...columns.map(({ name }) => <code key={name}>{name}</code>)]}
      rows={rows}
      words={[0, ...words]}
    />
  );
}

function ColumnDictionary({ traffic: { flows } }: { readonly traffic: Traffic }) {
  const columns = FLOW_COLUMNS.filter(({ key }) => flows?.[key] !== undefined);
  return (
    <details>
      <summary>What each column means</summary>
      <DataTable
        caption={`${columns.length} columns; ${FEATURES.length} features will be made of them`}
        columns={['column', 'unit', 'meaning']}
        rows={columns.map(({ name, unit, meaning }) => [
          <code key={name}>{name}</code>,
          unit,
          meaning,
        ])}
        words={[0, 1, 2]}
      />
    </details>
  );
}
