import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Prequential } from '../../src/eval/prequential.ts';

const row = fc.record({
  attack: fc.boolean(),
  alert: fc.boolean(),
  score: fc.integer({ min: 0, max: 5 }),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

/** Pairs of an attack and a normal row that the scores put in order; equal scores count half. */
function aucByPairs(rows: readonly Row[]): number | null {
  const attacks = rows.filter(({ attack }) => attack);
  const normals = rows.filter(({ attack }) => !attack);
  const won = attacks.flatMap((a) => normals.map((b) => (1 + Math.sign(a.score - b.score)) / 2));
  return won.length === 0 ? null : won.reduce((sum, one) => sum + one, 0) / won.length;
}

test('figures are those of their definitions, after every row', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const [fading, window] = [0.9, 12];
      const prequential = new Prequential(fading, window);
      rows.forEach((one, at) => {
        prequential.add(one.attack, one.alert, one.score);
        const seen = rows.slice(0, at + 1);
        const weigh = (counts: (row: Row) => boolean) =>
          seen.reduce((sum, each, i) => sum + (counts(each) ? fading ** (at - i) : 0), 0);
        const alerts = weigh(({ alert }) => alert);
        const attacks = weigh(({ attack }) => attack);
        const hits = weigh(({ alert, attack }) => alert && attack);
        const figures = prequential.figures();
        if (alerts === 0) expect(figures.precision).toBeNull();
        else expect(figures.precision).toBeCloseTo(hits / alerts, 10);
        if (attacks === 0) expect(figures.recall).toBeNull();
        else expect(figures.recall).toBeCloseTo(hits / attacks, 10);
        const auc = aucByPairs(seen.slice(-window));
        if (auc === null) expect(figures.rocAuc).toBeNull();
        else expect(figures.rocAuc).toBeCloseTo(auc, 12);
        const count = (attack: boolean, alert: boolean) =>
          seen.filter((each) => each.attack === attack && each.alert === alert).length;
        expect(figures).toMatchObject({
          truePositives: count(true, true),
          falsePositives: count(false, true),
          falseNegatives: count(true, false),
          trueNegatives: count(false, false),
        });
      });
    }),
  );
});
