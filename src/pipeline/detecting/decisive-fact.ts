import type { FittedFact } from './detector-run.ts';

/** The feature by which most training flows were flagged, as a fact of a fitted detector. */
export function decisiveFact(
  decisive: { readonly name: string; readonly rows: number; readonly of: number } | null,
): FittedFact[] {
  if (decisive === null) return [];
  const { name, rows, of } = decisive;
  const meaning = `The worst feature of ${rows} of the ${of} training flows flagged.`;
  return [{ name: 'decisive feature', value: name, meaning }];
}
