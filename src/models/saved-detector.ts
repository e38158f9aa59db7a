import { InputError } from '../data/errors.ts';
import { Field } from '../data/json-fields.ts';
import { type Matrix, matrix } from '../features/matrix.ts';

/**
 * What a detector saved, to be read field by field.
 *
 * @param estimator the name that it calls itself
 * @throws InputError where it is no object, or of another estimator
 */
export function savedFields(json: unknown, estimator: string): Field {
  const field = new Field(
    json,
    '',
    (problem) =>
      new InputError(`This is not a saved ${estimator}: ${problem}. Save the detector again.`),
  );
  field.at('estimator').oneOf([estimator]);
  return field;
}

/**
 * Parameters of which each is there: one that is missing would take its usual value, which the
 * detector never had. Whoever makes the detector checks their values.
 */
export function savedParameters<Params extends object>(
  field: Field,
  names: readonly (keyof Params & string)[],
): Params {
  const missing = names.find((name) => field.at(name).value === undefined);
  if (missing !== undefined) throw field.at(missing).expected('there');
  return field.value as Params;
}

/** Finite numbers. @param length how many, if that is known; at least 1 */
export function savedNumbers(field: Field, length?: number): Float64Array {
  return Float64Array.from(field.numbers(length ?? 1, length ?? Number.POSITIVE_INFINITY));
}

export function savedWarnings(saved: Field): string[] {
  return saved.at('warnings').words(0, Number.POSITIVE_INFINITY);
}

/** Training rows as plain JSON values. */
export function writeRows({ names, data }: Matrix): object {
  return { names, data: [...data] };
}

/** Reads what `writeRows` wrote. @throws InputError for anything else, and for no rows at all */
export function readRows(field: Field): Matrix {
  const names = field.at('names').words(1, Number.POSITIVE_INFINITY);
  const numbers = savedNumbers(field.at('data'));
  if (numbers.length % names.length !== 0) {
    throw field.at('data').expected(`whole rows of ${names.length} numbers`);
  }
  return matrix(numbers, names);
}
