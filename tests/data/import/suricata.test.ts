import { expect, it } from 'vitest';
import { readFixture } from '../../support.ts';
import { importFlows, plainColumns, told } from './support.ts';

const EVE = readFixture('import/eve.json');

it("Suricata's flow events are flows, and the other events are counted by type", async () => {
  const { format, rowsRead, flows, problems, files } = await importFlows(EVE);
  expect(format).toBe('Suricata eve.json (JSON lines)');
  expect(rowsRead).toBe(3);
  expect(plainColumns(flows)).toEqual({
    startTime: [1700000000.25, 1700000002.125, 1700000070],
    originatorAddress: ['10.0.0.5', '10.0.0.6', '10.0.0.5'],
    originatorPort: [50001, 50003, 8],
    responderAddress: ['192.0.2.10', '192.0.2.53', '192.0.2.10'],
    dstPort: [443, 53, 0],
    protocol: ['TCP', 'UDP', 'ICMP'],
    duration: [1.500001, 0, 1],
    bytesSent: [696, 82, 196],
    bytesRecv: [5028, 0, 196],
    packetsSent: [6, 1, 2],
    packetsRecv: [8, 0, 2],
    srcIpCount: [1, 1, 1],
    dstIpCount: [1, 1, 1],
    service: ['tls', '', ''],
    connState: ['closed', 'new', 'established'],
    uid: ['1042873772049837', '3', '4'],
    label: [-1, -1, -1],
    attackType: ['unknown', 'unknown', 'unknown'],
  });
  expect(files[0].labelsRead).toEqual([]);
  expect(told(problems)).toEqual([
    'ignored alert event, which is no flow: 1 at 1',
    'ignored stats event, which is no flow: 1 at 4',
    'ignored bytes count whole packets with their headers, not payload alone: 1 at ',
    'ignored alerted says that a rule fired, not what the flow was: it is no label: 1 at ',
    expect.stringContaining('ignored columns that are not used'),
  ]);
});

it('an array of events reads like their lines', async () => {
  const events = EVE.trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { flows } = await importFlows(EVE);
  expect((await importFlows(JSON.stringify(events, null, 1))).flows).toEqual(flows);
  expect((await importFlows(JSON.stringify(events), 'suricata')).flows).toEqual(flows);
});

it('a file without a flow event says what it holds', async () => {
  const alerts = EVE.split('\n')[0];
  await expect(importFlows(alerts)).rejects.toThrow(
    'there is no flow in it: 1 × alert event, which is no flow; enable the event type flow',
  );
});

it('events of countless types are not all named', async () => {
  const events = Array.from({ length: 80 }, (_, i) => `{"event_type":"kind${i}","timestamp":1}\n`);
  const { problems } = await importFlows(events.join('') + EVE);
  const ignored = problems.filter(({ reason }) => reason.includes('event, which is no flow'));
  expect(ignored).toHaveLength(51);
  expect(told(problems)).toContain(
    'ignored some other event, which is no flow: 32 at 51 52 53 54 55',
  );
});
