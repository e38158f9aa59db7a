import { categoryAt, cellAt, presentColumns } from '../../../src/data/flow-rows.ts';
import type { FlowTable } from '../../../src/data/flow-table.ts';
import type { ImportOptions } from '../../../src/data/import/import-options.ts';
import {
  type FileImport,
  type FlowImport,
  type ImportProblem,
  importFiles,
  type TableImport,
  type TrafficFormat,
} from '../../../src/data/import/importer.ts';

const encoder = new TextEncoder();

/** Bytes as a stream of chunks, cut at the given places. */
export async function* chunksOf(bytes: Uint8Array, cuts: readonly number[] = []) {
  const ends = [...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length];
  let from = 0;
  for (const end of ends.sort((a, b) => a - b)) {
    yield bytes.slice(from, end);
    from = end;
  }
}

export function importBytes(
  bytes: Uint8Array,
  format: TrafficFormat = 'auto',
  options: Partial<ImportOptions> & { readonly fileName?: string } = {},
): Promise<OneFile<FlowImport> | OneFile<TableImport>> {
  return importChunks(chunksOf(bytes), format, options);
}

/** What became of the only file. */
type OneFile<Result> = Result & Pick<FileImport, 'format' | 'rowsRead'>;

/** One file, however its bytes come. */
export async function importChunks(
  chunks: AsyncIterable<Uint8Array>,
  format: TrafficFormat = 'auto',
  {
    fileName = 'the file',
    ...options
  }: Partial<ImportOptions> & { readonly fileName?: string } = {},
): Promise<OneFile<FlowImport> | OneFile<TableImport>> {
  const result = await importFiles([{ name: fileName, chunks }], {
    format,
    windowSeconds: 60,
    sampleSize: 1e6,
    seed: '42',
    ...options,
  });
  const [{ format: found, rowsRead }] = result.files;
  return { ...result, format: found, rowsRead };
}

export async function importFlows(
  text: string,
  format: TrafficFormat = 'auto',
  options: Partial<ImportOptions> & { readonly fileName?: string } = {},
): Promise<OneFile<FlowImport>> {
  const result = await importBytes(encoder.encode(text), format, options);
  if (result.kind !== 'flows') throw new Error(`flows were expected, ${result.format} came`);
  return result;
}

export async function importTable(
  text: string,
  format: TrafficFormat = 'auto',
  options: Partial<ImportOptions> = {},
): Promise<OneFile<TableImport>> {
  const result = await importBytes(encoder.encode(text), format, options);
  if (result.kind !== 'table') throw new Error(`a table was expected, ${result.format} came`);
  return result;
}

/** Every column as plain values, so that tables compare whatever their dictionaries. */
export function plainColumns(flows: FlowTable): Record<string, (string | number | undefined)[]> {
  const rows = Array.from({ length: flows.length }, (_, row) => row);
  return Object.fromEntries(
    presentColumns(flows).map((column) => [
      column.key,
      rows.map((row) => cellAt(flows, column, row)),
    ]),
  );
}

/** A flow table as CSV, quoted wherever it may be; an unlabelled flow has an empty label. */
export function flowsAsCsv(flows: FlowTable, delimiter = ',', lineEnd = '\n'): string {
  const columns = presentColumns(flows);
  const lines = [columns.map(({ name }) => name)];
  for (let row = 0; row < flows.length; row++) {
    lines.push(
      columns.map((column) => {
        const value = cellAt(flows, column, row);
        if (column.kind === 'label' && value === -1) return '';
        return typeof value === 'number' ? String(value) : quoted(String(value));
      }),
    );
  }
  return lines.map((cells) => cells.join(delimiter) + lineEnd).join('');
}

export function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}

export function attackTypes({ attackType, length }: FlowTable): string[] {
  return Array.from({ length }, (_, row) => categoryAt(attackType, row));
}

/** The problems as `effect reason: count at lines`. */
export function told(problems: readonly ImportProblem[]): string[] {
  return problems.map(
    ({ effect, reason, count, firstLines }) =>
      `${effect} ${reason}: ${count} at ${firstLines.join(' ')}`,
  );
}
