import type { RankedAttack } from './per-attack.ts';

/** What share of each attack each detector found. */
export interface DetectionGrid {
  readonly detectors: readonly string[];
  /** Hardest first: by the mean share over the detectors, of equals the one seen first. */
  readonly attacks: readonly {
    readonly type: string;
    readonly flows: number;
    /** One per detector. */
    readonly rates: readonly number[];
    readonly meanRate: number;
  }[];
}

/** Joins the detectors' rankings, which must be of the same flows. O(attacks × detectors). */
export function detectionGrid(
  rankings: readonly { readonly name: string; readonly attacks: readonly RankedAttack[] }[],
): DetectionGrid {
  const first = rankings[0]?.attacks ?? [];
  const ratesOf = rankings.map(
    ({ attacks }) => new Map(attacks.map(({ type, rate }) => [type, rate])),
  );
  const attacks = first.map(({ type, flows }) => {
    const rates = ratesOf.map((rateOf) => rateOf.get(type) ?? 0);
    return { type, flows, rates, meanRate: rates.reduce((a, b) => a + b, 0) / rates.length };
  });
  return {
    detectors: rankings.map(({ name }) => name),
    attacks: attacks.sort((a, b) => a.meanRate - b.meanRate),
  };
}
