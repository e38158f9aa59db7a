import { type Draw, draw, sampler } from './draws.ts';
import { takeRows } from './flow-rows.ts';
import { type FlowTable, NORMAL } from './flow-table.ts';
import type { TrafficProfile } from './profiles.ts';
import type { RandomSource } from './random.ts';

/**
 * An application that nobody used yesterday: ordinary, and unlike the ordinary traffic of the
 * profiles. It comes as drift, so it is no row of `PROFILES`.
 */
export const NEW_APPLICATION: Omit<TrafficProfile, 'count' | 'technique'> = {
  name: 'video_calls',
  title: 'Video calls',
  meaning: 'Minutes of pictures and sound, as much to as from the caller.',
  columns: {
    bytesSent: draw.lognormal(15.5, 0.7),
    bytesRecv: draw.lognormal(15.5, 0.7),
    packetsSent: draw.poisson(9000),
    packetsRecv: draw.poisson(9000),
    duration: draw.exponential(900),
    dstPort: draw.constant(8801),
    protocol: draw.constant('UDP'),
    srcIpCount: draw.constant(1),
    dstIpCount: draw.constant(1),
  },
};

/** Flows, and the order in which they are replayed. */
export interface ReplayedFlows {
  readonly flows: FlowTable;
  /** Row numbers, first to last. */
  readonly order: Uint32Array;
}

/**
 * Lets the new application set in at a place of the order and be, from there on, the given share of
 * the flows. Its flows are appended as rows, so that the others keep their numbers; each follows, in
 * the order, a flow that is there, and has that one's time and hosts. O(flows).
 *
 * @param from place in the order, 0 … flows
 * @param share 0 … 1, 1 excluded
 */
export function withNewApplication(
  { flows, order }: ReplayedFlows,
  from: number,
  share: number,
  source: RandomSource,
): ReplayedFlows {
  const rows = [...Array(flows.length).keys()];
  const replayed: number[] = [];
  order.forEach((row, place) => {
    replayed.push(row);
    if (place < from) return;
    while (source.double() < share) {
      replayed.push(rows.length);
      rows.push(row);
    }
  });
  const extended = takeRows(flows, Uint32Array.from(rows));
  return {
    flows: drawnAnew(extended, flows.length, source),
    order: Uint32Array.from(replayed),
  };
}

/** The table with the new application's draws in the rows from `first` on. */
function drawnAnew(flows: FlowTable, first: number, source: RandomSource): FlowTable {
  const { protocol, ...numeric } = NEW_APPLICATION.columns;
  for (const [key, column] of Object.entries(numeric) as [keyof typeof numeric, Draw][]) {
    const next = sampler(column, source);
    for (let row = first; row < flows.length; row++) flows[key][row] = next();
  }
  flows.label.fill(NORMAL, first);
  const nextProtocol = sampler(protocol, source);
  return {
    ...flows,
    protocol: withWord(flows.protocol, first, String(nextProtocol())),
    attackType: withWord(flows.attackType, first, NEW_APPLICATION.name),
  };
}

/** The column with one word in all rows from `first` on. */
function withWord({ codes, names }: FlowTable['protocol'], first: number, word: string) {
  const known = names.indexOf(word);
  codes.fill(known < 0 ? names.length : known, first);
  return { codes, names: known < 0 ? [...names, word] : names };
}
