import { UNLABELLED } from '../flow-table.ts';
import { parseNumber } from './cells.ts';
import { hasFields, ignoreColumns, normalName } from './header.ts';
import { classOfWord, LABEL_COMPLAINT } from './labels.ts';
import { TableSample } from './table-sample.ts';
import { parseDecimal } from './text-cells.ts';
import type { RecordContext, TrafficReader } from './traffic-reader.ts';
import type { UnknownTable } from './unknown-table.ts';
import { WordDictionary } from './words.ts';

/**
 * The largest number that becomes a feature, whatever its sign: scaled by the smallest scale that a
 * scaler takes, it can still be squared and added up. Larger ones stand for nothing that was measured.
 */
const MOST = 1e100;

/** Which columns of delimited text hold numbers. */
export interface TableShape {
  /** Whether the first record names the columns. */
  readonly hasHeader: boolean;
  /** The name of every column of the file, no two alike. */
  readonly names: readonly string[];
  /** Columns that become features. */
  readonly numeric: readonly number[];
  /** The column of labels, −1 if there is none. */
  readonly label: number;
}

/**
 * Judges columns by the records at the head of a file. A column is numeric if more than half of its
 * cells that are not empty are decimal numbers: so a few odd cells refuse their rows and do not cost
 * the column, and a column of words or of nothing is no feature. A column called `label` holds
 * labels.
 */
export function shapeOfTable({
  hasHeader,
  names,
  rows,
}: Pick<UnknownTable, 'hasHeader' | 'names' | 'rows'>): TableShape {
  const label = names.findIndex((name) => normalName(name) === 'label');
  const numeric = [...names.keys()].filter((at) => at !== label && isMostlyNumbers(rows, at));
  return { hasHeader, names, numeric, label };
}

function isMostlyNumbers(rows: readonly (readonly string[])[], column: number): boolean {
  let filled = 0;
  let numbers = 0;
  for (const row of rows) {
    const cell = row[column] ?? '';
    if (cell === '') continue;
    filled++;
    if (!Number.isNaN(parseDecimal(cell))) numbers++;
  }
  return 2 * numbers > filled;
}

/** Reads delimited text into a table of the columns that its shape calls numeric. */
export function numericTableReader(
  { hasHeader, names, numeric, label }: TableShape,
  cutAs: string,
  { reader, log, parts }: RecordContext,
): TrafficReader {
  const rows = new TableSample(numeric.length, parts);
  const labelWords = new WordDictionary();
  const classes: (number | undefined)[] = [];
  const row = new Float64Array(numeric.length);
  let atStart = true;

  function readNumbers(): boolean {
    for (let i = 0; i < numeric.length; i++) {
      const at = numeric[i];
      row[i] = parseNumber(reader.bytes, reader.starts[at], reader.ends[at]);
      if (Math.abs(row[i]) <= MOST) continue;
      const text = reader.text(at);
      const complaint = Number.isNaN(row[i])
        ? 'is not a number'
        : Number.isFinite(row[i])
          ? 'is too large a number: 1e100 is the most'
          : 'is too large a number';
      if (text === '') log.refuse(reader.line, names[at], 'is empty');
      else log.refuse(reader.line, names[at], complaint, text);
      return false;
    }
    return true;
  }

  function readLabel(): number | undefined {
    if (label < 0) return UNLABELLED;
    const word = labelWords.intern(reader.bytes, reader.starts[label], reader.ends[label]);
    const known = classOfWord(labelWords, word, classes);
    if (known === undefined) {
      log.refuse(reader.line, names[label], LABEL_COMPLAINT, labelWords.words[word]);
    }
    return known;
  }

  function begin(): void {
    atStart = false;
    const used = new Set([...numeric, label]);
    ignoreColumns(
      names.filter((_, at) => !used.has(at)),
      reader.line,
      log,
    );
  }

  return {
    format: `Numeric table (${cutAs})`,
    read() {
      if (atStart) {
        begin();
        if (hasHeader) return 'meta';
      }
      if (!hasFields(reader, names.length, log) || !readNumbers()) return 'refused';
      const known = readLabel();
      if (known === undefined) return 'refused';
      rows.push(row, known);
      return 'kept';
    },
    finish() {
      const { data, label } = rows.finish();
      const columns = numeric.length;
      const featureNames = numeric.map((at) => names[at]);
      const matrix = { data, rows: label.length, columns, names: featureNames };
      return { kind: 'table', matrix, label };
    },
  };
}
