import { InputError } from '../../data/errors.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { countOf, many } from '../run/words.ts';
import type { Imported } from './imported.ts';

/** What the rows at hand are called where nobody says where they come from. */
const SOMEWHERE = { name: 'This traffic', refused: '' };

/** Where rows come from and why there are no more, in words for an error. */
export type RowSource = typeof SOMEWHERE;

/** The files that rows were read from; traffic that was made up has no name. */
export function rowSource(imported: Imported | null): RowSource {
  if (imported === null) return SOMEWHERE;
  const { files, rowsRead, rowsKept, problems } = imported;
  const [{ name }, ...others] = files;
  const why = problems.find(({ effect }) => effect === 'refused');
  const where = why === undefined ? '' : `${why.unit ?? 'line'} ${why.firstLines[0]}`;
  return {
    name: others.length === 0 ? name : `${name} and ${many(others.length, 'more file')} together`,
    refused:
      why === undefined
        ? ''
        : ` (${countOf(rowsRead - rowsKept)} of ${countOf(rowsRead)} refused, the first in ${where}: ${why.reason})`,
  };
}

/**
 * Refuses fewer rows than a detector can learn from.
 *
 * @param learnt rows that it would learn from, some or all of the `usable` ones
 * @throws InputError that says how many there are, of what, and what to do
 */
export function requireRows(
  detector: DetectorName,
  learnt: number,
  usable: number,
  { name, refused }: RowSource = SOMEWHERE,
): void {
  const { title, fewestRows } = detectorFacts(detector);
  if (learnt >= fewestRows) return;
  const few =
    learnt < usable
      ? `, of which ${countOf(learnt)} would be learnt from, but the ${title} needs at least ${fewestRows}. Learn from more of them`
      : `, but the ${title} needs at least ${fewestRows} to learn from. Take a file with more rows`;
  throw new InputError(
    `${name} has ${many(usable, 'usable row')}${refused}${few}, or choose other detectors.`,
  );
}
