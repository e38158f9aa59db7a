import fc from 'fast-check';
import { encodeCategories } from '../../../src/data/flow-rows.ts';
import { type FlowTable, UNLABELLED } from '../../../src/data/flow-table.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { generateTraffic, type Traffic } from '../../../src/pipeline/traffic/generate.ts';

/** What a flow of these tests tells; the rest of it is the same for all. */
export interface Told {
  readonly originator: string;
  readonly responder: string;
  readonly port: number;
  readonly service: string;
  readonly protocol: string;
}

/** Addresses and ports out of a few, so that flows share them and rules hit them. */
export const address = fc.oneof(
  fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map(([a, b, c]) => `10.${64 * a}.${b}.${85 * c}`),
  fc.tuple(fc.nat(2), fc.nat(9)).map(([a, b]) => `2001:db8:${a}::${b}`),
);

export const told: fc.Arbitrary<Told> = fc.record({
  originator: fc.oneof(address, fc.constantFrom('-', 'printer')),
  responder: address,
  port: fc.constantFrom(0, 22, 53, 443, 65535),
  service: fc.constantFrom('', 'dns', 'ssl,http', 'SSL'),
  protocol: fc.constantFrom('tcp', 'udp'),
});

/** Unlabelled flows a second apart, in this order. */
export function trafficOf(told: readonly Told[]): Traffic {
  const rows = told.length;
  const counts = Object.fromEntries(
    Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, name === 'ddos' ? rows : 0]),
  );
  const traffic = generateTraffic({ seed: '7', counts });
  if (traffic.flows === null) throw new Error('generated traffic has flows');
  const words = (tell: (one: Told) => string) => encodeCategories(told.map(tell), rows);
  const flows: FlowTable = {
    ...traffic.flows,
    startTime: Float64Array.from(told, (_, row) => 1_700_000_000.25 + row),
    originatorAddress: words(({ originator }) => originator),
    originatorPort: Int32Array.from(told, (_, row) => 40_000 + row),
    responderAddress: words(({ responder }) => responder),
    dstPort: Int32Array.from(told, ({ port }) => port),
    service: words(({ service }) => service),
    protocol: words(({ protocol }) => protocol),
    label: new Int8Array(rows).fill(UNLABELLED),
    attackType: words(() => 'unknown'),
  };
  const labels = { label: flows.label, attackType: flows.attackType };
  const summary = { ...traffic.summary, attack: 0, unlabelled: rows, types: [] };
  return { ...traffic, flows, labels, summary };
}
