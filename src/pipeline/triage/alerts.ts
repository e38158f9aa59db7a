import { type CategoryColumn, categoryAt, type FlowTable } from '../../data/flow-table.ts';
import { argsort } from '../../eval/argsort.ts';
import type { Assessment } from '../../models/detector.ts';

/**
 * The flows that a detector flags and no rule covers, the most anomalous first; of equal scores the
 * lower row. O(rows).
 *
 * @param allowed 1 for each flow that a rule covers
 * @param order the rows by score, where that is known already
 */
export function rankedAlerts(
  { scores, predictions }: Pick<Assessment, 'scores' | 'predictions'>,
  allowed: Uint8Array,
  order: Uint32Array = argsort(scores),
): Uint32Array {
  return order.filter((row) => predictions[row] === -1 && allowed[row] === 0);
}

/** What alerts can be gathered by. */
export const GROUPINGS = ['originator', 'responder', 'port'] as const;

export type Grouping = (typeof GROUPINGS)[number];

/** Alerts that have one address or port in common. */
export interface AlertGroup {
  /** The address, or the port as text. */
  readonly name: string;
  readonly alerts: number;
  /** Higher = more anomalous. */
  readonly bestScore: number;
  /** The place of its most anomalous flow among all alerts, from 1. */
  readonly bestRank: number;
  /** How many different ones its alerts have; `null` where the traffic does not tell. */
  readonly originators: number | null;
  readonly responders: number | null;
  readonly ports: number;
  /** Seconds since 1970 UTC; `null` where the traffic does not tell. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  /** Row numbers, the most anomalous first. */
  readonly rows: Uint32Array;
}

/** The groupings that this traffic has the columns for. */
export function groupingsOf(flows: FlowTable | null): Grouping[] {
  if (flows === null) return [];
  return GROUPINGS.filter((by) => keysOf(flows, by) !== undefined);
}

/**
 * The alerts gathered by address or port: the group with the most alerts first, of equal ones that
 * with the most anomalous flow. O(alerts + groups log groups).
 *
 * @param alerts row numbers, the most anomalous first
 * @returns none where the traffic has no such column
 */
export function groupAlerts(
  alerts: Uint32Array,
  flows: FlowTable,
  scores: Float64Array,
  by: Grouping,
): AlertGroup[] {
  const keys = keysOf(flows, by);
  if (keys === undefined) return [];
  const ranksOf = new Map<number, number[]>();
  alerts.forEach((row, at) => {
    const ranks = ranksOf.get(keys[row]);
    if (ranks === undefined) ranksOf.set(keys[row], [at]);
    else ranks.push(at);
  });
  const groups = [...ranksOf.values()].map((ranks) => {
    const rows = Uint32Array.from(ranks, (at) => alerts[at]);
    return groupOf(rows, ranks[0] + 1, flows, scores, by);
  });
  return groups.sort((a, b) => b.alerts - a.alerts || a.bestRank - b.bestRank);
}

function groupOf(
  rows: Uint32Array,
  bestRank: number,
  flows: FlowTable,
  scores: Float64Array,
  by: Grouping,
): AlertGroup {
  const distinct = (values: ArrayLike<number> | undefined) =>
    values === undefined ? null : new Set(Array.from(rows, (row) => values[row])).size;
  const times = Array.from(rows, (row) => flows.startTime?.[row] ?? Number.NaN).filter(
    Number.isFinite,
  );
  const ends = times.reduce<{ first: number; last: number } | null>(
    (range, time) =>
      range === null
        ? { first: time, last: time }
        : { first: Math.min(range.first, time), last: Math.max(range.last, time) },
    null,
  );
  return {
    name: nameOf(flows, by, rows[0]),
    alerts: rows.length,
    bestScore: -scores[rows[0]],
    bestRank,
    originators: distinct(flows.originatorAddress?.codes),
    responders: distinct(flows.responderAddress?.codes),
    ports: distinct(flows.dstPort) ?? 0,
    firstTime: ends?.first ?? null,
    lastTime: ends?.last ?? null,
    rows,
  };
}

function nameOf(flows: FlowTable, by: Grouping, row: number): string {
  const column = addressesOf(flows, by);
  return column === undefined ? String(flows.dstPort[row]) : categoryAt(column, row);
}

function addressesOf(flows: FlowTable, by: Grouping): CategoryColumn | undefined {
  if (by === 'port') return undefined;
  return by === 'originator' ? flows.originatorAddress : flows.responderAddress;
}

/** A number per flow, the same for flows of one group. */
function keysOf(flows: FlowTable, by: Grouping): ArrayLike<number> | undefined {
  return by === 'port' ? flows.dstPort : addressesOf(flows, by)?.codes;
}
