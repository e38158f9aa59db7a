import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryAt, takeRows } from '../../src/data/flow-rows.ts';
import type { FlowTable } from '../../src/data/flow-table.ts';
import { generateFlows } from '../../src/data/generate.ts';
import { ATTACK_NAMES } from '../../src/data/profiles.ts';
import { attackGoal } from '../../src/pipeline/studies/red-team/attacks.ts';
import {
  PAYLOAD,
  STEALTHY_PORT,
  stealthOf,
  stealthyTraffic,
} from '../../src/pipeline/studies/red-team/stealth.ts';

const FLOWS = generateFlows('5', { web: 20, email: 5, dns: 20, ssh: 5, database: 5, api: 5 });
const WINDOW = 60;

function rowsOf(attack: string, flows = FLOWS): Uint32Array {
  return Uint32Array.from({ length: flows.length }, (_, row) => row).filter(
    (row) => categoryAt(flows.attackType, row) === attack,
  );
}

const pulls = fc.constantFrom(...ATTACK_NAMES).chain((name) =>
  fc.record({
    attack: fc.constant(attackGoal(name)),
    lever: fc.constantFrom(...attackGoal(name).levers),
    times: fc.integer({ min: 1, max: 120 }),
  }),
);

function pulled({ attack, lever, times }: typeof pulls extends fc.Arbitrary<infer T> ? T : never) {
  const before = rowsOf(attack.name);
  const stealth = stealthOf(lever, times, attack);
  const made = stealthyTraffic(FLOWS, before, attack, stealth, WINDOW);
  return { before, stealth, ...made };
}

const total = (values: Float64Array, rows: Uint32Array) =>
  rows.reduce((sum, row) => sum + values[row], 0);

function isPossible(flows: FlowTable, row: number): boolean {
  const sides = [
    { bytes: flows.bytesSent[row], packets: flows.packetsSent[row] },
    { bytes: flows.bytesRecv[row], packets: flows.packetsRecv[row] },
  ];
  const hosts = flows.dstIpCount[row];
  return (
    sides.every(({ bytes, packets }) => {
      return Number.isInteger(packets) && bytes >= 0 && packets >= (bytes > 0 ? 1 : 0);
    }) &&
    flows.packetsSent[row] > 0 &&
    flows.duration[row] > 0 &&
    Number.isInteger(hosts) &&
    hosts > 0 &&
    Number.isFinite(flows.startTime?.[row])
  );
}

describe('an attack that hides, however hard its levers are pulled', () => {
  it('keeps its goal', () => {
    fc.assert(
      fc.property(pulls, (pull) => {
        const { before, flows, rows } = pulled(pull);
        const goal = pull.attack.measure(FLOWS, before);
        expect(goal).toBeGreaterThan(0);
        // Parts are sums of quotients: a last digit may be lost.
        expect(pull.attack.measure(flows, rows)).toBeGreaterThanOrEqual(goal * (1 - 1e-12));
      }),
      { numRuns: 150 },
    );
  });

  it('makes nothing impossible: whole packets, no bytes without them, hosts, time that passes', () => {
    fc.assert(
      fc.property(pulls, (pull) => {
        const { flows, rows } = pulled(pull);
        expect([...rows].filter((row) => !isPossible(flows, row))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('pays: bytes grow by the padding, time by the stretch, packets carry what they can', () => {
    fc.assert(
      fc.property(pulls, (pull) => {
        const { before, stealth, flows, rows, origins } = pulled(pull);
        const bytes = (of: FlowTable, at: Uint32Array) =>
          total(of.bytesSent, at) + total(of.bytesRecv, at);
        expect(bytes(flows, rows) / bytes(FLOWS, before)).toBeCloseTo(stealth.pad, 9);
        if (!pull.attack.parallel) {
          const stretched = total(flows.duration, rows) / total(FLOWS.duration, before);
          expect(stretched).toBeCloseTo(stealth.stretch, 9);
        }
        origins.forEach((at, part) => {
          const row = rows[part];
          const most = PAYLOAD * flows.packetsRecv[row];
          const dense = FLOWS.bytesRecv[before[at]] / FLOWS.packetsRecv[before[at]];
          if (pull.attack.ownsFarEnd && stealth.pad > 1 && dense <= PAYLOAD) {
            expect(flows.bytesRecv[row]).toBeLessThanOrEqual(most);
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  it('leaves all other flows, and the traffic that it is made of, as they are', () => {
    const kept = structuredClone(FLOWS);
    fc.assert(
      fc.property(pulls, (pull) => {
        const { before, flows, rows } = pulled(pull);
        const others = Uint32Array.from({ length: FLOWS.length }, (_, row) => row).filter(
          (row) => !before.includes(row),
        );
        const first = Uint32Array.from(others.keys());
        const { protocol, ...same } = takeRows(flows, first);
        const { protocol: wanted, ...expected } = takeRows(FLOWS, others);
        expect(same).toEqual(expected);
        expect(Array.from(first, (row) => categoryAt(protocol, row))).toEqual(
          Array.from(first, (row) => categoryAt(wanted, row)),
        );
        expect(rows).toEqual(Uint32Array.from(rows, (_, at) => others.length + at));
      }),
      { numRuns: 20 },
    );
    expect(FLOWS).toEqual(kept);
  });
});

describe('a lever', () => {
  const exfil = attackGoal('data_exfil');
  const before = rowsOf('data_exfil');

  it('spreads a flow over as many as asked, one behind another', () => {
    const stealth = stealthOf('spread', 4, exfil);
    const { flows, rows, origins } = stealthyTraffic(FLOWS, before, exfil, stealth, WINDOW);
    expect(rows).toHaveLength(4 * before.length);
    expect([...origins.slice(0, 5)]).toEqual([0, 0, 0, 0, 1]);
    const starts = flows.startTime ?? new Float64Array();
    expect(starts[rows[1]]).toBeCloseTo(starts[rows[0]] + flows.duration[rows[0]], 3);
    expect(total(flows.packetsSent, rows)).toBe(total(FLOWS.packetsSent, before));
  });

  it('shares hosts out, and waits until the last ones are no longer counted', () => {
    const lateral = attackGoal('lateral_movement');
    const of = rowsOf('lateral_movement');
    const stealth = stealthOf('spread', 50, lateral);
    const { flows, rows } = stealthyTraffic(FLOWS, of, lateral, stealth, WINDOW);
    expect(new Set(Array.from(rows, (row) => flows.dstIpCount[row]))).toEqual(new Set([1]));
    const starts = flows.startTime ?? new Float64Array();
    expect(starts[rows[1]] - starts[rows[0]]).toBeGreaterThanOrEqual(WINDOW);
  });

  it('takes another port where the far end is the attacker’s own, and TCP with it', () => {
    const tunnel = attackGoal('dns_tunnel');
    const of = rowsOf('dns_tunnel');
    const stealth = stealthOf('port', 1, tunnel);
    const { flows, rows } = stealthyTraffic(FLOWS, of, tunnel, stealth, WINDOW);
    for (const row of rows) {
      expect(flows.dstPort[row]).toBe(STEALTHY_PORT);
      expect(categoryAt(flows.protocol, row)).toBe('TCP');
    }
    expect(attackGoal('lateral_movement').levers).not.toContain('port');
    expect(stealthOf('together', 2, attackGoal('lateral_movement')).port).toBe(false);
  });
});
