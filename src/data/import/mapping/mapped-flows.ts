import { numberHints } from '../flows/flow-fields.ts';
import { protocolName } from '../flows/protocols.ts';
import { delimitedFlowReader } from '../kinds/delimited-flows.ts';
import type { DialectField, FlowDialect } from '../kinds/flow-dialect.ts';
import { attackName } from '../labels/labels.ts';
import { provenDecimal } from '../numbers/judge-marks.ts';
import { numberDialect } from '../numbers/number-dialect.ts';
import type { RecordContext, TrafficReader } from '../traffic-reader.ts';
import { UNSET_WORDS } from './column-content.ts';
import {
  BYTE_UNITS,
  type ColumnMapping,
  DURATION_UNITS,
  MAPPED_COLUMNS,
  type MappedKey,
} from './column-mapping.ts';
import { before, elapsed, type FieldReading, plain, portOf, timeOf } from './readings.ts';
import type { UnknownTable } from './unknown-table.ts';

type FieldKey = Exclude<MappedKey, 'endTime' | 'startTimeOfDay' | 'endTimeOfDay'>;

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
    decimalMark: MARKS[mapping.decimalMark],
    mapping: {
      fields: MAPPED_COLUMNS.flatMap(({ key }) =>
        isFieldKey(key) ? (mappedField(key, mapping) ?? []) : [],
      ),
      nameAttack: attackName,
      spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw.trim()),
    },
  };
}

/** The decimal mark of a setting. */
const MARKS = { 'as told': undefined, point: '.', comma: ',' } as const;

function isFieldKey(key: MappedKey): key is FieldKey {
  return key !== 'endTime' && key !== 'startTimeOfDay' && key !== 'endTimeOfDay';
}

function mappedField(key: FieldKey, mapping: ColumnMapping): DialectField | undefined {
  const { columns } = mapping;
  const name = columns[key];
  if (key === 'duration' && name === null) return elapsedField(mapping);
  if (key === 'startTime' && name === null) return startField(mapping);
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
  mapping: ColumnMapping,
): FieldReading | undefined {
  const { durationUnit, byteUnit } = mapping;
  switch (key) {
    case 'startTime':
      return timeOfKey('startTime', mapping);
    case 'duration':
      return unlessOne(name, DURATION_UNITS[durationUnit]);
    case 'bytesSent':
    case 'bytesRecv':
    case 'ipBytesSent':
    case 'ipBytesRecv':
      return unlessOne(name, BYTE_UNITS[byteUnit]);
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
function elapsedField(mapping: ColumnMapping): DialectField | undefined {
  const { startTime, endTime } = mapping.columns;
  if (startTime === null || endTime === null) return undefined;
  const read = elapsed(timeOfKey('startTime', mapping), timeOfKey('endTime', mapping));
  return { key: 'duration', names: [`${endTime} − ${startTime}`], whenUnset: 'zero', read };
}

/** Where no column holds the start but two hold the end and the duration. */
function startField(mapping: ColumnMapping): DialectField | undefined {
  const { endTime, duration } = mapping.columns;
  if (endTime === null || duration === null) return undefined;
  const read = before(
    timeOfKey('endTime', mapping),
    inUnit(duration, DURATION_UNITS[mapping.durationUnit]),
  );
  return { key: 'startTime', names: [`${endTime} − ${duration}`], whenUnset: 'refuse', read };
}

/** Start or end, with the time of day from the column beside it, if one is mapped. */
function timeOfKey(
  key: 'startTime' | 'endTime',
  { columns, dateOrder }: ColumnMapping,
): FieldReading {
  return timeOf(namesOf(columns[key]), dateOrder, namesOf(columns[`${key}OfDay`]));
}

function namesOf(name: string | null): string[] {
  return name === null ? [] : [name];
}

/** Numbers in the unit of flows are read like all others, straight from their cells. */
function unlessOne(name: string, unit: number): FieldReading | undefined {
  return unit === 1 ? undefined : inUnit(name, unit);
}

/** A number in a unit that its column's name or a person gives: 1.234 kB are 1234. */
function inUnit(name: string, unit: number): FieldReading {
  const read = plain(name);
  return (file, hints) =>
    read(file, { ...hints, unit, isWhole: hints?.isWhole === true && unit === 1 });
}

/** Whether some mapped number can be read in two ways, so that `decimalMark` decides. */
export function areNumbersDoubtful(table: UnknownTable, mapping: ColumnMapping): boolean {
  const { names, rows, delimiter } = table;
  const ofFile = provenDecimal(rows, names.length);
  return MAPPED_COLUMNS.some(({ key, kind }) => {
    const column = names.indexOf(mapping.columns[key] ?? '');
    const isNumber = kind === 'number' || kind === 'integer';
    if (column < 0 || !isNumber || !isFieldKey(key) || key === 'startTime') return false;
    const hints = { ...numberHints(key), semicolons: delimiter === ';', ofFile };
    return (
      numberDialect(
        rows.map((row) => row[column] ?? ''),
        hints,
      ).doubt !== undefined
    );
  });
}
