import { describe, expect, test } from 'vitest';
import { everyRow, isAttack, labelledAmong, labelledRows } from '../../src/eval/labelled.ts';

describe('labelled rows', () => {
  const label = Int8Array.of(-1, 0, 1, -1, 0);

  test('are those with a label of either class, ascending', () => {
    expect(labelledRows(label)).toEqual(Uint32Array.of(1, 2, 4));
    expect(labelledRows(Int8Array.of(-1))).toEqual(new Uint32Array());
  });

  test('among given rows keep the order given', () => {
    expect(labelledAmong(label, Uint32Array.of(4, 3, 1))).toEqual(Uint32Array.of(4, 1));
    expect(everyRow(3)).toEqual(Uint32Array.of(0, 1, 2));
  });

  test('are the only ones that can be asked for their class', () => {
    expect([1, 2].map((row) => isAttack(label, row))).toEqual([false, true]);
    expect(() => isAttack(label, 3)).toThrow(/Row 3 carries no label/);
  });
});
