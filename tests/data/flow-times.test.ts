import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKind, inNetwork, parseAddress, parseNetwork } from '../../src/data/addresses.ts';
import { categoryAt } from '../../src/data/flow-rows.ts';
import type { FlowTable } from '../../src/data/flow-table.ts';
import { generateFlows } from '../../src/data/generate.ts';
import { PROFILES } from '../../src/data/profiles.ts';
import { USUAL_RHYTHMS } from '../../src/data/rhythms.ts';
import { FIRST_MOMENT, SCHEDULES, SPAN_DAYS } from '../../src/data/schedules.ts';

const NONE = Object.fromEntries(PROFILES.map(({ name }) => [name, 0]));
const WEEK = SPAN_DAYS * 86_400;

/** Start times and endpoints of the flows of one profile alone, by start. */
function story(profile: string, count: number, seed = '42', rhythms = USUAL_RHYTHMS) {
  const flows = generateFlows(seed, { ...NONE, [profile]: count }, rhythms);
  return Array.from({ length: flows.length }, (_, row) => momentOf(flows, row)).sort(
    (a, b) => a.start - b.start,
  );
}

function momentOf({ startTime, originatorAddress, responderAddress }: FlowTable, row: number) {
  if (!startTime || !originatorAddress || !responderAddress) throw new Error('No times.');
  return {
    start: startTime[row] - FIRST_MOMENT,
    from: categoryAt(originatorAddress, row),
    to: categoryAt(responderAddress, row),
  };
}

const gapsOf = (moments: readonly { start: number }[]) =>
  moments.slice(1).map(({ start }, i) => start - moments[i].start);
const hourOf = ({ start }: { start: number }) => (start % 86_400) / 3600;
const isWeekend = ({ start }: { start: number }) => start >= 5 * 86_400;
const distinct = (words: readonly string[]) => new Set(words).size;

describe('times of generated flows', () => {
  it('are of one week, between addresses that are private or for documentation', () => {
    const networks = ['10.0.0.0/8', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].flatMap(
      (text) => parseNetwork(text) ?? [],
    );
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((s) => s.trim() !== ''),
        (seed) => {
          const flows = generateFlows(
            seed,
            Object.fromEntries(PROFILES.map(({ name }) => [name, 60])),
          );
          for (let row = 0; row < flows.length; row++) {
            const { start, from, to } = momentOf(flows, row);
            expect(start >= 0 && start < WEEK).toBe(true);
            expect(from).not.toBe(to);
            expect(flows.originatorPort?.[row]).toBeGreaterThanOrEqual(49_152);
          }
          const names = [flows.originatorAddress, flows.responderAddress].flatMap(
            (c) => c?.names ?? [],
          );
          for (const name of names) {
            const address = parseAddress(name) ?? new Uint8Array();
            expect(addressKind(name)).toBe('unicast');
            expect(networks.some((network) => inNetwork(address, network))).toBe(true);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  it('change no column of the notebook', () => {
    const usual = generateFlows('42');
    const other = generateFlows('42', {}, { beaconPeriod: 60, beaconJitter: 1, monitorShare: 1 });
    const { startTime, originatorAddress, originatorPort, responderAddress, ...columns } = usual;
    expect(other).toMatchObject(columns);
    expect(other.startTime).not.toEqual(startTime);
  });

  it('of a profile do not depend on how many flows the others have', () => {
    const alone = story('c2_beacon', 50);
    const flows = generateFlows('42', { web: 10, ddos: 0 });
    const code = flows.attackType.names.indexOf('c2_beacon');
    const among = Array.from({ length: flows.length }, (_, row) => row)
      .filter((row) => flows.attackType.codes[row] === code)
      .map((row) => momentOf(flows, row))
      .sort((a, b) => a.start - b.start);
    expect(among).toEqual(alone);
  });

  it('differ from seed to seed, of texts too', () => {
    expect(story('web', 20, '1')).not.toEqual(story('web', 20, '2'));
    expect(story('web', 20, 'monday')).not.toEqual(story('web', 20, 'tuesday'));
    expect(story('web', 20, 'monday')).toEqual(story('web', 20, 'monday'));
  });

  it('have a schedule for every profile', () => {
    expect(new Set(SCHEDULES.map(({ profile }) => profile))).toEqual(
      new Set(PROFILES.map(({ name }) => name)),
    );
  });
});

describe('the stories that they tell', () => {
  it('people work by day, and hardly at the weekend', () => {
    const visits = story('web', 3000);
    expect(visits.filter(isWeekend).length).toBeLessThan(0.05 * visits.length);
    expect(
      visits.filter((visit) => hourOf(visit) >= 8 && hourOf(visit) < 19).length,
    ).toBeGreaterThan(0.98 * visits.length);
  });

  it('programs go on by night', () => {
    const calls = story('api', 2000);
    expect(calls.filter((call) => hourOf(call) < 8).length).toBeGreaterThan(0.1 * calls.length);
    expect(calls.filter(isWeekend).length).toBeGreaterThan(0.05 * calls.length);
  });

  it.each([0, 0.1, 0.5, 1])('one infected host calls home with a jitter of %f', (beaconJitter) => {
    const rhythms = { ...USUAL_RHYTHMS, beaconPeriod: 300, beaconJitter };
    const calls = story('c2_beacon', 50, '42', rhythms);
    expect(distinct(calls.map(({ from, to }) => `${from} ${to}`))).toBe(1);
    const gaps = gapsOf(calls);
    expect(Math.min(...gaps)).toBeGreaterThan(300 * (1 - beaconJitter) - 0.01);
    expect(Math.max(...gaps)).toBeLessThan(300 * (1 + beaconJitter) + 0.01);
    if (beaconJitter > 0)
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeGreaterThan(100 * beaconJitter);
  });

  it('a beacon too slow or too long for the week goes on from other hosts', () => {
    const slow = story('c2_beacon', 50, '42', { ...USUAL_RHYTHMS, beaconPeriod: 86_400 });
    expect(distinct(slow.map(({ from, to }) => `${from} ${to}`))).toBeGreaterThan(4);
    expect(slow.every(({ start }) => start < WEEK)).toBe(true);
  });

  it('one host scans many, and one guesser tries one server, within minutes', () => {
    const scan = story('port_scan', 50);
    expect(distinct(scan.map(({ from }) => from))).toBe(1);
    expect(distinct(scan.map(({ to }) => to))).toBeGreaterThan(20);
    const guesses = story('brute_force', 40);
    expect(distinct(guesses.map(({ from, to }) => `${from} ${to}`))).toBe(1);
    for (const burst of [scan, guesses]) {
      expect((burst.at(-1)?.start ?? 0) - burst[0].start).toBeLessThan(1800);
    }
  });

  it('stolen data leaves one server by night', () => {
    const uploads = story('data_exfil', 30);
    expect(distinct(uploads.map(({ from, to }) => `${from} ${to}`))).toBe(1);
    expect(uploads.every((upload) => hourOf(upload) >= 1 && hourOf(upload) < 7)).toBe(true);
  });

  it('a monitor asks every hour, if there is one', () => {
    const calls = story('api', 400, '42', { ...USUAL_RHYTHMS, monitorShare: 0.1 });
    const regular = calls.filter(({ from }) => from === '10.1.1.61');
    expect(regular.length).toBe(40);
    for (const gap of gapsOf(regular)) expect(Math.abs(gap - 3600)).toBeLessThan(101);
    expect(story('api', 400).some(({ from }) => from === '10.1.1.61')).toBe(false);
  });
});
