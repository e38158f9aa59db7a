import { useId } from 'preact/hooks';
import {
  type ColumnMapping,
  MAPPED_COLUMNS,
  type MappedColumn,
  type MappedKey,
} from '../../data/import/mapping/column-mapping.ts';
import {
  type ColumnGuess,
  type Ground,
  groundInWords,
  isSure,
} from '../../data/import/mapping/guess-grounds.ts';
import type { UnknownTable } from '../../data/import/mapping/unknown-table.ts';
import { shortened } from '../../data/import/problems.ts';

interface Props {
  readonly table: UnknownTable;
  readonly mapping: ColumnMapping;
  /** What was guessed, and why; no grounds where a person said it before. */
  readonly guessed: ColumnGuess;
  readonly change: (changed: Partial<ColumnMapping>) => void;
}

/** Columns that few tables have. */
const RARE: readonly MappedKey[] = [
  'ipBytesSent',
  'ipBytesRecv',
  'connState',
  'uid',
  'startTimeOfDay',
  'endTimeOfDay',
  'srcIpCount',
  'dstIpCount',
];

/** Of more columns than this, each choice would be too long a list: a name is typed instead. */
const MOST_OPTIONS = 400;

/** Makes the choice for one column; `list` is the id of the names to choose from. */
function choiceOf({ table, mapping, guessed, change }: Props, list: string) {
  return (column: MappedColumn) => (
    <ColumnChoice
      key={column.key}
      column={column}
      table={table}
      id={`${list}-${column.key}`}
      list={list}
      name={mapping.columns[column.key]}
      ground={groundOf(column.key, mapping, guessed)}
      choose={(name) => change({ columns: { ...mapping.columns, [column.key]: name } })}
    />
  );
}

/** A choice of the table's columns for each column that flows have. */
export function MappingColumns(props: Props) {
  const { table, mapping, guessed } = props;
  const list = useId();
  const choice = choiceOf(props, list);
  const unsure = MAPPED_COLUMNS.filter(({ key }) => {
    const ground = groundOf(key, mapping, guessed);
    return ground !== undefined && !isSure(ground);
  });
  const rare = MAPPED_COLUMNS.filter(({ key }) => RARE.includes(key));
  const rareUsed = rare.filter(({ key }) => mapping.columns[key] !== null).length;
  return (
    <fieldset class="mapping-columns">
      <legend>Columns of a flow</legend>
      <NamesList table={table} id={list} />
      {unsure.length > 0 && <UnsureColumns columns={unsure} list={list} />}
      <div class="mapping-choices">
        {MAPPED_COLUMNS.filter(({ key }) => !RARE.includes(key)).map(choice)}
      </div>
      <details open={rareUsed > 0}>
        <summary>Columns that few tables have</summary>
        <div class="mapping-choices">{rare.map(choice)}</div>
      </details>
    </fieldset>
  );
}

/** Why a column is chosen as it was guessed; `undefined`: a person chose it, or nothing. */
function groundOf(
  key: MappedKey,
  mapping: ColumnMapping,
  guessed: ColumnGuess,
): Ground | undefined {
  const isGuessed = mapping.columns[key] === guessed.mapping.columns[key];
  return isGuessed ? guessed.grounds[key] : undefined;
}

/** The columns to look at first, each of which leads to its choice. */
function UnsureColumns({
  columns,
  list,
}: {
  readonly columns: readonly MappedColumn[];
  readonly list: string;
}) {
  return (
    <p class="mapping-unsure">
      Look at these first, they are guesses that may be wrong:{' '}
      {columns.map(({ key, name }, at) => (
        <span key={key}>
          {at > 0 && ', '}
          <button
            type="button"
            class="link"
            onClick={() => document.getElementById(`${list}-${key}`)?.focus()}
          >
            {name}
          </button>
        </span>
      ))}
    </p>
  );
}

/** A choice of the columns that tell what rows are; of a table of numbers, nothing else matters. */
export function AnswerColumns(props: Props) {
  const list = useId();
  const answers = MAPPED_COLUMNS.filter(({ key }) => key === 'label' || key === 'attackType');
  return (
    <fieldset class="mapping-columns">
      <legend>Columns that tell the answer</legend>
      <NamesList table={props.table} id={list} />
      <div class="mapping-choices">{answers.map(choiceOf(props, list))}</div>
    </fieldset>
  );
}

/** The names to choose from, where they are too many for a list in each choice. */
function NamesList({
  table: { names },
  id,
}: {
  readonly table: UnknownTable;
  readonly id: string;
}) {
  if (names.length <= MOST_OPTIONS) return null;
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

interface ChoiceProps {
  readonly column: MappedColumn;
  readonly table: UnknownTable;
  readonly id: string;
  readonly list: string;
  readonly name: string | null;
  /** Why the column was guessed; `undefined`: a person chose it. */
  readonly ground: Ground | undefined;
  readonly choose: (name: string | null) => void;
}

function ColumnChoice({ column, table, id, list, name, ground, choose }: ChoiceProps) {
  const { names } = table;
  const reason = `${id}-reason`;
  return (
    <div class="mapping-choice" data-mapped={name !== null}>
      <label for={id} title={column.meaning}>
        <code>{column.name}</code>
        <span class="hidden">. {column.meaning}</span>
      </label>
      {names.length > MOST_OPTIONS ? (
        <input
          id={id}
          aria-describedby={ground && reason}
          list={list}
          value={name ?? ''}
          placeholder="none"
          onChange={({ currentTarget }) => {
            const typed = currentTarget.value;
            choose(names.includes(typed) ? typed : null);
          }}
        />
      ) : (
        <select
          id={id}
          aria-describedby={ground && reason}
          value={name === null ? '' : String(names.indexOf(name))}
          onChange={({ currentTarget: { value } }) =>
            choose(value === '' ? null : (names[Number(value)] ?? null))
          }
        >
          <option value="">– none –</option>
          {names.map((each, at) => (
            <option key={each} value={String(at)}>
              {shortened(each, 60)}
            </option>
          ))}
        </select>
      )}
      <span class="mapping-example">{name === null ? '' : exampleOf(table, name)}</span>
      {ground !== undefined && (
        <span id={reason} class={isSure(ground) ? 'hidden' : 'mapping-reason'}>
          {isSure(ground) ? 'Sure' : 'Unsure'}: {groundInWords(ground)}
        </span>
      )}
    </div>
  );
}

/** The first cells of a column that hold something. */
function exampleOf({ names, rows }: UnknownTable, name: string): string {
  const at = names.indexOf(name);
  const cells = rows.map((row) => (row[at] ?? '').trim()).filter((cell) => cell !== '');
  const distinct = [...new Set(cells)].slice(0, 3).map((cell) => shortened(cell, 24));
  return distinct.length === 0 ? 'empty' : distinct.join(', ');
}
