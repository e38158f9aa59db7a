import type { FlowTable } from '../../../data/flow-table.ts';

/** What an attacker can change of the flows, at a strength of so many times. */
export const LEVERS = [
  {
    key: 'spread',
    title: 'spread over more flows',
    does: 'spreading over more flows',
    price: 'times the flows',
  },
  {
    key: 'stretch',
    title: 'stretched in time',
    does: 'taking more time',
    price: 'times the time',
  },
  { key: 'pad', title: 'padded with bytes', does: 'padding', price: 'times the bytes' },
  { key: 'port', title: 'over port 443', does: 'port 443', price: 'nothing' },
  {
    key: 'together',
    title: 'all together',
    does: 'all of it together',
    price: 'times the flows, time and bytes (at most 5), as far as the attack allows',
  },
] as const;
export type Lever = (typeof LEVERS)[number];
export type LeverKey = Lever['key'];

/** What an attack is for, and what its attacker controls. */
export interface AttackGoal {
  readonly name: string;
  /** What must not become less. */
  readonly goal: string;
  /** The goal's amount in the attack's flows, all of them. O(flows). */
  readonly measure: (flows: FlowTable, rows: Uint32Array) => number;
  /** What the attacker can do without giving the goal up. */
  readonly levers: readonly LeverKey[];
  /** The attacker's own host answers: its answers can be padded. Else only what is sent can be. */
  readonly ownsFarEnd?: true;
  /** Parts run at the same time: the goal is a rate. Else one begins where the last one ends. */
  readonly parallel?: true;
  /** The hosts are shared out, and parts wait until the hosts of the last are no longer counted. */
  readonly sharesHosts?: true;
}

const sumOf = (rows: Uint32Array, value: (row: number) => number) =>
  rows.reduce((sum, row) => sum + value(row), 0);

const hostsReached = {
  goal: 'hosts reached',
  measure: (flows: FlowTable, rows: Uint32Array) => sumOf(rows, (row) => flows.dstIpCount[row]),
  sharesHosts: true,
} as const;
const bytesOut = {
  goal: 'bytes out',
  measure: (flows: FlowTable, rows: Uint32Array) => sumOf(rows, (row) => flows.bytesSent[row]),
  ownsFarEnd: true,
} as const;
const GUESTS: readonly LeverKey[] = ['spread', 'stretch', 'pad', 'together'];
const OWNERS: readonly LeverKey[] = ['spread', 'stretch', 'pad', 'port', 'together'];

/**
 * The goals of the generated attacks. A port can be chosen where the attacker's own host answers;
 * a victim's service stays where it is.
 */
const GOALS: readonly AttackGoal[] = [
  { name: 'port_scan', levers: GUESTS, ...hostsReached },
  {
    name: 'brute_force',
    goal: 'passwords tried, one in each packet',
    measure: (flows, rows) => sumOf(rows, (row) => flows.packetsSent[row]),
    levers: GUESTS,
  },
  {
    name: 'c2_beacon',
    goal: 'calls',
    measure: (_, rows) => rows.length,
    // More flows would be more calls, not stealthier ones.
    levers: ['stretch', 'pad', 'port', 'together'],
    ownsFarEnd: true,
  },
  { name: 'data_exfil', levers: OWNERS, ...bytesOut },
  { name: 'dns_tunnel', levers: OWNERS, ...bytesOut },
  {
    name: 'ddos',
    goal: 'packets per second, all flows at once',
    measure: (flows, rows) =>
      sumOf(rows, (row) => flows.packetsSent[row] / Math.max(flows.duration[row], 0.001)),
    // A slower flood is none.
    levers: ['spread', 'pad', 'together'],
    parallel: true,
  },
  { name: 'lateral_movement', levers: GUESTS, ...hostsReached },
  {
    name: 'crypto_mining',
    goal: 'seconds connected',
    measure: (flows, rows) => sumOf(rows, (row) => flows.duration[row]),
    levers: OWNERS,
    ownsFarEnd: true,
  },
];

/** The goal of a generated attack. @throws for another, which is a defect */
export function attackGoal(name: string): AttackGoal {
  const found = GOALS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The attack ${name} has no goal.`);
  return found;
}

/** What the lever is called. */
export function leverFacts(key: LeverKey): Lever {
  const found = LEVERS.find((one) => one.key === key);
  if (found === undefined) throw new Error(`There is no lever "${key}".`);
  return found;
}
