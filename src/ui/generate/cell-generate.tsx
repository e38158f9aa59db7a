import { formatCount, formatPercent } from '../../charts/format.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import type { CellView } from '../cells/view.ts';
import { Controls } from '../kit/controls.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { TermWord } from '../teaching/term.tsx';
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

export const view: CellView = {
  prose: (
    <>
      <p>
        A <TermWord of="flow" /> is one conversation between two hosts: who sent how many bytes and
        packets, for how long, to which port. It says nothing of what was said, so it can be kept
        for months, and encryption does not hide it. Made-up flows are drawn at random from fourteen
        recipes: six of ordinary office traffic, eight of attacks.
      </p>
      <p>
        <strong>Look for</strong> what sets the attacks apart before any algorithm does. Which of
        them would you see in a table of these columns? Which would pass for a page that loads?
      </p>
      <p>
        <strong>What goes wrong:</strong> believing the names. A detector sees the columns only,
        never the recipe, and a recipe may not do what its name says. And real traffic holds far
        fewer attacks: the <TermWord of="base rate" /> here is a gift.
      </p>
    </>
  ),
  note: {
    ask: 'You may keep three of these columns to find a thief. Which three? Vote, write the votes down, and come back to them at the end.',
    surprises:
      'That a flow says so much without a word of content. And that “attack” here means a recipe: ask who checked that the recipes behave as their names promise.',
  },
  guess: { kind: 'none', because: 'Nothing is judged yet.' },
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
