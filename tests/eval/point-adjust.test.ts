import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confusionMatrix, metricsOf } from '../../src/eval/confusion.ts';
import { pointAdjusted } from '../../src/eval/point-adjust.ts';

const ROWS = fc.array(fc.record({ attack: fc.boolean(), flagged: fc.boolean() }), {
  maxLength: 60,
});

test('a run of attacks is found where one flow of it is; nothing else changes', () => {
  fc.assert(
    fc.property(ROWS, (rows) => {
      const label = Int8Array.from(rows, ({ attack }) => (attack ? 1 : 0));
      const predictions = Int8Array.from(rows, ({ flagged }) => (flagged ? -1 : 1));
      const runOf = (row: number) => {
        const within = (at: number) =>
          rows.slice(Math.min(at, row), Math.max(at, row) + 1).every(({ attack }) => attack);
        return rows.filter((_, at) => within(at));
      };
      const expected = rows.map(({ flagged }, row) =>
        flagged || runOf(row).some((one) => one.flagged) ? -1 : 1,
      );
      expect([...pointAdjusted(label, predictions)]).toEqual(expected);
    }),
  );
});

test('it never lowers F1', () => {
  fc.assert(
    fc.property(ROWS, (rows) => {
      const label = Int8Array.from(rows, ({ attack }) => (attack ? 1 : 0));
      const predictions = Int8Array.from(rows, ({ flagged }) => (flagged ? -1 : 1));
      const f1 = (of: Int8Array) => metricsOf(confusionMatrix(label, of)).f1;
      expect(f1(pointAdjusted(label, predictions))).toBeGreaterThanOrEqual(f1(predictions));
    }),
  );
});
