import { effect } from '@preact/signals';
import { expect, test } from 'vitest';
import { argsort } from '../../src/eval/argsort.ts';
import { orderOf } from '../../src/ui/flows/row-orders.ts';

/** Values of which some are equal, spread without a pattern. */
function values(rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => ((row * 7919) % 10_007) / 10_007);
}

test('few rows are in order at once', () => {
  const few = values(1000);
  expect(orderOf(few, true).value).toEqual(argsort(few, true));
});

test('many rows come into the same order in slices, found once for the same array', async () => {
  const many = values(300_000);
  const order = orderOf(many, false);
  expect(order.value).toBeNull();
  await new Promise<void>((there) => {
    effect(() => {
      if (order.value !== null) there();
    });
  });
  expect(order.value).toEqual(argsort(many, false));
  expect(orderOf(many, false)).toBe(order);
  expect(orderOf(many, true)).not.toBe(order);
});
