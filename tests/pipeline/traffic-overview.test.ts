import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCategories } from '../../src/data/flow-rows.ts';
import type { FlowTable } from '../../src/data/flow-table.ts';
import { UNKNOWNS, type Unknown } from '../../src/data/import/flows/unknown.ts';
import { columnOf } from '../../src/features/matrix.ts';
import { NOTEBOOK_FEATURES } from '../../src/features/notebook-features.ts';
import { featuresOfFlows } from '../../src/pipeline/run/flow-features.ts';
import { lackedBy, overviewOf } from '../../src/pipeline/traffic/traffic-overview.ts';

const HOSTS = ['10.0.0.1', '10.0.0.2', '224.0.0.251', 'fe80::1', '', 'printer'];

const flow = fc.record({
  from: fc.constantFrom(...HOSTS),
  to: fc.constantFrom(...HOSTS),
  port: fc.integer({ min: 0, max: 12 }),
  sent: fc.nat(3),
  received: fc.nat(3),
  protocol: fc.constantFrom('TCP', 'UDP'),
  service: fc.constantFrom('', 'dns'),
  time: fc.integer({ min: -5, max: 5 }),
  unknown: fc.subarray([...UNKNOWNS]),
});
type Flow = typeof flow extends fc.Arbitrary<infer T> ? T : never;

function tableOf(flows: readonly Flow[]): FlowTable {
  const numbers = (of: (one: Flow) => number) => Float64Array.from(flows, of);
  const words = (of: (one: Flow) => string) => encodeCategories(flows.map(of), flows.length);
  const ones = numbers(() => 1);
  return {
    length: flows.length,
    bytesSent: numbers(({ sent }) => sent),
    bytesRecv: numbers(({ received }) => received),
    packetsSent: ones,
    packetsRecv: ones,
    duration: ones,
    dstPort: Int32Array.from(flows, ({ port }) => port),
    protocol: words(({ protocol }) => protocol),
    srcIpCount: ones,
    dstIpCount: ones,
    attackType: words(() => 'unknown'),
    label: new Int8Array(flows.length).fill(-1),
    startTime: numbers(({ time }) => time),
    originatorAddress: words(({ from }) => from),
    responderAddress: words(({ to }) => to),
    service: words(({ service }) => service),
    unknown: words(({ unknown }) => unknown.join(' ')),
  };
}

/** Each name with its flows and bytes, counted flow by flow. */
function counted(flows: readonly Flow[], of: (one: Flow) => string) {
  const names = [...new Set(flows.map(of))];
  return names.map((name) => {
    const alike = flows.filter((one) => of(one) === name);
    const bytes = alike.reduce((sum, { sent, received }) => sum + sent + received, 0);
    return { name, flows: alike.length, bytes };
  });
}

const manyFlows = fc.array(flow, { minLength: 1, maxLength: 60 });

describe('the overview of traffic', () => {
  it('counts hosts, ports, protocols and services as counting flow by flow does', () => {
    fc.assert(
      fc.property(manyFlows, (flows) => {
        const overview = overviewOf(tableOf(flows));
        const most = (of: (one: Flow) => string, by: 'flows' | 'bytes') =>
          counted(flows, of).toSorted((a, b) => b[by] - a[by]);
        expect(overview.originators).toEqual({
          distinct: new Set(flows.map(({ from }) => from)).size,
          byFlows: most(({ from }) => from, 'flows'),
          byBytes: most(({ from }) => from, 'bytes'),
        });
        expect(overview.responders?.byBytes).toEqual(most(({ to }) => to, 'bytes'));
        expect(overview.protocols).toEqual(most(({ protocol }) => protocol, 'flows'));
        expect(overview.services).toEqual(most(({ service }) => service, 'flows'));
        const ports = counted(flows, ({ port }) => String(port)).toSorted(
          (a, b) => b.flows - a.flows || Number(a.name) - Number(b.name),
        );
        expect(overview.ports).toMatchObject({
          distinct: ports.length,
          busiest: ports.slice(0, 10),
        });
        const times = flows.map(({ time }) => time);
        expect(overview.time).toEqual({ first: Math.min(...times), last: Math.max(...times) });
        const groups = ['224.0.0.251', 'fe80::1'];
        expect(overview.notUnicast).toBe(
          flows.filter(({ from, to }) => groups.includes(from) || groups.includes(to)).length,
        );
      }),
    );
  });

  it('counts for every feature the flows that lack something it needs', () => {
    fc.assert(
      fc.property(manyFlows, (flows) => {
        const { unknown, unsureFeatures } = overviewOf(tableOf(flows));
        for (const what of UNKNOWNS) {
          const lacking = flows.filter((one) => one.unknown.includes(what)).length;
          expect(unknown.find((one) => one.what === what)?.flows ?? 0).toBe(lacking);
        }
        for (const { name, needs } of NOTEBOOK_FEATURES) {
          const lacking = flows.filter((one) => needs.some((need) => one.unknown.includes(need)));
          const told = unsureFeatures.find(({ feature }) => feature === name);
          expect(told?.flows ?? 0).toBe(lacking.length);
        }
      }),
    );
  });

  it('leaves out what traffic does not bring', () => {
    const { startTime: _, originatorAddress: __, service: ___, ...rest } = tableOf([]);
    const overview = overviewOf(rest);
    expect(overview).toMatchObject({ time: null, originators: null, services: null, unknown: [] });
    expect(overview.notUnicast).toBeNull();
  });
});

describe('what a feature needs', () => {
  const three = (value: number) => new Float64Array(3).fill(value);
  const known: FlowTable = {
    ...tableOf([]),
    length: 3,
    bytesSent: three(700),
    bytesRecv: three(90),
    packetsSent: three(11),
    packetsRecv: three(3),
    duration: three(7),
    dstPort: Int32Array.of(22, 4444, 50_000),
    protocol: encodeCategories(['TCP', 'UDP', 'TCP'], 3),
    srcIpCount: three(1),
    dstIpCount: three(5),
  };
  const without: Readonly<Record<Unknown, Partial<FlowTable>>> = {
    bytes: { bytesSent: three(0), bytesRecv: three(0) },
    packets: { packetsSent: three(0), packetsRecv: three(0) },
    duration: { duration: three(0) },
    direction: {
      bytesSent: known.bytesRecv,
      bytesRecv: known.bytesSent,
      packetsSent: known.packetsRecv,
      packetsRecv: known.packetsSent,
      dstPort: Int32Array.of(40_000, 40_001, 443),
      srcIpCount: known.dstIpCount,
      dstIpCount: known.srcIpCount,
    },
  };

  it.each(UNKNOWNS)('is what changes with %s, and nothing else is', (what) => {
    const whole = featuresOfFlows(known);
    const lacking = featuresOfFlows({ ...known, ...without[what] });
    const changed = NOTEBOOK_FEATURES.filter(({ name }) => {
      const at = whole.names.indexOf(name);
      return columnOf(whole, at).some((value, row) => value !== columnOf(lacking, at)[row]);
    });
    const needing = NOTEBOOK_FEATURES.filter(({ needs }) => needs.includes(what));
    expect(changed.map(({ name }) => name)).toEqual(needing.map(({ name }) => name));
    for (const { name } of NOTEBOOK_FEATURES) {
      expect(lackedBy(name, `${what} elsewhere`)).toEqual(
        needing.some((one) => one.name === name) ? [what] : [],
      );
    }
  });
});
