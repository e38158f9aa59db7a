import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  BYTE_UNITS,
  type ColumnMapping,
  DURATION_UNITS,
  emptyMapping,
  type MappedKey,
} from '../../../src/data/import/mapping/column-mapping.ts';
import { type Connection, connections, expected, told } from './connections.ts';
import { importFlows, quoted } from './support.ts';

type Cell = string | number | null;

/** What fills each column, in seconds and bytes. */
const FIELDS: readonly (readonly [MappedKey, (one: Connection) => Cell])[] = [
  ['startTime', ({ ts }) => ts],
  ['originatorAddress', ({ originator }) => originator],
  ['originatorPort', ({ originatorPort }) => originatorPort],
  ['responderAddress', ({ responder }) => responder],
  ['dstPort', ({ responderPort }) => responderPort],
  ['protocol', ({ protocol }) => protocol],
  ['service', ({ service }) => service],
  ['duration', ({ duration }) => duration],
  ['bytesSent', ({ bytesSent }) => bytesSent],
  ['bytesRecv', ({ bytesRecv }) => bytesRecv],
  ['packetsSent', ({ packetsSent }) => packetsSent],
  ['packetsRecv', ({ packetsRecv }) => packetsRecv],
  ['connState', ({ connState }) => connState],
  ['uid', ({ uid }) => uid],
  ['label', ({ label }) => label],
];

/** Beyond 15 digits, a number in another unit is not the same number. */
const tame = connections.map((all) =>
  all.map((one) => ({
    ...one,
    service: one.service?.trim() ?? null,
    bytesSent: one.bytesSent === null ? null : one.bytesSent % 1e9,
    bytesRecv: one.bytesRecv === null ? null : one.bytesRecv % 1e9,
  })),
);

const mappings = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  hasHeader: fc.boolean(),
  durationUnit: fc.constantFrom(...(Object.keys(DURATION_UNITS) as ['s'])),
  byteUnit: fc.constantFrom(...(Object.keys(BYTE_UNITS) as ['B'])),
});

const names = fc.uniqueArray(
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    // A sign of comments before a header is none of its first name.
    .filter((name) => name.trim() === name && !name.startsWith('#')),
  { minLength: FIELDS.length, maxLength: FIELDS.length, selector: (name) => name.toLowerCase() },
);

function cellOf(key: MappedKey, value: Cell, mapping: ColumnMapping): string {
  if (typeof value !== 'number') return value ?? '';
  if (key === 'duration') return String(value / DURATION_UNITS[mapping.durationUnit]);
  const isBytes = key === 'bytesSent' || key === 'bytesRecv';
  return String(isBytes ? value / BYTE_UNITS[mapping.byteUnit] : value);
}

it('a mapped table reads back, whatever its names, order, delimiter and units', async () => {
  await fc.assert(
    fc.asyncProperty(
      tame,
      fc.shuffledSubarray([...FIELDS], { minLength: FIELDS.length }),
      names,
      mappings,
      async (all, fields, called, { delimiter, hasHeader, ...units }) => {
        const columnOf = (at: number) => (hasHeader ? called[at] : `column_${at + 1}`);
        const empty = emptyMapping(delimiter, hasHeader);
        const mapped = fields.map(([key], at) => [key, columnOf(at)]);
        const columns = { ...empty.columns, ...Object.fromEntries(mapped) };
        const mapping: ColumnMapping = { ...empty, ...units, columns };
        const records = [
          ...(hasHeader ? [called] : []),
          ...all.map((one) => fields.map(([key, read]) => cellOf(key, read(one), mapping))),
        ];
        const text = records.map((cells) => `${cells.map(quoted).join(delimiter)}\n`).join('');
        const { flows } = await importFlows(text, 'mapped', { readingOfTable: () => mapping });
        const like = expected(all);
        const attackType = all.map(({ label }) => label ?? 'unknown');
        expect(told(flows, like)).toEqual({ ...like, attackType });
      },
    ),
    { numRuns: 100 },
  );
});
