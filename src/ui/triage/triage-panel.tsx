import { formatCount } from '../../charts/format.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { AlertCounts } from '../../pipeline/triage/alerts.ts';
import { FoldedPart } from '../cells/folded-part.tsx';
import { DetectorSelect } from '../detecting/detector-select.tsx';
import { flowSource } from '../flows/flow-source.ts';
import { NotYet } from '../kit/not-yet.tsx';
import { shownDetector } from '../lab.ts';
import { CellAsOf } from '../studies/as-of.tsx';
import { SaveAlerts } from './triage-export.tsx';
import { AlertGroups } from './triage-groups.tsx';
import { ShowPart } from './triage-rows.tsx';
import { Rules } from './triage-rules.tsx';
import { triage } from './triage-state.ts';
import '../flows/flows.css';
import './triage.css';

/** From alerts to work: what is known to be fine is taken out, the rest gathered and written down. */
export function TriagePanel() {
  const { alertCounts, groupings } = triage();
  const { shownFlows } = flowSource();
  const source = shownFlows.value;
  return (
    <FoldedPart id="triage" headline={countsInWords(alertCounts.value)}>
      <p class="prose">
        Sort the alerts. Say what is known to be harmless, such as a backup server or your own
        scanner, and its alerts go. Rules change only the alerts, not the scores.
      </p>
      {source === null ? (
        <NotYet what="The alerts" />
      ) : (
        <>
          <Judge />
          {groupings.value.length < 3 && <Lacking tells={groupings.value.length} />}
          <Rules />
          <AlertGroups />
          <SaveAlerts />
        </>
      )}
    </FoldedPart>
  );
}

/** Whose alerts these are, and how many are left. */
function Judge() {
  const { alertCounts, someUnjudged } = triage();
  const counts = alertCounts.value;
  const { title } = detectorFacts(shownDetector.value);
  return (
    <>
      <div class="controls">
        <DetectorSelect id="alerts-of" label="Alerts of" />
      </div>
      {counts === null ? (
        <p class="not-yet">The {title} has not looked at these flows yet: run its cell.</p>
      ) : (
        <p class="headline" role="status" id="alert-counts">
          {countsInWords(counts)} <ShowPart part="alerts">Show them by score</ShowPart>
        </p>
      )}
      {counts !== null && <CellAsOf id={shownDetector.value} />}
      {someUnjudged.value && <p class="meaning">Flows in the training data raise no alerts.</p>}
    </>
  );
}

function countsInWords(counts: AlertCounts | null): string | undefined {
  if (counts === null) return undefined;
  const { flagged, allowed, alerts } = counts;
  return `${formatCount(flagged)} alerts − ${formatCount(allowed)} allowed = ${formatCount(alerts)} left`;
}

/** Says what cannot be asked of this traffic. */
function Lacking({ tells }: { readonly tells: number }) {
  return (
    <p class="meaning">
      {tells === 0
        ? 'This traffic has no addresses or ports, so no rule applies and nothing can be grouped. You can rank, mark and save its alerts.'
        : 'This traffic has no addresses. Rules for ports and protocols apply; alerts are grouped by port.'}
    </p>
  );
}
