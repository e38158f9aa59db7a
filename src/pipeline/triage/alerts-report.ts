import { ATTACK, type FlowTable } from '../../data/flow-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Traffic } from '../traffic/generate.ts';
import { isoTime } from './alert-records.ts';
import {
  type AlertGroup,
  countAlerts,
  detailsOf,
  type Grouping,
  groupAlerts,
  groupingsOf,
  type JudgedDetection,
  rankedAlerts,
} from './alerts.ts';
import { allowedRows } from './allowance.ts';
import { type AllowRule, formatRule } from './rules.ts';

/** Groups that are listed: those with the most alerts. */
export const MOST_GROUPS = 100;

/** The rules, and the alerts of every detector at its threshold, as plain JSON. */
export function alertsReport(
  traffic: Traffic,
  detections: readonly JudgedDetection[],
  rules: readonly AllowRule[],
) {
  const { allowed, flows, coverage } = allowedRows(traffic, rules);
  return {
    rules: coverage.map((one) => ({ ...one, rule: formatRule(one.rule) })),
    allowedFlows: flows,
    detectors: detections.map((detection) => ({
      detector: detection.detector,
      ...countAlerts(detection, allowed),
      allowedAttacks: allowedAttacks(traffic, detection, allowed),
      groups: groupingsOf(traffic.flows).map((by) =>
        groupsReport(by, traffic, detection.assessment.scores, rankedAlerts(detection, allowed)),
      ),
    })),
  };
}

export type AlertsReport = ReturnType<typeof alertsReport>;

/** The alerts that rules take away and that are attacks by their labels; `null` without labels. */
function allowedAttacks(
  { labels, summary }: Traffic,
  detection: JudgedDetection,
  allowed: Uint8Array,
): number | null {
  if (summary.unlabelled === summary.total) return null;
  const others = allowed.map((one) => 1 - one);
  return rankedAlerts(detection, others).filter((row) => labels.label[row] === ATTACK).length;
}

function groupsReport(by: Grouping, { flows }: Traffic, scores: Float64Array, alerts: Uint32Array) {
  if (flows === null) return { by, total: 0, largest: [] };
  const groups = groupAlerts(alerts, flows, scores, by);
  const largest = groups.slice(0, MOST_GROUPS).map((group) => plainGroup(group, flows));
  return { by, total: groups.length, largest };
}

/** Without the rows, which `--alerts` writes. */
function plainGroup({ rows, ...group }: AlertGroup, flows: FlowTable) {
  const { firstTime, lastTime, ...counts } = detailsOf({ rows, ...group }, flows);
  return { ...group, ...counts, firstTime: isoTime(firstTime), lastTime: isoTime(lastTime) };
}

/** The alerts of one detector, ranked. */
export function alertsOf(
  detector: DetectorName,
  traffic: Traffic,
  detections: readonly JudgedDetection[],
  rules: readonly AllowRule[],
): Uint32Array {
  const judge = detections.find((detection) => detection.detector === detector);
  if (judge === undefined) return new Uint32Array();
  return rankedAlerts(judge, allowedRows(traffic, rules).allowed);
}
