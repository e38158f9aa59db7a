import { InputError } from '../../errors.ts';
import { FLOW_COLUMNS, type FlowColumn } from '../../flow-columns.ts';
import { Field } from '../../json-fields.ts';
import { listed } from '../text/header.ts';
import type { DateOrder } from '../times/times.ts';

/**
 * What a column of a file may fill: a column of flows, the end that gives the duration, or the time
 * of day of one of the two where a column beside it has the date.
 */
export type MappedKey = Exclude<FlowColumn['key'], 'unknown' | 'sourceFile'> | TimeKey;
type TimeKey = 'endTime' | 'startTimeOfDay' | 'endTimeOfDay';

/** A mapped column as people see it. */
export interface MappedColumn {
  readonly key: MappedKey;
  /** As in flow tables. */
  readonly name: string;
  readonly kind: FlowColumn['kind'];
  readonly unit: string;
  readonly meaning: string;
}

/** Seconds in a unit of time. */
export const DURATION_UNITS = { s: 1, ms: 1e-3, µs: 1e-6, ns: 1e-9, min: 60 } as const;
/** Bytes in a unit of size. */
export const BYTE_UNITS = { B: 1, kB: 1e3, KiB: 1024, MB: 1e6, MiB: 2 ** 20 } as const;
export const DATE_ORDERS: readonly DateOrder[] = ['day first', 'month first'];
/** How 1,234 and 1.234 are read where no cell of the file tells. */
export const DECIMAL_MARKS = ['as told', 'point', 'comma'] as const;

/** How the columns of delimited text become flows. Plain values: it crosses to a worker as JSON. */
export interface ColumnMapping {
  /** Between fields, one ASCII character. */
  readonly delimiter: string;
  /** Whether the first record names the columns; else they are `column_1`, `column_2`, … */
  readonly hasHeader: boolean;
  /** The file's column for each of the flow's, `null` for none. */
  readonly columns: Readonly<Record<MappedKey, string | null>>;
  readonly durationUnit: keyof typeof DURATION_UNITS;
  readonly byteUnit: keyof typeof BYTE_UNITS;
  /** How 3/7/2017 is read where no date of the file tells. */
  readonly dateOrder: DateOrder;
  /** What stands before decimals where no cell of the file tells; `as told`: what is likelier. */
  readonly decimalMark: (typeof DECIMAL_MARKS)[number];
}

/** What can be mapped and is no column of flows. */
const OWN_COLUMNS: readonly MappedColumn[] = [
  {
    key: 'endTime',
    name: 'end_time',
    kind: 'number',
    unit: 'seconds since 1970 UTC',
    meaning: 'When the last packet was seen; gives the duration where no column does.',
  },
  {
    key: 'startTimeOfDay',
    name: 'start_time_of_day',
    kind: 'number',
    unit: '',
    meaning: 'The time of day, where start_time is a column of dates alone.',
  },
  {
    key: 'endTimeOfDay',
    name: 'end_time_of_day',
    kind: 'number',
    unit: '',
    meaning: 'The time of day, where end_time is a column of dates alone.',
  },
];

/** Everything that can be mapped: when, who, how much, then the answer; the two ends side by side. */
export const MAPPED_COLUMNS: readonly MappedColumn[] = (
  [
    ...['startTime', 'endTime', 'duration', 'protocol'],
    ...['originatorAddress', 'responderAddress', 'originatorPort', 'dstPort'],
    ...['bytesSent', 'bytesRecv', 'packetsSent', 'packetsRecv'],
    ...['label', 'attackType', 'service', 'connState', 'uid'],
    ...['startTimeOfDay', 'endTimeOfDay'],
    ...['ipBytesSent', 'ipBytesRecv', 'srcIpCount', 'dstIpCount'],
  ] as MappedKey[]
).map(
  (key) => [...FLOW_COLUMNS, ...OWN_COLUMNS].find((column) => column.key === key) as MappedColumn,
);

const KEYS = MAPPED_COLUMNS.map(({ key }) => key);

/** A mapping in which no column is mapped. */
export function emptyMapping(delimiter: string, hasHeader: boolean): ColumnMapping {
  return {
    delimiter,
    hasHeader,
    columns: Object.fromEntries(KEYS.map((key) => [key, null])) as ColumnMapping['columns'],
    durationUnit: 's',
    byteUnit: 'B',
    dateOrder: 'day first',
    decimalMark: 'as told',
  };
}

/** Characters of a column's name. */
const LONGEST_NAME = 2 ** 20;

/**
 * A mapping that came as JSON: from a saved lab, or from the command line.
 * @throws InputError naming what is wrong
 */
export function parseMapping(value: unknown): ColumnMapping {
  return readMapping(mappingField(value));
}

/** Its errors say that a column mapping is wrong. */
export function mappingField(value: unknown, path = ''): Field {
  return new Field(value, path, (problem) => new InputError(`column mapping: ${problem}`));
}

/** @throws InputError naming what is wrong */
export function readMapping(field: Field): ColumnMapping {
  const columns = field.at('columns');
  const strange = columns.keys().filter((key) => !(KEYS as string[]).includes(key));
  if (strange.length > 0) {
    throw new InputError(
      `column mapping: no column ${listed(strange)}; expected ${KEYS.join(', ')}`,
    );
  }
  const delimiter = field.at('delimiter');
  if (typeof delimiter.value !== 'string' || !/^[^\n\r"\u0080-\uffff]$/.test(delimiter.value)) {
    throw delimiter.expected('one ASCII character');
  }
  const mark = field.at('decimalMark');
  return {
    delimiter: delimiter.word(1),
    hasHeader: field.at('hasHeader').flag(),
    columns: Object.fromEntries(
      KEYS.map((key) => [key, columnName(columns.at(key))]),
    ) as ColumnMapping['columns'],
    durationUnit: field.at('durationUnit').oneOf(keysOf(DURATION_UNITS)),
    byteUnit: field.at('byteUnit').oneOf(keysOf(BYTE_UNITS)),
    dateOrder: field.at('dateOrder').oneOf(DATE_ORDERS),
    // Mappings of earlier versions know none.
    decimalMark: mark.value === undefined ? DECIMAL_MARKS[0] : mark.oneOf(DECIMAL_MARKS),
  };
}

/** The name of a file's column; `null` for none, which need not be said. */
export function columnName(field: Field): string | null {
  if (field.value === undefined || field.value === null) return null;
  if (typeof field.value === 'string') return field.word(LONGEST_NAME);
  throw field.expected("the name of a file's column, or null");
}

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) =>
  Object.keys(table) as Key[];
