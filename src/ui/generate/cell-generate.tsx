import { formatCount, formatPercent } from '../../charts/format.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import type { CellView } from '../cells/view.ts';
import { Controls } from '../kit/controls.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { TermWord } from '../teaching/term.tsx';
import { FileSource } from './file-source.tsx';
import { MemoryLine } from './memory-line.tsx';
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

export const view: CellView<Traffic> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> A <TermWord of="flow" /> sums up one conversation between two
        hosts: bytes, packets, duration, port. It does not hold what was said, so encryption does
        not hide it. These flows are drawn at random from fourteen profiles: six of normal traffic,
        eight of attacks.
      </p>
      <p>
        <strong>Look for</strong> the attacks in the chart and what sets their rows apart in the
        table. Which of them would you find by eye? Which look like a small web request?
      </p>
      <p>
        <strong>What goes wrong:</strong> a detector sees only the columns, never the name of the
        profile. Real traffic has far fewer attacks: the <TermWord of="base rate" /> here is very
        high.
      </p>
    </>
  ),
  note: {
    ask: 'You may keep three of these columns to find stolen data. Which three? Vote, write the votes down, and read them again at the end.',
    surprises:
      'A flow says much without any content. And “attack” here means a profile: ask who checked that the profiles behave as their names say.',
  },
  guess: { kind: 'none', because: 'Nothing is judged yet.' },
  slides: (traffic) => [
    ...(traffic?.summary.attack === 0 ? [] : [{ name: 'attacks', title: 'Attacks' }]),
    ...(traffic?.summary.busiestPorts === null
      ? []
      : [{ name: 'ports', title: 'Ports', isMore: true }]),
  ],
  Settings,
  Output,
};

function Settings() {
  const fromFile = notebook.opened.value !== null;
  return (
    <>
      <FileSource />
      {fromFile ? <ImportSettings /> : <Controls keys={['seed']} />}
      {!fromFile && <ProfileTable />}
    </>
  );
}

function Output() {
  const result = notebook.cell('generate').result.value;
  return result === null ? <NotYet what="The traffic" /> : <TrafficOutput traffic={result.value} />;
}

function TrafficOutput({ traffic }: { readonly traffic: Traffic }) {
  const { summary, flows, imported } = traffic;
  return (
    <>
      <p class="headline">{headline(traffic)}</p>
      {imported !== null && <ImportReport traffic={{ ...traffic, imported }} />}
      <MemoryLine flows={summary.total} />
      <TrafficCharts summary={summary} />
      {flows !== null && <FlowSample flows={flows} />}
    </>
  );
}

function headline({ summary }: Traffic): string {
  const { total, normal, attack, unlabelled } = summary;
  if (unlabelled === total) {
    return `${formatCount(total)} flows without labels: detectors rank them and raise alerts, but cannot be judged.`;
  }
  const share = formatPercent(attack / (normal + attack));
  const rest = unlabelled === 0 ? '' : `, ${formatCount(unlabelled)} unlabelled`;
  return `${formatCount(total)} flows · ${formatCount(normal)} normal · ${formatCount(attack)} attacks (${share})${rest}`;
}
