import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { communityId, type FlowEnds } from '../../../src/pipeline/triage/community-id.ts';

const flow = (
  protocol: string,
  originator: string,
  originatorPort: number | undefined,
  responder: string,
  responderPort: number,
): FlowEnds => ({ protocol, originator, originatorPort, responder, responderPort });

/** Published with the specification: github.com/corelight/community-id-spec, baseline. */
const PUBLISHED: readonly [string, FlowEnds][] = [
  ['1:LQU9qZlK+B5F3KDmev6m5PMibrg=', flow('TCP', '128.232.110.120', 34855, '66.35.250.204', 80)],
  ['1:LQU9qZlK+B5F3KDmev6m5PMibrg=', flow('TCP', '66.35.250.204', 80, '128.232.110.120', 34855)],
  ['1:d/FP5EW3wiY1vCndhwleRRKHowQ=', flow('UDP', '192.168.1.52', 54585, '8.8.8.8', 53)],
  ['1:MP2EtRCAUIZvTw6MxJHLV7N7JDs=', flow('SCTP', '192.168.170.8', 7, '192.168.170.56', 7)],
  [
    '1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=',
    flow('TCP', '2001:470:e5bf:dead:4957:2174:e82c:4887', 63943, '2607:f8b0:400c:c03::1a', 25),
  ],
  ['1:X0snYXpgwiv9TZtqg64sgzUn6Dk=', flow('ICMP', '192.168.0.89', 8, '192.168.0.1', 0)],
  ['1:X0snYXpgwiv9TZtqg64sgzUn6Dk=', flow('ICMP', '192.168.0.1', 0, '192.168.0.89', 8)],
  ['1:YHxtAirCG//0OzkcVAukqKQN9xM=', flow('ICMP', '10.0.0.1', 11, '10.0.0.2', 0)],
  [
    '1:dGHyGvjMfljg6Bppwm3bg0LO8TY=',
    flow('ICMP', 'fe80::200:86ff:fe05:80da', 135, 'fe80::260:97ff:fe07:69ea', 136),
  ],
  [
    '1:zavyT/cezQr1fmImYCwYnMXbgck=',
    flow('ICMP', 'fe80::260:97ff:fe07:69ea', 135, 'fe80::200:86ff:fe05:80da', 136),
  ],
  [
    '1:2ObVBgIn28oZvibYZhZMBgh7WdQ=',
    flow('ICMP', '3ffe:501:1800:2345::2', 3, '3ffe:507:0:1:200:86ff:fe05:80da', 0),
  ],
  [
    '1:hLZd0XGWojozrvxqE0dWB1iM6R0=',
    flow('ICMP', '3ffe:501:410:0:2c0:dfff:fe47:33e', 1, '3ffe:507:0:1:200:86ff:fe05:80da', 4),
  ],
  [
    '1:+TW+HtLHvV1xnGhV1lv7XoJrqQg=',
    flow('ICMP', '3ffe:507:0:1:200:86ff:fe05:80da', 128, '3ffe:501:0:1001::2', 129),
  ],
  ['1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0=', flow('ICMP', 'fe80::200:86ff:fe05:80da', 133, 'ff02::2', 134)],
  ['1:KHlLkgoJW7ifUTyTSgyVfkFHzKw=', flow('IP-46', '10.1.12.1', 0, '10.1.12.2', 0)],
  ['1:KHlLkgoJW7ifUTyTSgyVfkFHzKw=', flow('IP-46', '10.1.12.2', undefined, '10.1.12.1', 0)],
];

describe('the Community ID', () => {
  test.each(PUBLISHED)('is %s, as published', (id, ends) => {
    expect(communityId(ends)).toBe(id);
  });

  test('is that of the answer, too, and of no other flow', () => {
    const address = fc.ipV4();
    const port = fc.integer({ min: 0, max: 65535 });
    const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP', 'GRE');
    fc.assert(
      fc.property(address, address, port, port, protocol, (one, other, from, to, word) => {
        const id = communityId(flow(word, one, from, other, to));
        expect(id).toMatch(/^1:[A-Za-z0-9+/]{27}=$/);
        expect(communityId(flow(word, other, to, one, from))).toBe(id);
        fc.pre(word !== 'GRE');
        expect(communityId(flow(word, one, from, other, (to + 1) % 65536))).not.toBe(id);
      }),
    );
  });

  test.each<[string, FlowEnds]>([
    ['a name for an address', flow('TCP', 'printer', 1, '10.0.0.1', 80)],
    ['addresses of two kinds', flow('TCP', '::1', 1, '10.0.0.1', 80)],
    ['an unknown protocol', flow('OTHER', '10.0.0.2', 1, '10.0.0.1', 80)],
    ['no port of the originator', flow('UDP', '10.0.0.2', undefined, '10.0.0.1', 80)],
  ])('is none for %s', (_, ends) => {
    expect(communityId(ends)).toBeNull();
  });
});
