import { UNSET_WORDS } from './column-content.ts';
import {
  BYTE_UNITS,
  type ColumnMapping,
  DURATION_UNITS,
  MAPPED_COLUMNS,
  type MappedKey,
} from './column-mapping.ts';
import { delimitedFlowReader } from './delimited-flows.ts';
import type { DialectField, FlowDialect } from './flow-dialect.ts';
import { attackName } from './labels.ts';
import { protocolName } from './protocols.ts';
import { cellReading, elapsed, type FieldReading, portOf, timeOf } from './readings.ts';
import type { RecordContext, TrafficReader } from './traffic-reader.ts';
import type { UnknownTable } from './unknown-table.ts';

type FieldKey = Exclude<MappedKey, 'endTime'>;

/**
 * Reads a table of unknown columns into flows, as a mapping says. What is not mapped is 0 or empty,
 * which the log tells; without addresses and times all counts of partners are 1.
 * @throws InputError when the table lacks a mapped column
 */
export function mappedFlowReader(
  { names, hasHeader, rows, cutAs }: UnknownTable,
  mapping: ColumnMapping,
  context: RecordContext,
): TrafficReader {
  const head = { header: names, hasHeader, records: rows, cutAs };
  return delimitedFlowReader(head, mappedDialect(mapping), context);
}

/** A mapping as a dialect of delimited flows. */
function mappedDialect(mapping: ColumnMapping): FlowDialect {
  return {
    format: 'Mapped columns',
    expects: 'a table whose columns are mapped',
    recognises: () => false,
    unsetWords: UNSET_WORDS,
    mapping: {
      fields: MAPPED_COLUMNS.flatMap(({ key }) =>
        key === 'endTime' ? [] : (mappedField(key, mapping) ?? []),
      ),
      nameAttack: attackName,
      spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw.trim()),
    },
  };
}

function mappedField(key: FieldKey, mapping: ColumnMapping): DialectField | undefined {
  const { columns } = mapping;
  const name = columns[key];
  if (key === 'duration' && name === null) return elapsedField(mapping);
  if (name === null) return undefined;
  const isCount = key === 'srcIpCount' || key === 'dstIpCount';
  // One count without the other would leave nothing to put in its place.
  if (isCount && (columns.srcIpCount === null || columns.dstIpCount === null)) return undefined;
  const read = readingOfKey(key, name, mapping);
  return { key, names: [name], whenUnset: whenUnset(key), ...(read && { read }) };
}

function readingOfKey(
  key: FieldKey,
  name: string,
  { durationUnit, byteUnit, dateOrder }: ColumnMapping,
): FieldReading | undefined {
  switch (key) {
    case 'startTime':
      return timeOf([name], dateOrder);
    case 'duration':
      return scaled(name, DURATION_UNITS[durationUnit]);
    case 'bytesSent':
    case 'bytesRecv':
    case 'ipBytesSent':
    case 'ipBytesRecv':
      return scaled(name, BYTE_UNITS[byteUnit]);
    case 'originatorPort':
    case 'dstPort':
      return portOf(name);
    default:
      return undefined;
  }
}

function whenUnset(key: FieldKey): DialectField['whenUnset'] {
  if (key === 'startTime' || key === 'originatorAddress' || key === 'responderAddress') {
    return 'refuse';
  }
  const { kind } = MAPPED_COLUMNS.find((column) => column.key === key) ?? {};
  return kind === 'number' || kind === 'integer' ? 'zero' : 'empty';
}

/** Where no column holds the duration but two hold start and end. */
function elapsedField({ columns, dateOrder }: ColumnMapping): DialectField | undefined {
  const { startTime, endTime } = columns;
  if (startTime === null || endTime === null) return undefined;
  const read = elapsed([startTime], [endTime], dateOrder);
  return { key: 'duration', names: [`${endTime} − ${startTime}`], whenUnset: 'zero', read };
}

/** A number times a factor, to the 15 digits that a decimal keeps as a double: 1.234 kB are 1234. */
function scaled(name: string, factor: number): FieldReading | undefined {
  if (factor === 1) return undefined;
  return cellReading([name], (row, column) =>
    Number((row.number(column) * factor).toPrecision(15)),
  );
}
