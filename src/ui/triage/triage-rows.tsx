import { useMemo } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import { keptRows } from '../../data/flow-rows.ts';
import { DETECTOR_NAMES } from '../../pipeline/detecting/detector-table.ts';
import type { ViewColumn } from '../../pipeline/traffic/flow-view.ts';
import {
  FLOW_PARTS,
  type FlowPart,
  rowsAmong,
  sinkAllowed,
  triageColumn,
} from '../../pipeline/triage/view.ts';
import { allowRules } from '../lab.ts';
import { triage } from './triage-state.ts';

/** What the triage column goes behind. */
const BEFORE = ['row', 'type', 'verdict'];

/** The columns with what rules and marks say, once there are any. */
export function useTriageColumn(columns: readonly ViewColumn[]): readonly ViewColumn[] {
  const { allowance, shownMarks } = triage();
  const [covered, marked] = [allowance.value, shownMarks.value];
  const asked = allowRules.value.length > 0 || marked.size > 0;
  return useMemo(
    () =>
      covered === null || !asked
        ? columns
        : columns.toSpliced(
            columns.filter(({ id }) => BEFORE.includes(id)).length,
            0,
            triageColumn(covered.allowed, marked),
          ),
    [columns, covered, marked, asked],
  );
}

/** Rows to show. */
interface TriagedRows {
  readonly rows: Uint32Array;
  /** Another one when they are another list, and not the same with other rules and marks. */
  readonly list: object;
}

/** The rows of the chosen part and group; by score, what is allowed comes after all others. */
export function useTriagedRows(rows: Uint32Array, sortedBy: string): TriagedRows {
  const { alerts, allowance, flowPart, shownGroup, shownMarks } = triage();
  const [covered, marked] = [allowance.value, shownMarks.value];
  const [part, group] = [flowPart.value, shownGroup.value];
  // They follow each threshold: only who looks at them waits for them.
  const ranked = part === 'alerts' ? alerts.value : null;
  const list = useMemo(() => ({}), [rows, part, group?.name]);
  const triaged = useMemo(() => {
    if (covered === null) return rows;
    const total = covered.allowed.length;
    const parts: Readonly<Record<FlowPart, () => Uint32Array>> = {
      'every flow': () => rows,
      alerts: () => rowsAmong(rows, ranked ?? [], total),
      allowed: () => keptRows(rows, covered.allowed),
      marked: () => rowsAmong(rows, marked.keys(), total),
    };
    const ofPart = parts[part]();
    const ofGroup = group === null ? ofPart : rowsAmong(ofPart, group.rows, total);
    const byScore = DETECTOR_NAMES.some((name) => name === sortedBy);
    return byScore && covered.flows > 0 ? sinkAllowed(ofGroup, covered.allowed) : ofGroup;
  }, [rows, covered, marked, ranked, part, group, sortedBy]);
  return { rows: triaged, list };
}

/** Which part of the flows the table shows. */
export function PartFilter() {
  const { flowPart } = triage();
  return (
    <div class="control">
      <label for="flow-part">Show</label>
      <select
        id="flow-part"
        value={flowPart.value}
        onChange={({ currentTarget: { value } }) => {
          flowPart.value = value as FlowPart;
        }}
      >
        {FLOW_PARTS.map((part) => (
          <option key={part} value={part}>
            {part}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The group that the table is limited to, and the way out of it. */
export function GroupChip() {
  const { chooseGroup, grouping, shownGroup } = triage();
  const group = shownGroup.value;
  if (group === null) return null;
  return (
    <button type="button" class="chip" onClick={() => chooseGroup(null)}>
      Only: {formatCount(group.alerts)} alerts of {grouping.value} {group.name}{' '}
      <span aria-hidden="true">✕</span>
      <span class="hidden"> (show all)</span>
    </button>
  );
}

interface ShowPartProps {
  readonly part: FlowPart;
  readonly children: string;
}

/** Goes to the table of flows, limited to a part of them. */
export function ShowPart({ part, children }: ShowPartProps) {
  const { flowPart } = triage();
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        flowPart.value = part;
        document.querySelector<HTMLElement>('#flows [role=grid]')?.focus();
      }}
    >
      {children}
    </button>
  );
}
