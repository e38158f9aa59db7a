import { useMemo } from 'preact/hooks';
import { formatType } from '../../charts/format.ts';
import { type TimelineRow, timelineFigure } from '../../charts/timeline.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { type Timeline, timelineSentences } from '../../pipeline/traffic/timeline.ts';
import { CellFrame, NotYet } from '../kit/cell-frame.tsx';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { BEYOND_PROSE } from '../teaching/prose-beyond.tsx';

/** Traffic, true attacks and alerts over time. */
export function TimelineCell() {
  const result = notebook.cell('timeline').result.value;
  const generated = notebook.opened.value === null;
  return (
    <CellFrame
      id="timeline"
      prose={BEYOND_PROSE.timeline}
      controls={generated && <Controls keys={['beaconPeriod', 'beaconJitter', 'monitorShare']} />}
    >
      {result === null ? (
        <NotYet what="The hours" />
      ) : result.value === null ? (
        <p class="warning">
          This traffic does not tell when its flows began: a column with their start times is
          missing.
        </p>
      ) : (
        <TimelineOutput timeline={result.value} />
      )}
    </CellFrame>
  );
}

function TimelineOutput({ timeline }: { readonly timeline: Timeline }) {
  const theme = chartTheme.value;
  const [summary, ...sentences] = useMemo(() => timelineSentences(timeline), [timeline]);
  const figure = useMemo(() => {
    const { start, width } = timeline;
    return timelineFigure({ start, width, rows: rowsOf(timeline), summary }, theme);
  }, [timeline, summary, theme]);
  return (
    <>
      <Chart title="Traffic, attacks and alerts over time" figure={figure} />
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
    { name: 'normal', kind: 'traffic', flows: normal },
    { name: 'unlabelled', kind: 'traffic', flows: unlabelled },
    ...attacks.map(({ type, flows }) => {
      return { name: formatType(type), kind: 'attack', flows } as const;
    }),
    ...alerts.map(({ detector, flows }) => {
      return { name: `alerts: ${detectorFacts(detector).title}`, kind: 'alerts', flows } as const;
    }),
  ];
  return rows.filter(({ kind, flows }) => kind === 'alerts' || flows.some((count) => count > 0));
}
