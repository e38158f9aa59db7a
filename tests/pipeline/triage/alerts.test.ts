import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assessmentFromScores } from '../../../src/models/detector.ts';
import {
  type AlertGroup,
  countAlerts,
  detailsOf,
  GROUPINGS,
  type GroupDetails,
  groupAlerts,
  groupingsOf,
  type JudgedDetection,
  rankedAlerts,
} from '../../../src/pipeline/triage/alerts.ts';
import { alertsReport } from '../../../src/pipeline/triage/alerts-report.ts';
import { parseRules } from '../../../src/pipeline/triage/rules.ts';
import { told, trafficOf } from './support.ts';

/** Flows with scores that often tie, a threshold among them, and a mask of what is allowed. */
const scored = fc
  .array(fc.record({ flow: told, score: fc.integer({ min: -5, max: 0 }), fine: fc.boolean() }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((rows) => ({
    traffic: trafficOf(rows.map(({ flow }) => flow)),
    told: rows.map(({ flow }) => flow),
    scores: Float64Array.from(rows, ({ score }) => score / 5),
    allowed: Uint8Array.from(rows, ({ fine }) => (fine ? 1 : 0)),
  }));
const OFFSET = -0.4;

const judged = (scores: Float64Array, judgedOn: Uint32Array | null = null): JudgedDetection => ({
  detector: 'isolation-forest',
  assessment: assessmentFromScores(scores, OFFSET),
  judgedOn,
});

it('alerts are what is flagged and not allowed, sorted by score', () => {
  fc.assert(
    fc.property(scored, ({ scores, allowed }) => {
      const expected = [...scores.keys()]
        .filter((row) => scores[row] < OFFSET && allowed[row] === 0)
        .sort((a, b) => scores[a] - scores[b] || a - b);
      const alerts = rankedAlerts(judged(scores), allowed);
      expect([...alerts]).toEqual(expected);
    }),
  );
});

it('what a detector is not judged by raises no alert', () => {
  fc.assert(
    fc.property(scored, ({ scores, allowed }) => {
      const odd = Uint32Array.from([...scores.keys()].filter((row) => row % 2 === 1));
      const all = rankedAlerts(judged(scores), allowed);
      expect([...rankedAlerts(judged(scores, odd), allowed)]).toEqual(
        [...all].filter((row) => row % 2 === 1),
      );
      const { flagged, alerts } = countAlerts(judged(scores, odd), allowed);
      expect(alerts).toBe([...all].filter((row) => row % 2 === 1).length);
      expect(flagged).toBe([...odd].filter((row) => scores[row] < OFFSET).length);
    }),
  );
});

it('groups share the alerts out: each in one group, with what the group has in common', () => {
  fc.assert(
    fc.property(scored, fc.constantFrom(...GROUPINGS), (given, by) => {
      const { traffic, scores, allowed, told } = given;
      if (traffic.flows === null) throw new Error('made with flows');
      const alerts = rankedAlerts(judged(scores), allowed);
      const groups = groupAlerts(alerts, traffic.flows, scores, by);
      const rows = groups.flatMap((group) => [...group.rows]);
      expect(rows.toSorted((a, b) => a - b)).toEqual([...alerts].sort((a, b) => a - b));
      expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
      for (const group of groups) {
        const told = { ...group, ...detailsOf(group, traffic.flows) };
        expect(told).toEqual(groupByHand(group, [...alerts]));
      }
      const places = groups.map(({ alerts: size, bestRank }) => [-size, bestRank]);
      expect(places).toEqual(places.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));

      function groupByHand({ name }: AlertGroup, ranked: number[]): AlertGroup & GroupDetails {
        const members = ranked.filter((row) => String(told[row][by]) === name);
        const many = (key: 'originator' | 'responder' | 'port') =>
          new Set(members.map((row) => told[row][key])).size;
        const seconds = members.map((row) => traffic.flows?.startTime?.[row] ?? 0);
        return {
          name,
          alerts: members.length,
          bestScore: -scores[members[0]],
          bestRank: ranked.indexOf(members[0]) + 1,
          originators: many('originator'),
          responders: many('responder'),
          ports: many('port'),
          firstTime: Math.min(...seconds),
          lastTime: Math.max(...seconds),
          rows: Uint32Array.from(members),
        };
      }
    }),
  );
});

it('the report counts alerts before and after the rules, and changes no score', () => {
  fc.assert(
    fc.property(scored, ({ traffic, scores }) => {
      const detections = [judged(scores)];
      const before = alertsReport(traffic, detections, []).detectors[0];
      const after = alertsReport(traffic, detections, parseRules(['53', 'udp'])).detectors[0];
      expect(before.allowed).toBe(0);
      expect(before.alerts).toBe(before.flagged);
      expect(after.flagged).toBe(before.flagged);
      expect(after.alerts + after.allowed).toBe(after.flagged);
      for (const { largest } of after.groups) {
        expect(largest.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(after.alerts);
      }
    }),
  );
});

it('traffic without addresses is gathered by port, and a table of numbers by nothing', () => {
  const one = {
    originator: '10.0.0.5',
    responder: '10.0.0.6',
    port: 53,
    service: '',
    protocol: 'udp',
  };
  const { flows } = trafficOf([one]);
  if (flows === null) throw new Error('made with flows');
  const { originatorAddress: _, responderAddress: __, ...rest } = flows;
  expect(groupingsOf(flows)).toEqual(['originator', 'responder', 'port']);
  expect(groupingsOf(rest)).toEqual(['port']);
  expect(groupingsOf(null)).toEqual([]);
});
