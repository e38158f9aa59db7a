import { describe, expect, it } from 'vitest';
import type { Flow } from './flows.ts';
import { flowsOfPackets, only, SERVER, talk } from './talk.ts';

const HTTPS = { host: SERVER.host, port: 443 };
const OPEN = '> S, < SA, > A';

describe('the state of a TCP connection', () => {
  it.each([
    ['S0', '> S'],
    ['S0', '> S, > S again, > S again'],
    ['S0', '> S, < A'],
    ['S1', OPEN],
    ['S1', `${OPEN}, > A100, < A200`],
    ['SF', `${OPEN}, > A10, > FA, < FA, > A`],
    ['SF', `${OPEN}, < FA, > A, > FA, < A`],
    ['SF', `${OPEN}, > FA, < FA, > RA`],
    ['REJ', '> S, < RA'],
    ['REJ', '> S, > S again, < RA'],
    ['S2', `${OPEN}, > A10, > FA, < A`],
    ['S3', `${OPEN}, < A10, < FA, > A`],
    ['RSTO', `${OPEN}, > A10, > R`],
    ['RSTO', `${OPEN}, > FA, > R`],
    ['RSTR', `${OPEN}, > A10, < RA`],
    ['RSTR', `${OPEN}, > FA, < RA`],
    ['RSTOS0', '> S, > R'],
    ['RSTOS0', '> S, > S again, > R'],
    ['REJ', '> SA, < R'],
    ['SH', '> S, > F'],
    ['OTH', '> A10'],
    ['OTH', '> A10, < A20, > A'],
    ['OTH', '> R'],
    ['OTH', '> SA'],
    ['SF', '> A10, < A10, > FA, < FA'],
  ])('%s: %s', async (state, script) => {
    expect((await only(script)).state).toBe(state);
  });

  it.each([
    ['RSTRH', '< SA, < R'],
    ['SHR', '< SA, < FA'],
    ['OTH', '< SA'],
  ])('%s: %s, from the port of a server', async (state, script) => {
    expect((await only(script, { server: HTTPS })).state).toBe(state);
  });
});

describe('who opened a TCP connection', () => {
  const ends = ({ originator, originatorPort, responder, responderPort, unknown }: Flow) =>
    [`${originator} ${originatorPort}`, `${responder} ${responderPort}`, unknown].join(' | ');

  it.each([
    ['the sender of the SYN', OPEN, '10.0.0.1 40000 | 10.0.0.2 9999 | '],
    [
      'not the sender of a SYN-ACK that is taken up',
      '< SA, > A, > A10',
      '10.0.0.1 40000 | 10.0.0.2 9999 | ',
    ],
    ['the sender of a SYN-ACK that is not', '< SA', '10.0.0.2 9999 | 10.0.0.1 40000 | direction'],
    [
      'in doubt the first that was seen',
      '< A10, > A20',
      '10.0.0.2 9999 | 10.0.0.1 40000 | direction',
    ],
  ])('%s', async (_, script, expected) => {
    expect(ends(await only(script))).toBe(expected);
  });

  it('the sender of a SYN that comes after its answer', async () => {
    const answer = talk('< SA', { first: [1001, 5000] });
    const late = talk('> S, > A, > A10', { first: [1000, 5001], start: 0.25 });
    const flows = await flowsOfPackets(answer, late);
    expect(flows.map(ends)).toEqual(['10.0.0.1 40000 | 10.0.0.2 9999 | ']);
    expect(flows[0]).toMatchObject({ state: 'S1', payload: [10, 0], packets: [3, 1] });
  });

  it('in doubt not the one with the port of a server', async () => {
    expect(ends(await only('< A10, > A20', { server: HTTPS }))).toBe(
      '10.0.0.1 40000 | 10.0.0.2 443 | direction',
    );
  });

  it('of two ports of servers the greater', async () => {
    const client = { host: '10.0.0.1', port: 8080 };
    const server = { host: '10.0.0.2', port: 80 };
    expect(ends(await only('< A10, > A20', { client, server }))).toBe(
      '10.0.0.1 8080 | 10.0.0.2 80 | direction',
    );
  });

  it('a host may talk to itself', async () => {
    const flows = await flowsOfPackets(
      talk(`${OPEN}, > A5, < A7`, {
        client: { host: '127.0.0.1', port: 5 },
        server: { host: '127.0.0.1', port: 6 },
      }),
      talk('> S', {
        client: { host: '127.0.0.1', port: 8 },
        server: { host: '127.0.0.1', port: 8 },
      }),
    );
    expect(flows.map(({ packets }) => packets).sort()).toEqual([
      [1, 0],
      [3, 2],
    ]);
  });
});

describe('payload of TCP, by sequence numbers', () => {
  it('each byte once, whatever is sent again', async () => {
    const flow = await only(
      `${OPEN}, > A100, > A100 again, < A300, < A300 again, < A1, > FA, < FA, > A`,
    );
    expect(flow.payload).toEqual([100, 301]);
    expect(flow.packets).toEqual([6, 5]);
  });

  it('also those that the capture missed', async () => {
    const kept = talk(`${OPEN}, > A100, > A1000, < A5`).filter((_, i) => i !== 4);
    const [flow] = await flowsOfPackets(kept);
    expect(flow.payload).toEqual([1100, 5]);
  });

  it.each([[[0xffffffff, 0xfffffff0]], [[0, 0xffffffff]], [[2 ** 31 - 5, 2 ** 31 + 5]]])(
    'across the end of sequence space, from %j',
    async (first) => {
      const flow = await only(`${OPEN}, > A100, < A300, > A50, > FA, < FA, > A`, { first });
      expect(flow.payload).toEqual([150, 300]);
    },
  );

  it('of more than 4 GiB', async () => {
    let sequence = 1000;
    const steps = talk('> S, < SA, > A');
    const far = Array.from({ length: 6 }, (_, i) => {
      sequence += 2 ** 30;
      return talk('> A10', { first: [sequence, 5001], start: 1 + i });
    });
    const [flow] = await flowsOfPackets(steps, ...far);
    expect(flow.payload[0]).toBe(6 * 2 ** 30 + 10 - 1);
  });

  it('none of a RST, however much text it brings', async () => {
    expect((await only(`${OPEN}, > A10, < R500`)).payload).toEqual([10, 0]);
  });
});
