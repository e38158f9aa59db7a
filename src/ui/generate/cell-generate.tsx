import { formatCount, formatPercent } from '../../charts/format.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import { CellFrame, NotYet } from '../kit/cell-frame.tsx';
import { Controls } from '../kit/controls.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { notebook } from '../lab.ts';
import { GENERATE_PROSE } from '../teaching/prose-generate.tsx';
import { FileSource } from './file-source.tsx';
import { ProfileTable } from './profile-table.tsx';

const ImportReport = fetchedLater('The report of the import', () =>
  import('../import/import-report.tsx').then(({ ImportReport }) => ImportReport),
);
const TrafficCharts = fetchedLater('The charts of the traffic', () =>
  import('./traffic-charts.tsx').then(({ TrafficCharts }) => TrafficCharts),
);
const FlowSample = fetchedLater('The first flows', () =>
  import('./flow-sample.tsx').then(({ FlowSample }) => FlowSample),
);
const ImportSettings = fetchedLater('The settings of the import', () =>
  import('../import/import-settings.tsx').then(({ ImportSettings }) => ImportSettings),
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

function TrafficOutput({ traffic }: { readonly traffic: Traffic }) {
  const { summary, flows, imported } = traffic;
  return (
    <>
      <p class="headline">{headline(traffic)}</p>
      {imported !== null && <ImportReport traffic={{ ...traffic, imported }} />}
      <TrafficCharts summary={summary} />
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
