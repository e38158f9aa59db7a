import { describe, expect, it } from 'vitest';
import { pcap } from './files.ts';
import { type Flow, readCapture } from './flows.ts';
import { ethernet, icmp, ip, udp } from './packets.ts';
import { CLIENT, flowsOfPackets, SERVER, talk } from './talk.ts';

async function only(script: string, options?: Parameters<typeof talk>[1]): Promise<Flow> {
  const flows = await flowsOfPackets(talk(script, options));
  expect(flows).toHaveLength(1);
  return flows[0];
}

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

describe('how long a connection lasts', () => {
  it('from the first packet to the last', async () => {
    expect(await only(`${OPEN}, > A10 at 7.5`, { start: 100 })).toMatchObject({
      start: 100,
      duration: 7.5,
    });
  });

  it('without what trails after both have closed', async () => {
    const flow = await only(`${OPEN}, > FA at 2, < FA at 3, > A at 4`);
    expect(flow.duration).toBe(3);
    expect(flow.packets).toEqual([4, 2]);
  });

  it.each([
    ['TCP stays open for 5 minutes', 299.75, 1],
    ['TCP ends after 5 minutes of silence', 300, 2],
  ])('%s', async (_, silence, flows) => {
    expect(await flowsOfPackets(talk(`${OPEN}, > A10 at 1, > A10 at ${1 + silence}`))).toHaveLength(
      flows,
    );
  });

  it('an attempt that nothing answers ends five seconds after its first SYN', async () => {
    const flows = await flowsOfPackets(talk('> S, > S again at 1, > S again at 3, > S again at 7'));
    expect(flows.map(({ packets, duration, state }) => [packets[0], duration, state])).toEqual([
      [3, 3, 'S0'],
      [1, 0, 'S0'],
    ]);
  });

  it('a closed one ends after five seconds, whatever still comes', async () => {
    const flows = await flowsOfPackets(talk(`${OPEN}, > FA at 1, < FA at 2, > A at 6, > A at 8`));
    expect(flows.map(({ packets, state }) => [packets, state])).toEqual([
      [[4, 2], 'SF'],
      [[1, 0], 'OTH'],
    ]);
  });

  it('another SYN on the same ports begins another', async () => {
    const again = talk(`${OPEN}, > A30`, { first: [70000, 90000], start: 3 });
    const closed = await flowsOfPackets(talk(`${OPEN}, > A10, > FA, < FA`), again);
    expect(closed.map(({ state, payload }) => [state, payload[0]])).toEqual([
      ['SF', 10],
      ['S1', 30],
    ]);
    const open = await flowsOfPackets(talk(`${OPEN}, > A10`), again);
    expect(open.map(({ state, payload }) => [state, payload[0]])).toEqual([
      ['S1', 10],
      ['S1', 30],
    ]);
  });

  it('a port that is refused again and again is a connection each time', async () => {
    const flows = await flowsOfPackets(
      talk('> S, < RA, > S again, < RA again, > S again, < RA again'),
    );
    expect(flows.map(({ state }) => state)).toEqual(['REJ', 'REJ', 'REJ']);
  });
});

