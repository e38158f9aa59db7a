import type { FlowTable } from '../../data/flow-table.ts';
import { clockOffsetsOf } from '../../data/import/times/time-zone.ts';
import type { RawColumn } from './raw-values.ts';

/** The columns of when a flow began: they stand for its start time, which no one reads by seconds. */
export type TimeColumn = 'hour' | 'gap';

const DAY = 86_400;
const HOUR = 3600;

/** When a flow began, and what bounds it. Seconds, but for `hour`. */
export interface Start {
  /** Of the day by the zone's clocks, 0 to less than 24. */
  readonly hour: number;
  /** Since the last flow of the two hosts that began earlier; `undefined`: there is none. */
  readonly gap: number | undefined;
  /** When that flow began. */
  readonly before: number | undefined;
  /** From it to the next flow of the two hosts; `undefined`: there is none. */
  readonly longestGap: number | undefined;
}

/** What can be changed of when a flow began, where features look at it. */
export function timeColumns(): RawColumn[] {
  const rest = { kind: 'number', whole: false, lowest: 0, words: [] } as const;
  return [
    {
      ...rest,
      name: 'hour',
      unit: 'hours',
      meaning: 'Hour of the day at which the flow began, by the clocks of the time zone.',
      highest: 24 - 2 ** -20,
    },
    {
      ...rest,
      name: 'gap',
      unit: 'seconds',
      meaning: 'Time since the last flow of the two hosts began.',
      highest: DAY,
    },
  ];
}

/**
 * When each flow began, of flows whose times and hosts are known; `undefined` of others.
 * O(flows log flows).
 */
export function startsOf(flows: FlowTable, timeZone: string): Start[] | undefined {
  const { startTime, originatorAddress, responderAddress } = flows;
  if (!startTime || !originatorAddress || !responderAddress) return undefined;
  const pairs = new Map<number, number[]>();
  for (let row = 0; row < startTime.length; row++) {
    const pair =
      originatorAddress.codes[row] * responderAddress.names.length + responderAddress.codes[row];
    const rows = pairs.get(pair);
    if (rows === undefined) pairs.set(pair, [row]);
    else rows.push(row);
  }
  const offsetAt = clockOffsetsOf(timeZone);
  const starts: Start[] = [];
  for (const rows of pairs.values()) {
    const instants = [...new Set(rows.map((row) => startTime[row]))].sort((a, b) => a - b);
    const place = new Map(instants.map((instant, at) => [instant, at]));
    for (const row of rows) {
      const own = startTime[row];
      const at = place.get(own) ?? 0;
      const [before, after]: readonly (number | undefined)[] = [instants[at - 1], instants[at + 1]];
      const clock = own + offsetAt(own);
      starts[row] = {
        hour: (((clock % DAY) + DAY) % DAY) / HOUR,
        gap: before === undefined ? undefined : own - before,
        before,
        longestGap: before === undefined || after === undefined ? undefined : after - before,
      };
    }
  }
  return starts;
}

/** The start time that a change of hour or gap means. */
export function changedStart(
  own: number,
  start: Start,
  changes: Readonly<Record<string, number | string>>,
): number {
  const { hour, gap } = changes;
  if (typeof gap === 'number' && start.before !== undefined) return start.before + gap;
  return typeof hour === 'number' ? own + (hour - start.hour) * HOUR : own;
}
