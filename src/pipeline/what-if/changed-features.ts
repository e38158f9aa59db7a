import { gather, takeRows } from '../../data/flow-rows.ts';
import type { CategoryColumn, FlowTable } from '../../data/flow-table.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../features/matrix.ts';
import { transform } from '../../features/scale.ts';
import { selectFeatures } from '../../features/select.ts';
import { engineeredFeatures, featuresOfFlows } from '../run/flow-features.ts';
import { selectionOf } from '../run/scale.ts';
import type { MeasuredFlows } from './measured-flows.ts';
import { keyOf } from './raw-columns.ts';
import type { RawValue, RawValues } from './raw-values.ts';
import type { FinishedRun } from './scorers.ts';
import { changedStart, type Start } from './start-time.ts';

/**
 * What the detectors would see of a flow with each of these changes: engineered anew by the formulas
 * of the run, selected and scaled, a row per change. O(changes × features); where features look
 * beyond the flow, each change costs as much as engineering all flows of its originator.
 */
export type ChangedRows = (row: number, changes: readonly RawValues[]) => Matrix;

/** Makes what engineers changed flows of one run. */
export function changedRowsOf(run: FinishedRun, startOf: MeasuredFlows['startOf']): ChangedRows {
  const { traffic, engineered, parameters, scaled } = run;
  const { flows, table } = traffic;
  const { names } = scaled.matrix;
  if (flows === null) {
    return (row, changes) => {
      if (table === null) throw new Error('Traffic holds either flows or a table.');
      const changed = changedTable(table, row, changes);
      return transform(scaled.scaler, selectFeatures(changed, names));
    };
  }
  const select = selectionOf(engineered.fromFlows, parameters);
  const looksBeyond = engineeredFeatures(parameters).some(({ from }) => from !== undefined);
  return (row, changes) => {
    const changed = looksBeyond
      ? engineeredAmongOthers(run, flows, row, changes, startOf(row))
      : featuresOfFlows(changedFlows(flows, row, changes), parameters);
    return transform(scaled.scaler, select(changed));
  };
}

function changedTable(table: Matrix, row: number, changes: readonly RawValues[]): Matrix {
  const rows = takeMatrixRows(table, new Uint32Array(changes.length).fill(row));
  changes.forEach((change, at) => {
    for (const [name, value] of Object.entries(change)) {
      rows.data[at * table.columns + table.names.indexOf(name)] = Number(value);
    }
  });
  return rows;
}

/** The flow once per change, with that change. Its start time stays. */
function changedFlows(flows: FlowTable, row: number, changes: readonly RawValues[]): FlowTable {
  const copies = takeRows(engineeredPart(flows), new Uint32Array(changes.length).fill(row));
  const names = new Set(changes.flatMap((change) => Object.keys(change)));
  const changed: Record<string, unknown> = { ...copies };
  for (const name of names) {
    const key = keyOf(name);
    const given = changes.map((change) => change[name]);
    changed[key] = withValues(copies[key], given);
  }
  return changed as unknown as FlowTable;
}

/** Without texts, which no feature looks at. */
function engineeredPart({ uid: _, ...flows }: FlowTable): FlowTable {
  return flows;
}

/** A column with these values where they are given. */
function withValues(
  column: Float64Array | Int32Array | CategoryColumn,
  given: readonly (RawValue | undefined)[],
): Float64Array | Int32Array | CategoryColumn {
  if ('codes' in column) {
    const names = [
      ...new Set([...column.names, ...given.flatMap((word) => word ?? []).map(String)]),
    ];
    const codes = column.codes.map((code, at) => {
      const word = given[at];
      return word === undefined ? code : names.indexOf(String(word));
    });
    return { codes, names };
  }
  return column.map((value, at) => {
    const changed = given[at];
    return changed === undefined ? value : Number(changed);
  });
}

/** Rows that are engineered at a time. */
const MOST_ROWS = 50_000;

/**
 * Features that look beyond the flow look at flows of its originator alone: these stand once for each
 * change, as flows of an originator of their own, so that all are engineered at once.
 */
function engineeredAmongOthers(
  { parameters }: FinishedRun,
  flows: FlowTable,
  row: number,
  changes: readonly RawValues[],
  start: Start | undefined,
): Matrix {
  const rows = rowsOfOriginator(flows, row);
  const at = rows.indexOf(row);
  const own = engineeredPart(flows);
  const most = Math.max(1, Math.floor(MOST_ROWS / rows.length));
  const parts: Matrix[] = [];
  for (let first = 0; first < changes.length; first += most) {
    const some = changes.slice(first, first + most);
    const places = Uint32Array.from(some, (_, copy) => copy * rows.length + at);
    const among = amongOthers(own, rows, places, some, start);
    parts.push(takeMatrixRows(featuresOfFlows(among, parameters), places));
  }
  return joined(parts);
}

/** The originator's flows once per change, with that change at its place. */
function amongOthers(
  flows: FlowTable,
  rows: Uint32Array,
  places: Uint32Array,
  changes: readonly RawValues[],
  start: Start | undefined,
): FlowTable {
  const length = rows.length * changes.length;
  const order = Uint32Array.from({ length }, (_, i) => rows[i % rows.length]);
  const copies = takeRows(flows, order);
  const changed: Record<string, unknown> = {
    ...copies,
    originatorAddress: {
      codes: Uint32Array.from({ length }, (_, i) => Math.floor(i / rows.length)),
      names: changes.map((_, copy) => String(copy)),
    },
  };
  const timeless = changes.map(({ hour: _, gap: __, ...rest }) => rest);
  for (const name of new Set(timeless.flatMap((change) => Object.keys(change)))) {
    const key = keyOf(name);
    const given: (RawValue | undefined)[] = [];
    timeless.forEach((change, copy) => {
      given[places[copy]] = change[name];
    });
    changed[key] = withValues(copies[key], given);
  }
  if (copies.startTime !== undefined && start !== undefined) {
    const times = copies.startTime;
    changes.forEach((change, copy) => {
      times[places[copy]] = changedStart(times[places[copy]], start, change);
    });
  }
  return changed as unknown as FlowTable;
}

function joined(parts: readonly Matrix[]): Matrix {
  if (parts.length === 1) return parts[0];
  const data = new Float64Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let end = 0;
  for (const part of parts) {
    data.set(part.data, end);
    end += part.data.length;
  }
  return matrix(data, parts[0]?.names ?? []);
}

function rowsOfOriginator({ originatorAddress, length }: FlowTable, row: number): Uint32Array {
  const all = Uint32Array.from({ length }, (_, i) => i);
  if (originatorAddress === undefined) return all;
  const { codes } = originatorAddress;
  return gather(
    all,
    all.filter((other) => codes[other] === codes[row]),
  );
}