describe('UDP and ICMP', () => {
  const datagram = (from: typeof CLIENT, to: typeof CLIENT, size: number, time: number) => ({
    time,
    frame: ethernet(
      ip(from.host, to.host, { protocol: 17 }, udp(from.port, to.port, new Uint8Array(size))),
    ),
  });
  const message = (
    type: number,
    code: number,
    time: number,
    from = CLIENT,
    to = SERVER,
    isV6 = false,
  ) => {
    const protocol = isV6 ? 58 : 1;
    return {
      time,
      frame: ethernet(ip(from.host, to.host, { protocol }, icmp(type, code, new Uint8Array(16)))),
    };
  };

  it('a request and its answer', async () => {
    const [flow] = await flowsOfPackets([
      datagram(CLIENT, SERVER, 30, 1),
      datagram(SERVER, CLIENT, 400, 1.5),
    ]);
    expect(flow).toMatchObject({
      protocol: 'UDP',
      payload: [30, 400],
      packets: [1, 1],
      ipBytes: [58, 428],
      duration: 0.5,
      state: 'SF',
      unknown: '',
    });
  });

  it.each([
    ['stay together for a minute', 59.75, 1],
    ['part after a minute', 60, 2],
  ])('%s', async (_, silence, flows) => {
    const udps = [datagram(CLIENT, SERVER, 30, 1), datagram(SERVER, CLIENT, 30, 1 + silence)];
    const pings = [message(8, 0, 1), message(0, 0, 1 + silence, SERVER, CLIENT)];
    expect(await flowsOfPackets(udps)).toHaveLength(flows);
    expect(await flowsOfPackets(pings)).toHaveLength(flows);
  });

  it("an answer from a server's port that comes first is still an answer", async () => {
    const server = { host: SERVER.host, port: 53 };
    const [flow] = await flowsOfPackets([datagram(server, CLIENT, 70, 1)]);
    expect(flow).toMatchObject({
      originator: CLIENT.host,
      responderPort: 53,
      state: 'SHR',
      payload: [0, 70],
    });
  });

  it('but not one to everybody', async () => {
    const [flow] = await flowsOfPackets([
      datagram({ host: SERVER.host, port: 67 }, { host: '255.255.255.255', port: 68 }, 300, 1),
    ]);
    expect(flow).toMatchObject({ originator: SERVER.host, state: 'S0' });
  });

  it('an echo and its reply are one, with their types as ports', async () => {
    const [flow] = await flowsOfPackets([message(8, 0, 1), message(0, 0, 2, SERVER, CLIENT)]);
    expect(flow).toMatchObject({
      protocol: 'ICMP',
      originator: CLIENT.host,
      originatorPort: 8,
      responderPort: 0,
      payload: [16, 16],
      ipBytes: [44, 44],
      state: 'OTH',
    });
  });

  it('of ICMPv6, too', async () => {
    const six = { host: '2001:db8::6', port: 0 };
    const seven = { host: '2001:db8::7', port: 0 };
    const [flow] = await flowsOfPackets([
      message(135, 0, 1, six, seven, true),
      message(136, 0, 2, seven, six, true),
    ]);
    expect(flow).toMatchObject({
      protocol: 'ICMP',
      originatorPort: 135,
      responderPort: 136,
      packets: [1, 1],
    });
  });

  it('messages without an answer stay apart by direction, type and code', async () => {
    const flows = await flowsOfPackets([
      message(3, 1, 1),
      message(3, 1, 2, SERVER, CLIENT),
      message(3, 3, 3),
      message(3, 1, 4),
    ]);
    const seen = flows.map(({ originator, originatorPort, responderPort, packets }) =>
      [originator, originatorPort, responderPort, packets[0]].join(' '),
    );
    expect(seen.sort()).toEqual(['10.0.0.1 3 1 2', '10.0.0.1 3 3 1', '10.0.0.2 3 1 1']);
  });

  it('other protocols are flows between two addresses, their payload unknown', async () => {
    const gre = ip(CLIENT.host, SERVER.host, { protocol: 47 }, new Uint8Array(80));
    const [flow] = await readCapture(pcap([{ time: 1, frame: ethernet(gre) }]));
    expect(flow).toMatchObject({
      protocol: 'GRE',
      originatorPort: 0,
      responderPort: 0,
      payload: [0, 0],
      ipBytes: [100, 0],
      unknown: 'bytes',
      state: 'OTH',
    });
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

describe('times that go back', () => {
  it('make no duration negative and lose no packet', async () => {
    const [early, late] = [
      talk(`${OPEN}, > A10`, { start: 50 }),
      talk('> A10 at 0, < A5 at 9', { first: [1011, 5001] }),
    ];
    const flows = await readCapture(pcap([...early, ...late]));
    expect(flows).toHaveLength(1);
    expect(flows[0]).toMatchObject({
      start: 50,
      duration: 0.75,
      payload: [20, 5],
      packets: [4, 2],
    });
  });

  it('a packet from the far future ends nothing that goes on', async () => {
    const stray = talk('> S at 4000000000', { client: { host: '10.9.9.9', port: 1 } });
    const [first, ...rest] = talk(`${OPEN}, > A10`);
    const flows = await readCapture(pcap([first, ...stray, ...rest]));
    expect(flows.reduce((sum, { packets }) => sum + packets[0] + packets[1], 0)).toBe(5);
  });
});
