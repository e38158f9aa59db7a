import { type ColumnContent, contentOf, looksLikeHeader } from './column-content.ts';

/** Whether the first record of a table names its columns. */
export interface HeaderDecision {
  readonly hasHeader: boolean;
  /** What speaks against it, if anything does. */
  readonly doubt?: string;
}

const ROWS = 200;
/** Fewer names that count up are numbers. */
const FEWEST_COUNTED = 4;

/**
 * Decides whether the first record of a table names its columns, by what stands below it: a column of
 * numbers, times or addresses has a name where its first cell is none, and a row where it is one; where
 * no column tells, words that come again below are a row. A header that counts its columns (0, 1, 2, …),
 * as pandas writes it, is one if no other row does. O(columns × rows).
 *
 * @param records the first records, at least one
 */
export function headerIn(records: readonly (readonly string[])[]): HeaderDecision {
  const [first] = records;
  const below = records.slice(1, ROWS);
  if (below.length === 0) return { hasHeader: looksLikeHeader(first) };
  const columns = first.map((cell, at) => evidence(cell, below, at));
  const count = (what: Evidence) => columns.filter((each) => each === what).length;
  const [names, values] = [count('name'), count('value')];
  if (names === 0 && values === first.length && countsUp(first) && !below.some(countsUp)) {
    return { hasHeader: true, doubt: 'the first line counts its columns: read as their names' };
  }
  if (names > values) {
    const doubt = 'the first line holds values among names: read as names of columns';
    return { hasHeader: true, ...(values > 0 && { doubt }) };
  }
  if (values > 0) return { hasHeader: false };
  return { hasHeader: count('repeated') === 0 && looksLikeHeader(first) };
}

type Evidence = 'name' | 'value' | 'repeated' | 'none';

/** What the first cell of a column is, beside those below it. */
function evidence(cell: string, below: readonly (readonly string[])[], at: number): Evidence {
  const first = contentOf([cell]);
  if (first.filled === 0) return 'none';
  const column = contentOf(below.map((row) => row[at] ?? ''));
  const kind = kindOf(column);
  if (kind === undefined) return column.words.has(cell.trim()) ? 'repeated' : 'none';
  return first[kind] === 1 ? 'value' : 'name';
}

/** What most cells of a column are. */
function kindOf(column: ColumnContent): 'numbers' | 'addresses' | 'times' | undefined {
  return (['addresses', 'numbers', 'times'] as const).find((kind) => column[kind] > 0.5);
}

/** 0, 1, 2, … or 1, 2, 3, … */
function countsUp(record: readonly string[]): boolean {
  const first = record[0].trim();
  const from = Number(first);
  return (
    record.length >= FEWEST_COUNTED &&
    (first === '0' || first === '1') &&
    record.every((cell, at) => cell.trim() === String(from + at))
  );
}
