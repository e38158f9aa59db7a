import { formatCount, formatNumber, formatType } from '../../charts/format.ts';
import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import type { StreamAlert } from '../../pipeline/stream/stream.ts';
import { reasonsInWords } from '../../pipeline/stream/stream-reasons.ts';
import { clock } from '../kit/clock.ts';
import { DataTable } from '../kit/data-table.tsx';
import { READABLE } from './stream-figures.tsx';
import { useStreamPulse } from './stream-pulse.ts';
import { lastAlerts, lastDrifts, saveAlerts, stage, stream } from './stream-session.ts';

/** Reports of drift that are listed; more are counted. */
const SHOWN_DRIFTS = 8;

/** The last alerts with what stands out about each, the newest first. */
export function AlertLog() {
  useStreamPulse(READABLE);
  const alerts = lastAlerts.peek();
  const all = stream.peek()?.frame.state.alerts ?? 0;
  if (all === 0) return <p class="not-yet table">No alerts yet.</p>;
  const rest = all - alerts.length;
  return (
    <DataTable
      caption={`The last alerts, the newest first${rest > 0 ? `; ${formatCount(rest)} before them are counted, not listed` : ''}`}
      columns={['flow', 'time', 'what it is', 'score', 'threshold', 'what stands out']}
      rows={alerts.map((alert) => [
        formatCount(alert.place),
        alert.time === null ? '–' : clock.value.text(alert.time),
        <TrueType key="type" alert={alert} />,
        formatNumber(alert.score),
        formatNumber(alert.threshold),
        reasonsInWords(alert.reasons),
      ])}
      words={[1, 2, 5]}
    />
  );
}

/** The alerts so far; at the end they can be saved with the report. */
export function SaveAlerts() {
  if (stage.value !== 'going') return null;
  return (
    <p class="stream-files">
      <button type="button" onClick={() => saveAlerts('csv')}>
        Save the alerts so far as CSV
      </button>{' '}
      <button type="button" onClick={() => saveAlerts('jsonl')}>
        Save the alerts so far as JSON lines
      </button>
    </p>
  );
}

/** What the label says: by a sign and a word, not by colour alone. */
function TrueType({ alert: { label, type } }: { readonly alert: StreamAlert }) {
  if (label === ATTACK) {
    return (
      <span class="stream-attack">
        <span aria-hidden="true">◆</span> {formatType(type)}
      </span>
    );
  }
  return (
    <span>
      <span aria-hidden="true">○</span>{' '}
      {label === NORMAL ? `${formatType(type)}, false positive` : 'unlabelled'}
    </span>
  );
}

/** What ADWIN has reported, the newest first. */
export function DriftLog() {
  useStreamPulse(READABLE);
  const drifts = lastDrifts.peek();
  const all = stream.peek()?.frame.state.drifts ?? 0;
  if (all === 0) return <p class="not-yet table">No reports of drift yet.</p>;
  const shown = drifts.slice(0, SHOWN_DRIFTS);
  return (
    <DataTable
      caption={`Drift, the newest report first: ${formatCount(all)} in all, a change may be reported again as it grows clearer`}
      columns={['noticed at flow', 'of', 'mean before', 'mean after', 'since about flow']}
      rows={shown.map(({ place, feature, before, after, since }) => [
        formatCount(place),
        feature ?? 'score',
        formatNumber(before),
        formatNumber(after),
        formatCount(since),
      ])}
      words={[1]}
    />
  );
}
