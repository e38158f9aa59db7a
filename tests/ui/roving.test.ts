import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSpot, type Spot } from '../../src/ui/kit/one-stop/roving.ts';

const row = (...columns: number[]): Spot[] => columns.map((column) => ({ row: 0, column }));

describe('arrow keys in a group that is one stop of the Tab key', () => {
  it('in one row every arrow goes on or back, and ends at the ends', () => {
    const bar = row(0, 0, 0);
    expect(nextSpot(bar, 0, 'ArrowRight')).toBe(1);
    expect(nextSpot(bar, 1, 'ArrowDown')).toBe(2);
    expect(nextSpot(bar, 1, 'ArrowUp')).toBe(0);
    expect(nextSpot(bar, 2, 'ArrowRight')).toBeUndefined();
    expect(nextSpot(bar, 0, 'ArrowLeft')).toBeUndefined();
    expect(nextSpot(bar, 0, 'End')).toBe(2);
    expect(nextSpot(bar, 2, 'Home')).toBe(0);
    expect(nextSpot(bar, 2, 'End')).toBeUndefined();
    expect(nextSpot(bar, 0, 'PageDown')).toBeUndefined();
  });

  it('in a table up and down stay in the column, or go to the one nearest to it', () => {
    // Two controls in each row but the second, which has one in its last column.
    const table = [
      { row: 1, column: 0 },
      { row: 1, column: 1 },
      { row: 2, column: 1 },
      { row: 4, column: 0 },
      { row: 4, column: 1 },
    ];
    expect(nextSpot(table, 0, 'ArrowRight')).toBe(1);
    expect(nextSpot(table, 1, 'ArrowRight')).toBeUndefined();
    expect(nextSpot(table, 0, 'ArrowDown')).toBe(2);
    expect(nextSpot(table, 2, 'ArrowDown')).toBe(4);
    expect(nextSpot(table, 3, 'ArrowUp')).toBe(2);
    expect(nextSpot(table, 4, 'ArrowDown')).toBeUndefined();
    expect(nextSpot(table, 1, 'ArrowUp')).toBeUndefined();
  });

  it('from any spot of any table arrows alone reach every other one', () => {
    const tables = fc.uniqueArray(fc.record({ row: fc.nat(6), column: fc.nat(4) }), {
      minLength: 1,
      selector: ({ row, column }) => 10 * row + column,
    });
    fc.assert(
      fc.property(tables, (spots) => {
        const sorted = spots.toSorted((a, b) => a.row - b.row || a.column - b.column);
        const reached = new Set([0]);
        for (const at of reached) {
          for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) {
            const next = nextSpot(sorted, at, key);
            if (next !== undefined) reached.add(next);
          }
        }
        expect(reached.size).toBe(sorted.length);
      }),
    );
  });
});
