import { computed, effect, signal } from '@preact/signals';
import { InputError } from '../../data/errors.ts';
import { ATTACK } from '../../data/flow-table.ts';
import { anomalyScores } from '../../pipeline/traffic/flow-view.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import {
  type AlertCounts,
  type AlertGroup,
  countAlerts,
  type Grouping,
  groupAlerts,
  groupingsOf,
  rankedAlerts,
} from '../../pipeline/triage/alerts.ts';
import { type Allowance, allowedRows } from '../../pipeline/triage/allowance.ts';
import { fingerprintOf } from '../../pipeline/triage/fingerprint.ts';
import type { Mark, Marks } from '../../pipeline/triage/marks.ts';
import { type AllowRule, formatRule, parseRule, withRule } from '../../pipeline/triage/rules.ts';
import type { FlowPart } from '../../pipeline/triage/view.ts';
import type { Lab } from '../create-lab.ts';
import { flowSource } from '../flows/flow-source.ts';
import { orderOf } from '../flows/row-orders.ts';
import { perLab } from '../lab.ts';

/** What a rule took out of the alerts. */
export interface AllowedAlerts {
  readonly rule: AllowRule;
  readonly alerts: number;
  /** Those of them that are attacks by their labels; `null` without labels. */
  readonly attacks: number | null;
}

const NO_MARKS: Marks = new Map();

/** The alerts of the flows on screen: what is allowed, how they are grouped, what is marked. */
export const triage = perLab(createTriage);

