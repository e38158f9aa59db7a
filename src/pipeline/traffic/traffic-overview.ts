import type { CategoryColumn, FlowTable } from '../../data/flow-table.ts';
import { UNKNOWNS, type Unknown } from '../../data/import/flows/unknown.ts';
import { featureFacts } from '../../features/feature-table.ts';
import { NOTEBOOK_FEATURES } from '../../features/notebook-features.ts';
import { spanOf } from '../baseline/baseline-time.ts';
import { portName } from './port-names.ts';
import { unicastRows } from './unicast.ts';

/** Flows that share something, and their bytes both ways. */
export interface Tally {
  readonly name: string;
  readonly flows: number;
  readonly bytes: number;
}

/** The hosts at one end of the flows. */
interface Talkers {
  readonly distinct: number;
  readonly byFlows: readonly Tally[];
  readonly byBytes: readonly Tally[];
}

/** A feature that is computed from zeros, or guesses, which stand for what is not known. */
export interface UnsureFeature {
  readonly feature: string;
  /** What it needs and some flows lack. */
  readonly lacks: readonly Unknown[];
  /** The flows that lack any of it. */
  readonly flows: number;
}

/** What traffic consists of: a summary of all flows that are analysed. */
export interface TrafficOverview {
  /** The first and the last start, seconds since 1970 UTC; `null` without times. */
  readonly time: { readonly first: number; readonly last: number } | null;
  readonly bytes: number;
  readonly originators: Talkers | null;
  readonly responders: Talkers | null;
  /** Distinct ports of responders, and those with the most flows; `name` is the port. */
  readonly ports: {
    readonly distinct: number;
    readonly busiest: readonly (Tally & { readonly service: string })[];
  };
  readonly protocols: readonly Tally[];
  /** As the sensor recognised them; the empty name stands for none. */
  readonly services: readonly Tally[] | null;
  readonly states: readonly Tally[] | null;
  /** Flows from or to link-local, multicast or broadcast addresses that are among them. */
  readonly notUnicast: number | null;
  /** How many flows lack what; only what is lacking. */
  readonly unknown: readonly { readonly what: Unknown; readonly flows: number }[];
  readonly unsureFeatures: readonly UnsureFeature[];
}

/** Rows of each table. */
const MOST = 10;

/** O(flows + addresses × log addresses). */
export function overviewOf(flows: FlowTable): TrafficOverview {
  const { startTime, originatorAddress, responderAddress, service, connState } = flows;
  const bytes = flows.bytesSent.map((sent, row) => sent + flows.bytesRecv[row]);
  const tallies = (column: CategoryColumn | undefined) =>
    column === undefined ? null : busiest(tallyOf(column, bytes), 'flows');
  const unicast = unicastRows(flows);
  return {
    time: startTime === undefined ? null : spanOf(startTime),
    bytes: bytes.reduce((sum, value) => sum + value, 0),
    originators: talkersOf(originatorAddress, bytes),
    responders: talkersOf(responderAddress, bytes),
    ports: portsOf(flows, bytes),
    protocols: tallies(flows.protocol) ?? [],
    services: tallies(service),
    states: tallies(connState),
    notUnicast: unicast === null ? null : flows.length - unicast.length,
    ...unknownOf(flows),
  };
}

function tallyOf({ codes, names }: CategoryColumn, bytes: Float64Array): Tally[] {
  const flowsOf = new Float64Array(names.length);
  const bytesOf = new Float64Array(names.length);
  for (let row = 0; row < codes.length; row++) {
    flowsOf[codes[row]]++;
    bytesOf[codes[row]] += bytes[row];
  }
  return names
    .map((name, code) => ({ name, flows: flowsOf[code], bytes: bytesOf[code] }))
    .filter(({ flows }) => flows > 0);
}

/** The largest first; of equal ones the one seen first. */
function busiest(tallies: readonly Tally[], by: 'flows' | 'bytes'): Tally[] {
  return tallies.toSorted((a, b) => b[by] - a[by]).slice(0, MOST);
}

function talkersOf(column: CategoryColumn | undefined, bytes: Float64Array): Talkers | null {
  if (column === undefined) return null;
  const all = tallyOf(column, bytes);
  return { distinct: all.length, byFlows: busiest(all, 'flows'), byBytes: busiest(all, 'bytes') };
}

function portsOf({ dstPort }: FlowTable, bytes: Float64Array): TrafficOverview['ports'] {
  const tallies = new Map<number, { flows: number; bytes: number }>();
  dstPort.forEach((port, row) => {
    const tally = tallies.get(port) ?? { flows: 0, bytes: 0 };
    tallies.set(port, tally);
    tally.flows++;
    tally.bytes += bytes[row];
  });
  const ports = [...tallies]
    .toSorted(([port, a], [other, b]) => b.flows - a.flows || port - other)
    .slice(0, MOST)
    .map(([port, tally]) => ({ name: String(port), service: portName(port), ...tally }));
  return { distinct: tallies.size, busiest: ports };
}

function unknownOf({ unknown }: FlowTable): Pick<TrafficOverview, 'unknown' | 'unsureFeatures'> {
  if (unknown === undefined) return { unknown: [], unsureFeatures: [] };
  const flowsOf = new Uint32Array(unknown.names.length);
  for (const code of unknown.codes) flowsOf[code]++;
  const wordsOf = unknown.names.map((name) => name.split(' '));
  const lacking = (needs: readonly Unknown[]) =>
    flowsOf.reduce(
      (sum, flows, code) => sum + (needs.some((need) => wordsOf[code].includes(need)) ? flows : 0),
      0,
    );
  const missing = UNKNOWNS.filter((what) => lacking([what]) > 0);
  return {
    unknown: missing.map((what) => ({ what, flows: lacking([what]) })),
    unsureFeatures: NOTEBOOK_FEATURES.flatMap(({ name, needs }) => {
      const lacks = needs.filter((need) => missing.includes(need));
      return lacks.length === 0 ? [] : [{ feature: name, lacks, flows: lacking(lacks) }];
    }),
  };
}

/**
 * What this feature needs and one flow lacks.
 *
 * @param unknown the flow's cell of the column `unknown`
 */
export function lackedBy(feature: string, unknown: string): readonly Unknown[] {
  const words = unknown.split(' ');
  const needs = featureFacts(feature)?.needs ?? [];
  return needs.filter((need) => words.includes(need));
}
