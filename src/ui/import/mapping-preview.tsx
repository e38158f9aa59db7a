import { formatNumber } from '../../charts/format.ts';
import { InputError } from '../../data/errors.ts';
import type { FlowColumn } from '../../data/flow-columns.ts';
import type { LabelWords } from '../../data/import/labels/words-said.ts';
import type { ColumnMapping } from '../../data/import/mapping/column-mapping.ts';
import { type MappingPreview, previewMapping } from '../../data/import/mapping/mapping-preview.ts';
import type { UnknownTable } from '../../data/import/mapping/unknown-table.ts';
import { shortened } from '../../data/import/problems.ts';
import { formatTime } from '../kit/clock.ts';
import { DataTable } from '../kit/data-table.tsx';
import { notebook } from '../lab.ts';

const ROWS = 8;

interface Props {
  readonly table: UnknownTable;
  readonly mapping: ColumnMapping;
  /** What words mean as labels, as far as a person has said. */
  readonly words: LabelWords;
}

/** What the first rows become, and what is wrong with them. */
export function MappingPreviewTable({ table, mapping, words: said }: Props) {
  const { timeZone } = notebook.parameters.value;
  const preview = previewOr(table, mapping, timeZone, said);
  if (typeof preview === 'string') {
    return (
      <p class="problem" role="alert">
        {preview}
      </p>
    );
  }
  const { columns, rows, remarks } = preview;
  const kept = rows.filter(({ flow }) => flow !== null).length;
  const words = columns.flatMap(({ kind }, j) =>
    kind === 'category' || kind === 'text' ? [j + 2] : [],
  );
  return (
    <div class="mapping-preview" data-troubled={rows.some(({ notes }) => notes.length > 0)}>
      <p role="status">
        {kept === rows.length
          ? `All of the first ${rows.length} rows become flows.`
          : `${kept} of the first ${rows.length} rows become flows.`}
      </p>
      <DataTable
        caption="What the first rows become"
        columns={[
          'row',
          'becomes',
          ...columns.map(({ key, name }) => <code key={key}>{name}</code>),
        ]}
        rows={rows.map(({ flow, notes }, row) => [
          String(row + 1),
          [flow === null ? 'nothing' : 'a flow', ...notes].join(': '),
          ...columns.map((column, j) => {
            const cell = flow?.[j];
            return cell === undefined ? '–' : shownCell(column, cell);
          }),
        ])}
        words={[0, 1, ...words]}
      />
      {remarks.length > 0 && (
        <ul class="mapping-remarks">
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function previewOr(
  table: UnknownTable,
  mapping: ColumnMapping,
  timeZone: string,
  said: LabelWords,
): MappingPreview | string {
  try {
    return previewMapping(table, mapping, timeZone, ROWS, said);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const LABELS = new Map([
  [0, '0 normal'],
  [1, '1 attack'],
  [-1, 'none'],
]);

function shownCell({ key, kind }: FlowColumn, cell: string | number): string {
  if (typeof cell === 'string') return shortened(cell, 40);
  if (key === 'startTime') return formatTime(cell);
  if (key === 'label') return LABELS.get(cell) ?? String(cell);
  return kind === 'number' ? formatNumber(cell) : String(cell);
}
