import { rawValue } from './raw-columns.ts';
import type { RawColumn, RawValue, RawValues } from './raw-values.ts';
import type { FinishedRun } from './scorers.ts';
import { type Start, startsOf } from './start-time.ts';

/** The flows of a run as they were measured, by raw column. */
export interface MeasuredFlows {
  readonly cellOf: (row: number, name: string) => RawValue | undefined;
  /** All values of one flow. `gap` is left out where the two hosts have no flow before. */
  readonly valuesOf: (row: number) => RawValues;
  /** When a flow began; `undefined` where features do not look at that. */
  readonly startOf: (row: number) => Start | undefined;
}

/** Reads the flows of a run. What it takes to tell when they began is worked out when first asked. */
export function measuredFlows(
  { traffic, parameters }: Pick<FinishedRun, 'traffic' | 'parameters'>,
  columns: readonly RawColumn[],
): MeasuredFlows {
  const { flows } = traffic;
  const looksAtTime = columns.some(({ name }) => name === 'hour');
  let starts: readonly Start[] | undefined;
  const startOf = (row: number) => {
    if (flows === null || !looksAtTime) return undefined;
    starts ??= startsOf(flows, parameters.timeZone);
    return starts?.[row];
  };
  const cellOf = (row: number, name: string) => rawValue(traffic, row, name, startOf(row));
  return {
    startOf,
    cellOf,
    valuesOf: (row) =>
      Object.fromEntries(
        columns.flatMap(({ name }) => {
          const value = cellOf(row, name);
          return value === undefined ? [] : [[name, value] as const];
        }),
      ),
  };
}
