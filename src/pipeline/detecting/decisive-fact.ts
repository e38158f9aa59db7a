import { usualContributions } from '../../models/feature-contributions.ts';
import { decisiveOf } from '../../models/rule-of-thumb/rule-of-thumb.ts';
import type { DecidedBy, FittedFact } from './detector-run.ts';

/** The feature by which most of the flagged training flows were flagged, as a fact. O(rows). */
export function decisiveFact({ names, columns }: DecidedBy, predictions: Int8Array): FittedFact[] {
  const decisive = decisiveOf(names, columns, predictions);
  return decisive === null ? [] : [factOf(decisive)];
}

/**
 * The column that adds most to how abnormal each row is held, more than it adds to half of the rows:
 * what a column adds to every row decides none. The first of equals. O(columns × rows log rows).
 *
 * @param contributions what each column adds, row-major
 */
export function mostContributing(contributions: Float64Array, names: readonly string[]): DecidedBy {
  const rows = contributions.length / names.length;
  const columns = new Uint32Array(rows);
  const most = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  usualContributions(contributions, names.length).forEach((usual, j) => {
    for (let i = 0; i < rows; i++) {
      const beyond = contributions[i * names.length + j] - usual;
      if (beyond <= most[i]) continue;
      most[i] = beyond;
      columns[i] = j;
    }
  });
  return { columns, names };
}

/** The same of a detector that came from a file. */
export function factOf({ name, rows, of }: NonNullable<ReturnType<typeof decisiveOf>>): FittedFact {
  const meaning = `The worst feature of ${rows} of the ${of} training flows with an alert.`;
  return { name: 'decisive feature', value: name, meaning };
}
