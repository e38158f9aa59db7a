import { formatCount, formatNumber } from '../../charts/format.ts';
import type { FlowColumn } from '../../data/flow-columns.ts';
import { cellAt, presentColumns } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import { clock, formatTime } from '../kit/clock.ts';
import { DataTable } from '../kit/data-table.tsx';

/** A look at the flows as they came, and what their columns mean. */
export function FlowSample({ flows }: { readonly flows: FlowTable }) {
  return (
    <>
      <FirstRows flows={flows} />
      <ColumnDictionary flows={flows} />
    </>
  );
}

const FIRST_ROWS = 8;

function FirstRows({ flows }: { readonly flows: FlowTable }) {
  const columns = presentColumns(flows);
  const rows = Array.from({ length: Math.min(FIRST_ROWS, flows.length) }, (_, row) => [
    String(row),
    ...columns.map((column) => {
      const value = cellAt(flows, column, row);
      if (typeof value !== 'number' || column.kind !== 'number') return value;
      return column.key === 'startTime' ? formatTime(value) : formatNumber(value);
    }),
  ]);
  const words = columns.flatMap(({ kind }, j) => (kind === 'category' ? [j + 1] : []));
  return (
    <DataTable
      caption={`The first ${rows.length} of ${formatCount(flows.length)} flows`}
      columns={['row', ...columns.map((column) => <Heading key={column.name} column={column} />)]}
      rows={rows}
      words={[0, ...words]}
    />
  );
}

function ColumnDictionary({ flows }: { readonly flows: FlowTable }) {
  const columns = presentColumns(flows);
  return (
    <details>
      <summary>What each column means</summary>
      <DataTable
        caption={`${columns.length} columns, of which the features are made`}
        columns={['column', 'unit', 'meaning']}
        rows={columns.map(({ name, unit, meaning }) => [
          <code key={name}>{name}</code>,
          unit,
          meaning,
        ])}
        words={[0, 1, 2]}
      />
    </details>
  );
}

/** Times name their zone. */
function Heading({ column: { key, name } }: { readonly column: FlowColumn }) {
  return (
    <>
      <code>{name}</code>
      {key === 'startTime' && ` (${clock.value.zone})`}
    </>
  );
}
