import { useMemo } from 'preact/hooks';
import { countsFigure } from '../charts/counts.ts';
import { formatCount, formatPercent, formatType } from '../charts/format.ts';
import type { Traffic } from '../pipeline/generate.ts';
import { attacksByCount } from '../pipeline/traffic-summary.ts';
import { CellFrame, NotYet } from './cell-frame.tsx';
import { Chart } from './chart.tsx';
import { Controls } from './controls.tsx';
import { fetchedLater } from './fetched-later.tsx';
import { FileSource } from './file-source.tsx';
import { chooseType } from './flow-selection.ts';
import { notebook } from './lab.ts';
import { ProfileTable } from './profile-table.tsx';
import { GENERATE_PROSE } from './teaching/prose-generate.tsx';
import { chartTheme } from './theme.ts';
import { TypeChip } from './type-chip.tsx';

const ImportReport = fetchedLater('The report of the import', () =>
  import('./import-report.tsx').then(({ ImportReport }) => ImportReport),
);
const FlowSample = fetchedLater('The first flows', () =>
  import('./flow-sample.tsx').then(({ FlowSample }) => FlowSample),
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
      prose={GENERATE_PROSE}
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

/** A file may name every flow an attack of its own. */
const MOST_ATTACKS = 30;

function TrafficOutput({ traffic }: { readonly traffic: Traffic }) {
  const { summary, flows, imported } = traffic;
  const theme = chartTheme.value;
  const attacks = useMemo(() => attacksByCount(summary), [summary]);
  const attackFigure = useMemo(() => {
    const shown = attacks.slice(0, MOST_ATTACKS);
    const of = shown.length < attacks.length ? `, the ${shown.length} largest` : '';
    const bars = shown.map(({ type, flows }) => ({
      name: formatType(type),
      count: flows,
      key: type,
    }));
    return countsFigure(`Flows per attack${of}`, bars, 'anomaly', theme);
  }, [attacks, theme]);
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
      {flows !== null && <FlowSample flows={flows} />}
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
