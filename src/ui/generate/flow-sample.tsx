import { formatCount, formatInUnit } from '../../charts/format.ts';
import type { FlowColumn } from '../../data/flow-columns.ts';
import { cellAt, presentColumns } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import { sampleRows } from '../../pipeline/traffic/sample-rows.ts';
import { clock, formatTime } from '../kit/clock.ts';
import { DataTable } from '../kit/data-table.tsx';
import { notebook } from '../lab.ts';

/** A look at the flows as they came, and what their columns mean. */
export function FlowSample({ flows }: { readonly flows: FlowTable }) {
  return (
    <>
      <SampleRows flows={flows} />
      {notebook.opened.value === null && (
        <p class="meaning">
          Made-up flows: bytes and packets are drawn independently, so they may not fit together.
          Bytes may have a fraction. Values are rounded; hover to see all digits.
        </p>
      )}
      <ColumnDictionary flows={flows} />
    </>
  );
}

function SampleRows({ flows }: { readonly flows: FlowTable }) {
  const columns = presentColumns(flows);
  const shown = sampleRows(flows.attackType);
  const kinds = new Set(shown.map((row) => flows.attackType.codes[row])).size;
  const rows = shown.map((row) => [
    String(row),
    ...columns.map((column) => <Cell key={column.name} flows={flows} column={column} row={row} />),
  ]);
  const words = columns.flatMap(({ kind }, j) => (kind === 'category' ? [j + 1] : []));
  return (
    <DataTable
      caption={
        kinds > 1
          ? `${rows.length} of ${formatCount(flows.length)} flows: the first of each kind`
          : `The first ${rows.length} of ${formatCount(flows.length)} flows`
      }
      columns={['row', ...columns.map((column) => <Heading key={column.name} column={column} />)]}
      rows={rows}
      words={[0, ...words]}
    />
  );
}

interface CellProps {
  readonly flows: FlowTable;
  readonly column: FlowColumn;
  readonly row: number;
}

/** As precise as it matters; all digits by hover. */
function Cell({ flows, column, row }: CellProps) {
  const value = cellAt(flows, column, row);
  if (typeof value !== 'number' || column.unit === 'port') return <>{value}</>;
  const text = column.key === 'startTime' ? formatTime(value) : formatInUnit(value, column.unit);
  return <span title={`${value} ${column.unit}`.trim()}>{text}</span>;
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
