import { presentColumns } from '../../../src/data/flow-rows.ts';
import type { FlowImport, TableImport } from '../../../src/data/import/importer.ts';
import type { importChunks } from './support.ts';

type Imported = Awaited<ReturnType<typeof importChunks>>;

/** Every row is accounted for, and every cell is what its column promises. */
export function expectSound(result: Imported, sampleSize: number): void {
  const refused = result.problems.filter(({ effect }) => effect === 'refused');
  const rowsRefused = refused.reduce((sum, { count }) => sum + count, 0);
  if (result.rowsKept < 1) fail('no row was kept');
  if (result.rowsKept + rowsRefused !== result.rowsRead) {
    fail(`${result.rowsKept} kept, ${rowsRefused} refused, ${result.rowsRead} read`);
  }
  if (result.kind === 'table') expectSoundTable(result);
  else expectSoundFlows(result, Math.min(sampleSize, result.rowsKept));
}

function expectSoundTable({ matrix, label, rowsKept }: TableImport): void {
  const { data, rows, columns, names } = matrix;
  if (rows > rowsKept || label.length !== rows || data.length !== rows * columns) fail('shape');
  if (names.length !== columns) fail('names');
  if (!data.every(Number.isFinite)) fail('a cell is not finite');
}

function expectSoundFlows({ flows }: FlowImport, length: number): void {
  if (flows.length !== length) fail(`${flows.length} flows, not ${length}`);
  for (const { key, kind } of presentColumns(flows)) {
    const column = flows[key];
    if (column === undefined || typeof column === 'number') continue;
    if ('codes' in column) {
      if (column.codes.length !== length) fail(`${key}: length`);
      if (!column.codes.every((code) => typeof column.names[code] === 'string')) fail(key);
    } else if ('ends' in column) {
      if (column.ends.length !== length) fail(`${key}: length`);
    } else {
      if (column.length !== length) fail(`${key}: length`);
      const least = kind === 'label' ? -1 : key === 'startTime' ? -Infinity : 0;
      for (const value of column)
        if (!(value >= least && value < Infinity)) fail(`${key} ${value}`);
    }
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}
