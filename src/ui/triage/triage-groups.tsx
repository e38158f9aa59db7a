import { useMemo, useState } from 'preact/hooks';
import { formatCount, formatScore } from '../../charts/format.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import {
  type AlertGroup,
  detailsOf,
  type GroupDetails,
  type Grouping,
} from '../../pipeline/triage/alerts.ts';
import { MOST_GROUPS } from '../../pipeline/triage/alerts-report.ts';
import { type AllowRule, ruleOfGroup } from '../../pipeline/triage/rules.ts';
import { flowSource } from '../flows/flow-source.ts';
import { clock } from '../kit/clock.ts';
import { DataTable } from '../kit/data-table.tsx';
import { triage } from './triage-state.ts';

/** The alerts gathered by what they have in common. */
export function AlertGroups() {
  const { grouping, groups } = triage();
  const { shownFlows } = flowSource();
  const by = grouping.value;
  const flows = shownFlows.value?.traffic.flows ?? null;
  if (by === null || flows === null) return null;
  return (
    <>
      <GroupingChoice by={by} />
      {groups.value.length === 0 ? (
        <p class="not-yet">No alerts to group.</p>
      ) : (
        <GroupTable flows={flows} by={by} all={groups.value} />
      )}
    </>
  );
}

function GroupingChoice({ by }: { readonly by: Grouping }) {
  const { groupBy, groupings } = triage();
  return (
    <div class="controls">
      <div class="control">
        <label for="group-by">Group alerts by</label>
        <select
          id="group-by"
          value={by}
          onChange={({ currentTarget: { value } }) => groupBy(value as Grouping)}
        >
          {groupings.value.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

interface GroupTableProps {
  readonly flows: FlowTable;
  readonly by: Grouping;
  readonly all: readonly AlertGroup[];
}

/** The columns that differ between groupings: how many others a group's alerts have to do with. */
const OTHERS: readonly { readonly by: Grouping; readonly title: string }[] = [
  { by: 'originator', title: 'originators' },
  { by: 'responder', title: 'responders' },
  { by: 'port', title: 'ports' },
];

/** Groups in the page until more are asked for. */
const FEW_GROUPS = 12;

function GroupTable({ flows, by, all }: GroupTableProps) {
  const { groupings } = triage();
  const [most, setMost] = useState(FEW_GROUPS);
  const shown = useMemo(
    () => all.slice(0, most).map((group) => ({ ...group, ...detailsOf(group, flows) })),
    [all, most, flows],
  );
  const few = `the ${FEW_GROUPS} largest`;
  const more = all.length > MOST_GROUPS ? `the ${MOST_GROUPS} largest` : `all ${all.length}`;
  const others = OTHERS.filter((one) => one.by !== by && groupings.value.includes(one.by));
  const timed = shown.some(({ firstTime }) => firstTime !== null);
  const alerts = all.reduce((sum, group) => sum + group.alerts, 0);
  const largest = shown.length < all.length ? `, the ${shown.length} largest` : '';
  return (
    <>
      <DataTable
        caption={`${formatCount(alerts)} alerts in ${formatCount(all.length)} groups by ${by}${largest}`}
        columns={[
          by,
          'rule',
          'alerts',
          'best rank',
          'best score',
          ...others.map(({ title }) => title),
          ...(timed ? [`first, ${clock.value.zone}`, `last, ${clock.value.zone}`] : []),
        ]}
        rows={shown.map((group) => [
          <GroupButton key="group" group={group} />,
          <AllowGroup key="allow" name={group.name} rule={ruleOfGroup(by, group.name)} />,
          formatCount(group.alerts),
          formatCount(group.bestRank),
          <span key="score" title={String(group.bestScore)}>
            {formatScore(group.bestScore, 4)}
          </span>,
          ...others.map((other) => formatCount(countOf(group, other.by))),
          ...(timed ? [timeOf(group.firstTime), timeOf(group.lastTime)] : []),
        ])}
        words={[0, 1]}
      />
      {all.length > FEW_GROUPS && (
        <button
          type="button"
          onClick={() => setMost(most === FEW_GROUPS ? MOST_GROUPS : FEW_GROUPS)}
        >
          Show {most > FEW_GROUPS ? few : more}
        </button>
      )}
    </>
  );
}

function countOf(group: GroupDetails, by: Grouping): number {
  const counts = { originator: group.originators, responder: group.responders, port: group.ports };
  return counts[by] ?? 0;
}

function timeOf(seconds: number | null): string {
  return seconds === null ? '–' : clock.value.text(seconds);
}

/** A group's name, which limits the table of flows to its alerts. */
function GroupButton({ group: { name } }: { readonly group: AlertGroup }) {
  const { chooseGroup, shownGroup } = triage();
  return (
    <button
      type="button"
      class="link"
      aria-pressed={shownGroup.value?.name === name}
      onClick={() => chooseGroup(name)}
    >
      {name === '' ? 'not told' : name}
    </button>
  );
}

interface AllowGroupProps {
  readonly name: string;
  /** `null` where the name is none that a rule could go by. */
  readonly rule: AllowRule | null;
}

function AllowGroup({ name, rule }: AllowGroupProps) {
  const { allow } = triage();
  if (rule === null) return '–';
  return (
    <button type="button" class="link" aria-label={`Allow ${name}`} onClick={() => allow(rule)}>
      Allow
    </button>
  );
}
