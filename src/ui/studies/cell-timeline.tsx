import { useMemo } from 'preact/hooks';
import { formatType } from '../../charts/format.ts';
import { CLASS_LOOKS, lookOf } from '../../charts/looks.ts';
import { type TimelineRow, timelineFigure } from '../../charts/timeline.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { type Timeline, timelineSentences } from '../../pipeline/traffic/timeline.ts';
import type { CellView } from '../cells/view.ts';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';

export const view: CellView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> Every flow has a start time. Each column of the picture is a
        time step; each row is a kind of traffic or the alerts of a detector. Darker means more
        flows.
      </p>
      <p>
        <strong>Look for</strong> steps in which the rows do not match. Attacks in a step without an
        alert were missed. Alerts in a step without an attack are false positives.
      </p>
      <p>
        <strong>What goes wrong:</strong> times are in UTC. Nine o’clock at your office may be
        another hour here. One dark step can hold several kinds of traffic.
      </p>
    </>
  ),
  note: {
    ask: 'Cover the names of the rows. Which of them is a person at a desk, and which is a program?',
    surprises:
      'The beacon has nearly the same number of flows in every hour. And an hour with many alerts need not hold an attack: look for rows that do not match.',
  },
  guess: { kind: 'after-detectors' },
  slides: () => [{ name: 'hours', title: 'Hours' }],
  Settings,
  Output,
};

function Settings() {
  const generated = notebook.opened.value === null;
  return generated && <Controls keys={['beaconPeriod', 'beaconJitter', 'monitorShare']} />;
}

/** Traffic, true attacks and alerts over time. */
function Output() {
  const result = notebook.cell('timeline').result.value;
  return result === null ? (
    <NotYet what="The hours" />
  ) : result.value === null ? (
    <p class="warning">This traffic has no start times.</p>
  ) : (
    <TimelineOutput timeline={result.value} />
  );
}

function TimelineOutput({ timeline }: { readonly timeline: Timeline }) {
  const theme = chartTheme.value;
  const [summary = '', ...sentences] = useMemo(() => timelineSentences(timeline), [timeline]);
  const figure = useMemo(() => {
    const { start, width } = timeline;
    return timelineFigure({ start, width, rows: rowsOf(timeline), summary }, theme);
  }, [timeline, summary, theme]);
  return (
    <>
      <p class="headline">{summary}</p>
      <Chart title="Traffic, attacks and alerts over time" figure={figure} slide="timeline.hours" />
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

/** Those that hold a flow at all. */
function rowsOf({ normal, unlabelled, attacks, alerts }: Timeline): TimelineRow[] {
  const rows: TimelineRow[] = [
    { name: 'normal', kind: 'traffic', look: CLASS_LOOKS.normal, flows: normal },
    { name: 'unlabelled', kind: 'traffic', look: CLASS_LOOKS.unlabelled, flows: unlabelled },
    ...attacks.map(({ type, flows }) => {
      return { name: formatType(type), kind: 'attack', look: CLASS_LOOKS.anomaly, flows } as const;
    }),
    ...alerts.map(({ detector, flows }) => {
      const { title, look } = detectorFacts(detector);
      return { name: `alerts: ${title}`, kind: 'alerts', look: lookOf(look), flows } as const;
    }),
  ];
  return rows.filter(({ kind, flows }) => kind === 'alerts' || flows.some((count) => count > 0));
}
