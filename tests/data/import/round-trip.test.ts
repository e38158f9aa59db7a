import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FLOW_COLUMNS } from '../../../src/data/flow-columns.ts';
import { encodeCategories } from '../../../src/data/flow-rows.ts';
import type { FlowTable, TextColumn } from '../../../src/data/flow-table.ts';
import { flowsAsCsv, importFlows } from './support.ts';

const word = fc.oneof(
  fc.constantFrom('TCP', 'UDP', 'normal', 'port scan', '-', '0'),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .filter((text) => !text.includes('\0')),
);

/** Tables with every column, or without some of the optional ones. */
const flowTables: fc.Arbitrary<FlowTable> = fc
  .record({
    length: fc.integer({ min: 1, max: 12 }),
    left: fc.subarray(FLOW_COLUMNS.filter((c) => c.optional)),
  })
  .chain(({ length, left }) => {
    const list = <T>(one: fc.Arbitrary<T>) =>
      fc.array(one, { minLength: length, maxLength: length });
    const columns = FLOW_COLUMNS.filter((column) => !left.includes(column)).map((column) => {
      if (column.kind === 'text') {
        return list(fc.oneof(word, fc.constant(''))).map((texts) => [column.key, laidOut(texts)]);
      }
      if (column.kind === 'category') {
        // Flows of which nothing is unknown have no such column.
        const mayBeEmpty = column.optional && column.key !== 'unknown';
        const cell = mayBeEmpty ? fc.oneof(word, fc.constant('')) : word;
        return list(cell).map((words) => [column.key, encodeCategories(words, length)]);
      }
      if (column.kind === 'label') {
        return list(fc.constantFrom(-1, 0, 1)).map((cells) => [column.key, Int8Array.from(cells)]);
      }
      if (column.unit === 'port') {
        return list(fc.nat(65535)).map((cells) => [column.key, Int32Array.from(cells)]);
      }
      const value =
        column.kind === 'integer'
          ? fc.maxSafeNat()
          : fc.double({ min: 0, max: 2 ** 53, noNaN: true });
      return list(value).map((cells) => [column.key, Float64Array.from(cells)]);
    });
    return fc
      .tuple(...columns)
      .map((entries) => ({ length, ...Object.fromEntries(entries) }) as FlowTable);
  });

/** Texts as a text column. */
function laidOut(texts: readonly string[]): TextColumn {
  const encoded = texts.map((text) => [...new TextEncoder().encode(text)]);
  const ends = new Uint32Array(texts.length);
  encoded.forEach((bytes, row) => {
    ends[row] = (ends[row - 1] ?? 0) + bytes.length;
  });
  return { bytes: Uint8Array.from(encoded.flat()), ends };
}

it('a flow table written as CSV reads back equal, columns, codes and all', async () => {
  await fc.assert(
    fc.asyncProperty(
      flowTables,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      async (flows, delimiter, lineEnd) => {
        const { flows: read, problems } = await importFlows(
          flowsAsCsv(flows, delimiter, lineEnd),
          'flows',
        );
        expect(problems.filter(({ effect }) => effect !== 'ignored')).toEqual([]);
        expect(read).toEqual(flows);
      },
    ),
    { numRuns: 300 },
  );
});
