import type { CategoryColumn, FlowTable } from '../data/flow-table.ts';
import { orderByTime } from '../data/import/times/time-order.ts';
import type { ComputedColumns } from './feature.ts';
import { groupRows } from './pair-rhythm.ts';
import { timedFlows } from './timed-flows.ts';

/** What an originator did in the window before each of its flows, that flow included. */
interface WindowTotals {
  readonly flows: Float64Array;
  /** Both ways, each flow's rounded to whole bytes, so that the sum is exact. */
  readonly bytes: Float64Array;
  /** Distinct responders. */
  readonly partners: Float64Array;
}

/** What the originator of each flow did in the window before it, by the names of the Python. */
export const WINDOW_TOTALS: ComputedColumns = {
  words: {
    window_flows: 'flows of the originator in the window',
    window_bytes: 'bytes of the originator in the window',
    window_partners: 'distinct responders of the originator in the window',
  },
  compute: (flows, { timeWindow }) => {
    const { startTime, originators, responders } = timedFlows(flows);
    const order = orderByTime(startTime);
    const totals = windowTotals(flows, startTime, originators, responders, timeWindow, order);
    return {
      window_flows: totals.flows,
      window_bytes: totals.bytes,
      window_partners: totals.partners,
    };
  },
  usesStart: true,
  python: ({ timeWindow }) => [
    `# What the originator did in the ${timeWindow} seconds before a flow, and this flow.`,
    'sent, received = flows["bytes_sent"].to_numpy(), flows["bytes_recv"].to_numpy()',
    'whole = np.floor(sent + 0.5) + np.floor(received + 0.5)  # whole bytes, so that sums are exact',
    'to = flows["responder_address"].to_numpy()',
    'window_flows, window_bytes, window_partners = np.empty((3, len(flows)))',
    'for rows in flows.groupby("originator_address").indices.values():',
    '    rows = rows[np.argsort(start[rows], kind="stable")]',
    '    times = start[rows]',
    `    first = np.searchsorted(times, times - ${timeWindow}, side="right")`,
    '    last = np.searchsorted(times, times, side="left")',
    '    so_far = np.append(0, np.cumsum(whole[rows]))',
    '    window_flows[rows] = last - first + 1',
    '    window_bytes[rows] = so_far[last] - so_far[first] + whole[rows]',
    '    window_partners[rows] = [',
    '        len({*to[rows[a:b]], to[row]}) for a, b, row in zip(first, last, rows)',
    '    ]',
  ],
};

/**
 * For every flow: itself, and the flows of its originator that began in (t − window, t), where t is
 * its own start. Flows of one instant do not see each other. O(n).
 *
 * @param windowSeconds greater than 0
 * @param order row numbers by start, earliest first
 */
function windowTotals(
  flows: Pick<FlowTable, 'bytesSent' | 'bytesRecv'>,
  startTime: Float64Array,
  originators: CategoryColumn,
  responders: CategoryColumn,
  windowSeconds: number,
  order: Uint32Array,
): WindowTotals {
  const length = startTime.length;
  const totals = {
    flows: new Float64Array(length),
    bytes: new Float64Array(length),
    partners: new Float64Array(length),
  };
  const bytesOf = flows.bytesSent.map(
    (sent, row) => wholeBytes(sent) + wholeBytes(flows.bytesRecv[row]),
  );
  const seen = new Int32Array(responders.names.length);
  const { rows, bounds } = groupRows(originators.codes, originators.names.length, order);
  const series = { startTime, bytesOf, partnerOf: responders.codes, windowSeconds };
  for (let group = 0; group + 1 < bounds.length; group++) {
    slide(rows.subarray(bounds[group], bounds[group + 1]), series, seen, totals);
  }
  return totals;
}

/** Nearest whole number, halves up. */
function wholeBytes(bytes: number): number {
  return Math.floor(bytes + 0.5);
}

interface Series {
  readonly startTime: Float64Array;
  readonly bytesOf: Float64Array;
  readonly partnerOf: Uint32Array;
  readonly windowSeconds: number;
}

/**
 * Slides the window over one originator's rows.
 *
 * @param seen how many flows of the window go to each responder: all 0 before and after
 */
function slide(rows: Uint32Array, series: Series, seen: Int32Array, totals: WindowTotals): void {
  const { startTime, bytesOf, partnerOf, windowSeconds } = series;
  let [first, bytes, partners] = [0, 0, 0];
  const leave = (row: number) => {
    bytes -= bytesOf[row];
    if (--seen[partnerOf[row]] === 0) partners--;
  };
  for (let next = 0; next < rows.length; ) {
    const begin = next;
    const time = startTime[rows[begin]];
    while (first < begin && startTime[rows[first]] <= time - windowSeconds) leave(rows[first++]);
    for (; next < rows.length && startTime[rows[next]] === time; next++) {
      const row = rows[next];
      totals.flows[row] = begin - first + 1;
      totals.bytes[row] = bytes + bytesOf[row];
      totals.partners[row] = partners + Number(seen[partnerOf[row]] === 0);
    }
    for (let i = begin; i < next; i++) {
      bytes += bytesOf[rows[i]];
      if (seen[partnerOf[rows[i]]]++ === 0) partners++;
    }
  }
  while (first < rows.length) leave(rows[first++]);
}
