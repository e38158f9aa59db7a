import type { CategoryColumn } from '../../flow-table.ts';
import { PairCounts } from '../mapping/pair-counts.ts';
import { orderByTime } from '../times/time-order.ts';

/** The two counts of distinct addresses, one of each per flow. */
export interface WindowCounts {
  readonly srcIpCount: Float64Array;
  readonly dstIpCount: Float64Array;
}

/**
 * For every flow, among the flows that started in (t − window, t], where t is its own start: how
 * many distinct originators reached its responder (`srcIpCount`), and how many distinct responders
 * its originator reached (`dstIpCount`). The order of rows does not matter: flows of one instant
 * see each other. A window slides over the flows by start and counts each pair of addresses as it
 * comes in and goes out. O(n log n), O(n) where the flows are almost in order.
 *
 * @param startTime seconds, finite
 * @param windowSeconds greater than 0
 */
export function countsInWindow(
  startTime: Float64Array,
  originators: CategoryColumn,
  responders: CategoryColumn,
  windowSeconds: number,
): WindowCounts {
  const order = orderByTime(startTime);
  const from = originators.codes;
  const to = responders.codes;
  const pairs = new PairCounts();
  const respondersOf = new Int32Array(originators.names.length);
  const originatorsOf = new Int32Array(responders.names.length);
  const srcIpCount = new Float64Array(startTime.length);
  const dstIpCount = new Float64Array(startTime.length);

  let first = 0;
  for (let next = 0; next < order.length; ) {
    const time = startTime[order[next]];
    const begin = next;
    for (; next < order.length && startTime[order[next]] === time; next++) {
      const flow = order[next];
      if (!pairs.add(from[flow], to[flow])) continue;
      respondersOf[from[flow]]++;
      originatorsOf[to[flow]]++;
    }
    for (; first < begin && startTime[order[first]] <= time - windowSeconds; first++) {
      const flow = order[first];
      if (!pairs.remove(from[flow], to[flow])) continue;
      respondersOf[from[flow]]--;
      originatorsOf[to[flow]]--;
    }
    for (let i = begin; i < next; i++) {
      const flow = order[i];
      srcIpCount[flow] = originatorsOf[to[flow]];
      dstIpCount[flow] = respondersOf[from[flow]];
    }
  }
  return { srcIpCount, dstIpCount };
}
