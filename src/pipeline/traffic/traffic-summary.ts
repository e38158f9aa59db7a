import { ATTACK } from '../../data/flow-table.ts';

export interface TypeCount {
  readonly type: string;
  readonly label: number;
  readonly flows: number;
}

export interface TrafficSummary {
  readonly total: number;
  readonly normal: number;
  readonly attack: number;
  readonly unlabelled: number;
  /** Every type, normal too, in order of first appearance. */
  readonly types: readonly TypeCount[];
  /** The eight ports with the most flows, normal ones where there are labels; `null` for a table. */
  readonly busiestPorts: readonly { readonly port: number; readonly flows: number }[] | null;
}

/** What the busiest ports are those of, as far as labels tell attacks apart. */
export function busiestPortsTitle({
  total,
  unlabelled,
}: Pick<TrafficSummary, 'total' | 'unlabelled'>): string {
  if (unlabelled === total) return 'Busiest ports of all flows';
  return unlabelled > 0
    ? 'Busiest ports of flows that are not labelled as attacks'
    : 'Busiest ports of flows that are no attacks';
}

/** The attacks by number of flows, most first; of equal counts the one seen first. */
export function attacksByCount({ types }: TrafficSummary): TypeCount[] {
  return types.filter(({ label }) => label === ATTACK).sort((a, b) => b.flows - a.flows);
}
