import { type Matrix, matrix } from '../features/matrix.ts';
import type { SavedValues } from './saved-values.ts';

/** Training rows as plain JSON values. */
export function writeRows({ names, data }: Matrix): object {
  return { names, data: [...data] };
}

/** Reads what `writeRows` wrote. @throws InputError for anything else, and for no rows at all */
export function readRows(values: SavedValues, json: unknown, where: string): Matrix {
  const { names, data } = values.object(json, where);
  const words = values.words(names, `${where}.names`);
  const numbers = values.numbers(data, `${where}.data`);
  if (words.length === 0) throw values.wrong(`${where}.names`, 'at least 1 word', names);
  if (numbers.length === 0 || numbers.length % words.length !== 0) {
    throw values.wrong(`${where}.data`, `whole rows of ${words.length} numbers`, data);
  }
  return matrix(numbers, words);
}
