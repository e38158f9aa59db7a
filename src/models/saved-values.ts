import { InputError } from '../data/errors.ts';

/** Checks on what a saved detector holds; each names the place and what was expected there. */
export interface SavedValues {
  readonly object: (json: unknown, where: string) => Record<string, unknown>;
  readonly number: (json: unknown, where: string) => number;
  /** @param length how many, if that is known */
  readonly numbers: (json: unknown, where: string, length?: number) => Float64Array;
  readonly words: (json: unknown, where: string, length?: number) => string[];
  /** An object that has each of these names: whoever makes the detector checks their values. */
  readonly parameters: <Params extends object>(
    json: unknown,
    names: readonly (keyof Params & string)[],
  ) => Params;
  readonly wrong: (where: string, expected: string, value: unknown) => InputError;
}

/** For the saved detector of that name. */
export function savedValues(estimator: string): SavedValues {
  const wrong = (where: string, expected: string, value: unknown) => {
    const text = Array.isArray(value) ? `a list of ${value.length}` : String(JSON.stringify(value));
    return new InputError(
      `This is not a saved ${estimator}: ${where} must be ${expected}; got ${text.slice(0, 80)}. ` +
        'Save the detector again.',
    );
  };
  const object = (json: unknown, where: string) => {
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
      return json as Record<string, unknown>;
    }
    throw wrong(where, 'an object', json);
  };
  const isList = (json: unknown, length: number | undefined): json is unknown[] =>
    Array.isArray(json) && (length === undefined || json.length === length);
  return {
    wrong,
    object,
    number: (json, where) => {
      if (typeof json === 'number' && Number.isFinite(json)) return json;
      throw wrong(where, 'a finite number', json);
    },
    numbers: (json, where, length) => {
      if (!isList(json, length))
        throw wrong(where, `a list of ${length ?? 'finite'} numbers`, json);
      const strange = json.find((value) => !Number.isFinite(value));
      if (strange !== undefined) throw wrong(where, 'finite numbers only', strange);
      return Float64Array.from(json as number[]);
    },
    words: (json, where, length) => {
      const ok = isList(json, length) && json.every((word) => typeof word === 'string');
      if (!ok) throw wrong(where, `a list of ${length ?? 'some'} words`, json);
      return json as string[];
    },
    parameters: <Params extends object>(
      json: unknown,
      names: readonly (keyof Params & string)[],
    ) => {
      const held = object(json, 'params');
      // A parameter that is missing would take its usual value, which the detector never had.
      const missing = names.find((name) => !Object.hasOwn(held, name));
      if (missing !== undefined) throw wrong(`params.${missing}`, 'there', undefined);
      return held as Params;
    },
  };
}
