import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCategories } from '../../src/data/flow-rows.ts';
import { ATTACK, NORMAL, UNLABELLED } from '../../src/data/flow-table.ts';
import { halvesOf } from '../../src/eval/halves.ts';
import { heldOutF1 } from '../../src/eval/thresholds/held-out-f1.ts';

const rowsOf = fc.array(
  fc.record({
    score: fc.integer({ min: 0, max: 30 }),
    label: fc.constantFrom(NORMAL, NORMAL, ATTACK, UNLABELLED),
    type: fc.constantFrom('a', 'b'),
    flip: fc.boolean(),
  }),
  { minLength: 4, maxLength: 60 },
);

type Row = typeof rowsOf extends fc.Arbitrary<infer Rows> ? Rows : never;

function columnsOf(rows: Row) {
  const types = rows.map(({ label, type }) => (label === NORMAL ? 'normal' : type));
  return {
    scores: Float64Array.from(rows, ({ score }) => score),
    label: Int8Array.from(rows, ({ label }) => label),
    attackType: encodeCategories(types, rows.length),
    all: Uint32Array.from(rows, (_, row) => row),
  };
}

describe('the best F1, held out', () => {
  it('is chosen by one half alone: other labels of the other half leave it', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const { scores, label, attackType, all } = columnsOf(rows);
        const halves = halvesOf(label, attackType, all);
        if (halves === null) return;
        const found = heldOutF1(scores, label, halves);
        const other = label.slice();
        for (const row of halves.judgedOn) if (rows[row].flip) other[row] = 1 - label[row];
        const { threshold, chosenOn } = heldOutF1(scores, other, halves);
        expect({ threshold, chosenOn }).toEqual({
          threshold: found.threshold,
          chosenOn: found.chosenOn,
        });
        const among = Array.from(halves.judgedOn, (row) => {
          return { attack: label[row] === ATTACK, flagged: scores[row] < found.threshold };
        });
        const tp = among.filter(({ attack, flagged }) => attack && flagged).length;
        const wrong = among.filter(({ attack, flagged }) => attack !== flagged).length;
        expect(found.judgedOn).toBeCloseTo((2 * tp) / (2 * tp + wrong), 12);
      }),
    );
  });

  it('has no row without a label, none twice, and both classes in each half', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const { label, attackType, all } = columnsOf(rows);
        const halves = halvesOf(label, attackType, all);
        if (halves === null) return;
        const { chosenOn, judgedOn } = halves;
        const labelled = [...all].filter((row) => label[row] !== UNLABELLED);
        expect([...chosenOn, ...judgedOn].sort((a, b) => a - b)).toEqual(labelled);
        for (const half of [chosenOn, judgedOn]) {
          expect(new Set(Array.from(half, (row) => label[row])).size).toBe(2);
        }
      }),
    );
  });

  it('is not there where one half has no attack', () => {
    const one = { score: 0, type: 'a', flip: false } as const;
    const normal = { ...one, label: NORMAL } as const;
    const { label, attackType, all } = columnsOf([
      ...[normal, normal, normal],
      { ...one, label: ATTACK },
    ]);
    expect(halvesOf(label, attackType, all)).toBeNull();
  });
});
