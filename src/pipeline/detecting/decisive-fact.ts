import { decisiveOf } from '../../models/rule-of-thumb.ts';
import type { DecidedBy, FittedFact } from './detector-run.ts';

/** The feature by which most of the flagged training flows were flagged, as a fact. O(rows). */
export function decisiveFact({ names, columns }: DecidedBy, predictions: Int8Array): FittedFact[] {
  const decisive = decisiveOf(names, columns, predictions);
  return decisive === null ? [] : [factOf(decisive)];
}

/** The same of a detector that came from a file. */
export function factOf({ name, rows, of }: NonNullable<ReturnType<typeof decisiveOf>>): FittedFact {
  const meaning = `The worst feature of ${rows} of the ${of} training flows flagged.`;
  return { name: 'decisive feature', value: name, meaning };
}
