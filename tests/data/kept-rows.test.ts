import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptRows } from '../../src/data/flow-rows.ts';

test('the rows that a mask keeps stay in their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 40 }),
      fc.infiniteStream(fc.nat()),
      (on, by) => {
        const rows = on.map((_, row) => row);
        const keys = rows.map(() => by.next().value);
        const order = rows.toSorted((a, b) => keys[a] - keys[b]);
        const kept = keptRows(Uint32Array.from(order), Uint8Array.from(on, Number));
        expect([...kept]).toEqual(order.filter((row) => on[row]));
      },
    ),
  );
});
