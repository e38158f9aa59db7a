import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '../../../src/data/import/mapping/column-mapping.ts';
import { guessMapping } from '../../../src/data/import/mapping/guess-columns.ts';
import { previewMapping } from '../../../src/data/import/mapping/mapping-preview.ts';
import type { UnknownTable } from '../../../src/data/import/mapping/unknown-table.ts';

function table(names: readonly string[], ...rows: (readonly string[])[]): UnknownTable {
  return {
    cutAs: 'CSV',
    delimiter: ',',
    hasHeader: true,
    remark: null,
    names,
    rows,
    signature: '',
  };
}

function preview(of: UnknownTable, changes: Partial<ColumnMapping> = {}) {
  return previewMapping(of, { ...guessMapping(of), ...changes }, 'UTC', 10);
}

const NAMES = ['start', 'client', 'server', 'up bytes', 'label', 'remark'];

describe('the preview of a mapping', () => {
  it('shows what rows become, which are refused and what is repaired', () => {
    const { columns, rows, remarks, format } = preview(
      table(
        NAMES,
        ['2024-03-05 09:00:00', '10.0.0.5', '192.0.2.1', '12', 'Bot', 'x'],
        ['2024-03-05 09:00:01', '10.0.0.5', '', '12', '', ''],
        ['2024-03-05 09:00:02', '10.0.0.5', '192.0.2.1', '', '', ''],
        ['2024-03-05 09:00:03', '10.0.0.5', '192.0.2.1', '1e400', '', ''],
        ['2024-03-05 09:00:04', '10.0.0.5'],
        ['', '', '', '', '', ''],
      ),
    );
    expect(columns.map(({ key }) => key)).toEqual([
      ...['bytesSent', 'attackType', 'label', 'startTime', 'originatorAddress', 'responderAddress'],
    ]);
    expect(rows).toEqual([
      { flow: [12, 'Bot', 1, 1709629200, '10.0.0.5', '192.0.2.1'], notes: [] },
      { flow: null, notes: ['server is unset'] },
      {
        flow: [0, 'unknown', -1, 1709629202, '10.0.0.5', '192.0.2.1'],
        notes: ['up bytes is unset: 0 used'],
      },
      { flow: null, notes: ['up bytes “1e400” is beyond 2^53'] },
      {
        flow: null,
        notes: ["the row “2 fields, 6 columns” has not as many fields as the header's columns"],
      },
      { flow: null, notes: ['row of empty cells'] },
    ]);
    expect(format).toContain('year-month-day, in UTC');
    expect(remarks).toContain('packets_recv is not in the file: 0 used');
  });

  it('has rows and no columns where every row is refused', () => {
    const { columns, rows } = preview(
      table(NAMES, ['soon', '10.0.0.5', '192.0.2.1', '1', '', '']),
      {
        columns: { ...guessMapping(table(NAMES)).columns },
      },
    );
    expect(columns).toEqual([]);
    expect(rows).toEqual([{ flow: null, notes: ['start “soon” is not a time'] }]);
  });

  it('gives every row its place, whatever its cells hold', () => {
    const cell = fc.oneof(
      fc.constantFrom('10.0.0.5', '443', '-', '"', 'a"b', '1,2', '\n', '\r\n', '<b>', '=1+1'),
      fc.string({ maxLength: 6 }),
    );
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(rows, (cells) => {
        const of = table(['client', 'service', 'flow id'], ...cells);
        const columns = {
          ...guessMapping(of).columns,
          originatorAddress: null,
          service: 'service',
        };
        const shown = preview(of, { columns }).rows;
        expect(shown).toHaveLength(cells.length);
        shown.forEach(({ flow }, row) => {
          const word = cells[row][1].trim();
          if (flow !== null && word.length > 2) expect(flow).toContain(word);
        });
      }),
    );
  });
});
