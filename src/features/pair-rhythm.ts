import type { CategoryColumn } from '../data/flow-table.ts';
import { orderByTime } from '../data/import/times/time-order.ts';
import type { ComputedColumns } from './feature.ts';
import { timedFlows } from './timed-flows.ts';

/** How a flow follows those before it between the same two hosts. */
interface PairRhythm {
  /** Seconds since the pair's last flow that began earlier; `LONGEST_GAP` for a pair's first. */
  readonly gap: Float64Array;
  /** Standard deviation over mean of the pair's last gaps, this one among them, `LEAST_VARIATION` or more. */
  readonly variation: Float64Array;
}

/** A gap of a day or more, and a first contact, count as a day. Seconds. */
const LONGEST_GAP = 86_400;
/** So many of a pair's last gaps tell its rhythm. */
const RECENT_GAPS = 10;
/** Fewer gaps tell none. */
const FEWEST_GAPS = 3;
/** What flows that come at random have, and what stands where there are too few gaps. */
const NO_RHYTHM = 1;
/** Nothing in a network is more regular than this, so that its logarithm stays finite. */
const LEAST_VARIATION = 0.01;

/** `gap` and `variation`: the rhythm of the two hosts before each flow. */
export const PAIR_RHYTHM: ComputedColumns = {
  words: { gap: 'gap', variation: 'std(last gaps) / mean(last gaps)' },
  compute: (flows) => {
    const { startTime, originators, responders } = timedFlows(flows);
    return { ...pairRhythm(startTime, originators, responders, orderByTime(startTime)) };
  },
  usesStart: true,
  python: () => [
    '# The rhythm of two hosts: the gap before a flow, and how much their last gaps vary.',
    `gap, variation = np.empty(len(flows)), np.full(len(flows), ${NO_RHYTHM}.0)`,
    'for rows in flows.groupby(["originator_address", "responder_address"]).indices.values():',
    '    instants, at = np.unique(start[rows], return_inverse=True)',
    '    gaps = np.diff(instants)',
    `    gap[rows] = np.append(${LONGEST_GAP}, np.minimum(gaps, ${LONGEST_GAP}))[at]`,
    `    regular = np.full(len(instants), ${NO_RHYTHM}.0)`,
    `    for i in range(${FEWEST_GAPS}, len(instants)):`,
    `        recent = gaps[max(0, i - ${RECENT_GAPS}):i]`,
    '        mean = np.cumsum(recent)[-1] / len(recent)',
    '        deviation = np.sqrt(np.cumsum((recent - mean) ** 2)[-1] / len(recent))',
    `        regular[i] = max(${LEAST_VARIATION}, deviation / mean)`,
    '    variation[rows] = regular[at]',
  ],
};

/**
 * The rhythm of each originator with each responder, whatever the port. A flow looks at those of its
 * pair that began earlier; flows of one instant do not see each other and count as one. O(n × 10).
 *
 * @param order row numbers by start, earliest first
 */
function pairRhythm(
  startTime: Float64Array,
  originators: CategoryColumn,
  responders: CategoryColumn,
  order: Uint32Array,
): PairRhythm {
  const pairs = new Map<number, number>();
  const pairOf = new Uint32Array(startTime.length);
  for (let row = 0; row < startTime.length; row++) {
    const key = originators.codes[row] * responders.names.length + responders.codes[row];
    let pair = pairs.get(key);
    if (pair === undefined) {
      pair = pairs.size;
      pairs.set(key, pair);
    }
    pairOf[row] = pair;
  }
  const { rows, bounds } = groupRows(pairOf, pairs.size, order);
  const gap = new Float64Array(startTime.length);
  const variation = new Float64Array(startTime.length);
  for (let pair = 0; pair < pairs.size; pair++) {
    followPair(startTime, rows.subarray(bounds[pair], bounds[pair + 1]), gap, variation);
  }
  return { gap, variation };
}

/** The rows of every group, in the given order: group g is `rows[bounds[g] … bounds[g + 1])`. O(n). */
export function groupRows(groupOf: Uint32Array, groups: number, order: Uint32Array) {
  const bounds = new Uint32Array(groups + 1);
  for (const group of groupOf) bounds[group + 1]++;
  for (let group = 0; group < groups; group++) bounds[group + 1] += bounds[group];
  const next = bounds.slice();
  const rows = new Uint32Array(order.length);
  for (const row of order) rows[next[groupOf[row]]++] = row;
  return { rows, bounds };
}

/** @param rows one pair's, by start */
function followPair(
  startTime: Float64Array,
  rows: Uint32Array,
  gap: Float64Array,
  variation: Float64Array,
): void {
  // The last gaps, the oldest first; a gap that is left out makes room at the end.
  const recent: number[] = [];
  gap[rows[0]] = LONGEST_GAP;
  variation[rows[0]] = NO_RHYTHM;
  for (let i = 1; i < rows.length; i++) {
    const [row, before] = [rows[i], rows[i - 1]];
    const since = startTime[row] - startTime[before];
    if (since === 0) {
      gap[row] = gap[before];
      variation[row] = variation[before];
      continue;
    }
    if (recent.length === RECENT_GAPS) recent.shift();
    recent.push(since);
    gap[row] = Math.min(since, LONGEST_GAP);
    variation[row] =
      recent.length < FEWEST_GAPS ? NO_RHYTHM : Math.max(LEAST_VARIATION, variationOf(recent));
  }
}

/** The coefficient of variation: the population's standard deviation over the mean. */
function variationOf(gaps: readonly number[]): number {
  let sum = 0;
  for (const gap of gaps) sum += gap;
  const mean = sum / gaps.length;
  let squares = 0;
  for (const gap of gaps) squares += (gap - mean) * (gap - mean);
  return Math.sqrt(squares / gaps.length) / mean;
}
