import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Matrix, matrix } from '../src/features/matrix.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

/** A fixture's bytes as text, gunzipped when the name ends in `.gz`. */
export function readFixture(path: string): string {
  const bytes = readFileSync(new URL(path, FIXTURES));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export function readJsonFixture<T>(path: string): T {
  return JSON.parse(readFixture(path)) as T;
}

/** A CSV fixture without quoting, as words by column name. */
export function readCsvFixture(path: string): Map<string, string[]> {
  const [header, ...lines] = readFixture(path).trimEnd().split('\n');
  const rows = lines.map((line) => line.split(','));
  return new Map(header.split(',').map((name, at) => [name, rows.map((row) => row[at])]));
}

/** A CSV fixture whose every cell is a number, as a matrix. */
export function readMatrixFixture(path: string): Matrix {
  const columns = readCsvFixture(path);
  const names = [...columns.keys()];
  const data = new Float64Array(names.length * (columns.get(names[0])?.length ?? 0));
  names.forEach((name, at) => {
    columns.get(name)?.forEach((word, row) => {
      data[row * names.length + at] = Number(word);
    });
  });
  return matrix(data, names);
}

/** The largest |actual − expected| / max(1, |expected|): 0 means equal to the bit. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) {
    throw new Error(`${actual.length} numbers where ${expected.length} were expected`);
  }
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    if (Number.isNaN(error)) return Number.NaN;
    largest = Math.max(largest, error);
  }
  return largest;
}
