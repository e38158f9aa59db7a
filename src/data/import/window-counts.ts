import type { CategoryColumn, FlowTable } from '../flow-table.ts';

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
 * comes in and goes out. O(n log n).
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
  const pairs = pairCodes(originators.codes, responders.codes);
  const flowsOfPair = new Int32Array(startTime.length);
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
      if (flowsOfPair[pairs[flow]]++ > 0) continue;
      respondersOf[originators.codes[flow]]++;
      originatorsOf[responders.codes[flow]]++;
    }
    for (; first < begin && startTime[order[first]] <= time - windowSeconds; first++) {
      const flow = order[first];
      if (--flowsOfPair[pairs[flow]] > 0) continue;
      respondersOf[originators.codes[flow]]--;
      originatorsOf[responders.codes[flow]]--;
    }
    for (let i = begin; i < next; i++) {
      const flow = order[i];
      srcIpCount[flow] = originatorsOf[responders.codes[flow]];
      dstIpCount[flow] = respondersOf[originators.codes[flow]];
    }
  }
  return { srcIpCount, dstIpCount };
}

/** The same flows with the two counts; they must have a start and both addresses. */
export function withWindowCounts(
  flows: Omit<FlowTable, keyof WindowCounts>,
  windowSeconds: number,
): FlowTable {
  const { startTime, originatorAddress, responderAddress } = flows;
  if (
    startTime === undefined ||
    originatorAddress === undefined ||
    responderAddress === undefined
  ) {
    throw new RangeError('Flows without start and addresses cannot be counted by window.');
  }
  const counts = countsInWindow(startTime, originatorAddress, responderAddress, windowSeconds);
  return { ...flows, ...counts };
}

/** Row numbers by start time. Logs are mostly in order, which `Array.sort` takes advantage of. */
function orderByTime(startTime: Float64Array): number[] {
  const order = new Array<number>(startTime.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  return order.sort((a, b) => startTime[a] - startTime[b]);
}

/**
 * For every row, the first row of the same two addresses: a number for the pair. An open-addressing
 * table of rows, at most half full, since a `Map` holds 2²⁴ pairs and no more. O(n).
 */
function pairCodes(from: Uint32Array, to: Uint32Array): Uint32Array {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * from.length + 1)));
  const mask = slots.length - 1;
  const codes = new Uint32Array(from.length);
  for (let row = 0; row < from.length; row++) {
    const hash = Math.imul(Math.imul(from[row], 0x9e3779b1) ^ to[row], 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & mask;
    let first = slots[slot] - 1;
    while (first >= 0 && (from[first] !== from[row] || to[first] !== to[row])) {
      slot = (slot + 1) & mask;
      first = slots[slot] - 1;
    }
    if (first < 0) slots[slot] = row + 1;
    codes[row] = first < 0 ? row : first;
  }
  return codes;
}
