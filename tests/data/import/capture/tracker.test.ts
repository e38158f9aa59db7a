import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteQueue } from '../../../../src/data/import/capture/byte-queue.ts';
import type { Connection } from '../../../../src/data/import/capture/connections/connection.ts';
import {
  hashOfKey,
  KEY_WORDS,
  keyOf,
} from '../../../../src/data/import/capture/connections/connection-key.ts';
import { ConnectionTracker } from '../../../../src/data/import/capture/connections/connection-tracker.ts';
import { emptyIpPacket } from '../../../../src/data/import/capture/ip-packet.ts';
import { emptySegment } from '../../../../src/data/import/capture/segment.ts';

/** A tracker of at most `most` connections, and what it tells. */
function tracking(most: number) {
  const ended: Connection[] = [];
  const crowded: Connection[] = [];
  const tracker = new ConnectionTracker(
    { ended: (each) => ended.push(each), crowdedOut: (each) => crowded.push(each) },
    most,
  );
  let number = 0;
  /** A datagram from one port to another of the same host. */
  const take = (sourcePort: number, destinationPort: number, time: number) => {
    const packet = { ...emptyIpPacket(), protocol: 17, length: 28, payload: 8 };
    const segment = { ...emptySegment(), sourcePort, destinationPort };
    tracker.take(packet, segment, { number: ++number, time, isTimed: true });
  };
  return { tracker, take, ended, crowded };
}

describe('open connections', () => {
  it('are never more than the stated most: the one that waited longest makes room', () => {
    const { tracker, take, ended, crowded } = tracking(3);
    for (const port of [1001, 1002, 1003]) take(port, 2000, 1);
    take(1001, 2000, 2);
    take(1004, 2000, 3);
    take(1005, 2000, 3);
    expect(crowded.map(({ firstPacket }) => firstPacket)).toEqual([2, 3]);
    tracker.end();
    expect(ended.map(({ firstPacket }) => firstPacket)).toEqual([2, 3, 1, 5, 6]);
  });

  it('of one hash are never so many that to search them takes long', () => {
    const { tracker, ended, crowded } = tracking(1e6);
    const packet = { ...emptyIpPacket(), protocol: 17, length: 28, payload: 8 };
    const key = new Int32Array(KEY_WORDS);
    let number = 0;
    for (let port = 0; number < 100; port++) {
      const segment = {
        ...emptySegment(),
        sourcePort: 30_000 + (port % 30_000),
        destinationPort: 21_000 + Math.floor(port / 30_000),
      };
      keyOf(key, packet, segment);
      if ((hashOfKey(key) & 1023) !== 7) continue;
      tracker.take(packet, segment, { number: ++number, time: 1, isTimed: true });
    }
    expect(crowded.map(({ firstPacket }) => firstPacket)).toEqual(
      Array.from({ length: 36 }, (_, i) => i + 1),
    );
    tracker.end();
    expect(ended).toHaveLength(100);
  });

  it('are found again as a plain map would find them', () => {
    const packet = fc.tuple(fc.nat(200), fc.nat(200), fc.nat(30));
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 400 }), (packets) => {
        const { tracker, take, ended } = tracking(1e6);
        const map = new Map<string, { packets: number; last: number }>();
        const expected: number[] = [];
        let now = 0;
        for (const [from, to, pause] of packets) {
          now += pause;
          take(from + 20_001, to + 20_001, now);
          const key = [from, to].sort((a, b) => a - b).join();
          const open = map.get(key);
          if (open !== undefined && now - open.last < 60) {
            open.packets++;
            open.last = now;
          } else {
            if (open !== undefined) expected.push(open.packets);
            map.set(key, { packets: 1, last: now });
          }
        }
        tracker.end();
        expected.push(...Array.from(map.values(), (open) => open.packets));
        const counted = ended.map((each) => each.originator.packets + each.responder.packets);
        expect(counted.sort()).toEqual(expected.sort());
      }),
      { numRuns: 100 },
    );
  });
});

describe('bytes that wait to be read', () => {
  it('are those that were fed and not yet skipped, whatever the steps', () => {
    const step = fc.oneof(
      fc.record({ feed: fc.uint8Array({ maxLength: 50_000 }) }),
      fc.record({ skip: fc.nat(60_000) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const queue = new ByteQueue();
        let expected = new Uint8Array(0);
        for (const each of steps) {
          if ('feed' in each) {
            queue.feed(each.feed);
            expected = Uint8Array.from([...expected, ...each.feed]);
          } else {
            expect(queue.skip(each.skip)).toBe(Math.min(each.skip, expected.length));
            expected = expected.slice(each.skip);
          }
          expect(queue.bytes.slice(queue.start, queue.end)).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });
});
