import { categoryAt, keptRows } from '../../data/flow-rows.ts';
import type { CategoryColumn, FlowTable } from '../../data/flow-table.ts';
import { argsort } from '../../eval/argsort.ts';
import type { Detection } from '../run/detect.ts';

/** What alerts are taken from: a detector's answer, and the rows that it is judged by. */
export type JudgedDetection = Pick<Detection, 'detector' | 'assessment' | 'judgedOn'>;

/** What is left of one detector's flags once the rules have been applied. */
export interface AlertCounts {
  readonly flagged: number;
  /** Of these, covered by a rule. */
  readonly allowed: number;
  readonly alerts: number;
}

/** Alerts with and without the rules. The metrics of detectors know no rules. O(flows). */
export function countAlerts(detection: JudgedDetection, allowed: Uint8Array): AlertCounts {
  const flags = flagsOf(detection);
  let flagged = 0;
  let covered = 0;
  for (let row = 0; row < flags.length; row++) {
    flagged += flags[row];
    covered += flags[row] & allowed[row];
  }
  return { flagged, allowed: covered, alerts: flagged - covered };
}

/**
 * The flows that a detector flags and no rule covers, the most anomalous first; of equal scores the
 * lower row. Flows that it has learnt from, or is not judged by, are none. O(rows).
 *
 * @param allowed 1 for each flow that a rule covers
 * @param order the rows by score, where that is known already
 */
export function rankedAlerts(
  detection: JudgedDetection,
  allowed: Uint8Array,
  order: Uint32Array = argsort(detection.assessment.scores),
): Uint32Array {
  const flags = flagsOf(detection);
  for (let row = 0; row < flags.length; row++) flags[row] &= 1 - allowed[row];
  return keptRows(order, flags);
}

/** 1 for each flow that is flagged and judged. */
function flagsOf({ assessment: { predictions }, judgedOn }: JudgedDetection): Uint8Array {
  const flags = new Uint8Array(predictions.length);
  if (judgedOn === null) {
    for (let row = 0; row < flags.length; row++) flags[row] = predictions[row] === -1 ? 1 : 0;
  } else {
    for (const row of judgedOn) flags[row] = predictions[row] === -1 ? 1 : 0;
  }
  return flags;
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
  /** Row numbers, the most anomalous first. */
  readonly rows: Uint32Array;
}

/** What else is to be told of a group. */
export interface GroupDetails {
  /** How many different ones its alerts have; `null` where the traffic does not tell. */
  readonly originators: number | null;
  readonly responders: number | null;
  readonly ports: number;
  /** Seconds since 1970 UTC; `null` where the traffic does not tell. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
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
  const groupOf = new Map<number, number>();
  const sizes: number[] = [];
  const bestRanks: number[] = [];
  alerts.forEach((row, at) => {
    const group = groupOf.get(keys[row]) ?? sizes.length;
    if (group === sizes.length) {
      groupOf.set(keys[row], group);
      sizes.push(0);
      bestRanks.push(at + 1);
    }
    sizes[group]++;
  });
  const parts = partsOf(alerts, (row) => groupOf.get(keys[row]) ?? 0, sizes);
  return parts
    .map((rows, group) => ({
      name: nameOf(flows, by, rows[0]),
      alerts: rows.length,
      bestScore: -scores[rows[0]],
      bestRank: bestRanks[group],
      rows,
    }))
    .sort((a, b) => b.alerts - a.alerts || a.bestRank - b.bestRank);
}

/** The rows of each part, in the order that they come in; parts lie end to end in one array. */
function partsOf(
  rows: Uint32Array,
  partOf: (row: number) => number,
  sizes: readonly number[],
): Uint32Array[] {
  const sorted = new Uint32Array(rows.length);
  let start = 0;
  const ends = sizes.map((size) => {
    start += size;
    return start - size;
  });
  for (const row of rows) sorted[ends[partOf(row)]++] = row;
  return sizes.map((size, part) => sorted.subarray(ends[part] - size, ends[part]));
}

/** Whom and what the alerts of a group have to do with, and when. O(alerts of the group). */
export function detailsOf({ rows }: AlertGroup, flows: FlowTable): GroupDetails {
  const { originatorAddress, responderAddress, dstPort, startTime } = flows;
  return {
    originators: originatorAddress === undefined ? null : distinct(originatorAddress.codes, rows),
    responders: responderAddress === undefined ? null : distinct(responderAddress.codes, rows),
    ports: distinct(dstPort, rows),
    ...timesOf(startTime, rows),
  };
}

function timesOf(startTime: Float64Array | undefined, rows: Uint32Array) {
  let firstTime: number | null = null;
  let lastTime: number | null = null;
  if (startTime === undefined) return { firstTime, lastTime };
  for (const row of rows) {
    const time = startTime[row];
    if (Number.isNaN(time)) continue;
    if (firstTime === null || time < firstTime) firstTime = time;
    if (lastTime === null || time > lastTime) lastTime = time;
  }
  return { firstTime, lastTime };
}

function distinct(values: ArrayLike<number>, rows: Uint32Array): number {
  const seen = new Set<number>();
  for (const row of rows) seen.add(values[row]);
  return seen.size;
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