function createTriage(lab: Lab) {
  const { allowRules, marks, shownDetector } = lab;
  const { shownFlows, judgedFlows } = flowSource(lab);

  /** What of the flows the table shows. */
  const flowPart = signal<FlowPart>('every flow');

  const shownTraffic = computed(() => shownFlows.value?.traffic ?? null);

  /** What the rules cover of the flows on screen. */
  const allowance = computed((): Allowance | null => {
    const traffic = shownTraffic.value;
    return traffic === null ? null : allowedRows(traffic, allowRules.value);
  });

  /** Why the last rule was not taken; empty if it was. */
  const ruleProblem = signal('');

  /** The rule that was added last; `null` where none has been, or it is gone again. */
  const lastRule = signal<AllowRule | null>(null);

  /** Adds a rule, typed or made, unless it is there already; whether it was taken. */
  function allow(rule: AllowRule | string): boolean {
    try {
      const added = typeof rule === 'string' ? parseRule(rule) : rule;
      const rules = withRule(allowRules.peek(), added);
      ruleProblem.value = '';
      // A rule that is there already changes nothing.
      if (rules.length > allowRules.peek().length) {
        allowRules.value = rules;
        lastRule.value = added;
      }
      return true;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      ruleProblem.value = error.message;
      return false;
    }
  }

  function removeRule(rule: AllowRule): void {
    const last = lastRule.peek();
    if (last !== null && formatRule(last) === formatRule(rule)) lastRule.value = null;
    allowRules.value = allowRules.peek().filter((one) => formatRule(one) !== formatRule(rule));
  }

  /** The shown detector's answer at the threshold in force. */
  const judgement = computed(
    () => judgedFlows.value.find(({ detector }) => detector === shownDetector.value) ?? null,
  );

  const scores = computed(() => judgement.value?.assessment.scores ?? null);

  /** A threshold that moves leaves the order as it is. */
  const order = computed(() => scores.value && orderOf(anomalyScores(scores.value), true).value);

  /** The alerts of the shown detector, ranked; `null` before it has looked at the flows. */
  const alerts = computed((): Uint32Array | null => {
    const [judged, covered, ranked] = [judgement.value, allowance.value, order.value];
    if (judged === null || covered === null || ranked === null) return null;
    return rankedAlerts(judged, covered.allowed, ranked);
  });

  /**
   * What the last rule takes out of the alerts of the shown detector, at the threshold in force: those
   * that would be there without it. O(flows).
   */
  const lastAllowed = computed((): AllowedAlerts | null => {
    const rule = lastRule.value;
    if (rule === null) return null;
    const [judged, ranked] = [judgement.value, order.value];
    const [traffic, left] = [shownTraffic.value, alerts.value];
    if (judged === null || ranked === null) return null;
    if (traffic === null || left === null) return null;
    const others = allowRules.value.filter((one) => formatRule(one) !== formatRule(rule));
    const without = rankedAlerts(judged, allowedRows(traffic, others).allowed, ranked);
    const still = new Set(left);
    const gone = without.filter((row) => !still.has(row));
    const { summary, labels } = traffic;
    const labelled = summary.unlabelled < summary.total;
    const attacks = labelled ? gone.filter((row) => labels.label[row] === ATTACK).length : null;
    return { rule, alerts: gone.length, attacks };
  });

  /** Whether some flows raise no alerts because the detector is not judged by them. */
  const someUnjudged = computed(() => judgement.value?.judgedOn != null);

  const alertCounts = computed((): AlertCounts | null => {
    const [judged, covered] = [judgement.value, allowance.value];
    return judged === null || covered === null ? null : countAlerts(judged, covered.allowed);
  });

  /** What this traffic can be grouped by. */
  const groupings = computed(() => groupingsOf(shownTraffic.value?.flows ?? null));

  const chosenGrouping = signal<Grouping>('originator');

  /** What alerts are grouped by; `null` where the traffic tells nothing to group by. */
  const grouping = computed((): Grouping | null => {
    const possible = groupings.value;
    return possible.find((by) => by === chosenGrouping.value) ?? possible[0] ?? null;
  });

  const groups = computed((): readonly AlertGroup[] => {
    const [ranked, by, flows] = [alerts.value, grouping.value, shownTraffic.value?.flows];
    if (ranked === null || by === null || !flows || scores.value === null) return [];
    return groupAlerts(ranked, flows, scores.value, by);
  });

  const chosenGroup = signal<string | null>(null);

  /** The group that the table of flows is limited to; none once its alerts are gone. */
  const shownGroup = computed((): AlertGroup | null =>
    chosenGroup.value === null
      ? null
      : (groups.value.find(({ name }) => name === chosenGroup.value) ?? null),
  );

  function groupBy(by: Grouping): void {
    chosenGrouping.value = by;
    chosenGroup.value = null;
  }

  /** Limits the table of flows to a group; the group that it is limited to already sets it free. */
  function chooseGroup(name: string | null): void {
    chosenGroup.value = chosenGroup.peek() === name ? null : name;
  }

  /** Found once for each traffic, when marks are first asked for. */
  const fingerprints = new WeakMap<Traffic, string>();

  function fingerprint(traffic: Traffic): string {
    const known = fingerprints.get(traffic) ?? fingerprintOf(traffic);
    fingerprints.set(traffic, known);
    return known;
  }

  /** The marks of this traffic; they come back with it when it is opened again. */
  function marksOf(traffic: Traffic): Marks {
    const all = marks.value;
    return all.size === 0 ? NO_MARKS : (all.get(fingerprint(traffic)) ?? NO_MARKS);
  }

  const shownMarks = computed(
    (): Marks => (shownTraffic.value === null ? NO_MARKS : marksOf(shownTraffic.value)),
  );

  /** Says what a flow on screen is; `null` takes it back. */
  function markFlow(row: number, mark: Mark | null): void {
    const changed = new Map(shownMarks.peek());
    if (mark === null) changed.delete(row);
    else changed.set(row, mark);
    setMarks(changed);
  }

  /** Replaces the marks of the traffic on screen. */
  function setMarks(changed: Marks): void {
    const traffic = shownTraffic.peek();
    if (traffic === null) return;
    const all = new Map(marks.peek());
    if (changed.size === 0) all.delete(fingerprint(traffic));
    else all.set(fingerprint(traffic), changed);
    marks.value = all;
  }

  /** A part and a group belong to the traffic that they were chosen in. */
  const trafficKey = computed(() => shownFlows.value?.key);
  effect(() => {
    if (trafficKey.value === undefined) return;
    flowPart.value = 'every flow';
    chosenGroup.value = null;
    lastRule.value = null;
  });

  return {
    flowPart,
    allowance,
    ruleProblem,
    allow,
    lastAllowed,
    removeRule,
    alerts,
    someUnjudged,
    alertCounts,
    groupings,
    grouping,
    groups,
    shownGroup,
    groupBy,
    chooseGroup,
    marksOf,
    shownMarks,
    markFlow,
    setMarks,
  };
}
