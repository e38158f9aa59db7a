import { useId } from 'preact/hooks';
import {
  BYTE_UNITS,
  type ColumnMapping,
  DATE_ORDERS,
  DECIMAL_MARKS,
  DURATION_UNITS,
} from '../../data/import/mapping/column-mapping.ts';
import { areNumbersDoubtful } from '../../data/import/mapping/mapped-flows.ts';
import type { UnknownTable } from '../../data/import/mapping/unknown-table.ts';

interface Props {
  readonly table: UnknownTable;
  readonly mapping: ColumnMapping;
  readonly change: (changed: Partial<ColumnMapping>) => void;
}

/** The units and dates of the columns that are chosen, as far as there is a choice. */
export function MappingSettings({ table, mapping, change }: Props) {
  const { columns, durationUnit, byteUnit, dateOrder, decimalMark } = mapping;
  const hasBytes = [columns.bytesSent, columns.bytesRecv, columns.ipBytesSent, columns.ipBytesRecv];
  const has = (names: readonly (string | null)[]) => names.some((name) => name !== null);
  const choices = [
    has([columns.duration]) && (
      <Choice
        key="duration"
        label="Durations are in"
        value={durationUnit}
        choices={Object.keys(DURATION_UNITS) as ColumnMapping['durationUnit'][]}
        choose={(unit) => change({ durationUnit: unit })}
      />
    ),
    has(hasBytes) && (
      <Choice
        key="bytes"
        label="Bytes are in"
        value={byteUnit}
        choices={Object.keys(BYTE_UNITS) as ColumnMapping['byteUnit'][]}
        choose={(unit) => change({ byteUnit: unit })}
      />
    ),
    has([columns.startTime, columns.endTime]) && (
      <Choice
        key="dates"
        label="A date such as 3/7/2017 has its"
        value={dateOrder}
        choices={DATE_ORDERS}
        choose={(order) => change({ dateOrder: order })}
      />
    ),
    areNumbersDoubtful(table, mapping) && (
      <Choice
        key="decimal"
        label="A number such as 1,234 or 1.234 has decimals after a"
        value={decimalMark}
        choices={DECIMAL_MARKS}
        choose={(mark) => change({ decimalMark: mark })}
      />
    ),
  ].filter((choice) => choice !== false);
  if (choices.length === 0) return null;
  return (
    <fieldset class="mapping-settings">
      <legend>How they are written</legend>
      {choices}
    </fieldset>
  );
}

interface ChoiceProps<Word extends string> {
  readonly label: string;
  readonly value: Word;
  readonly choices: readonly Word[];
  readonly choose: (word: Word) => void;
}

function Choice<Word extends string>({ label, value, choices, choose }: ChoiceProps<Word>) {
  const id = useId();
  return (
    <div class="mapping-setting">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => choose(currentTarget.value as Word)}
      >
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </div>
  );
}
