import { formatCount } from '../charts/format.ts';
import type { Traffic } from '../pipeline/generate.ts';
import { DataTable } from './data-table.tsx';

/** What was read from a file, and what became of the rows that were not as they should be. */
export function ImportReport({ traffic }: { readonly traffic: Traffic }) {
  const { format, imported } = traffic;
  if (imported === null) return null;
  const { rowsRead, rowsKept, problems } = imported;
  return (
    <>
      <p>
        Read as {format}: {formatCount(rowsRead)} rows, {formatCount(rowsKept)} kept,{' '}
        {formatCount(rowsRead - rowsKept)} refused.
      </p>
      {problems.length > 0 && (
        <DataTable
          caption="Rows and columns that needed care"
          columns={['what', 'what became of it', 'how many', 'first lines', 'example']}
          rows={problems.map(({ reason, effect, count, firstLines, example }) => [
            reason,
            effect,
            formatCount(count),
            firstLines.join(', '),
            example ?? '',
          ])}
          words={[0, 1, 3, 4]}
        />
      )}
    </>
  );
}
