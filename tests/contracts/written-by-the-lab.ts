import type { importBytes } from '../data/import/support.ts';
import { flowsAsCsv, plainColumns } from '../data/import/support.ts';

type Imported = Awaited<ReturnType<typeof importBytes>>;

/** What was read as the lab writes it: a table of flows, or of numbers with their labels. */
export function writtenByTheLab(read: Imported) {
  const text = read.kind === 'flows' ? flowsAsCsv(read.flows) : numbersAsCsv(read);
  return { text, columns: columnsOf(read), columnsOf };
}

function columnsOf(read: Imported): object {
  if (read.kind === 'flows') return plainColumns(read.flows);
  const { names, data } = read.matrix;
  return { names, data, label: read.label };
}

function numbersAsCsv({ matrix, label }: Extract<Imported, { readonly kind: 'table' }>): string {
  const { names, data, rows, columns } = matrix;
  const isLabelled = label.some((one) => one !== -1);
  const lines = Array.from({ length: rows }, (_, row) => [
    ...data.subarray(row * columns, (row + 1) * columns),
    ...(isLabelled ? [label[row]] : []),
  ]);
  return [[...names, ...(isLabelled ? ['label'] : [])], ...lines]
    .map((line) => `${line.join(',')}\n`)
    .join('');
}
