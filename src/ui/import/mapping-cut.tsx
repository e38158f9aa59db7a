import { useId } from 'preact/hooks';
import type { TableCut, UnknownTable } from '../../data/import/mapping/unknown-table.ts';
import { shortened } from '../../data/import/problems.ts';
import { DataTable } from '../kit/data-table.tsx';

const DELIMITERS = [
  { character: ',', name: 'commas' },
  { character: '\t', name: 'tabs' },
  { character: ';', name: 'semicolons' },
  { character: '|', name: 'bars' },
  { character: ' ', name: 'spaces' },
] as const;

const ROWS = 5;
const COLUMNS = 200;

interface Props {
  readonly table: UnknownTable;
  readonly recut: (cut: TableCut) => void;
}

/** The first rows as they stand in the file, and how its lines are cut into them. */
export function MappingCut({ table, recut }: Props) {
  const delimiter = useId();
  const header = useId();
  const names = table.names.slice(0, COLUMNS);
  const { hasHeader } = table;
  return (
    <details class="mapping-cut">
      <summary>The first rows as they are, and where they are cut</summary>
      {table.delimiter !== null && (
        <>
          <div class="mapping-setting">
            <label for={delimiter}>Columns are apart by</label>
            <select
              id={delimiter}
              value={table.delimiter}
              onChange={({ currentTarget }) => recut({ delimiter: currentTarget.value, hasHeader })}
            >
              {DELIMITERS.map(({ character, name }) => (
                <option key={name} value={character}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <div class="mapping-setting">
            <input
              id={header}
              type="checkbox"
              checked={hasHeader}
              onChange={({ currentTarget }) =>
                recut({ delimiter: table.delimiter ?? undefined, hasHeader: currentTarget.checked })
              }
            />
            <label for={header}>The first line names the columns</label>
          </div>
        </>
      )}
      <DataTable
        caption={
          names.length < table.names.length
            ? `The first ${names.length} of ${table.names.length} columns`
            : `${names.length} columns`
        }
        columns={['line', ...names.map((name) => shortened(name, 40))]}
        rows={table.rows
          .slice(0, ROWS)
          .map((row, at) => [
            String(at + (hasHeader ? 2 : 1)),
            ...names.map((_, column) => shortened(row[column] ?? '', 40)),
          ])}
        words={[...names.keys(), names.length]}
      />
    </details>
  );
}
