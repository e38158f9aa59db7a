import { describe, expect, it } from 'vitest';
import { pcap } from './files.ts';
import { readCapture } from './flows.ts';
import { flowsOfPackets, only, talk } from './talk.ts';

const OPEN = '> S, < SA, > A';

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
